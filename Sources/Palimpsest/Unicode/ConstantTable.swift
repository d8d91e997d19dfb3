/// Numbers that are written once and then only read, at an address that never changes.
///
/// An array that is read in an inner loop costs a bounds check, and often a reference count that two threads fight over. A
/// table costs neither. Who asks for an index sees to it that it lies below ``count``.
final class ConstantTable<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    let base: UnsafePointer<Element>
    let count: Int

    init(_ elements: [Element]) {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        memory.initialize(from: elements, count: elements.count)
        base = UnsafePointer(memory)
        count = elements.count
    }

    deinit { base.deallocate() }

    @inline(__always)
    subscript(index: Int) -> Element {
        assert(index >= 0 && index < count)
        return base[index]
    }
}
