import ArgumentParser
import Palimpsest

/// `extract evaluate`: how good the records of labelled dumps are.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
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

    func validate() throws {
        if let errors, !(0...0.95).contains(errors) { throw ValidationError("--errors takes a share from 0 to 0.95.") }
        if rounds < 1 { throw ValidationError("--rounds takes a number from 1.") }
        if slips, errors != nil { throw ValidationError("--slips and --errors measure different things: give one of them.") }
    }

    func run() throws {
        print(try report(of: Evaluator(pipeline: Pipeline(templates: try TemplateLibrary.load(directory: "Dictionaries")))), terminator: "")
    }

    /// What is printed.
    func report(of evaluator: Evaluator) throws -> String {
        let dumps = try LabelledDump.all(in: truth)
        if slips {
            let report = try evaluator.slips(in: dumps)
            return try format == .json ? report.json() : report.text(verbose: verbose)
        }
        let damage = errors.map { Evaluator.Errors(rate: $0, seed: seed, rounds: rounds) }
        let report = try evaluator.evaluate(dumps, errors: damage)
        return try format == .json ? report.json() : report.text(verbose: verbose)
    }
}
