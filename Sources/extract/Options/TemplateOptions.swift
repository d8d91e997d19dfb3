import ArgumentParser

/// Which template to read with, and where templates are.
struct TemplateOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Identifier of a template, or auto to choose by score for each file.", valueName: "id"))
    var template = "auto"

    @OptionGroup var dictionaries: DictionaryOptions

    /// The template that was asked for; `nil` for auto.
    var only: String? { template == "auto" ? nil : template }
}

/// Where templates are.
struct DictionaryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Folder with templates and lexicons (default: $PALIMPSEST_DICTIONARIES, or the installed one).", valueName: "folder"),
        completion: .directory)
    var dictionaries: String?
}
