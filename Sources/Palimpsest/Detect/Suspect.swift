/// A passage that does not say what the page said.
public struct Suspect: Sendable {
    public var kind: SuspectKind
    /// Where it stands in the document's text, white space at both ends left out.
    public var range: TextRange
    /// Probability that the passage does not say what the page said.
    public var confidence: Double
    /// One sentence each, for a reviewer: what spoke for it, most weighty first.
    public var reasons: [String]
    /// The lost text's script, ISO 15924, e.g. `Hans`; `nil` when it cannot be told.
    public var script: String?
    /// The lost text's language, BCP 47, e.g. `zh-Hans`; `nil` when it cannot be told.
    public var language: String?
    /// Probability that ``language`` is right, given that the passage is garbled.
    public var languageConfidence: Double?
    /// What the page may have said, or parts of it, in the order of the repairers.
    public var candidates: [RepairCandidate]
    /// Words that the passage most likely holds, though the rest of it is lost.
    public var terms: [SpottedTerm]

    public init(
        kind: SuspectKind, range: TextRange, confidence: Double, reasons: [String] = [],
        script: String? = nil, language: String? = nil, languageConfidence: Double? = nil, candidates: [RepairCandidate] = [],
        terms: [SpottedTerm] = []
    ) {
        self.candidates = candidates
        self.terms = terms
        self.kind = kind
        self.range = range
        self.confidence = confidence
        self.reasons = reasons
        self.script = script
        self.language = language
        self.languageConfidence = languageConfidence
    }
}

/// A text that a passage may have been.
public struct RepairCandidate: Hashable, Sendable {
    public var text: String
    /// Probability that the page said this.
    public var confidence: Double
    /// Name of the repairer that proposes it, e.g. `encoding`.
    public var method: String
    /// One sentence for a reviewer: what was done and on what grounds; empty when there is nothing to add.
    public var explanation: String
    /// The part of the suspect that ``text`` stands for; `nil` when it is all of it.
    public var range: TextRange?
    /// Whether it stands in the repaired text.
    public var isApplied = false

    public init(text: String, confidence: Double, method: String, explanation: String = "", range: TextRange? = nil) {
        self.text = text
        self.confidence = confidence
        self.method = method
        self.explanation = explanation
        self.range = range
    }
}

/// A term that a lost passage most likely holds.
public struct SpottedTerm: Hashable, Sendable {
    /// Where it stands in the document's text.
    public var range: TextRange
    public var text: String
    /// Probability that the page said it there.
    public var confidence: Double
    /// What kind of term it is: `law`, `place`, `term`, `species`, `name` or `phrase`.
    public var source: String

    public init(range: TextRange, text: String, confidence: Double, source: String) {
        self.range = range
        self.text = text
        self.confidence = confidence
        self.source = source
    }
}

/// What happened to a passage.
public enum SuspectKind: String, Sendable, CaseIterable {
    /// Text of a script that the OCR model did not have, read as another: Chinese that came out as Latin letters.
    case wrongScript = "wrong_script"
    /// Text decoded with the wrong character encoding.
    case mojibake
    /// Scripts mixed as no writing system mixes them, look-alikes of another script, compatibility and private use forms.
    case mixedScript = "mixed_script"
    /// The right script with wrong characters.
    case misread
    /// Words run together.
    case fusedWords = "fused_words"
    /// Icons, rules and specks read as characters.
    case noise
}
