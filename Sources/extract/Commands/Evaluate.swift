import ArgumentParser
import Palimpsest

/// `extract evaluate`: how good the records of labelled dumps are.
struct Evaluate: ParsableCommand, ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        _superCommandName: "extract",
        abstract: "Measure quality against labelled dumps.",
        discussion: """
            Reads every NAME.txt with a NAME.truth.json in the folder, compares the records with the labels and prints what is \
            right, wrong, missing or invented, and how well the confidences match. Corpus/README.md says how to label your own data.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Option(help: ArgumentHelp("The folder with the labelled dumps.", valueName: "folder"))
    var truth: String

    @Option(help: "How to print the result.")
    var format: Format = .text

    @Flag(help: "List every miss.")
    var verbose = false

    @Option(help: ArgumentHelp("Put OCR slips into this share of the label lines first.", valueName: "share"))
    var errors: Double?

    @Option(help: ArgumentHelp("With --errors: how often each dump is damaged anew.", valueName: "count"))
    var rounds: Int = 5

    @Option(help: "With --errors: where the random numbers begin.")
    var seed: UInt64 = 1

    @Flag(help: "Measure what one slip in one label line costs, for every label line and every kind of slip.")
    var slips = false

    @Option(help: ArgumentHelp("With --slips: the kinds to make, separated by commas.", valueName: "kinds"))
    var kinds: String?

    @Option(help: ArgumentHelp("Only this dump; may be given several times.", valueName: "name"))
    var only: [String] = []

    func validate() throws {
        _ = try slipKinds()

        if let errors, !(0...0.95).contains(errors) { throw ValidationError("--errors takes a share from 0 to 0.95.") }
        if rounds < 1 { throw ValidationError("--rounds takes a number from 1.") }
        if slips, errors != nil { throw ValidationError("--slips and --errors measure different things: give one of them.") }
    }

    @OptionGroup var dictionaries: DictionaryOptions

    func run(in context: ProcessContext) async throws {
        let templates = try Templates(dictionaries, context: context)
        let pipeline = Pipeline(templates: try templates.load(), detector: try templates.detector())
        do {
            try Standard.write(try report(of: Evaluator(pipeline: pipeline)))
        } catch let error as LabelError {
            throw CommandFailure(.noInput, "\(error)")
        }
    }

    /// What is printed.
    func report(of evaluator: Evaluator) throws -> String {
        let dumps = try LabelledDump.all(in: truth).filter { only.isEmpty || only.contains($0.name) }
        if dumps.isEmpty { throw ValidationError("there is no dump of that name in \(truth).") }
        if slips {
            let report = try evaluator.slips(in: dumps, kinds: try slipKinds())
            return try format == .json ? report.json() : report.text(verbose: verbose)
        }
        let damage = errors.map { Evaluator.Errors(rate: $0, seed: seed, rounds: rounds) }
        let report = try evaluator.evaluate(dumps, errors: damage)
        return try format == .json ? report.json() : report.text(verbose: verbose)
    }

    private func slipKinds() throws -> [Damage.Kind] {
        guard let kinds else { return Damage.Kind.allCases }
        return try kinds.split(separator: ",").map { name in
            guard let kind = Damage.Kind(rawValue: String(name)) else {
                let known = Damage.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("there is no kind of slip \(name); known are \(known).")
            }
            return kind
        }
    }
}
