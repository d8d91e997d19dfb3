/// A guess that some lines are an anchor, before the alignment decides.
struct Candidate: Sendable {
    /// Index into ``CompiledTemplate/anchors``.
    var anchor: Int
    /// First and last line, both inclusive.
    var firstLine: Int
    var lastLine: Int
    /// Nats of OCR error that it takes.
    var cost: Float
    /// Log-odds that the lines are this anchor rather than running text, before context.
    var weight: Float
    /// Where the anchor's words begin: after icon noise in front.
    var start: Int
    /// Where the anchor's words (and slots) end; text after it on the line is the label's text or noise.
    var end: Int
    /// The places of the pattern's slots.
    var slots: SlotPlaces
    /// Whether the document ends before the anchor does.
    var isTruncated = false
}

/// How match costs become log-odds.
enum MatchWeight {
    /// Nats of evidence that a matched key byte gives against running text: about the entropy of English letters.
    static let perByte: Float = 1.6
    /// What it takes for a line to be an anchor at all.
    static let prior: Float = 3
    /// Evidence saturates here: beyond it the model is surer than it has a right to be.
    static let cap: Float = 14

    static func weight(length: Int, cost: Float) -> Float {
        min(cap, perByte * Float(length) - prior) - cost
    }
}
