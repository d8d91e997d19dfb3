/// How a batch is run.
public struct BatchOptions: Sendable {
    /// Number of files that are worked on at the same time, at least 1. More than there are cores gains nothing.
    public var jobs: Int
    /// The most bytes a file may have; larger ones fail. 256 MB unless told otherwise.
    public var maximumBytes: Int

    public init(jobs: Int = 1, maximumBytes: Int = 256_000_000) {
        self.jobs = max(1, jobs)
        self.maximumBytes = maximumBytes
    }
}

/// What a batch tells while it runs, in input order.
public enum BatchEvent: Sendable {
    /// The records of so much lie there from a run that was interrupted; told once, before anything else.
    case resumed(BatchTally)
    /// A file gave no record; the batch goes on.
    case failure(FileFailure)
    /// So much is done up to now.
    case progress(BatchTally)
}

/// Runs the pipeline over many files.
///
/// The output is in input order and has the same bytes for any number of jobs. Work is cut into groups of files of about half a
/// megabyte. At most `jobs` groups are worked on at a time, and at most ``groupsPerJob`` times as many may wait for an earlier
/// group to be written: one slow file holds the others up instead of letting finished output pile up. Memory is therefore
/// bounded by the window, whatever the number of files, and by one ``Workbench`` a job. (The sliding window over a task group is the pattern of SE-0304;
/// a task group alone would start all files at once.)
///
/// Workers block in `read(2)` on the cooperative pool. That is deliberate: local files answer at once, and a pool of I/O
/// threads would cost two hand-overs per file.
public struct BatchRunner: Sendable {
    private let worker: FileWorker
    let emitter: Emitter
    let options: BatchOptions

    /// Groups in the window for each job.
    static let groupsPerJob = 4

    public init(pipeline: Pipeline, emitter: Emitter, options: BatchOptions = BatchOptions()) {
        worker = FileWorker(pipeline: pipeline, emitter: emitter, maximumBytes: options.maximumBytes)
        self.emitter = emitter
        self.options = options
    }

    /// Processes every input and writes the records to `writer`, prologue and epilogue included.
    ///
    /// - Parameters:
    ///   - inputs: the files, in the order in which their records are to be written.
    ///   - report: called in input order, never at the same time from two threads.
    /// - Throws: ``OutputError`` when nothing more can be written. Failures of single files are reported, not thrown.
    public func run(
        _ inputs: InputWalk, to writer: inout DescriptorWriter, report: (BatchEvent) -> Void
    ) async throws(OutputError) -> BatchTally {
        var groups = FileGroups(inputs)
        try writer.append(emitter.prologue())
        let tally: BatchTally
        // A single group is not worth a task.
        if options.jobs == 1 || groups.isSingle() {
            tally = try runInline(&groups, to: &writer, report: report)
        } else {
            let order = OrderedOutput(separator: emitter.separator(), window: options.jobs * Self.groupsPerJob)
            tally = try await runConcurrently(&groups, order, to: &writer, report: report)
        }
        try writer.append(emitter.epilogue())
        try writer.flush()
        return tally
    }

    private func runInline(
        _ groups: inout FileGroups, to writer: inout DescriptorWriter, report: (BatchEvent) -> Void
    ) throws(OutputError) -> BatchTally {
        var output = FileWorker.Output()
        var bench = Workbench()
        // The writer's own buffer is lent to the worker, so that no record is copied.
        swap(&output.bytes, &writer.buffer)
        while let group = groups.next() {
            for input in group.inputs {
                worker.process(input, into: &output, on: &bench)
                for failure in output.failures { report(.failure(failure)) }
                output.failures.removeAll(keepingCapacity: true)
                swap(&output.bytes, &writer.buffer)
                try writer.flushIfFull()
                swap(&output.bytes, &writer.buffer)
            }
            report(.progress(output.tally))
        }
        swap(&output.bytes, &writer.buffer)
        return output.tally
    }

    func runConcurrently(
        _ groups: inout FileGroups, _ order: OrderedOutput, to writer: inout DescriptorWriter, report: (BatchEvent) -> Void
    ) async throws(OutputError) -> BatchTally {
        var order = order
        let result = await withTaskGroup(of: FinishedGroup.self) { tasks -> Result<Void, OutputError> in
            var running = 0
            func submit() {
                while running < options.jobs, order.hasRoom, let group = groups.next() {
                    running += 1
                    order.expect(group)
                    tasks.addTask { [worker] in worker.process(group) }
                }
            }
            while true {
                // First give the workers something to do, then write, then use the room that writing made.
                submit()
                do throws(OutputError) {
                    try order.writeReady(to: &writer, report: report)
                } catch {
                    tasks.cancelAll()
                    return .failure(error)
                }
                submit()
                guard let finished = await tasks.next() else { return .success(()) }
                running -= 1
                order.hold(finished)
            }
        }
        try result.get()
        return order.tally
    }
}
