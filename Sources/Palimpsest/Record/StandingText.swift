/// A place where the form's own words stand, with the slots between them: what the repair of those words goes by.
struct StandingText: Sendable {
    enum Words: Sendable {
        /// Index into ``CompiledTemplate/anchors``.
        case anchor(Int)
        /// Index into ``CompiledTemplate/sentences``.
        case sentence(Int)
    }

    var words: Words
    /// The words and the slots, as read.
    var text: Passage
    /// The places of the pattern's slots, in order; empty where nothing stands.
    var slots: [TextRange]
    /// Probability that these are the form's words.
    var confidence: Double
}
