/// Which letters a key has, and how often: a cheap lower bound of the edit distance of two keys.
///
/// One edit changes the set of letters by at most one on either side, and the counts by at most two.
struct LetterCounts: Sendable {
    /// The letters present, a bit each.
    private(set) var present: UInt32 = 0
    /// Counts of 32 classes, a byte each, at most 127.
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init() {}

    init(_ key: UnsafeBufferPointer<UInt8>) {
        withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { table in
            table.initializeMemory(as: UInt8.self, repeating: 0)
            for byte in key {
                let place = Int(byte & 31)
                table[place] = min(127, table[place] &+ 1)
                present |= 1 << UInt32(byte & 31)
            }
            words = table.load(as: (UInt64, UInt64, UInt64, UInt64).self)
        }
    }

    init(_ key: [UInt8]) { self = key.withUnsafeBufferPointer { LetterCounts($0) } }

    /// Whether keys with these letters may be within `edits` of each other.
    @inline(__always)
    func isNear(_ other: LetterCounts, edits: Int) -> Bool {
        guard (present & ~other.present).nonzeroBitCount <= edits, (other.present & ~present).nonzeroBitCount <= edits else { return false }
        let first = LetterCounts.difference(words.0, other.words.0) + LetterCounts.difference(words.1, other.words.1)
        let second = LetterCounts.difference(words.2, other.words.2) + LetterCounts.difference(words.3, other.words.3)
        return first + second <= 2 * edits
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

    /// The letters present in a key, without counts.
    @inline(__always)
    static func present(_ key: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
        var set: UInt32 = 0
        for i in 0..<count { set |= 1 << UInt32(key[i] & 31) }
        return set
    }
}
