/// The findings of ingest, in words.
extension Diagnostic {
    /// NULs and control characters, reported once for a file.
    static func controlCharacters(_ count: Int, first: Int, in text: AlignedText) -> Diagnostic {
        let length = text.bytes.withUnsafeBufferPointer { UTF8Bytes.scalar($0, at: first).length }
        let what = count == 1 ? "One control character" : "\(count) control characters"
        return Diagnostic(
            .info, .controlCharacters,
            "\(what) that is no white space, the first at byte \(text.sourceStart(first)); the text is kept as it is.",
            at: TextRange(first, first + length))
    }
}
