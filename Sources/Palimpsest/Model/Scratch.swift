/// Memory for values that one piece of work writes and reads, and the next one writes anew.
///
/// An array costs a check of its bounds and of its owners at each element; this costs neither. Who uses it sees to it that no
/// index goes beyond what was asked for with ``reserve(_:keeping:)``. It begins at a cache line.
final class Scratch<Element: BitwiseCopyable>: @unchecked Sendable {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var capacity: Int

    init(capacity: Int = 1) {
        self.capacity = max(1, capacity)
        base = Self.allocate(self.capacity)
    }

    deinit { UnsafeMutableRawPointer(base).deallocate() }

    /// Makes room for `count` elements.
    ///
    /// - Parameter keeping: how many of the first ones stay; the others may be gone.
    @inline(__always)
    func reserve(_ count: Int, keeping kept: Int = 0) {
        if count > capacity { grow(count, kept) }
    }

    private func grow(_ count: Int, _ kept: Int) {
        let size = max(count, 2 * capacity), larger = Self.allocate(size)
        larger.update(from: base, count: kept)
        UnsafeMutableRawPointer(base).deallocate()
        (base, capacity) = (larger, size)
    }

    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Element> {
        UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Element>.stride, alignment: 64).bindMemory(to: Element.self, capacity: count)
    }

    @inline(__always)
    func buffer(_ count: Int) -> UnsafeMutableBufferPointer<Element> {
        assert(count <= capacity)
        return UnsafeMutableBufferPointer(start: base, count: count)
    }
}
