import Glibc

/// A file to be read, as the walk over the inputs found it.
public struct InputFile: Hashable, Sendable {
    public enum Origin: Hashable, Sendable {
        case path
        case standardInput
    }

    /// The path as it goes into the record: as the user gave it, or found below the folder that the user gave.
    public var path: [UInt8]
    public var origin: Origin
    /// Bytes it had when it was found; 0 for pipes. A hint for scheduling and progress: the file may change.
    public var expectedBytes: Int
    /// When it was last changed, in nanoseconds since 1970, as the walk saw it; 0 for pipes.
    public var modified: Int

    public init(path: [UInt8], origin: Origin, expectedBytes: Int, modified: Int = 0) {
        self.path = path
        self.origin = origin
        self.expectedBytes = expectedBytes
        self.modified = modified
    }

    /// Standard input; its path in the record is `-`.
    public static let standardInput = InputFile(path: Array("-".utf8), origin: .standardInput, expectedBytes: 0)
}

/// What the walk over the inputs gives: a file, or the reason why there is none.
public enum BatchInput: Hashable, Sendable {
    case file(InputFile)
    case failure(FileFailure)
}

/// What kind of thing lies at a path.
enum PathKind {
    case file(byteCount: Int, modified: Int)
    case folder
    case pipe
    /// A device or a socket, in words.
    case other(String)

    init(_ status: stat) {
        self = switch status.st_mode & S_IFMT {
        case S_IFREG: .file(byteCount: Int(status.st_size), modified: status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec)
        case S_IFDIR: .folder
        case S_IFIFO: .pipe
        case S_IFCHR, S_IFBLK: .other("a device")
        case S_IFSOCK: .other("a socket")
        default: .other("not a file")
        }
    }

    /// Looks at `path`, through symbolic links.
    init(of path: [UInt8]) throws(FileFailure) {
        guard !path.contains(0) else {
            throw FileFailure(.notFound, path, "holds a NUL byte, which no path can; for lists made with -print0 add -0")
        }
        var status = stat()
        guard withCPath(path, { stat($0, &status) }) == 0 else { throw FileFailure(path: path, errorNumber: errno) }
        self.init(status)
    }
}

/// Calls `body` with `path` as a NUL-terminated string.
func withCPath<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: path.count + 1) { buffer in
        for (index, byte) in path.enumerated() { buffer[index] = CChar(bitPattern: byte) }
        buffer[path.count] = 0
        return body(UnsafePointer(buffer.baseAddress.unsafelyUnwrapped))
    }
}
