/// A growing buffer that the emitters write into: a record is some thousand pieces of a few bytes each.
///
/// An array's `append(contentsOf:)` checks uniqueness, capacity and count for every piece. Here a caller reserves once for
/// a group of pieces (a whole span object, say) and then writes at a pointer; the finished bytes go into the array in one
/// copy per file. The type is not copyable, so that there is exactly one owner of the memory.
struct ByteWriter: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 4096) {
        self.capacity = max(capacity, 64)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    /// Makes room for `size` more bytes and returns the place where they go.
    ///
    /// The pointer is valid until the next call on the writer; ``advance(to:)`` tells how far it was filled.
    @inline(__always)
    mutating func reserve(_ size: Int) -> UnsafeMutablePointer<UInt8> {
        if capacity - count < size { grow(by: size) }
        return base + count
    }

    /// Takes what was written from the pointer of ``reserve(_:)`` up to `end` into the buffer.
    @inline(__always)
    mutating func advance(to end: UnsafeMutablePointer<UInt8>) {
        count = end - base
    }

    @inline(never)
    private mutating func grow(by size: Int) {
        capacity = max(capacity * 2, count + size)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }

    @inline(__always)
    mutating func byte(_ byte: UInt8) {
        reserve(1).pointee = byte
        count += 1
    }

    /// Appends text that is known when the program is built.
    @inline(__always)
    mutating func literal(_ text: StaticString) {
        let size = text.utf8CodeUnitCount
        reserve(size).update(from: text.utf8Start, count: size)
        count += size
    }

    mutating func bytes(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        reserve(bytes.count).update(from: start, count: bytes.count)
        count += bytes.count
    }

    mutating func bytes(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { self.bytes($0) }
    }

    /// Drops the content and keeps the memory, unless it is so much that it should not be held for nothing.
    mutating func clear() {
        count = 0
        guard capacity > ByteWriter.most else { return }
        base.deallocate()
        capacity = 4096
        base = .allocate(capacity: capacity)
    }

    private static let most = 1 << 20

    /// Hands the content to `body`; the pointer is valid during the call only.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        body(UnsafeBufferPointer(start: base, count: count))
    }

    /// Appends the content to an array.
    func append(to output: inout [UInt8]) {
        output.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
    }
}

/// Writes `text` at `place` and returns the place after it. The caller has reserved the room.
@inline(__always)
func put(_ text: StaticString, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    place.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    return place + text.utf8CodeUnitCount
}
