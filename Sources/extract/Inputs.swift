import Glibc
import Palimpsest

/// The inputs that the user named, resolved.
struct Inputs: Sendable {
    private let paths: [[UInt8]]
    private let list: PathArgument?
    private let nullDelimited: Bool

    /// - Throws: ``CommandFailure`` with status 64 when no input is named and standard input is a terminal.
    init(files: [PathArgument], options: InputOptions) throws {
        list = options.list
        nullDelimited = options.nullDelimited
        guard files.isEmpty && list == nil else {
            paths = files.map(\.bytes)
            return
        }
        // As jq and ripgrep do: text that is piped in is read; at a terminal, nobody is left waiting.
        guard !ProcessContext.isTerminal(STDIN_FILENO) else {
            throw CommandFailure(
                .usage, "name a file or a folder, or pipe text in.\n\(Extract.usageString())\n  See 'extract --help'.")
        }
        paths = [PathArgument.dash.bytes]
    }

    /// A walk over the inputs.
    /// - Parameter onlyFiles: whether pipes are refused.
    /// - Throws: ``CommandFailure`` with status 66 when the list of paths cannot be opened.
    func walk(onlyFiles: Bool = false) throws -> InputWalk {
        do throws(FileFailure) {
            return InputWalk(
                paths: paths, list: try list.map { list throws(FileFailure) in
                    try PathList(path: list.bytes, nullDelimited: nullDelimited)
                }, onlyFiles: onlyFiles)
        } catch {
            throw CommandFailure(.noInput, "\(SafeText.line(error.path)): \(error.message)")
        }
    }

    /// Number and bytes of all inputs, counted beside the work; `nil` when counting would use the list up.
    func total() -> Task<BatchSize, any Error>? {
        guard list != .dash, !paths.contains(PathArgument.dash.bytes) else { return nil }
        return Task.detached(priority: .utility) { [self] in
            var walk = try walk()
            var total = BatchSize()
            while let input = walk.next() {
                try Task.checkCancellation()
                if case .file(let file) = input {
                    total.files += 1
                    total.bytes += file.expectedBytes
                }
            }
            return total
        }
    }
}

/// How much there is to do.
struct BatchSize: Sendable {
    var files = 0
    var bytes = 0
}
