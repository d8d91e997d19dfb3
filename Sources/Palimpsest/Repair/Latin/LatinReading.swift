/// A word in Latin letters that the OCR probably misread.
public struct LatinReading: Sendable {
    /// Where the word stands in the document's text.
    public var range: TextRange
    /// Probability that the word is misread.
    public var confidence: Double
    /// BCP 47 of the passage.
    public var language: String
    /// One sentence each, for a reviewer.
    public var reasons: [String]
    /// What the page may have said, likeliest first; the confidence is the probability that the page said this.
    public var candidates: [RepairCandidate]

    public init(range: TextRange, confidence: Double, language: String, reasons: [String], candidates: [RepairCandidate]) {
        self.range = range
        self.confidence = confidence
        self.language = language
        self.reasons = reasons
        self.candidates = candidates
    }
}
