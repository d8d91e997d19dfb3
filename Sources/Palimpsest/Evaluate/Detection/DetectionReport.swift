/// How well the suspects of a set of records match the labels of their dumps.
public struct DetectionReport: Sendable {
    /// One for each dump, in the order in which they came; several readings of one dump are put together.
    public private(set) var dumps: [DumpDetection] = []

    public init() {}

    public mutating func add(_ dump: DumpDetection) {
        if let index = dumps.firstIndex(where: { $0.name == dump.name }) {
            dumps[index].add(dump)
        } else {
            dumps.append(dump)
        }
    }

    public var isEmpty: Bool { dumps.isEmpty }

    /// What all dumps give, or those of one group.
    public var total: Summary { Summary(dumps) }

    /// The dumps of each language and OCR model, by name.
    public var groups: [(group: DumpDetection.Group, summary: Summary)] {
        Dictionary(grouping: dumps, by: \.group).map { ($0.key, Summary($0.value)) }.sorted { $0.0.title < $1.0.title }
    }

    /// Sums over some dumps.
    public struct Summary: Sendable {
        public var dumps: Int
        public var matrix = DetectionMatrix()
        public var boundaries = BoundaryScore()
        public var boundariesOfLostScript = BoundaryScore()
        public var lostLanguage = LostLanguageScore()
        public var errors: [CharacterErrors.Reading: CharacterErrors] = [:]
        public var verdictsRight: Int
        /// Dumps that can be asked for the first of their languages to read again with, and those where it is right.
        public var reocrAsked: Int
        public var reocrRight: Int

        init(_ dumps: [DumpDetection]) {
            self.dumps = dumps.count
            for dump in dumps {
                matrix = matrix + dump.matrix
                boundaries = boundaries + dump.boundaries
                boundariesOfLostScript = boundariesOfLostScript + dump.boundariesOfLostScript
                lostLanguage = lostLanguage + dump.lostLanguage
                errors.merge(dump.errors, uniquingKeysWith: +)
            }
            verdictsRight = dumps.filter(\.verdictIsRight).count
            reocrAsked = dumps.filter { $0.reocrIsRight != nil }.count
            reocrRight = dumps.filter { $0.reocrIsRight == true }.count
        }

        /// Share of the clean characters that lie in suspects of garble; `nil` when none is clean.
        public var falseAlarmShare: Double? { matrix.foundShare(.clean, asGarble: true) }
    }

    /// How well the confidences of suspects match what they are; `nil` takes all kinds.
    public func reliabilityOfSuspects(_ kind: SuspectKind? = nil) -> Reliability {
        var book = ConfidenceBook()
        for dump in dumps {
            for (found, entries) in dump.passages where kind == nil || kind == found { book.add(entries) }
        }
        return Reliability(book, areIndependent: true)
    }

    /// The same for each character. It has no ``Reliability/floor``: the characters of a passage are not independent.
    public var reliabilityOfCharacters: Reliability {
        var book = ConfidenceBook()
        for dump in dumps { book.add(dump.characters) }
        return Reliability(book, areIndependent: false)
    }
}
