/// The signs in front of the lines of a list.
extension RecordBuilder {
    /// Signs that a list's lines begin with, as Unicode scalars; what quotes a mail and rows of a table among them.
    private static let bullets: Set<UInt32> = [
        0x2A, 0x2D, 0x3E, 0x7C, 0xB7, 0x2013, 0x2014, 0x2022, 0x2023, 0x203A, 0xBB, 0x2043, 0x2192, 0x2219, 0x25A0, 0x25A1, 0x25AA, 0x25AB, 0x25B8, 0x25BA, 0x25C6, 0x25CB, 0x25CF, 0x25E6,
    ]

    /// A line without the bullet in front of it, which is told as the form's.
    mutating func withoutBullet(_ content: TextRange) -> TextRange {
        guard !content.isEmpty else { return content }
        let (scalar, length) = UTF8Bytes.scalar(bytes, at: content.start)
        let rest = content.start + length
        guard rest < content.end, bytes[rest] == 0x20, Self.bullets.contains(scalar) else { return content }
        addFurniture("bullet", Passage(TextRange(content.start, rest)))
        return WhiteSpace.trim(bytes, rest, content.end)
    }
}
