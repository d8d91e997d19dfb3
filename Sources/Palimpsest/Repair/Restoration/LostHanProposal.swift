/// What a passage of Han that an English OCR model read as Latin may have said.
///
/// Nothing here is certain text: it is a proposal for a reviewer. Each confidence is the measured probability that the word is right, calibrated on
/// prose that no model saw.
public struct LostHanProposal: Sendable {
    /// The best reading of the whole passage; each stretch that is in doubt is one ``gap``.
    public var text: String
    /// Probability that all of ``text`` but its gaps is right.
    public var confidence: Double
    /// The best reading word by word, in order, doubtful ones too. What lies between two words was not read.
    public var words: [ProposedWord]
    /// Terms found in the passage, in order, none over another.
    public var terms: [LostHanTerm]

    /// Stands in ``text`` for a stretch that is in doubt.
    public static let gap = "…"

    public init(text: String = "", confidence: Double = 0, words: [ProposedWord] = [], terms: [LostHanTerm] = []) {
        self.text = text
        self.confidence = confidence
        self.words = words
        self.terms = terms
    }
}

/// A word that may have stood at a place.
public struct ProposedWord: Sendable {
    /// Bytes of the passage that were read for it.
    public var range: Range<Int>
    public var text: String
    public var confidence: Double
    /// Other words for about the same place, likeliest first.
    public var alternatives: [(text: String, confidence: Double)]

    public init(range: Range<Int>, text: String, confidence: Double, alternatives: [(text: String, confidence: Double)] = []) {
        self.range = range
        self.text = text
        self.confidence = confidence
        self.alternatives = alternatives
    }
}

/// A term of the lexicon that was found in a passage.
public struct LostHanTerm: Hashable, Sendable {
    /// Bytes of the passage that were read for it.
    public var range: Range<Int>
    public var text: String
    public var confidence: Double
    /// What kind of entry it is: `law`, `place`, `term`, `species`, `name` or `phrase`.
    public var source: String

    public init(range: Range<Int>, text: String, confidence: Double, source: String) {
        self.range = range
        self.text = text
        self.confidence = confidence
        self.source = source
    }
}
