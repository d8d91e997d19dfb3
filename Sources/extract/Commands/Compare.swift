import ArgumentParser
import Glibc
import Palimpsest

/// `extract compare OLD NEW`.
struct Compare: ParsableCommand, ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        _superCommandName: "extract",
        abstract: "Show what changed between two runs.",
        discussion: """
            Takes the NDJSON of two runs of extract, of the same profiles before and after another reading or at two dates, and lists \
            fields and values that came, went and changed, verdicts, and the clean text gained. Profiles are matched by path and \
            name, then by their words.

            extract scans -o old.ndjson; …; extract scans -o new.ndjson; extract compare old.ndjson new.ndjson
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

    @Argument(help: "The output of the earlier run.", completion: .file())
    var old: PathArgument

    @Argument(help: "The output of the later run.", completion: .file())
    var new: PathArgument

    @Option(help: "table: for people; json: one object with every profile.")
    var format = Format.table

    func validate() throws {
        if old == .dash && new == .dash { throw ValidationError("Standard input (-) can be read only once.") }
    }

    func run(in context: ProcessContext) async throws {
        var totals = RunTotals()
        do {
            let comparison = try RunComparison(old: old.bytes, new: new.bytes)
            var writer = DescriptorWriter(descriptor: STDOUT_FILENO)
            switch format {
            case .table:
                let page = ComparisonText(columns: context.columns(of: STDOUT_FILENO))
                try comparison.forEach { profile in
                    totals.count(profile)
                    try writer.append(Array(page.text(of: profile).utf8))
                }
                try writer.append(Array(page.text(of: totals, gone: comparison.gone, added: comparison.added).utf8))
            case .json:
                var page = ComparisonJSON()
                try writer.append(page.prologue)
                try comparison.forEach { profile in
                    totals.count(profile)
                    try writer.append(page.bytes(of: profile))
                }
                try writer.append(page.epilogue(totals, gone: comparison.gone, added: comparison.added))
            }
            try writer.flush()
        } catch let failure as RunFailure {
            throw CommandFailure(failure.code == .missing ? .noInput : .dataError, failure.message)
        }
    }
}
