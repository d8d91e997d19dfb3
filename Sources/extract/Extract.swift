import ArgumentParser
import Palimpsest

/// The command: its options and, beside the main job, its subcommands.
struct Extract: ParsableCommand, ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Turn OCR'd profile dumps into structured records with a confidence for every value.",
        usage: """
            extract [<options>] [<files> ...]
            extract <subcommand>
            """,
        discussion: """
            Writes one JSON object per profile to standard output, in the order of the inputs. A file that cannot be \
            processed is named on standard error and the others go on. Without files, standard input is read unless it \
            is a terminal. A subcommand must be the first argument; write ./explain for a file of that name.

            Exit status: 0 done; 1 --fail-on found something; 64 wrong usage; 65 a file could not be processed; 66 no \
            input could be read; 73 or 74 output could not be written; 78 faulty templates.
            """,
        version: Version.number,
        subcommands: [
            Explain.self, Repair.self, Report.self, WorklistCommand.self, Compare.self, Schema.self, TemplateCommand.self, Evaluate.self, Completions.self, Manual.self,
        ]
    )

    @Argument(
        help: "Text files, folders (every *.txt below, hidden ones left out) and - for standard input.",
        completion: .file())
    var files: [PathArgument] = []

    @OptionGroup(title: "Input") var input: InputOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Templates") var templates: TemplateOptions
    @OptionGroup(title: "Repair") var repair: RepairOptions

    func validate() throws {
        try input.validate(files: files)
        if output.resume && (files.contains(.dash) || files.isEmpty && input.list == nil) {
            throw ValidationError("--resume cannot read standard input a second time; put the text into a file.")
        }
    }

    func run(in context: ProcessContext) async throws {
        let extraction = try await Extraction(files: files, input: input, output: output, templates: templates, repair: repair, context: context)
        try await extraction.run()
    }

    /// The command that `arguments` ask for, and the arguments that are left for it.
    ///
    /// Only the first argument can name a subcommand. ArgumentParser would take it for a file, since the root command has
    /// positional arguments of its own; its own answer, a default subcommand, would hide the main options from the help.
    static func command(for arguments: [String]) -> (type: any ParsableCommand.Type, arguments: [String]) {
        var arguments = arguments[...]
        if arguments.first == "help" { arguments = arguments.dropFirst() + ["--help"] }
        var type: any ParsableCommand.Type = Extract.self
        while let name = arguments.first,
            let next = type.configuration.subcommands.first(where: { $0.configuration.commandName == name }) {
            type = next
            arguments = arguments.dropFirst()
        }
        return (type, Array(arguments))
    }
}

/// The version of the program; the record has its own, `schema_version`.
enum Version {
    static let number = "0.1.0"
}
