import Glibc
import Palimpsest

/// Where a command writes: standard output, or a file that is replaced when all is done.
struct OutputTarget: Sendable {
    private let path: PathArgument?
    private let interruption: Interruption

    /// - Parameter path: the file; `nil` or `-` for standard output.
    init(_ path: PathArgument?, interruption: Interruption) {
        self.path = path == .dash ? nil : path
        self.interruption = interruption
    }

    /// Lets `body` write.
    ///
    /// - Parameter body: returns whether the file is to be put in its place.
    /// - Throws: ``CommandFailure`` when the file cannot be written, ``OutputError`` when standard output cannot.
    func write(_ body: (inout DescriptorWriter) async throws -> Bool) async throws {
        guard let path else {
            var writer = DescriptorWriter(descriptor: STDOUT_FILENO)
            _ = try await body(&writer)
            return try writer.flush()
        }
        do {
            if AtomicFile.isSpecial(path.bytes) {
                let descriptor = try AtomicFile.openSpecial(path.bytes)
                defer { close(descriptor) }
                var writer = DescriptorWriter(descriptor: descriptor)
                _ = try await body(&writer)
                return try writer.flush()
            }
            let file = try AtomicFile(replacing: path.bytes)
            interruption.beforeEnd { file.discard() }
            defer { file.discard() }
            var writer = DescriptorWriter(descriptor: file.descriptor)
            let isWanted = try await body(&writer)
            try writer.flush()
            if isWanted { try file.commit() }
        } catch let error as OutputError {
            throw CommandFailure(error.code == .cannotCreate ? .cannotCreate : .inputOutput, "\(path.shown): \(error.message)")
        }
    }
}
