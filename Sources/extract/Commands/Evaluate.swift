import ArgumentParser
import Glibc
import Palimpsest

/// `extract evaluate`: how good the records of labelled dumps are.
struct Evaluate: ParsableCommand, ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        _superCommandName: "extract",
        abstract: "Measure quality against labelled dumps.",
        discussion: """
            Reads every NAME.txt with a NAME.truth.json in the folder, compares the records with the labels and prints what is \
            right, wrong, missing or invented; what was found of the passages that the OCR could not read, character by character; \
            and how well the confidences match. Corpus/README.md says how to label your own data and how things are judged.

            extract evaluate --truth DIR --format html > report.html
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, html }

    @Option(help: ArgumentHelp("The folder with the labelled dumps.", valueName: "folder"), completion: .directory)
    var truth: String?

    @Option(help: ArgumentHelp("A folder of clean texts without labels: what is suspected in them are false alarms.", valueName: "folder"), completion: .directory)
    var plain: String?

    @Option(help: "How to print the result; html is one page with diagrams that loads nothing.")
    var format: Format = .text

    @Option(help: ArgumentHelp("Also write the reliability diagrams of detection to this file, as SVG.", valueName: "file"), completion: .file())
    var svg: PathArgument?

    @Option(name: .customLong("case"), help: "Change the letters of all texts to this case first, and measure detection alone.")
    var letterCase: LetterCase?

    @Flag(help: "List every dump and every miss.")
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

        if truth == nil, plain == nil { throw ValidationError("give a folder of labelled dumps with --truth, or of clean texts with --plain.") }
        if let errors, !(0...0.95).contains(errors) { throw ValidationError("--errors takes a share from 0 to 0.95.") }
        if rounds < 1 { throw ValidationError("--rounds takes a number from 1.") }
        if slips, errors != nil { throw ValidationError("--slips and --errors measure different things: give one of them.") }
        if truth == nil, slips || errors != nil || svg != nil { throw ValidationError("--slips, --errors and --svg need labels: give --truth.") }
        if slips, plain != nil || letterCase != nil || svg != nil || format == .html {
            throw ValidationError("--slips has a report of its own, as text or JSON: leave out --plain, --case, --svg and html.")
        }
        if letterCase != nil, errors != nil { throw ValidationError("--case and --errors measure different things: give one of them.") }
    }

    @OptionGroup(title: "Repair") var repair: RepairOptions
    @OptionGroup var dictionaries: DictionaryOptions

    func run(in context: ProcessContext) async throws {
        let templates = try Templates(dictionaries, context: context)
        let known = try templates.load()
        let pipeline = Pipeline(templates: known, detector: try templates.detector(), repairs: try templates.repairs(repair, usual: .quick, templates: known))
        let evaluator = Evaluator(pipeline: pipeline)
        do {
            if slips {
                try Standard.write(try slipReport(of: evaluator))
            } else {
                let report = try report(of: evaluator)
                if let svg { try write(report.detection.svg, to: svg) }
                try Standard.write(try printed(report))
            }
        } catch let error as LabelError {
            throw CommandFailure(.noInput, "\(error)")
        }
    }

    private func dumps() throws -> [LabelledDump] {
        guard let truth else { return [] }
        let dumps = try LabelledDump.all(in: truth).filter { only.isEmpty || only.contains($0.name) }
        if dumps.isEmpty { throw ValidationError("there is no dump of that name in \(truth).") }
        return dumps
    }

    func report(of evaluator: Evaluator) throws -> EvaluationReport {
        let damage = errors.map { Evaluator.Errors(rate: $0, seed: seed, rounds: rounds) }
        var report = try evaluator.evaluate(dumps(), errors: damage, letterCase: letterCase)
        if let plain { report.falseAlarms = try evaluator.falseAlarms(inPlain: plain, letterCase: letterCase) }
        return report
    }

    private func printed(_ report: EvaluationReport) throws -> String {
        switch format {
        case .text: report.text(verbose: verbose)
        case .json: try report.json()
        case .html: report.html
        }
    }

    private func slipReport(of evaluator: Evaluator) throws -> String {
        let report = try evaluator.slips(in: dumps(), kinds: try slipKinds())
        return try format == .json ? report.json() : report.text(verbose: verbose)
    }

    /// Replaces the file when all is written; devices and pipes are written to as they are.
    private func write(_ text: String, to path: PathArgument) throws {
        do throws(OutputError) {
            let special = AtomicFile.isSpecial(path.bytes) ? try AtomicFile.openSpecial(path.bytes) : nil
            let file = special == nil ? try AtomicFile(replacing: path.bytes) : nil
            defer { if let special { close(special) } }
            guard let descriptor = special ?? file?.descriptor else { return }
            var writer = DescriptorWriter(descriptor: descriptor)
            try writer.append(Array(text.utf8))
            try writer.flush()
            try file?.commit()
        } catch {
            throw CommandFailure(error.code == .cannotCreate ? .cannotCreate : .inputOutput, "\(path.shown): \(error.message)")
        }
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

extension LetterCase: ExpressibleByArgument {}
