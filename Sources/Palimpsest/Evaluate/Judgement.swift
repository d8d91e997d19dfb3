/// One thing that was compared with the truth.
public struct Judgement: Hashable, Sendable {
    public enum Measure: String, Sendable, CaseIterable {
        /// An indicator under its title, area and theme.
        case indicators
        case areas
        case themes
        /// An indicator after the one that it follows in the document.
        case order
        /// A field under its label in its indicator.
        case fields
        /// Where a field that is present begins and ends.
        case extents
        case dates
        /// Number and unit.
        case quantities
        /// Name, mayor, population, country, region.
        case profile
        case awards
        case steps
        case uploads
        /// Scores and maxima of the biodiversity index.
        case scores
        case resources
    }

    public enum Outcome: String, Sendable {
        case right
        /// There, but not what or where it should be.
        case wrong
        case missing
        /// In the record but not on the page.
        case invented
    }

    public var measure: Measure
    public var outcome: Outcome
    public var file: String
    /// What was judged, e.g. `3 Maintain or increase …/baseline`; the same for the same thing in every run.
    public var subject: String
    public var expected: String
    public var got: String
}

/// A probability that the record gave and whether the thing was right.
public struct ConfidenceSample: Hashable, Sendable {
    public enum Group: String, Sendable, CaseIterable { case fields, headings, values }
    public var group: Group
    public var confidence: Double
    public var right: Bool

    public init(group: Group, confidence: Double, right: Bool) {
        self.group = group
        self.confidence = confidence
        self.right = right
    }
}

/// What the comparison of one record with its truth gave.
public struct Findings: Sendable {
    public var judgements: [Judgement] = []
    public var samples: [ConfidenceSample] = []

    mutating func append(_ other: Findings) {
        judgements += other.judgements
        samples += other.samples
    }
}
