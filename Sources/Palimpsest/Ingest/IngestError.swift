/// Why a file could not be taken in. The batch goes on without it.
public struct IngestError: Error, Hashable, Sendable {
    public enum Code: String, Sendable {
        /// The bytes are those of a picture, an archive, a program …
        case binary
        /// There are no bytes, or only a byte order mark.
        case empty
        /// More bytes than can be addressed.
        case tooLarge = "too_large"
        /// ICU has no converter for the encoding, or no memory for it.
        case unconvertible
    }
    public var code: Code
    /// One English sentence: what the file is and what to do.
    public var message: String
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
