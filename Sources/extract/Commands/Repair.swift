import ArgumentParser
import Glibc
import Palimpsest

/// `extract repair FILE`.
struct Repair: ParsableCommand, ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        _superCommandName: "extract",
        abstract: "Print a file with what can be mended mended.",
        discussion: """
            Prints the whole text, UTF-8, with the sure repairs in place; --diff prints what they change, --plan all proposals as \
            JSON, those for lost Chinese among them, which take some seconds and are never applied by themselves. Edit "applied" in a plan and replay it on the same file:

            extract repair --plan dump.txt > plan.json
            extract repair --apply-plan plan.json dump.txt > repaired.txt
            """)

    @Argument(help: "A text file, or - for standard input.", completion: .file())
    var file: PathArgument

    @Flag(name: .customLong("diff"), help: "Print the changes as diff -u does.")
    var showsDifference = false

    @Flag(name: .customLong("plan"), help: "Print all proposals, applied or not, as JSON.")
    var showsPlan = false

    @Option(name: .customLong("apply-plan"), help: ArgumentHelp("Make the changes of a plan instead.", valueName: "file"), completion: .file())
    var plan: PathArgument?

    @OptionGroup(title: "Repair") var repair: RepairOptions
    @OptionGroup(title: "Templates") var templates: TemplateOptions

    func validate() throws {
        if [showsDifference, showsPlan, plan != nil].filter({ $0 }).count > 1 {
            throw ValidationError("give only one of --diff, --plan and --apply-plan.")
        }
        if plan == .dash && file == .dash { throw ValidationError("Standard input cannot be both the text and the plan.") }
    }

    func run(in context: ProcessContext) async throws {
        let dictionaries = try Templates(templates.dictionaries, context: context)
        let known = try dictionaries.load(only: templates.only)
        let options = Pipeline.Options(templateID: templates.only)
        if let plan { return try replay(plan, Pipeline(templates: known, options: options)) }
        let pipeline = Pipeline(
            templates: known, detector: try dictionaries.detector(), repairs: try dictionaries.repairs(repair, usual: showsPlan ? .all : .quick, templates: known),
            options: options)
        let input = try contents(of: file)
        let records = try reading { () throws(IngestError) in try pipeline.records(of: input.bytes, path: input.path) }
        if showsPlan { return try Standard.write(RepairPlan(of: records).json) }
        guard let repaired = RepairedFile(records, source: input.bytes) else { return }
        try Standard.write(showsDifference ? repaired.difference(name: file.shown) : repaired.text)
    }

    private func replay(_ plan: PathArgument, _ pipeline: Pipeline) throws {
        let stored = try contents(of: plan).bytes
        let input = try contents(of: file)
        let document = try reading { () throws(IngestError) in try pipeline.document(of: input.bytes, path: input.path) }
        let text: [UInt8]
        do throws(RepairPlanError) {
            text = try RepairPlan(json: stored).replay(on: document, source: input.bytes).text
        } catch {
            throw CommandFailure(.dataError, "\(plan.shown): \(error.message)")
        }
        try Standard.write(text)
    }

    private func reading<Result>(_ read: () throws(IngestError) -> Result) throws -> Result {
        do throws(IngestError) {
            return try read()
        } catch {
            throw CommandFailure(.dataError, "\(file.shown): \(error.message)")
        }
    }

    /// The bytes of one file.
    private func contents(of path: PathArgument) throws -> (bytes: [UInt8], path: [UInt8]) {
        var walk = InputWalk(paths: [path.bytes])
        switch walk.next() {
        // Found in a folder: which of its files was meant nobody said.
        case .file(let found)? where found.path != path.bytes:
            throw CommandFailure(.noInput, "\(path.shown): is a folder; name a file in it")
        case .file(let found)?:
            do throws(FileFailure) {
                return (try FileReader().contents(of: found), found.path)
            } catch {
                throw Self.failure(error)
            }
        case .failure(let error)?: throw Self.failure(error)
        case nil: throw CommandFailure(.noInput, "\(path.shown): nothing to read")
        }
    }

    private static func failure(_ error: FileFailure) -> CommandFailure {
        CommandFailure(error.isMissingInput ? .noInput : .dataError, "\(SafeText.line(error.path)): \(error.message)")
    }
}
