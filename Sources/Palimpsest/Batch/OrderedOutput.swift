/// A group with all that came of it.
struct FinishedGroup: Sendable {
    var index: Int
    var expectedBytes: Int
    /// What it was made of, where that is to be noted: see ``RunJournal``.
    var inputs: [BatchInput] = []
    var output: FileWorker.Output
}

/// Puts groups that finish in any order back into the order of the inputs, and says when to stop starting new ones.
struct OrderedOutput {
    /// Input bytes that may be in flight; a single larger file is let through alone.
    static let bytes = 16 << 20

    private let separator: [UInt8]
    private let window: Int
    /// Groups that were started but not yet written, and their input bytes.
    private var inFlight = 0
    private var inFlightBytes = 0
    /// Index of the group that is to be written next.
    private var next = 0
    private var waiting: [Int: FinishedGroup] = [:]
    private var hasBody = false
    /// Of the groups that were written.
    private(set) var tally: BatchTally
    private let partial: PartialOutput?

    /// - Parameters:
    ///   - tally: what was written by an earlier run that this one continues.
    ///   - partial: is told what was written, so that another run can continue.
    init(separator: [UInt8], window: Int, tally: BatchTally = BatchTally(), partial: PartialOutput? = nil) {
        self.separator = separator
        self.window = window
        self.tally = tally
        self.partial = partial
        hasBody = tally.files > 0
    }

    /// Whether another group may be started.
    var hasRoom: Bool { inFlight == 0 || (inFlight < window && inFlightBytes < Self.bytes) }

    mutating func expect(_ group: FileGroup) {
        inFlight += 1
        inFlightBytes += group.expectedBytes
    }

    mutating func hold(_ group: FinishedGroup) { waiting[group.index] = group }

    /// Writes the groups whose turn has come.
    mutating func writeReady(
        to writer: inout DescriptorWriter, report: (BatchEvent) -> Void
    ) throws(OutputError) {
        while let group = waiting.removeValue(forKey: next) {
            next += 1
            inFlight -= 1
            inFlightBytes -= group.expectedBytes
            for failure in group.output.failures { report(.failure(failure)) }
            if group.output.hasBody {
                if hasBody {
                    partial?.add(separator)
                    try writer.append(separator)
                }
                partial?.add(group.output.bytes)
                try writer.append(group.output.bytes)
                hasBody = true
            }
            tally += group.output.tally
            if let partial { try partial.commit(group, tally, &writer) }
            report(.progress(tally))
        }
    }
}
