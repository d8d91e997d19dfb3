import Glibc

/// Reads whole files with plain `read(2)` calls.
///
/// No memory mapping: a file that shrinks while it is mapped ends the process with SIGBUS, whereas `read` just gives what
/// is left. Each file gets an array of its own size, since the pipeline keeps that array as the document's text and a
/// shared buffer would have to be copied.
public struct FileReader: Sendable {
    /// The most bytes a file may have.
    let maximumBytes: Int

    public init(maximumBytes: Int = BatchOptions().maximumBytes) { self.maximumBytes = maximumBytes }

    /// The bytes of a file or of standard input.
    ///
    /// - Throws: ``FileFailure`` when it cannot be read or is too large.
    public func contents(of file: InputFile) throws(FileFailure) -> [UInt8] {
        guard file.origin == .path else { return try contents(of: STDIN_FILENO, expecting: 0, path: file.path) }
        let descriptor = withCPath(file.path) { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
        guard descriptor >= 0 else { throw FileFailure(path: file.path, errorNumber: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileFailure(path: file.path, errorNumber: errno) }
        guard case .file(let byteCount, _) = PathKind(status) else {
            return try contents(of: descriptor, expecting: 0, path: file.path)
        }
        guard byteCount <= maximumBytes else { throw tooLarge(file.path, byteCount) }
        return try contents(of: descriptor, expecting: byteCount, path: file.path)
    }

    private func contents(of descriptor: Int32, expecting size: Int, path: [UInt8]) throws(FileFailure) -> [UInt8] {
        // One byte more than expected, so that the end of an unchanged file is seen without a second block.
        var contents = try block(of: descriptor, capacity: size > 0 ? size + 1 : 65_536, path: path)
        var last = contents.count
        var capacity = size > 0 ? size + 1 : 65_536
        while last == capacity {
            guard contents.count <= maximumBytes else { throw tooLarge(path, nil) }
            capacity = max(65_536, contents.count)
            let more = try block(of: descriptor, capacity: capacity, path: path)
            last = more.count
            contents += more
        }
        guard contents.count <= maximumBytes else { throw tooLarge(path, nil) }
        return contents
    }

    /// Reads until `capacity` bytes are there or the file ends.
    private func block(of descriptor: Int32, capacity: Int, path: [UInt8]) throws(FileFailure) -> [UInt8] {
        var errorNumber: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            while count < capacity {
                let got = read(descriptor, buffer.baseAddress?.advanced(by: count), capacity - count)
                if got > 0 {
                    count += got
                } else if got == 0 {
                    break
                } else if errno != EINTR {
                    errorNumber = errno
                    break
                }
            }
        }
        guard errorNumber == 0 else { throw FileFailure(path: path, errorNumber: errorNumber) }
        return bytes
    }

    private func tooLarge(_ path: [UInt8], _ byteCount: Int?) -> FileFailure {
        let size = byteCount.map { "has \($0) bytes, more than" } ?? "has more bytes than"
        return FileFailure(.tooLarge, path, "\(size) the \(maximumBytes) allowed; split it or raise --max-bytes")
    }
}
