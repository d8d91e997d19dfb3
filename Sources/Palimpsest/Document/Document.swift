/// One profile's text after ingest and normalisation: what every later stage reads.
///
/// The stages work on ``text``'s bytes and speak of places as ``TextRange``; only the emitters turn these into places in
/// the file, through ``span(of:)``.
public struct Document: Sendable {
    /// What is known of the file.
    public var source: SourceInfo
    /// NFC-normalised UTF-8 of the whole file with its alignment to the file's bytes.
    public var text: AlignedText
    /// The lines of ``text``, in order.
    public var lines: LineTable
    /// What ingest and normalisation found worth telling.
    public var diagnostics: [Diagnostic]

    public init(source: SourceInfo, text: AlignedText, lines: LineTable, diagnostics: [Diagnostic] = []) {
        self.source = source
        self.text = text
        self.lines = lines
        self.diagnostics = diagnostics
    }
}

/// What is known of the file that a document came from.
public struct SourceInfo: Sendable {
    /// The path as the user gave it, as raw bytes: a path need not be valid UTF-8.
    public var path: [UInt8]
    /// Lower-case hexadecimal SHA-256 of the file's bytes.
    public var sha256: String
    public var byteCount: Int
    /// Number of lines, counted as text editors do: LF, CRLF, CR, NEL, LS and PS end a line, a form feed does not.
    public var lineCount: Int
    /// Number of pages: one more than the form feeds that have text after them.
    public var pageCount: Int
    /// IANA name of the encoding, e.g. `UTF-8`.
    public var encoding: String
    /// Probability that ``encoding`` is right.
    public var encodingConfidence: Double

    public init(
        path: [UInt8], sha256: String, byteCount: Int, lineCount: Int, pageCount: Int,
        encoding: String, encodingConfidence: Double
    ) {
        self.path = path
        self.sha256 = sha256
        self.byteCount = byteCount
        self.lineCount = lineCount
        self.pageCount = pageCount
        self.encoding = encoding
        self.encodingConfidence = encodingConfidence
    }
}
