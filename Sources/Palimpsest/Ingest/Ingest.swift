/// Bytes in, document out.
public struct Ingest: Sendable {
    /// BCP 47 tag of the language that the template expects: the prior for guessing a legacy encoding.
    public var language: String
    public init(language: String) { self.language = language }

    /// The document that `bytes` hold.
    ///
    /// - Parameter path: the path as the user gave it, any bytes.
    /// - Throws: ``IngestError`` when there is nothing to read, or the bytes are not text.
    public func document(from bytes: [UInt8], path: [UInt8]) throws(IngestError) -> Document {
        guard !bytes.isEmpty else { throw IngestError(.empty, "The file is empty.") }
        let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let decoded = DecodedText(
            text: AlignedText(mark == 0 ? bytes : Array(bytes[mark...]), alignment: Alignment(shift: mark)),
            encoding: "UTF-8", confidence: 1, diagnostics: [])
        let text = Normalizer().normalize(decoded.text)
        let (lines, controls) = LineScanner.scan(text.bytes)
        var diagnostics = decoded.diagnostics
        if let first = controls.first { diagnostics.append(.controlCharacters(controls.count, first: first, in: text)) }
        let source = SourceInfo(
            path: path, sha256: SourceDigest.sha256(bytes), byteCount: bytes.count,
            lineCount: lines.editorLineCount, pageCount: lines.pageCount,
            encoding: decoded.encoding, encodingConfidence: decoded.confidence)
        return Document(source: source, text: text, lines: lines, diagnostics: diagnostics)
    }
}

/// What decoding made of a file's bytes.
struct DecodedText {
    /// UTF-8, not yet normalised.
    var text: AlignedText
    /// IANA name.
    var encoding: String
    var confidence: Double
    var diagnostics: [Diagnostic]
}
