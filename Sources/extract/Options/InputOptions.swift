import ArgumentParser
import Palimpsest

/// Where the text comes from.
struct InputOptions: ParsableArguments {
    @Option(
        name: .customLong("files-from"),
        help: ArgumentHelp("Read more paths from a file, or from standard input with -; one a line.", valueName: "file"),
        completion: .file())
    var list: PathArgument?

    @Flag(name: [.customShort("0"), .customLong("null")], help: "The paths of --files-from end with a NUL, as find -print0 writes them.")
    var nullDelimited = false

    @Option(
        name: .customLong("max-bytes"),
        help: ArgumentHelp("Refuse larger files: 10k, 256MB, 1GiB.", valueName: "size"))
    var maximumBytes = ByteCount.usualLimit

    @Option(help: ArgumentHelp("Work on so many files at a time (default: number of cores). The output is the same.", valueName: "n"))
    var jobs: Int?

    func validate(files: [PathArgument]) throws {
        if let jobs, !(1...1024).contains(jobs) {
            throw ValidationError("--jobs takes a number from 1 to 1024, not \(jobs).")
        }
        if nullDelimited && list == nil {
            throw ValidationError("-0 says how the paths of --files-from end; give --files-from too.")
        }
        if list == .dash && files.contains(.dash) {
            throw ValidationError("Standard input cannot be both a text and the list of --files-from.")
        }
        if files.filter({ $0 == .dash }).count > 1 {
            throw ValidationError("Standard input (-) can be read only once.")
        }
    }
}
