import ICUShim
/// Bytes in, document out.
public struct Ingest: Sendable {
    /// BCP 47 tag of the language that the template expects: the prior for guessing a legacy encoding.
    public var language: String
    public init(language: String) { self.language = language }

    public func document(from bytes: [UInt8], path: [UInt8]) throws(IngestError) -> Document {
        throw IngestError(.empty, String(cString: icu_shim_version()))
    }
}
