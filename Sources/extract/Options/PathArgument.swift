import ArgumentParser
import Palimpsest

/// A path as the user typed it, any bytes.
struct PathArgument: ExpressibleByArgument, Hashable, Sendable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }
    init?(argument: String) { bytes = RawArguments.bytes(from: argument) }

    /// Standard input or output.
    static let dash = PathArgument(bytes: Array("-".utf8))

    /// The path as it may be shown.
    var shown: String { bytes.isEmpty ? "''" : SafeText.line(bytes) }
    var defaultValueDescription: String { shown }
}
