/// Memory for numbers that one piece of work writes and reads, and the next one writes anew.
///
/// An array costs a check of its bounds and of its owners at each element; this costs neither. Who uses it sees to it that no
/// index goes beyond what was asked for with ``reserve(_:)``.
final class Scratch<Element: BitwiseCopyable>: @unchecked Sendable {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var capacity: Int

    init(capacity: Int) {
        self.capacity = max(1, capacity)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    /// Makes room for `count` elements. What the memory held is gone where it has to grow.
    @inline(__always)
    func reserve(_ count: Int) {
        if count > capacity { grow(count) }
    }

    private func grow(_ count: Int) {
        base.deallocate()
        capacity = max(count, 2 * capacity)
        base = .allocate(capacity: capacity)
    }

    @inline(__always)
    func buffer(_ count: Int) -> UnsafeBufferPointer<Element> {
        assert(count <= capacity)
        return UnsafeBufferPointer(start: base, count: count)
    }
}
