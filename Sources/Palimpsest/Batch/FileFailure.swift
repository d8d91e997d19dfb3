import Glibc

/// Why one file of a batch gives no record. The batch goes on without it.
public struct FileFailure: Error, Hashable, Sendable {
    public enum Code: String, Sendable, CaseIterable {
        /// Nothing lies at this path.
        case notFound = "not_found"
        case permissionDenied = "permission_denied"
        /// A folder without a single `*.txt` file.
        case emptyFolder = "empty_folder"
        /// A device or a socket.
        case notAFile = "not_a_file"
        /// More bytes than ``BatchOptions/maximumBytes``.
        case tooLarge = "too_large"
        /// The system reported an error while the file was read.
        case unreadable
        /// Ingest refused the content: an ``IngestError``.
        case refused
    }

    public var code: Code
    /// The path as the user gave it, any bytes.
    public var path: [UInt8]
    /// What is wrong and what to do about it, e.g. `is a folder without *.txt files; name its files one by one`.
    public var message: String

    public init(_ code: Code, _ path: [UInt8], _ message: String) {
        self.code = code
        self.path = path
        self.message = message
    }

    /// Whether there was nothing to read, as against something that could not be used.
    public var isMissingInput: Bool { code == .notFound || code == .permissionDenied || code == .emptyFolder }

    /// The failure that the system's error number stands for.
    init(path: [UInt8], errorNumber: Int32) {
        self = switch errorNumber {
        case ENOENT, ENOTDIR:
            FileFailure(.notFound, path, "there is no such file; check the spelling and the current folder")
        case EACCES, EPERM:
            FileFailure(.permissionDenied, path, "may not be read; change its permissions (chmod +r) or run as its owner")
        case ELOOP:
            FileFailure(.notFound, path, "is a symbolic link that leads in a circle; name the file itself")
        case ENXIO:
            FileFailure(.notAFile, path, "is a socket or a device that nobody serves; give a text file")
        default:
            FileFailure(.unreadable, path, "could not be read: \(systemMessage(errorNumber)); try again or copy the file first")
        }
    }
}

/// The system's words for an error number, e.g. `No space left on device`.
func systemMessage(_ errorNumber: Int32) -> String { String(cString: strerror(errorNumber)) }
