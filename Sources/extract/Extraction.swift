import Glibc
import Palimpsest

/// One run of the main job, with every option resolved.
struct Extraction {
    private let inputs: Inputs
    private let runner: BatchRunner
    private let target: PathArgument?
    /// What a run must have in common with one that it continues; `nil` without `--resume`.
    private let identity: RunIdentity?
    private let failOn: [Finding]
    private let messages: Messages
    private let interruption: Interruption

    /// - Throws: ``CommandFailure`` when there is nothing to read or the templates are at fault.
    init(
        files: [PathArgument], input: InputOptions, output: OutputOptions, templates: TemplateOptions,
        repair: RepairOptions, context: ProcessContext
    ) async throws {
        inputs = try Inputs(files: files, options: input)
        let dictionaries = try Templates(templates.dictionaries, context: context)
        // The models and each of the templates by themselves: what a second core loads costs a single dump no time.
        async let loaded = dictionaries.detector()
        let known = try await dictionaries.loadConcurrently(only: templates.only)
        let detector = try await loaded
        runner = BatchRunner(
            pipeline: Pipeline(
                templates: known, detector: detector, repairs: try dictionaries.repairs(repair, usual: .quick, templates: known),
                options: Pipeline.Options(templateID: templates.only)),
            emitter: Emitter(format: output.format, byteOrderMark: output.byteOrderMark, templates: known.map(\.keys)),
            options: BatchOptions(
                jobs: input.jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))),
                maximumBytes: input.maximumBytes.bytes))
        target = output.output == .dash ? nil : output.output
        identity = output.resume ? RunIdentity(
            program: context.executable,
            options: ["\(output.format)", "\(output.byteOrderMark)", "\(input.maximumBytes.bytes)", templates.template,
                "\(repair.threshold)", repair.repairers ?? ""],
            dictionaries: dictionaries.directory) : nil
        failOn = output.failOn
        messages = Messages(
            isQuiet: output.quiet, color: output.color.isOn(for: STDERR_FILENO, environment: context.environment),
            columns: context.columns(of: STDERR_FILENO))
        interruption = context.interruption
    }

    /// - Throws: ``ExitStatus`` when the run ends with another status than 0, ``CommandFailure``, or ``OutputError`` when
    ///   standard output is at fault.
    func run() async throws {
        let start = ContinuousClock.now
        let walk = try inputs.walk(onlyFiles: identity != nil)
        let progress = messages.showsProgress ? ProgressLine(total: inputs.total(), columns: messages.columns) : nil
        if let progress { interruption.beforeEnd { progress.clear() } }
        let tally = try await write(walk) { event in
            switch event {
            case .progress(let tally): progress?.update(tally)
            case .resumed(let tally):
                progress?.start(after: tally)
                messages.tellOfResuming(tally)
            case .failure(let failure):
                progress?.clear()
                messages.tell(failure)
            }
        }
        progress?.clear()
        messages.summarise(tally, seconds: start.duration(to: .now))
        try end(tally)
    }

    private func end(_ tally: BatchTally) throws {
        if tally.failures > 0 {
            throw tally.files == 0 && tally.missingInputs == tally.failures ? ExitStatus.noInput : .dataError
        }
        guard tally.files > 0 else { throw CommandFailure(.noInput, "the list of inputs is empty; nothing was read") }
        if failOn.contains(where: { $0.isIn(tally) }) { throw ExitStatus.findings }
    }

    /// Runs the batch into standard output or the file that was named.
    private func write(_ walk: InputWalk, report: (BatchEvent) -> Void) async throws -> BatchTally {
        guard let target else {
            var writer = DescriptorWriter(descriptor: STDOUT_FILENO)
            return try await runner.run(walk, to: &writer, report: report)
        }
        do throws(OutputError) {
            if let identity { return try await write(walk, continuing: target, identity, report: report) }
            return try await AtomicFile.isSpecial(target.bytes)
                ? write(walk, toSpecial: target, report: report) : write(walk, replacing: target, report: report)
        } catch {
            throw CommandFailure(error.code == .cannotCreate || error.code == .cannotResume ? .cannotCreate : .inputOutput, "\(target.shown): \(error.message)")
        }
    }

    private func write(
        _ walk: InputWalk, replacing target: PathArgument, report: (BatchEvent) -> Void
    ) async throws(OutputError) -> BatchTally {
        let file = try AtomicFile(replacing: target.bytes)
        interruption.beforeEnd { file.discard() }
        defer { file.discard() }
        var writer = DescriptorWriter(descriptor: file.descriptor)
        let tally = try await runner.run(walk, to: &writer, report: report)
        // A run that read nothing at all must not wipe out what an earlier one wrote.
        if tally.files > 0 { try file.commit() }
        return tally
    }

    /// What is written stays when the run ends early, so that the next one continues there.
    private func write(
        _ walk: InputWalk, continuing target: PathArgument, _ identity: RunIdentity, report: (BatchEvent) -> Void
    ) async throws(OutputError) -> BatchTally {
        let partial = try PartialOutput(for: target.bytes, identity: identity)
        let tally = try await runner.run(walk, into: partial, report: report)
        if tally.files > 0 { try partial.finish() } else { partial.discard() }
        return tally
    }

    /// Devices and pipes are written to as they are.
    private func write(
        _ walk: InputWalk, toSpecial target: PathArgument, report: (BatchEvent) -> Void
    ) async throws(OutputError) -> BatchTally {
        let descriptor = try AtomicFile.openSpecial(target.bytes)
        defer { close(descriptor) }
        var writer = DescriptorWriter(descriptor: descriptor)
        return try await runner.run(walk, to: &writer, report: report)
    }
}
