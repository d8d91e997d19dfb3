extension BatchRunner {
    /// As ``run(_:to:report:)``, into an output that can be continued after any interruption; what lies in it is not made again.
    ///
    /// The final bytes and the tally are those of a run that was never interrupted.
    ///
    /// - Throws: ``OutputError``; with code `cannotResume` nothing was touched.
    public func run(_ inputs: InputWalk, into partial: PartialOutput, report: (BatchEvent) -> Void) async throws(OutputError) -> BatchTally {
        var inputs = inputs
        try partial.skip(in: &inputs, report: report)
        var writer = DescriptorWriter(descriptor: partial.descriptor)
        try partial.start(emitter.prologue(), &writer)
        var groups = FileGroups(inputs)
        let order = OrderedOutput(
            separator: emitter.separator(), window: options.jobs * Self.groupsPerJob, tally: partial.tally, partial: partial)
        let tally = try await runConcurrently(&groups, order, to: &writer, report: report)
        try writer.append(emitter.epilogue())
        try writer.flush()
        return tally
    }
}
