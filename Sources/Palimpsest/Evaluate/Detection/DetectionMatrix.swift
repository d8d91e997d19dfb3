/// How many characters of each label were found as each kind: what all shares of detection are computed from.
///
/// Sums over dumps are sums over characters (micro-averages): a long dump counts for more than a short one.
public struct DetectionMatrix: Hashable, Sendable {
    private var counts = [Int](repeating: 0, count: CharacterClass.allCases.count * width)
    private static let width = SuspectKind.allCases.count + 1

    public init() {}

    /// The characters that the labels call `label` and that are found as `kind`; `nil` is outside all suspects.
    public subscript(label: CharacterClass, kind: SuspectKind?) -> Int {
        get { counts[Self.index(label, kind)] }
        set { counts[Self.index(label, kind)] = newValue }
    }

    private static func index(_ label: CharacterClass, _ kind: SuspectKind?) -> Int {
        (CharacterClass.allCases.firstIndex(of: label) ?? 0) * width + (kind.flatMap { SuspectKind.allCases.firstIndex(of: $0) } ?? width - 1)
    }

    public static func + (left: DetectionMatrix, right: DetectionMatrix) -> DetectionMatrix {
        var sum = left
        for index in sum.counts.indices { sum.counts[index] += right.counts[index] }
        return sum
    }

    public func sum(_ labels: (CharacterClass) -> Bool, _ kinds: (SuspectKind?) -> Bool) -> Int {
        let columns: [SuspectKind?] = SuspectKind.allCases.map { $0 } + [nil]
        return CharacterClass.allCases.filter(labels).reduce(0) { sum, label in
            sum + columns.filter(kinds).reduce(0) { $0 + self[label, $1] }
        }
    }

    public func characters(_ label: CharacterClass) -> Int { sum({ $0 == label }, { _ in true }) }

    /// Garble of any kind found as garble of any kind.
    public var garble: DetectionScore {
        let isGarble: (SuspectKind?) -> Bool = { $0?.isGarble ?? false }
        return DetectionScore(
            characters: sum({ $0.isGarbled }, { _ in true }), suspected: sum({ !$0.isUnjudgedAsGarble }, isGarble),
            right: sum({ $0.isGarbled }, isGarble))
    }

    /// One kind found as that kind. Open characters count for nothing; slips are no false alarms of any kind.
    public func score(_ kind: SuspectKind) -> DetectionScore {
        let label = CharacterClass(kind)
        return DetectionScore(
            characters: characters(label),
            suspected: sum({ !$0.isOpen && $0 != .slip && ($0 == label || !kind.isGarble || !$0.isUnjudgedAsGarble) }, { $0 == kind }),
            right: self[label, kind])
    }

    /// Share of a label's characters that are in suspects of any kind, or in suspects of garble; `nil` when it has none.
    public func foundShare(_ label: CharacterClass, asGarble: Bool = false) -> Double? {
        let all = characters(label)
        return all == 0 ? nil : Double(sum({ $0 == label }, { asGarble ? $0?.isGarble ?? false : $0 != nil })) / Double(all)
    }
}

/// Precision and recall of a set of characters.
public struct DetectionScore: Hashable, Sendable {
    /// Those that the labels name.
    public var characters: Int
    /// Those that the suspects name.
    public var suspected: Int
    /// Those that both name.
    public var right: Int

    public init(characters: Int, suspected: Int, right: Int) {
        self.characters = characters
        self.suspected = suspected
        self.right = right
    }

    /// `nil` when nothing is suspected.
    public var precision: Double? { suspected == 0 ? nil : Double(right) / Double(suspected) }
    /// `nil` when there is nothing to find.
    public var recall: Double? { characters == 0 ? nil : Double(right) / Double(characters) }
    /// Harmonic mean of both; `nil` when there is nothing to find: what is suspected then are false alarms.
    public var f1: Double? { characters == 0 ? nil : 2 * Double(right) / Double(characters + suspected) }

    public static func + (left: DetectionScore, right: DetectionScore) -> DetectionScore {
        DetectionScore(characters: left.characters + right.characters, suspected: left.suspected + right.suspected, right: left.right + right.right)
    }
}
