/// Which letters a key has, and how often: a cheap lower bound of the edit distance of two keys.
///
/// One edit changes the set of letters by at most one on either side, and the counts by at most two.
struct LetterCounts: BitwiseCopyable, Sendable {
    /// The letters present, a bit each.
    private(set) var present: UInt32 = 0
    /// Counts of 32 classes, a byte each, at most 127.
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init() {}

    init(_ key: UnsafeBufferPointer<UInt8>) { add(key, 0, key.count) }

    init(_ key: [UInt8]) { self = key.withUnsafeBufferPointer { LetterCounts($0) } }

    /// Counts the bytes `key[start..<end]` too.
    mutating func add(_ key: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
        guard start < end else { return }
        var present = present
        withUnsafeMutableBytes(of: &words) { table in
            for i in start..<end {
                let place = Int(key[i] & 31)
                table[place] = min(127, table[place] &+ 1)
                present |= 1 << UInt32(truncatingIfNeeded: place)
            }
        }
        self.present = present
    }

    /// Whether keys with these letters may be within `edits` of each other.
    @inline(__always)
    func isNear(_ other: LetterCounts, edits: Int) -> Bool {
        // The first half of the letters tells most keys apart.
        let first = LetterCounts.difference(words.0, other.words.0) + LetterCounts.difference(words.1, other.words.1)
        guard first <= 2 * edits else { return false }
        let second = LetterCounts.difference(words.2, other.words.2) + LetterCounts.difference(words.3, other.words.3)
        guard first + second <= 2 * edits else { return false }
        return (present & ~other.present).nonzeroBitCount <= edits && (other.present & ~present).nonzeroBitCount <= edits
    }

    /// The sum of the absolute differences of eight bytes, none above 127, eight at a time in one register.
    @inline(__always)
    private static func difference(_ a: UInt64, _ b: UInt64) -> Int {
        let high: UInt64 = 0x8080_8080_8080_8080
        let forward = (a | high) &- b, backward = (b | high) &- a
        let isForward = ((forward & high) >> 7) &* 0xFF
        let bytes = (forward & ~high & isForward) | (backward & ~high & ~isForward)
        let pairs = (bytes & 0x00FF_00FF_00FF_00FF) &+ ((bytes >> 8) & 0x00FF_00FF_00FF_00FF)
        return Int((pairs &* 0x0001_0001_0001_0001) >> 48)
    }
}
