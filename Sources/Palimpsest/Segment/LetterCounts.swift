/// Which letters a key has, and how often: a cheap lower bound of the edit distance of two keys.
///
/// One edit changes the set of letters by at most one on either side, and the counts by at most two.
struct LetterCounts: Sendable {
    /// The letters present, a bit each.
    private(set) var present: UInt32 = 0
    private var counts = SIMD32<UInt8>(repeating: 0)

    init() {}

    init(_ key: UnsafeBufferPointer<UInt8>) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { table in
            table.initialize(repeating: 0)
            for byte in key {
                table[Int(byte & 31)] &+= 1
                present |= 1 << UInt32(byte & 31)
            }
            if let base = table.baseAddress { counts = UnsafeRawPointer(base).loadUnaligned(as: SIMD32<UInt8>.self) }
        }
    }

    init(_ key: [UInt8]) { self = key.withUnsafeBufferPointer { LetterCounts($0) } }

    /// Whether keys with these letters may be within `edits` of each other.
    @inline(__always)
    func isNear(_ other: LetterCounts, edits: Int) -> Bool {
        (present & ~other.present).nonzeroBitCount <= edits && (other.present & ~present).nonzeroBitCount <= edits
            && Int((pointwiseMax(counts, other.counts) &- pointwiseMin(counts, other.counts)).wrappedSum()) <= 2 * edits
    }

    /// The letters present in a key, without counts.
    @inline(__always)
    static func present(_ key: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
        var set: UInt32 = 0
        for i in 0..<count { set |= 1 << UInt32(key[i] & 31) }
        return set
    }
}
