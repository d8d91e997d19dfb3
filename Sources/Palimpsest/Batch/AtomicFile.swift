import Glibc
import Synchronization

/// A file that appears under its name complete or not at all.
///
/// The bytes go to a temporary file in the same folder; ``commit()`` flushes it to the disk, renames it over the target
/// and flushes the folder, so that even after a power cut the name holds the old content or the new one. A target that is
/// a symbolic link stays one: the file it leads to is replaced. The mode of a replaced file is kept.
/// The order fsync, rename, fsync of the folder follows `rename(2)` and `fsync(2)`: the latter says that flushing a file
/// does not flush the entry in its folder.
public final class AtomicFile: Sendable {
    private enum State { case open, committed, discarded }

    /// Where to write: wrap it in a ``DescriptorWriter``.
    public let descriptor: Int32
    private let target: [UInt8]
    private let temporary: [UInt8]
    private let state = Mutex(State.open)

    /// - Throws: ``OutputError`` with code `cannotCreate` when the target is a folder or its folder cannot be written to.
    public init(replacing path: [UInt8]) throws(OutputError) {
        var target = path
        var mode: mode_t?
        var status = stat()
        if withCPath(path, { stat($0, &status) }) == 0 {
            guard status.st_mode & S_IFMT != S_IFDIR else {
                throw OutputError(.cannotCreate, "is a folder; name a file in it")
            }
            mode = status.st_mode & 0o7777
            target = Self.resolved(path)
        }
        self.target = target
        (descriptor, temporary) = try Self.makeTemporary(beside: target)
        if let mode { fchmod(descriptor, mode) }
    }

    deinit { discard() }

    /// Whether `path` names something that is no regular file, such as a device or a pipe: it is written to, not replaced.
    public static func isSpecial(_ path: [UInt8]) -> Bool {
        var status = stat()
        guard withCPath(path, { stat($0, &status) }) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }

    /// Opens such a thing for writing.
    public static func openSpecial(_ path: [UInt8]) throws(OutputError) -> Int32 {
        let descriptor = withCPath(path) { open($0, O_WRONLY | O_CLOEXEC | O_NOCTTY) }
        guard descriptor >= 0 else {
            throw OutputError(.cannotCreate, "cannot be opened for writing: \(systemMessage(errno))")
        }
        return descriptor
    }

    /// Puts the file in its place.
    /// - Throws: ``OutputError``; the target is then as it was.
    public func commit() throws(OutputError) {
        let error = state.withLock { state -> OutputError? in
            guard state == .open else { return nil }
            guard fsync(descriptor) == 0 else { return OutputError(writing: errno) }
            guard withCPath(temporary, { from in withCPath(target) { rename(from, $0) } }) == 0 else {
                return OutputError(.cannotCreate, "could not be replaced: \(systemMessage(errno))")
            }
            state = .committed
            close(descriptor)
            return nil
        }
        if let error {
            discard()
            throw error
        }
        Self.flushFolder(of: target)
    }

    /// Removes the temporary file and leaves the target as it was. Does nothing after ``commit()``. May be called from any thread.
    public func discard() {
        state.withLock { state in
            guard state == .open else { return }
            state = .discarded
            _ = withCPath(temporary) { unlink($0) }
            close(descriptor)
        }
    }

    private static func makeTemporary(beside target: [UInt8]) throws(OutputError) -> (Int32, [UInt8]) {
        let (folder, name) = split(target)
        var errorNumber: Int32 = EEXIST
        for _ in 0..<100 where errorNumber == EEXIST {
            let suffix = String(UInt64.random(in: 0...UInt64.max), radix: 36)
            // A long name is cut, since a name may have 255 bytes.
            let path = folder + Array(".".utf8) + name.prefix(200) + Array(".\(suffix).tmp".utf8)
            let descriptor = withCPath(path) { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
            if descriptor >= 0 { return (descriptor, path) }
            errorNumber = errno
        }
        throw OutputError(creating: errorNumber)
    }

    /// The folder with its slash (empty for the current folder) and the name.
    static func split(_ path: [UInt8]) -> (folder: [UInt8], name: [UInt8]) {
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return ([], path) }
        return (Array(path[...slash]), Array(path[(slash + 1)...]))
    }

    static func resolved(_ path: [UInt8]) -> [UInt8] {
        withCPath(path) { path -> [UInt8]? in
            guard let real = realpath(path, nil) else { return nil }
            defer { free(real) }
            return UnsafeRawBufferPointer(start: real, count: strlen(real)).map(\.self)
        } ?? path
    }

    static func flushFolder(of path: [UInt8]) {
        let folder = split(path).folder
        let descriptor = withCPath(folder.isEmpty ? Array(".".utf8) : folder) { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { return }
        // Some file systems refuse this; the rename has been made all the same.
        fsync(descriptor)
        close(descriptor)
    }
}
