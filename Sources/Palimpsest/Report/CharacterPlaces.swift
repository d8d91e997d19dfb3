/// Turns byte offsets of a UTF-8 text into offsets that count other units, for formats that count so.
///
/// Browsers count UTF-16 code units, the Web Annotation Data Model counts code points. Every 256 bytes a count is kept, so that
/// a place costs a look at no more than that and the table a hundredth of the text.
struct CharacterPlaces: Sendable {
    enum Unit: Sendable { case utf16, codePoint }

    private static let stride = 256

    private let bytes: [UInt8]
    private let range: TextRange
    private let unit: Unit
    /// Units before each multiple of the stride.
    private let marks: [Int]

    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - range: the part that is counted; offset 0 is its beginning.
    init(_ bytes: [UInt8], in range: TextRange, counting unit: Unit) {
        self.bytes = bytes
        self.range = range
        self.unit = unit
        var marks = [0]
        marks.reserveCapacity(range.count / Self.stride + 1)
        var start = range.start
        while start + Self.stride <= range.end {
            marks.append((marks.last ?? 0) + Self.units(bytes, start, start + Self.stride, unit))
            start += Self.stride
        }
        self.marks = marks
    }

    /// Units from the beginning of the range to `offset`, which is moved into the range where it lies outside.
    subscript(offset: Int) -> Int {
        let offset = min(max(offset, range.start), range.end)
        let mark = (offset - range.start) / Self.stride
        return marks[mark] + Self.units(bytes, range.start + mark * Self.stride, offset, unit)
    }

    /// A scalar is counted where it begins; beyond U+FFFF (a first byte from 0xF0) it is two units of UTF-16.
    private static func units(_ bytes: [UInt8], _ start: Int, _ end: Int, _ unit: Unit) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var count = 0
            for offset in start..<end {
                if bytes[offset] & 0xC0 != 0x80 { count += 1 }
                if unit == .utf16 && bytes[offset] >= 0xF0 { count += 1 }
            }
            return count
        }
    }
}
