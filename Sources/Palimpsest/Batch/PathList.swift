import Glibc

/// A list of paths that is read as it is needed: `--files-from`. A list of any length takes one block of memory.
public final class PathList {
    private let descriptor: Int32
    private let owned: Bool
    private let delimiter: UInt8
    private let path: [UInt8]
    private var block: [UInt8] = []
    private var position = 0
    private var ended = false

    /// - Parameters:
    ///   - path: the file that holds the list, or `-` for standard input.
    ///   - nullDelimited: whether a NUL ends each path (as `find -print0` writes them) and not a line feed.
    /// - Throws: ``FileFailure`` when the list cannot be opened.
    public init(path: [UInt8], nullDelimited: Bool) throws(FileFailure) {
        self.path = path
        delimiter = nullDelimited ? 0 : UInt8(ascii: "\n")
        owned = path != Array("-".utf8)
        guard owned else {
            descriptor = STDIN_FILENO
            return
        }
        if case .folder = try PathKind(of: path) {
            throw FileFailure(.notAFile, path, "is a folder, not a list of paths; give the folder itself as an input")
        }
        descriptor = withCPath(path) { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
        guard descriptor >= 0 else { throw FileFailure(path: path, errorNumber: errno) }
    }

    deinit { if owned { close(descriptor) } }

    /// The next path; empty ones are passed over. `nil` at the end.
    /// - Throws: ``FileFailure`` when the list cannot be read any further.
    func next() throws(FileFailure) -> [UInt8]? {
        var entry: [UInt8] = []
        while true {
            if position == block.count {
                if ended { return entry.isEmpty ? nil : entry }
                try readBlock()
                continue
            }
            if let end = block[position...].firstIndex(of: delimiter) {
                entry += block[position..<end]
                position = end + 1
                if !entry.isEmpty { return entry }
            } else {
                entry += block[position...]
                position = block.count
            }
        }
    }

    private func readBlock() throws(FileFailure) {
        var errorNumber: Int32 = 0
        block = [UInt8](unsafeUninitializedCapacity: 65_536) { [descriptor] buffer, count in
            var got: Int
            repeat { got = read(descriptor, buffer.baseAddress, buffer.count) } while got < 0 && errno == EINTR
            if got < 0 { errorNumber = errno }
            count = max(0, got)
        }
        position = 0
        ended = block.isEmpty
        guard errorNumber == 0 else { throw FileFailure(path: path, errorNumber: errorNumber) }
    }
}
