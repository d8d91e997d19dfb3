/// One file with the applied candidates of all its records in place.
public struct RepairedFile: Sendable {
    public let document: Document
    /// Edits of the document's text.
    public let edits: EditedText

    /// - Parameter records: those of one file; `nil` when there is none.
    public init?(_ records: [Record]) {
        guard let first = records.first else { return nil }
        document = first.document
        edits = EditedText(records.flatMap(\.edits.edits))
    }

    /// The repaired text, UTF-8 in the file's own lines.
    public var text: [UInt8] { edits.apply(to: document.text.bytes) }

    /// What was changed, as `diff -u` writes it; empty when nothing was.
    ///
    /// - Parameters:
    ///   - name: the file's name in the header.
    ///   - context: lines to show around each change.
    public func difference(name: String, context: Int = 3) -> [UInt8] {
        UnifiedDifference(before: document.text.bytes, edits: edits, context: context).text(name: name)
    }
}
