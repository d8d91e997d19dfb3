import Palimpsest
import Synchronization

/// One line on a terminal that says how far the batch is; redrawn at most ten times a second and not at all in a short run.
final class ProgressLine: Sendable {
    private struct State {
        var lastDrawn: ContinuousClock.Instant
        var isShown = false
        /// Bytes that an interrupted run had read: they say nothing about how fast this one is.
        var before = 0
        var total: BatchSize?
    }

    private let start = ContinuousClock.now
    private let columns: Int
    private let state: Mutex<State>

    /// - Parameter total: how much there is to do, as soon as that has been counted.
    init(total: Task<BatchSize, any Error>?, columns: Int) {
        self.columns = columns
        // The first line comes after a quarter of a second.
        state = Mutex(State(lastDrawn: start + .milliseconds(150)))
        guard let total else { return }
        Task { [weak self] in
            guard let size = try? await total.value else { return }
            self?.state.withLock { $0.total = size }
        }
    }

    /// Tells of what was done by a run that this one continues.
    func start(after tally: BatchTally) { state.withLock { $0.before = tally.bytes } }

    func update(_ tally: BatchTally) {
        let now = ContinuousClock.now
        state.withLock { state in
            guard now - state.lastDrawn >= .milliseconds(100) else { return }
            state.lastDrawn = now
            state.isShown = true
            let line = Self.text(tally, of: state.total, before: state.before, after: (now - start).inSeconds)
            Standard.writeError("\r\u{1B}[K" + line.prefix(max(10, columns - 1)))
        }
    }

    /// Removes the line, so that something else can be printed.
    func clear() {
        state.withLock { state in
            if state.isShown { Standard.writeError("\r\u{1B}[K") }
            state.isShown = false
        }
    }

    /// E.g. `1200/10000 files, 61.3 MB/s, 2 s left`.
    static func text(_ tally: BatchTally, of total: BatchSize?, before: Int = 0, after seconds: Double) -> String {
        let done = tally.files + tally.failures
        let rate = seconds > 0 ? Double(tally.bytes - before) / seconds : 0
        let speed = "\(Messages.decimal(rate / 1e6, places: 1)) MB/s"
        guard let total else { return "\(Messages.count(done, "file")), \(speed)" }
        // Bytes tell more than files where sizes differ.
        let left = rate > 0 ? max(0, Double(total.bytes - tally.bytes) / rate) : 0
        return "\(done)/\(total.files) files, \(speed), \(remaining(left)) left"
    }

    private static func remaining(_ seconds: Double) -> String {
        let seconds = Int(seconds.rounded(.up))
        return seconds < 60 ? "\(seconds) s" : seconds < 3600
            ? "\(seconds / 60) min \(seconds % 60) s" : "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    }
}
