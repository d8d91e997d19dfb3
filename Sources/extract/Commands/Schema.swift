import ArgumentParser
import Palimpsest

/// `extract schema`.
struct Schema: ParsableCommand, ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        _superCommandName: "extract",
        abstract: "Print the JSON Schema (draft 2020-12) of the records.")

    @Option(help: ArgumentHelp("Print the schema of the records of this template.", valueName: "id"))
    var template: String?

    @OptionGroup var dictionaries: DictionaryOptions

    func run(in context: ProcessContext) async throws {
        guard let template else { return try Standard.write(Templates.schema(of: nil)) }
        let known = try Templates(dictionaries, context: context).load(only: template)
        try Standard.write(Templates.schema(of: known.first { $0.id == template }))
    }
}
