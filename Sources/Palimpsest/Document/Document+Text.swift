extension Document {
    /// Where `range` lies in the file.
    public func span(of range: TextRange) -> SourceSpan {
        SourceSpan(start: 0, end: 0, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1)
    }

    /// Appends the text of `passage` as read: NFC, pieces and lines joined by the rules of ``LineJoining``.
    public func appendText(of passage: Passage, to output: inout [UInt8]) {}

    /// The text of `passage` as read, for messages and tests. The emitters use ``appendText(of:to:)``.
    public func string(of passage: Passage) -> String {
        var bytes: [UInt8] = []
        appendText(of: passage, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
