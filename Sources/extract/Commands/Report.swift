import ArgumentParser
import Glibc
import Palimpsest

extension PassageReportFormat: ExpressibleByArgument {}

/// `extract report FILES…`.
struct Report: ParsableCommand, ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        _superCommandName: "extract",
        abstract: "Write a report of the passages that could not be read, for reviewers.",
        discussion: """
            By default one HTML page that loads nothing: what to read again first, and every doubtful passage with its place, its \
            reasons and what it may have said. The other formats hold the same passages for spreadsheets, scripts, code hosts and \
            annotation tools.

            extract report FOLDER -o report.html
            """)

    @Argument(
        help: "Text files, folders (every *.txt below, hidden ones left out) and - for standard input.",
        completion: .file())
    var files: [PathArgument] = []

    @Option(help: "html: a page for reviewers; csv: for Excel; jsonl: one passage a line; sarif: SARIF 2.1.0; annotations: W3C Web Annotations.")
    var format = PassageReportFormat.html

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write to a file. It is replaced when all is done.", valueName: "file"), completion: .file())
    var output: PathArgument?

    @Flag(name: .shortAndLong, help: "No summary; failures are still told.")
    var quiet = false

    @OptionGroup(title: "Input") var input: InputOptions
    @OptionGroup(title: "Templates") var templates: TemplateOptions
    @OptionGroup(title: "Repair") var repair: RepairOptions

    func validate() throws {
        try input.validate(files: files)
    }

    func run(in context: ProcessContext) async throws {
        let inputs = try Inputs(files: files, options: input)
        guard output != nil && output != .dash || format != .html || !ProcessContext.isTerminal(STDOUT_FILENO) else {
            throw CommandFailure(.usage, "a page is no text for a terminal: name a file for it with -o report.html")
        }
        let sequence = try FileSequence(templates: templates, repair: repair, usual: .quick, input: input, context: context)
        let walk = try inputs.walk()
        var tally = PassageTally()
        try await OutputTarget(output, interruption: context.interruption).write { writer in
            tally = try await PassageReport(format: format).write(walk, through: sequence, to: &writer) {
                Standard.complain("\(SafeText.line($0.path)): \($0.message)")
            }
            // A run that read nothing at all must not wipe out an earlier report.
            return tally.files > 0
        }
        if !quiet, output != nil {
            Standard.writeError(
                "extract: \(Messages.count(tally.files, "file")), \(Messages.count(tally.profiles, "profile")), \(Messages.count(tally.passages, "doubtful passage"))\n")
        }
        if tally.failureCount > 0 {
            throw tally.files == 0 && tally.missingInputs == tally.failureCount ? ExitStatus.noInput : .dataError
        }
        guard tally.files > 0 else { throw CommandFailure(.noInput, "the list of inputs is empty; nothing was read") }
    }
}

extension FileSequence {
    /// The pipeline that the options ask for, with detection and repairs.
    ///
    /// - Parameter usual: the repairers that run unless the user says otherwise.
    init(
        templates: TemplateOptions, repair: RepairOptions, usual: RepairerSelection, input: InputOptions, context: ProcessContext
    ) throws {
        let dictionaries = try Templates(templates.dictionaries, context: context)
        let known = try dictionaries.load(only: templates.only)
        self.init(
            pipeline: Pipeline(
                templates: known, detector: try dictionaries.detector(),
                repairs: try dictionaries.repairs(repair, usual: usual, templates: known), options: Pipeline.Options(templateID: templates.only)),
            options: BatchOptions(
                jobs: input.jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), maximumBytes: input.maximumBytes.bytes))
    }
}
