/// Finds the lines of a text in one pass over its bytes, eight at a time.
///
/// Bytes that can matter are few: those below 20, DEL, and the lead bytes of NEL and of LS and PS. Everything else is
/// skipped in words, and whether a line is ASCII falls out of the same pass.
struct LineScanner {
    /// NULs and other control characters that are no white space, found on the way.
    struct Controls: Equatable {
        var count = 0
        /// Text offset of the first one.
        var first: Int?
    }

    private(set) var controls = Controls()
    private var lines: [LineTable.Line] = []
    private var marks: [LineTable.ColumnMark] = []
    /// Where the text of the current line begins.
    private var start = 0
    private var origin = 0
    private var number = 1
    private var page = 0
    /// Offset of the last byte seen that is not ASCII.
    private var lastHigh = -1
    private let bytes: UnsafeBufferPointer<UInt8>

    /// The lines of `text` (valid UTF-8) and the control characters in it.
    static func scan(_ text: [UInt8]) -> (table: LineTable, controls: Controls) {
        text.withUnsafeBufferPointer { bytes in
            var scanner = LineScanner(bytes)
            scanner.scanAll()
            return (scanner.table(), scanner.controls)
        }
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        lines.reserveCapacity(bytes.count / 32 + 8)
    }

    private mutating func scanAll() {
        guard let base = bytes.baseAddress else { return }
        let count = bytes.count
        var offset = 0
        while offset + 8 <= count {
            scan(ByteWord.load(base, offset), at: offset)
            offset += 8
        }
        if offset < count {
            // The rest, filled up with spaces, which mean nothing after the end.
            var word: UInt64 = 0x2020_2020_2020_2020
            for place in (offset..<count).reversed() { word = word << 8 | UInt64(base[place]) }
            scan(word, at: offset)
        }
        if start < count { endLine(at: count, next: count, endsEditorLine: false) }
    }

    @inline(__always)
    private mutating func scan(_ word: UInt64, at offset: Int) {
        let high = word & ByteWord.high
        var hits = ByteWord.controls(word) | ByteWord.equal(word, 0x7F)
        if high != 0 { hits |= ByteWord.equal(word, 0xC2) | ByteWord.equal(word, 0xE2) }
        while hits != 0 {
            let bit = hits.trailingZeroBitCount
            hits &= hits &- 1
            let below = high & ((1 << UInt64(bit & ~7)) &- 1)
            if below != 0 { lastHigh = offset + (63 - below.leadingZeroBitCount) / 8 }
            visit(offset + bit / 8)
        }
        if high != 0 { lastHigh = offset + (63 - high.leadingZeroBitCount) / 8 }
    }

    /// Looks at a byte that may end a line or be a control character.
    private mutating func visit(_ place: Int) {
        guard place >= start else { return }  // the LF of a CRLF
        switch bytes[place] {
        case 0x09: break
        case 0x0A: endLine(at: place, next: place + 1, endsEditorLine: true)
        case 0x0D:
            let next = place + 1 < bytes.count && bytes[place + 1] == 0x0A ? place + 2 : place + 1
            endLine(at: place, next: next, endsEditorLine: true)
        case 0x0B: endLine(at: place, next: place + 1, endsEditorLine: false)
        case 0x0C:
            endLine(at: place, next: place + 1, endsEditorLine: false)
            page += 1
        case 0xC2:
            guard place + 1 < bytes.count, bytes[place + 1] < 0xA0 else { return }
            if bytes[place + 1] == 0x85 {
                endLine(at: place, next: place + 2, endsEditorLine: true)
            } else {
                note(place)
            }
        case 0xE2:
            guard place + 2 < bytes.count, bytes[place + 1] == 0x80, bytes[place + 2] & 0xFE == 0xA8 else { return }
            endLine(at: place, next: place + 3, endsEditorLine: true)
        default: note(place)
        }
    }

    private mutating func note(_ place: Int) {
        controls.count += 1
        if controls.first == nil { controls.first = place }
    }

    private mutating func endLine(at end: Int, next: Int, endsEditorLine: Bool) {
        // A page or line break right after a line end adds no blank line of its own.
        if endsEditorLine || end > start {
            let content = WhiteSpace.trim(bytes, start, end)
            // `lastHigh` may be white space that was cut off; only then is a look at the line itself needed.
            let isASCII =
                lastHigh < content.start || (lastHigh >= content.end && UTF8Bytes.isASCII(bytes, content.start, content.end))
            lines.append(.init(content: content, origin: origin, number: number, page: page, isASCII: isASCII))
        }
        start = next
        guard endsEditorLine else { return }
        if end - origin > Self.markDistance { addMarks(until: end) }
        origin = next
        number += 1
    }

    /// Columns are counted from the last mark, which is at most this many bytes away.
    private static let markDistance = 4096

    private mutating func addMarks(until end: Int) {
        var (offset, scalars) = (origin, 0)
        while offset + Self.markDistance < end {
            var next = offset + Self.markDistance
            while bytes[next] & 0xC0 == 0x80 { next -= 1 }
            scalars += UTF8Bytes.scalarCount(bytes, offset, next)
            marks.append(.init(offset: next, scalars: scalars))
            offset = next
        }
    }

    private mutating func table() -> LineTable {
        if bytes.count - origin > Self.markDistance { addMarks(until: bytes.count) }
        var table = LineTable(lines: lines)
        table.last = (origin, number)
        table.columnMarks = marks
        table.editorLineCount = origin < bytes.count ? number : number - 1
        return table
    }
}
