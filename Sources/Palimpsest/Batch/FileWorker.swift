/// Takes one file all the way: read, pipeline, emitter. Holds no state, so any number may run at once.
struct FileWorker: Sendable {
    let pipeline: Pipeline
    let emitter: Emitter
    let maximumBytes: Int

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
        var output = Output()
        var buffer = ByteWriter()
        for input in group.inputs {
            guard !Task.isCancelled else { break }
            process(input, into: &output, through: &buffer)
        }
        return FinishedGroup(index: group.index, expectedBytes: group.expectedBytes, output: output)
    }

    /// Appends the records of one input to `output`, or notes why there are none.
    ///
    /// - Parameter buffer: memory to write records in, used for file after file.
    func process(_ input: BatchInput, into output: inout Output, through buffer: inout ByteWriter) {
        do throws(FileFailure) {
            let records = try pipeline.records(of: input, maximumBytes: maximumBytes)
            append(records, to: &output, through: &buffer)
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
