/// Undoes mojibake: the repairer of the switch `encoding`.
///
/// It has no opinion of its own: ``MojibakeDetector`` finds a passage by undoing it, and what it found is the candidate.
public struct EncodingRepairer: Sendable {
    /// Name of the repairer in candidates, plans and options.
    public static let method = "encoding"

    public let detector: MojibakeDetector

    public init(detector: MojibakeDetector) { self.detector = detector }

    /// What a passage may have said.
    public struct Candidate: Hashable, Sendable {
        public var text: String
        /// Probability that this is what the passage said.
        public var confidence: Double
        public var method: String
        public var explanation: String
        public var plan: EncodingPlan
    }

    /// The candidate for a passage that the detector found.
    public func candidate(for passage: MojibakePassage) -> Candidate {
        let loss = passage.isLossy ? " Characters that are lost for good are U+FFFD." : ""
        return Candidate(
            text: passage.repaired, confidence: passage.confidence, method: Self.method,
            explanation: passage.plan.explanation + loss, plan: passage.plan)
    }

    /// `text` with every passage undone whose confidence reaches `threshold`. Undoing it again changes nothing.
    ///
    /// Text that is right again beside a passage may tell what the passage is, so it is looked at until nothing changes.
    public func repair(_ text: String, threshold: Double = 0) -> String {
        var text = text
        for _ in 0..<Self.mostPasses {
            let passages = detector.passages(in: text).filter { $0.confidence >= threshold }
            if passages.isEmpty { break }
            text = Self.replace(passages, in: text)
        }
        return text
    }

    private static let mostPasses = 8

    /// `text` with `passages` of it replaced by what they were.
    static func replace(_ passages: [MojibakePassage], in text: String) -> String {
        guard !passages.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var at = 0
        for passage in passages {
            result += bytes[at..<passage.range.start]
            result += passage.repaired.utf8
            at = passage.range.end
        }
        result += bytes[at...]
        return String(decoding: result, as: UTF8.self)
    }
}
