import ArgumentParser
import Glibc
import Palimpsest

/// `extract explain FILE`.
struct Explain: ParsableCommand, ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        _superCommandName: "extract",
        abstract: "Show what every stage made of a file, for people to read.")

    @Argument(help: "A text file, or - for standard input.", completion: .file())
    var file: PathArgument

    @Option(help: ArgumentHelp("Use colours.", valueName: "when"))
    var color = ColorChoice.auto

    @OptionGroup(title: "Templates") var templates: TemplateOptions
    @OptionGroup(title: "Repair") var repair: RepairOptions

    func run(in context: ProcessContext) async throws {
        let dictionaries = try Templates(templates.dictionaries, context: context)
        let known = try dictionaries.load(only: templates.only)
        let pipeline = Pipeline(
            templates: known, detector: try dictionaries.detector(), repairs: try dictionaries.repairs(repair, usual: .quick, templates: known),
            options: Pipeline.Options(templateID: templates.only))
        let style = Explanation.Style(
            color: color.isOn(for: STDOUT_FILENO, environment: context.environment), columns: context.columns(of: STDOUT_FILENO))
        var walk = InputWalk(paths: [file.bytes])
        var failures: [FileFailure] = []
        while let input = walk.next() {
            let records: [Record]
            do throws(FileFailure) {
                records = try pipeline.records(of: input)
            } catch {
                failures.append(error)
                Standard.complain("\(SafeText.line(error.path)): \(error.message)")
                continue
            }
            try Standard.write(Explanation(of: records, style: style).text)
        }
        guard let first = failures.first else { return }
        throw first.isMissingInput ? ExitStatus.noInput : .dataError
    }
}
