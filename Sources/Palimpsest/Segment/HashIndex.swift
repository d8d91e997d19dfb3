/// A read-only multimap from 64-bit hashes to small integers, with open addressing: a lookup costs a few nanoseconds.
final class HashIndex: Sendable {
    private let keys: ConstantTable<UInt64>
    /// For each slot: where its values begin in `values`; the first value there is their number.
    private let starts: ConstantTable<Int32>
    private let values: ConstantTable<Int32>
    private let mask: Int

    init(_ pairs: [(hash: UInt64, value: Int)]) {
        var groups: [UInt64: [Int]] = [:]
        for pair in pairs where groups[pair.hash]?.contains(pair.value) != true { groups[pair.hash, default: []].append(pair.value) }
        var capacity = 16
        while capacity < groups.count * 4 { capacity *= 2 }
        mask = capacity - 1
        var keys = [UInt64](repeating: 0, count: capacity)
        var starts = [Int32](repeating: -1, count: capacity)
        var values: [Int32] = []
        for (hash, members) in groups.sorted(by: { $0.key < $1.key }) {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while starts[slot] >= 0 { slot = (slot + 1) & mask }
            keys[slot] = hash
            starts[slot] = Int32(values.count)
            values.append(Int32(members.count))
            values += members.map { Int32($0) }
        }
        self.keys = ConstantTable(keys)
        self.starts = ConstantTable(starts)
        self.values = ConstantTable(values)
    }

    /// The values of `hash`; empty when there are none.
    @inline(__always)
    func values(of hash: UInt64) -> UnsafeBufferPointer<Int32> {
        var slot = Int(truncatingIfNeeded: hash) & mask
        let starts = starts.base, keys = keys.base
        while starts[slot] >= 0 {
            if keys[slot] == hash {
                let start = values.base + Int(starts[slot])
                return UnsafeBufferPointer(start: start + 1, count: Int(start[0]))
            }
            slot = (slot + 1) & mask
        }
        return UnsafeBufferPointer(start: nil, count: 0)
    }

    /// Calls `body` with every value of `hash`.
    @inline(__always)
    func forEach(_ hash: UInt64, _ body: (Int) -> Void) {
        for value in values(of: hash) { body(Int(value)) }
    }

    /// A hash of `count` bytes: eight at a time, multiplied and mixed (after wyhash, public domain).
    @inline(__always)
    static func hash(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        var state = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
        let raw = UnsafeRawPointer(bytes)
        var i = 0
        while i + 8 <= count {
            state = mix(state ^ raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
            i += 8
        }
        if i == count { return state }
        if count >= 8 {
            // The last eight bytes, some of them once more: the count in the state tells them apart.
            return mix(state ^ raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
        }
        var tail: UInt64 = 0
        var shift: UInt64 = 0
        while i < count {
            tail |= UInt64(bytes[i]) << shift
            shift += 8
            i += 1
        }
        return mix(state ^ tail)
    }

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }

    static func hash(_ bytes: some Collection<UInt8>) -> UInt64 {
        let array = Array(bytes)
        return array.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return hash(base, count: buffer.count)
        }
    }
}
