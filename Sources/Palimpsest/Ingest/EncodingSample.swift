/// The part of a file that tells its encoding: the lines that are not ASCII.
struct EncodingSample {
    private(set) var bytes: [UInt8] = []

    /// ICU's detector reads no more than this.
    private static let limit = 8192

    init(_ file: [UInt8]) {
        var start = 0
        while start < file.count, bytes.count < Self.limit {
            let end = file[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? file.count
            if file[start..<end].contains(where: { $0 >= 0x80 }) {
                // A file without line ends is one long line: its ASCII beginning says nothing.
                let first = file[start..<end].firstIndex { $0 >= 0x80 } ?? start
                bytes += file[max(start, first - 64)..<min(end, first + Self.limit)]
                bytes.append(0x0A)
            }
            start = end + 1
        }
        bytes.removeLast(max(bytes.count - Self.limit, 0))
    }

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
