import ArgumentParser
import Palimpsest

/// `extract worklist FILES…`.
struct WorklistCommand: ParsableCommand, ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "worklist",
        _superCommandName: "extract",
        abstract: "List what to read again, and in which languages.",
        discussion: """
            Ranks profiles by the characters of clean text that one may expect from another reading of their pages. With commands, \
            prints a shell script that runs tesseract on every page with something to gain:

            extract worklist FOLDER --format commands --images 'scans/{name}-{page}.png' > again.sh
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, commands }

    @Argument(
        help: "Text files, folders (every *.txt below, hidden ones left out) and - for standard input.",
        completion: .file())
    var files: [PathArgument] = []

    @Option(help: "table: for people; csv: for Excel; commands: a shell script with one tesseract command a page.")
    var format = Format.table

    @Option(help: ArgumentHelp("With commands: where the image of a page lies; {name} is the text file without .txt, {page} the page.", valueName: "pattern"))
    var images = PathArgument(bytes: Array(Worklist.usualImages.utf8))

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write to a file. It is replaced when all is done.", valueName: "file"), completion: .file())
    var output: PathArgument?

    @OptionGroup(title: "Input") var input: InputOptions
    @OptionGroup(title: "Templates") var templates: TemplateOptions
    @OptionGroup(title: "Repair") var repair: RepairOptions

    func validate() throws {
        try input.validate(files: files)
        let unknown = Worklist.unknownPlaceholders(in: images.bytes)
        guard unknown.isEmpty else {
            throw ValidationError("--images knows {name} and {page}, not \(unknown.map { SafeText.line($0) }.joined(separator: ", ")).")
        }
    }

    func run(in context: ProcessContext) async throws {
        let inputs = try Inputs(files: files, options: input)
        let dictionaries = try Templates(templates.dictionaries, context: context)
        let languages = try dictionaries.tesseractLanguages()
        let forms = try dictionaries.load(only: templates.only).reduce(into: [:]) { $0[$1.id] = $1.language }
        let sequence = try FileSequence(templates: templates, repair: repair, usual: .quick, input: input, context: context)
        var list = Worklist()
        var (failures, missing) = (0, 0)
        await sequence.run(try inputs.walk(), make: { $0.map(WorkItem.init) }, take: { result in
            switch result {
            case .success(let items): list.add(items)
            case .failure(let failure):
                failures += 1
                if failure.isMissingInput { missing += 1 }
                Standard.complain("\(SafeText.line(failure.path)): \(failure.message)")
            }
        })
        let text: [UInt8] = switch format {
        case .table: Array(list.table(languages).utf8)
        case .csv: list.csv(languages)
        case .commands: list.commands(languages, images: images.bytes, formLanguages: forms)
        }
        if list.profiles > 0 || failures == 0 {
            try await OutputTarget(output, interruption: context.interruption).write { writer in
                try writer.append(text)
                return list.profiles > 0
            }
        }
        if failures > 0 { throw list.profiles == 0 && missing == failures ? ExitStatus.noInput : .dataError }
    }
}

extension Templates {
    /// The names of Tesseract's models.
    ///
    /// - Throws: ``CommandFailure`` with status 78 when the table is missing.
    func tesseractLanguages() throws -> TesseractLanguages {
        do {
            return try TesseractLanguages(directory: directory)
        } catch {
            throw CommandFailure(.configuration, SafeText.line(Array("\(error)".utf8)))
        }
    }
}
