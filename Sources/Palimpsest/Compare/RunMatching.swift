/// Which record of the new run is of the same profile as which of the old one.
///
/// The surest ground first, and each record is used once: the same path and name, the same path, the same name, the same name
/// of the file in another folder, the same bytes, and last the words, for a profile that was read again under another name.
struct RunMatching {
    enum Ground: String, Sendable { case pathAndName = "path and name", path, name, fileName = "file name", content }

    /// For each new record, the old one.
    private(set) var pairs: [(old: Int, ground: Ground)?]
    /// Old records without a new one.
    private(set) var gone: [Int]

    /// Less than this share of common words is what any two profiles of one form have.
    private static let leastResemblance = 0.4
    /// With fewer words than this, chance decides.
    private static let fewestWords = 8

    init(old: RunIndex, new: RunIndex) {
        pairs = Array(repeating: nil, count: new.entries.count)
        gone = Array(old.entries.indices)
        match(.pathAndName, old, new) { entry in entry.name.map { "\(entry.path)\u{0}\(entry.profileIndex)\u{0}\($0)" } }
        match(.path, old, new) { "\($0.path)\u{0}\($0.profileIndex)" }
        match(.name, old, new, onlyUnique: true) { $0.name }
        match(.fileName, old, new, onlyUnique: true) { "\($0.fileName)\u{0}\($0.profileIndex)" }
        match(.content, old, new) { $0.sha256.isEmpty ? nil : "\($0.sha256)\u{0}\($0.profileIndex)" }
        matchWords(old, new)
    }

    private mutating func match(
        _ ground: Ground, _ old: RunIndex, _ new: RunIndex, onlyUnique: Bool = false, key: (RunIndex.Entry) -> String?
    ) {
        var waiting: [String: [Int]] = [:]
        for index in gone.reversed() {
            if let key = key(old.entries[index]) { waiting[key, default: []].append(index) }
        }
        let open = pairs.indices.filter { pairs[$0] == nil }
        let counts = onlyUnique ? open.reduce(into: [:]) { $0[key(new.entries[$1]) ?? "", default: 0] += 1 } : [:]
        var used: Set<Int> = []
        for index in open {
            guard let key = key(new.entries[index]), var candidates = waiting[key], let found = candidates.popLast() else { continue }
            if onlyUnique && (!candidates.isEmpty || counts[key, default: 0] > 1) { continue }
            waiting[key] = candidates
            pairs[index] = (found, ground)
            used.insert(found)
        }
        gone.removeAll(where: used.contains)
    }

    private mutating func matchWords(_ old: RunIndex, _ new: RunIndex) {
        var places: [UInt64: [Int]] = [:]
        for index in gone where old.entries[index].sketch.count >= Self.fewestWords { for hash in old.entries[index].sketch { places[hash, default: []].append(index) } }
        var found: [(score: Double, old: Int, new: Int)] = []
        for index in pairs.indices where pairs[index] == nil && new.entries[index].sketch.count >= Self.fewestWords {
            let sketch = new.entries[index].sketch
            // Hashes that many have are the form's own words: they tell nothing apart.
            let candidates = Set(sketch.flatMap { places[$0].map { $0.count <= 50 ? $0 : [] } ?? [] })
            for candidate in candidates {
                let score = RunIndex.resemblance(sketch, old.entries[candidate].sketch)
                if score >= Self.leastResemblance { found.append((score, candidate, index)) }
            }
        }
        var used: Set<Int> = []
        for match in found.sorted(by: { ($1.score, $0.new, $0.old) < ($0.score, $1.new, $1.old) }) {
            guard pairs[match.new] == nil, used.insert(match.old).inserted else { continue }
            pairs[match.new] = (match.old, .content)
        }
        gone.removeAll(where: used.contains)
    }
}
