import Glibc
import Palimpsest

/// The three standard streams.
enum Standard {
    /// Makes sure that descriptors 0 to 2 are taken, so that no file that is opened later gets one of them and receives
    /// what was meant for a closed stream. The stand-ins are open the wrong way round: using them fails, as it should.
    static func takeClosedStreams() {
        for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)]
        where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", mode)
        }
    }

    /// Writes to standard output.
    static func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }

    /// Writes bytes to standard output as they are.
    static func write(_ bytes: [UInt8]) throws(OutputError) {
        var writer = DescriptorWriter(descriptor: STDOUT_FILENO)
        try writer.append(bytes)
        try writer.flush()
    }

    /// Writes to standard error; nobody can be told when that fails.
    static func writeError(_ text: String) {
        var writer = DescriptorWriter(descriptor: STDERR_FILENO, fullAt: 4096)
        do {
            try writer.append(Array(text.utf8))
            try writer.flush()
        } catch {
            return
        }
    }

    /// Writes `extract: MESSAGE` to standard error. `message` must be safe to show: see `SafeText`.
    static func complain(_ message: String, color: Bool = false) {
        writeError(color ? "\u{1B}[1;31mextract:\u{1B}[0m \(message)\n" : "extract: \(message)\n")
    }
}
