/// What changed between two runs of `extract` over the same profiles: two states of the program, of the OCR, or of the pages.
///
/// Both files are read twice, once for what each line is of and once, in pairs, for what it says; only the former is kept.
public struct RunComparison {
    /// One profile that is in both runs.
    public struct Profile: Sendable {
        public struct Side: Sendable {
            public var path: String
            public var profileIndex: Int
            public var verdict: String?
            /// Share of clean characters in the texts of fields; `nil` where nothing had looked.
            public var cleanShare: Double?
            var clean: (characters: Int, all: Int)?
        }
        public var name: String?
        /// Why the two are taken for the same, e.g. `path`.
        public var ground: String
        public var old: Side
        public var new: Side
        public var changes: [Change]
    }

    /// One field or value that is not as it was.
    public struct Change: Sendable {
        public enum Kind: String, Sendable, CaseIterable { case came, went, changed }
        public struct State: Sendable {
            public var value: String
            public var confidence: Double?
            public var verdict: String?
        }
        public var key: String
        public var old: State?
        public var new: State?
        public var kind: Kind { old == nil ? .came : new == nil ? .went : .changed }
    }

    private let old: RunFile
    private let new: RunFile
    private let matching: RunMatching
    private let oldIndex: RunIndex
    private let newIndex: RunIndex

    /// - Parameters:
    ///   - old: path of the output of the earlier run, any bytes.
    ///   - new: that of the later one.
    /// - Throws: ``RunFailure`` when one cannot be read or a line is none of our records.
    public init(old: [UInt8], new: [UInt8]) throws(RunFailure) {
        self.old = try RunFile(path: old)
        self.new = try RunFile(path: new)
        oldIndex = try RunIndex(self.old)
        newIndex = try RunIndex(self.new)
        matching = RunMatching(old: oldIndex, new: newIndex)
    }

    /// Name and path of the profiles that only the old run has.
    public var gone: [(name: String?, path: String)] { matching.gone.map { (oldIndex.entries[$0].name, oldIndex.entries[$0].path) } }

    /// Name and path of the profiles that only the new run has.
    public var added: [(name: String?, path: String)] {
        matching.pairs.indices.filter { matching.pairs[$0] == nil }.map { (newIndex.entries[$0].name, newIndex.entries[$0].path) }
    }

    /// Calls `body` with each profile that both runs have, in the order of the new one.
    public func forEach(_ body: (Profile) throws -> Void) throws {
        for (index, pair) in matching.pairs.enumerated() {
            guard let pair else { continue }
            let before = try old.record(ofLine: oldIndex.entries[pair.old].line)
            let after = try new.record(ofLine: newIndex.entries[index].line)
            try body(
                Profile(
                    name: after.name ?? before.name, ground: pair.ground.rawValue, old: Self.side(before), new: Self.side(after),
                    changes: Self.changes(before.entries, after.entries)))
        }
    }

    private static func side(_ record: RunRecord) -> Profile.Side {
        Profile.Side(
            path: record.path, profileIndex: record.profileIndex, verdict: record.verdict,
            cleanShare: record.clean.map { $0.all == 0 ? 1 : Double($0.characters) / Double($0.all) }, clean: record.clean)
    }

    /// What came and changed in the order of the new record, what went where it stood among the others of the old one.
    private static func changes(_ old: [RunRecord.Entry], _ new: [RunRecord.Entry]) -> [Change] {
        let before = Dictionary(old.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let kept = Set(new.map(\.key))
        var changes: [Change] = []
        for entry in new {
            guard let was = before[entry.key] else {
                changes.append(Change(key: entry.key, old: nil, new: state(entry)))
                continue
            }
            if was.value != entry.value || was.verdict != entry.verdict { changes.append(Change(key: entry.key, old: state(was), new: state(entry))) }
        }
        for entry in old where !kept.contains(entry.key) { changes.append(Change(key: entry.key, old: state(entry), new: nil)) }
        return changes
    }

    private static func state(_ entry: RunRecord.Entry) -> Change.State {
        Change.State(value: entry.value, confidence: entry.confidence, verdict: entry.verdict)
    }
}
