/// The byte order mark at the beginning of a file, which names its encoding (Unicode Standard, section 23.8).
struct ByteOrderMark {
    /// IANA name of the encoding.
    var encoding: String
    /// Bytes that the mark takes up.
    var length: Int

    /// In this order, because the mark of UTF-32LE begins with that of UTF-16LE.
    private static let all: [(mark: [UInt8], encoding: String)] = [
        ([0xEF, 0xBB, 0xBF], "UTF-8"),
        ([0xFF, 0xFE, 0x00, 0x00], "UTF-32LE"),
        ([0x00, 0x00, 0xFE, 0xFF], "UTF-32BE"),
        ([0xFF, 0xFE], "UTF-16LE"),
        ([0xFE, 0xFF], "UTF-16BE"),
    ]

    /// `nil` when `bytes` begin with none.
    init?(_ bytes: [UInt8]) {
        guard let found = Self.all.first(where: { bytes.starts(with: $0.mark) }) else { return nil }
        encoding = found.encoding
        length = found.mark.count
        // FF FE 00 00 may also be UTF-16LE whose text begins with a NUL; a UTF-32 file has a length that 4 divides, and
        // nothing above U+10FFFF.
        if encoding == "UTF-32LE", bytes.count % 4 != 0 || (bytes.count > 7 && (bytes[6] > 0x10 || bytes[7] != 0)) {
            encoding = "UTF-16LE"
            length = 2
        }
    }
}
