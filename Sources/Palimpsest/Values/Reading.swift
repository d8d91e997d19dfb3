/// What came of reading a typed value from text.
enum Reading: Sendable {
    case value(Scalar, range: TextRange, confidence: Double, notes: [Note])
    /// Text is there but is no such value; it is reported, not stored.
    case unreadable(Note, range: TextRange)
    /// Nothing is there.
    case absent

    /// Something that the record should say about a reading.
    struct Note: Sendable {
        var level: Diagnostic.Level
        var code: DiagnosticCode
        var message: String
    }
}
