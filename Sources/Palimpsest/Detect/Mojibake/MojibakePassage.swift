/// A stretch of text that was read in the wrong encoding, and what it was.
public struct MojibakePassage: Hashable, Sendable {
    /// Bytes of the text that was looked at.
    public var range: TextRange
    /// What the passage says when the wrong reading is undone; U+FFFD where bytes are lost for good.
    public var repaired: String
    /// How it is undone: applied to the passage it gives ``repaired``.
    public var plan: EncodingPlan
    /// Probability that the passage is mojibake and that it was this text.
    public var confidence: Double
    /// Why, in sentences for a reviewer.
    public var reasons: [String]

    /// Whether characters could not be brought back, because bytes of them are lost.
    public var isLossy: Bool { repaired.unicodeScalars.contains("\u{FFFD}") }
}
