/// One file with the applied candidates of all its records in place.
public struct RepairedFile: Sendable {
    public let document: Document
    /// Edits of the document's text.
    public let edits: EditedText
    private let source: [UInt8]

    /// - Parameters:
    ///   - records: those of one file; `nil` comes out when there is none.
    ///   - source: the file's bytes.
    public init?(_ records: [Record], source: [UInt8]) {
        guard let first = records.first else { return nil }
        self.init(document: first.document, edits: EditedText(records.flatMap(\.edits.edits)), source: source)
    }

    init(document: Document, edits: EditedText, source: [UInt8]) {
        self.document = document
        self.edits = edits
        self.source = source
    }

    /// The repaired text as UTF-8. Of a file that is UTF-8 every byte that no repair touches is the file's own; of another it is the
    /// text as decoded, in NFC.
    public var text: [UInt8] {
        isUTF8 ? EditedText(edits.edits.map(inSource)).apply(to: source) : edits.apply(to: document.text.bytes)
    }

    /// What was changed, as `diff -u` writes it; empty when nothing was.
    ///
    /// - Parameters:
    ///   - name: the file's name in the header.
    ///   - context: lines to show around each change.
    public func difference(name: String, context: Int = 3) -> [UInt8] {
        let difference = isUTF8
            ? UnifiedDifference(before: source, edits: EditedText(edits.edits.map(inSource)), context: context)
            : UnifiedDifference(before: document.text.bytes, edits: edits, context: context)
        return difference.text(name: name)
    }

    private var isUTF8: Bool { document.source.encoding == "UTF-8" }

    /// An edit of the text as one of the file. Where normalisation changed a cluster, the whole of it is replaced.
    private func inSource(_ edit: Replacement) -> Replacement {
        let start = document.text.alignment.start(edit.range.start)
        let end = edit.range.isEmpty ? start : document.text.alignment.end(edit.range.end)
        let bytes = document.text.bytes
        let before = bytes[min(start.text, edit.range.start)..<edit.range.start]
        let after = edit.range.end < end.text ? bytes[edit.range.end..<end.text] : []
        return Replacement(range: TextRange(start.source, end.source), replacement: before + edit.replacement + after)
    }
}
