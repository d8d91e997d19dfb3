import ArgumentParser
import Palimpsest

extension Emitter.Format: ExpressibleByArgument {}

/// What is written, and where.
struct OutputOptions: ParsableArguments {
    @Option(help: "ndjson: one object a line; json: one array; csv: one row per indicator field.")
    var format = Emitter.Format.ndjson

    @Flag(name: .customLong("bom"), help: "Start CSV with a byte order mark, so that Excel reads it as UTF-8.")
    var byteOrderMark = false

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write to a file. It is replaced when all is done; until then, and on failure, it stays as it was.", valueName: "file"),
        completion: .file())
    var output: PathArgument?

    @Flag(help: "With --output: keep what is written when the run is interrupted, and continue there when the same command is run again.")
    var resume = false

    @Option(
        name: .customLong("fail-on"),
        help: ArgumentHelp("Exit with 1 on this finding; may be given again (default: never).", valueName: "finding"))
    var failOn: [Finding] = []

    @Option(help: ArgumentHelp("Colour messages.", valueName: "when"))
    var color = ColorChoice.auto

    @Flag(name: .shortAndLong, help: "No progress and no summary; failures are still told.")
    var quiet = false

    func validate() throws {
        if byteOrderMark && format != .csv {
            throw ValidationError("--bom is for --format csv; JSON must not start with a byte order mark.")
        }
        if resume && (output == nil || output == .dash) {
            throw ValidationError("--resume continues a file: name it with --output.")
        }
    }
}
