import Glibc

/// Why output could not be written. The batch ends.
public struct OutputError: Error, Hashable, Sendable {
    public enum Code: String, Sendable {
        /// The output file cannot be made, or may not be replaced.
        case cannotCreate = "cannot_create"
        /// What an interrupted run left does not belong to this one.
        case cannotResume = "cannot_resume"
        /// Writing failed: a full disk, a closed descriptor.
        case writeFailed = "write_failed"
        /// The reader at the other end of the pipe is gone. No fault: `extract … | head` ends this way.
        case brokenPipe = "broken_pipe"
    }
    public var code: Code
    /// What is wrong and what to do, without the name of the output.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Why a file cannot be made.
    init(creating errorNumber: Int32) {
        self = switch errorNumber {
        case ENOENT, ENOTDIR: OutputError(.cannotCreate, "lies in a folder that does not exist; make the folder first")
        case EACCES, EPERM, EROFS: OutputError(.cannotCreate, "lies in a folder that may not be written to; choose another")
        default: OutputError(.cannotCreate, "could not be made: \(systemMessage(errorNumber))")
        }
    }

    init(writing errorNumber: Int32) {
        self = switch errorNumber {
        case EPIPE: OutputError(.brokenPipe, "its reader has closed the pipe")
        case ENOSPC, EDQUOT: OutputError(.writeFailed, "the disk is full; make room or write somewhere else")
        case EBADF: OutputError(.writeFailed, "it is closed; open it, or write to a file with --output")
        default: OutputError(.writeFailed, "writing failed: \(systemMessage(errorNumber))")
        }
    }
}

/// Collects output and writes it to a file descriptor in few, large `write(2)` calls.
public struct DescriptorWriter: Sendable {
    public let descriptor: Int32
    /// Bytes that were not yet written. Append to it and call ``flushIfFull()``.
    public var buffer: [UInt8] = []
    /// Number of bytes that are worth a system call. Few enough to stay in a core's cache between being made and being written.
    let fullAt: Int

    public init(descriptor: Int32, fullAt: Int = 1 << 18) {
        self.descriptor = descriptor
        self.fullAt = fullAt
        buffer.reserveCapacity(fullAt + fullAt / 4)
    }

    public mutating func flushIfFull() throws(OutputError) {
        if buffer.count >= fullAt { try flush() }
    }

    public mutating func flush() throws(OutputError) {
        let error = buffer.withUnsafeBytes { Self.write($0, to: descriptor) }
        buffer.removeAll(keepingCapacity: true)
        if let error { throw error }
    }

    /// Adds `bytes`; large ones are written without a copy.
    public mutating func append(_ bytes: [UInt8]) throws(OutputError) {
        if buffer.isEmpty && bytes.count >= fullAt / 4 {
            if let error = bytes.withUnsafeBytes({ Self.write($0, to: descriptor) }) { throw error }
        } else {
            buffer += bytes
            try flushIfFull()
        }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> OutputError? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let done = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if done >= 0 {
                rest = rest.dropFirst(done)
            } else if errno == EAGAIN {
                // Standard output may be a terminal or pipe that somebody set to non-blocking; wait until it takes more.
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&wait, 1, -1)
            } else if errno != EINTR {
                return OutputError(writing: errno)
            }
        }
        return nil
    }
}
