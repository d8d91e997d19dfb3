/// Something that a user should know about a document. Stages return diagnostics as data; only the emitters make text of them.
public struct Diagnostic: Hashable, Sendable {
    public enum Level: String, Sendable, Comparable, CaseIterable {
        case info, warning, error
        public static func < (a: Level, b: Level) -> Bool { a.rank < b.rank }
        private var rank: Int { self == .info ? 0 : self == .warning ? 1 : 2 }
    }

    public var level: Level
    /// Stable snake_case identifier, e.g. `impossible_date`. Documented in ``DiagnosticCode``.
    public var code: DiagnosticCode
    /// One English sentence that says what was found and what to do about it.
    public var message: String
    /// Where, in the normalised text; `nil` when the diagnostic is about the file as a whole.
    public var range: TextRange?

    public init(_ level: Level, _ code: DiagnosticCode, _ message: String, at range: TextRange? = nil) {
        self.level = level
        self.code = code
        self.message = message
        self.range = range
    }
}

/// Every kind of diagnostic that a record can hold. The raw values are part of the record's contract (SemVer).
public enum DiagnosticCode: String, Sendable, CaseIterable {
    /// Bytes that are not valid in the file's encoding; each became U+FFFD.
    case invalidBytes = "invalid_bytes"
    /// The encoding was guessed with little certainty.
    case uncertainEncoding = "uncertain_encoding"
    /// NULs or control characters in the text. They are kept.
    case controlCharacters = "control_characters"
    /// The file is HTML or XML, whose tags are read as text.
    case markup
    /// No template fits the file; all of its text is in `unmatched`.
    case unknownTemplate = "unknown_template"
    /// A date that is not in the calendar, such as 31 February; it is reported, not stored.
    case impossibleDate = "impossible_date"
    /// A date label whose value could not be read.
    case unreadableDate = "unreadable_date"
    /// A number whose grouping or decimal mark can be read in two ways; it is reported, not stored.
    case ambiguousNumber = "ambiguous_number"
    /// Text where a number should be; nothing is stored.
    case unreadableNumber = "unreadable_number"
    /// A letter was read as a digit (`O` as 0, `l` as 1) because the template says that a number stands there.
    case digitFromLetter = "digit_from_letter"
    /// A value outside what the template allows, such as more points than the maximum.
    case outOfRange = "out_of_range"
    /// Parts that do not add up to their total.
    case sumMismatch = "sum_mismatch"
    /// The column order of the OCR leaves open whose value this is.
    case uncertainOwner = "uncertain_owner"
    /// A record whose heading could not be read, or is not one the template knows.
    case unknownHeading = "unknown_heading"
    /// A heading was recognised although the OCR damaged it.
    case damagedHeading = "damaged_heading"
    /// The same record appears twice.
    case repeatedRecord = "repeated_record"
    /// A field whose sentence the template does not know holds digits; no value was read from it.
    case unreadSentence = "unread_sentence"
    /// Text that belongs to no rule of the template.
    case unmatchedText = "unmatched_text"
    /// Right-to-left words in the order of the page from left to right; they are kept as they stand.
    case visualOrder = "visual_order"
}
