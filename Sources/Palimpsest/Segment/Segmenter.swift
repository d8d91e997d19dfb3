import Crypto
public struct Segmenter: Sendable {
    public init(templates: [CompiledTemplate], only: String?) {}
    public func records(of document: Document) -> [Record] { [] }
}
