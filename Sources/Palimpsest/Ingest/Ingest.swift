/// Bytes in, document out: encoding, normalisation, lines, and the facts about the file.
///
/// UTF-8 that is in NFC, which nearly every dump is, is used as it lies there; only other files are converted. What decides
/// how legacy encodings are told apart stands with ``EncodingGuess``, and about normalisation with ``Normalizer``.
public struct Ingest: Sendable {
    /// BCP 47 tag of the language that the template expects: the prior for guessing a legacy encoding.
    public var language: String
    public init(language: String) { self.language = language }

    /// Offsets of texts that are not the file's bytes take 32 bits, and a byte may become three.
    static let sizeLimit = 1 << 30

    /// An encoding less probable than this is reported.
    static let certainEnough = 0.8

    /// The document that `bytes` hold.
    ///
    /// - Parameter path: the path as the user gave it, any bytes.
    /// - Throws: ``IngestError`` when there is nothing to read, or the bytes are not text.
    public func document(from bytes: [UInt8], path: [UInt8]) throws(IngestError) -> Document {
        guard bytes.count <= Self.sizeLimit else {
            throw IngestError(.tooLarge, "The file has \(bytes.count) bytes; more than \(Self.sizeLimit) cannot be read: split it.")
        }
        let decoded = try DecodedText(bytes, language: language)
        let text = Normalizer().normalize(decoded.text)
        let (lines, controls) = LineScanner.scan(text.bytes)
        var diagnostics: [Diagnostic] = []
        if decoded.confidence < Self.certainEnough { diagnostics.append(.uncertainEncoding(decoded)) }
        if decoded.invalidCount > 0 { diagnostics.append(.invalidBytes(decoded, in: text)) }
        if let first = controls.first { diagnostics.append(.controlCharacters(controls.count, first: first, in: text)) }
        if let markup = SavedPage.name(of: text.bytes) { diagnostics.append(.markup(markup)) }
        let source = SourceInfo(
            path: path, sha256: SourceDigest.sha256(bytes), byteCount: bytes.count,
            lineCount: lines.editorLineCount, pageCount: lines.pageCount,
            encoding: decoded.encoding, encodingConfidence: decoded.confidence)
        return Document(source: source, text: text, lines: lines, diagnostics: diagnostics)
    }
}
