import Synchronization

/// Working memory that is lent to one piece of work at a time: there is as much of it as there are threads that work at once.
///
/// What a worker has learnt of words that recur stays in it from document to document. It must not change any result, because
/// which worker gets which of them is chance.
final class Pool<Value: Sendable>: Sendable {
    private let make: @Sendable () -> Value
    private let idle = Mutex<[Value]>([])

    init(_ make: @escaping @Sendable () -> Value) { self.make = make }

    /// Lends a value that nobody else has, a new one where all are lent.
    func lend<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        var value = idle.withLock { $0.popLast() } ?? make()
        defer { idle.withLock { $0.append(value) } }
        return try body(&value)
    }
}
