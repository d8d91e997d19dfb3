import ArgumentParser
import Palimpsest

/// `extract template …`.
struct TemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        _superCommandName: "extract",
        abstract: "Look after templates.",
        version: Version.number,
        subcommands: [Check.self, List.self])

    /// `extract template check FILE…`.
    struct Check: ParsableCommand, ContextualCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            _superCommandName: "extract template",
            abstract: "Check templates; faults are printed as FILE:LINE:COLUMN: MESSAGE.",
            discussion: "Exit status: 0 all are well; 78 a template is faulty.")

        @Argument(help: "Template files (YAML).", completion: .file(extensions: ["yaml", "yml"]))
        var files: [PathArgument]

        func run(in context: ProcessContext) async throws {
            let issues = files.flatMap(Templates.issues(in:))
            for issue in issues { try Standard.write(Templates.describe(issue) + "\n") }
            if !issues.isEmpty { throw ExitStatus.configuration }
        }
    }

    /// `extract template list`.
    struct List: ParsableCommand, ContextualCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            _superCommandName: "extract template",
            abstract: "List the templates that --template takes.")

        @OptionGroup var dictionaries: DictionaryOptions

        func run(in context: ProcessContext) async throws {
            for template in try Templates(dictionaries, context: context).load() {
                try Standard.write("\(template.id)\n")
            }
        }
    }
}
