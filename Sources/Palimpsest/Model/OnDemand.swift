import Synchronization

/// A value that is made when it is first asked for, once for all threads.
final class OnDemand<Value: Sendable>: Sendable {
    private let make: @Sendable () -> Value?
    private let made = Mutex<Value??>(nil)

    /// - Parameter make: gives `nil` when the value cannot be made; it is not asked again.
    init(_ make: @escaping @Sendable () -> Value?) { self.make = make }

    var value: Value? {
        made.withLock { made in
            if let made { return made }
            let value = make()
            made = .some(value)
            return value
        }
    }
}
