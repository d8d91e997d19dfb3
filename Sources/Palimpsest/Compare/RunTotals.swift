/// The sums of a comparison.
public struct RunTotals: Sendable {
    public private(set) var profiles = 0
    public private(set) var unchanged = 0
    public private(set) var came = 0
    public private(set) var went = 0
    public private(set) var changed = 0
    /// Profiles whose verdict changed, by `old → new`, sorted when asked for.
    private var verdicts: [String: Int] = [:]
    private var old = (characters: 0, all: 0)
    private var new = (characters: 0, all: 0)

    public init() {}

    public mutating func count(_ profile: RunComparison.Profile) {
        profiles += 1
        if profile.changes.isEmpty && profile.old.verdict == profile.new.verdict { unchanged += 1 }
        for change in profile.changes {
            switch change.kind {
            case .came: came += 1
            case .went: went += 1
            case .changed: changed += 1
            }
        }
        if profile.old.verdict != profile.new.verdict {
            verdicts["\(profile.old.verdict ?? "not judged") → \(profile.new.verdict ?? "not judged")", default: 0] += 1
        }
        if let before = profile.old.clean, let after = profile.new.clean {
            old = (old.characters + before.characters, old.all + before.all)
            new = (new.characters + after.characters, new.all + after.all)
        }
    }

    public var verdictChanges: [(change: String, profiles: Int)] { verdicts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

    /// Shares of clean characters in the fields of profiles that were judged in both runs.
    public var cleanShares: (old: Double, new: Double)? {
        guard old.all > 0, new.all > 0 else { return nil }
        return (Double(old.characters) / Double(old.all), Double(new.characters) / Double(new.all))
    }
}
