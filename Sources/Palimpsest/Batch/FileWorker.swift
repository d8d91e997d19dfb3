/// Takes one file all the way: read, pipeline, emitter. Any number of tasks may use it at once.
struct FileWorker: Sendable {
    let pipeline: Pipeline
    let emitter: Emitter
    let maximumBytes: Int
    let workbenches = Workbenches()

    /// What a stretch of the batch came to.
    struct Output: Sendable {
        var bytes: [UInt8] = []
        /// Whether ``bytes`` holds the records of at least one file, so that a separator must follow.
        var hasBody = false
        var tally = BatchTally()
        var failures: [FileFailure] = []
    }

    /// Works through a group; stops early when the batch is cancelled.
    func process(_ group: FileGroup) -> FinishedGroup {
        let output = workbenches.lend { bench in
            var output = Output()
            for input in group.inputs {
                guard !Task.isCancelled else { break }
                process(input, into: &output, on: &bench)
            }
            return output
        }
        return FinishedGroup(index: group.index, expectedBytes: group.expectedBytes, inputs: group.inputs, output: output)
    }

    /// Appends the records of one input to `output`, or notes why there are none.
    ///
    /// - Parameter bench: what is kept from file to file.
    func process(_ input: BatchInput, into output: inout Output, on bench: inout Workbench) {
        do throws(FileFailure) {
            let records = try pipeline.records(of: input, maximumBytes: maximumBytes, memory: &bench.lines)
            append(records, to: &output, through: &bench.buffer)
        } catch {
            output.tally.count(error)
            output.failures.append(error)
        }
    }

    private func append(_ records: [Record], to output: inout Output, through buffer: inout ByteWriter) {
        output.tally.files += 1
        output.tally.bytes += records.first?.document.source.byteCount ?? 0
        for record in records { output.tally.count(record) }
        guard !records.isEmpty else { return }
        if output.hasBody { output.bytes += emitter.separator() }
        emitter.append(records, to: &output.bytes, through: &buffer)
        output.hasBody = true
    }
}
