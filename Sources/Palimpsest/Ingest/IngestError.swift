/// Why a file could not be taken in. The batch goes on without it.
public struct IngestError: Error, Hashable, Sendable {
    public enum Code: String, Sendable {
        /// The bytes are those of a picture, an archive, a program …
        case binary
        case empty
    }
    public var code: Code
    /// One English sentence: what the file is and what to do.
    public var message: String
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
