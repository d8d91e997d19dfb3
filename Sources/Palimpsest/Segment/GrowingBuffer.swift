/// Plain values in one piece of memory that grows at its end.
///
/// An array asks at every change whether it shares its memory. Where the innermost loop of a search does little else than change
/// elements, that question costs more than the change. The type is not copyable, so that nothing is shared.
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(16, capacity)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow() }
        (base + count).initialize(to: element)
        count += 1
    }

    /// The element at a place, which must be below ``count``.
    @inline(__always)
    subscript(index: Int32) -> Element {
        get {
            assert(index >= 0 && Int(index) < count)
            return base[Int(index)]
        }
        set {
            assert(index >= 0 && Int(index) < count)
            base[Int(index)] = newValue
        }
    }

    /// The memory of an element, to change a part of it; valid until the next ``append(_:)``.
    @inline(__always)
    func place(_ index: Int32) -> UnsafeMutablePointer<Element> {
        assert(index >= 0 && Int(index) < count)
        return base + Int(index)
    }

    @inline(never)
    private mutating func grow() {
        capacity *= 2
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
    }
}
