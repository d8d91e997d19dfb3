import Synchronization

/// What a worker keeps from file to file: memory that is used again, and what was learnt of the form's lines.
///
/// It changes how fast records are made, never what they say.
struct Workbench: ~Copyable {
    /// Records are written in it.
    var buffer = ByteWriter()
    var lines = LineMemory()
}

/// The workbenches of a batch, lent out to one task at a time: a task's group of files is too small to learn the form anew.
final class Workbenches: Sendable {
    /// Unchecked: whoever has taken it out of ``free`` is the only one that uses it.
    private final class Place: @unchecked Sendable {
        var bench = Workbench()
    }

    private let free = Mutex<[Place]>([])

    /// Lends a workbench to `body`: one that was used before if there is one.
    func lend<Result>(to body: (inout Workbench) -> Result) -> Result {
        let place = free.withLock { $0.popLast() } ?? Place()
        defer { free.withLock { $0.append(place) } }
        return body(&place.bench)
    }
}
