import ArgumentParser
import Palimpsest

/// A size: `4096`, `10k`, `256MB`, `1GiB`. `k`, `M`, `G` and `kB`, `MB`, `GB` are powers of 1000, `KiB`, `MiB`, `GiB` powers
/// of 1024 (IEC 80000-13); letters of any case.
struct ByteCount: ExpressibleByArgument, Hashable, Sendable {
    let bytes: Int
    private let text: String

    /// What a file may have unless the user says otherwise.
    static let usualLimit = ByteCount(bytes: BatchOptions().maximumBytes, text: "256MB")

    private init(bytes: Int, text: String) {
        self.bytes = bytes
        self.text = text
    }

    init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && $0.isNumber }
        let units: [String: Int] = [
            "": 1, "b": 1, "k": 1000, "kb": 1000, "m": 1_000_000, "mb": 1_000_000, "g": 1_000_000_000, "gb": 1_000_000_000,
            "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30,
        ]
        guard let number = Int(digits), let unit = units[argument.dropFirst(digits.count).lowercased()] else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: unit)
        guard !overflow, bytes > 0 else { return nil }
        self.bytes = bytes
        text = argument
    }

    var defaultValueDescription: String { text }
}
