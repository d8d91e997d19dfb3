/// All records of a run by what they are of: a few hundred bytes for each.
struct RunIndex {
    struct Entry: Sendable {
        /// Index of the line in the file.
        var line: Int
        var path: String
        var profileIndex: Int
        var name: String?
        var sha256: String
        /// The smallest hashes of its words, ascending: two sets of them tell how alike two texts are (A. Broder, "On the
        /// resemblance and containment of documents", 1997).
        var sketch: [UInt64]

        var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }
    }

    private static let sketchSize = 64

    var entries: [Entry] = []

    init(_ file: RunFile) throws(RunFailure) {
        for line in file.lines.indices {
            let record = try file.record(ofLine: line)
            entries.append(
                Entry(
                    line: line, path: record.path, profileIndex: record.profileIndex, name: record.name, sha256: record.sha256,
                    sketch: Self.sketch(of: record)))
        }
    }

    private static func sketch(of record: RunRecord) -> [UInt64] {
        var hashes: Set<UInt64> = []
        for entry in record.entries {
            for word in entry.value.utf8.split(whereSeparator: { $0 <= 0x20 }) where word.count > 2 { hashes.insert(hash(word)) }
        }
        return Array(hashes.sorted().prefix(sketchSize))
    }

    /// FNV-1a with a final mix, since the smallest values are to be a fair sample.
    private static func hash(_ word: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return hash ^ (hash >> 33)
    }

    /// The estimated share of words that two records have in common.
    static func resemblance(_ one: [UInt64], _ other: [UInt64]) -> Double {
        var (first, second, common, seen) = (0, 0, 0, 0)
        let size = min(sketchSize, max(one.count, other.count))
        while seen < size, first < one.count || second < other.count {
            seen += 1
            if first < one.count, second < other.count, one[first] == other[second] {
                common += 1
                first += 1
                second += 1
            } else if second >= other.count || (first < one.count && one[first] < other[second]) {
                first += 1
            } else {
                second += 1
            }
        }
        return seen == 0 ? 0 : Double(common) / Double(seen)
    }
}
