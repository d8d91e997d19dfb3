/// The part of a file that tells its encoding: the lines that are not ASCII.
struct EncodingSample {
    /// What ICU's detector is shown: it reads no more than 8192 bytes.
    private(set) var bytes: [UInt8] = []
    /// How many of ``bytes`` are decoded in every encoding at hand, to see what the text looks like.
    private var shortCount = 0

    private static let limit = 8192
    private static let shortLimit = 4096

    init(_ file: [UInt8]) {
        var start = 0
        while start < file.count, bytes.count < Self.limit {
            let end = file[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? file.count
            // A file without line ends is one long line, whose ASCII beginning says nothing.
            if let first = file[start..<end].firstIndex(where: { $0 >= 0x80 }) {
                bytes += file[max(start, first - 64)..<min(end, first + Self.limit - bytes.count)]
                bytes.append(0x0A)
                if shortCount == 0 || bytes.count <= Self.shortLimit { shortCount = min(bytes.count, Self.shortLimit) }
            }
            start = end + 1
        }
    }

    /// The first lines, or the beginning of the first one when it is long.
    var short: [UInt8] { Array(bytes.prefix(shortCount)) }

    /// Whether `offset` is so near the end of ``short`` that a sequence may have been cut off there.
    func mayBeCutOff(at offset: Int) -> Bool { offset + 4 >= shortCount }

    /// Share of the two-byte characters that are not among those in daily use; 0 for encodings of one byte.
    func rareCharacters(_ encoding: LegacyEncoding) -> Double {
        guard !encoding.frequentLeads.isEmpty else { return 0 }
        var (characters, rare, offset) = (0, 0, 0)
        while offset < bytes.count {
            let lead = bytes[offset]
            guard lead >= 0x80 else {
                offset += 1
                continue
            }
            characters += 1
            if !encoding.frequentLeads.contains(where: { $0.contains(lead) }) { rare += 1 }
            offset += 2
        }
        return Double(rare) / Double(max(characters, 1))
    }
}
