#if canImport(Glibc)
import Glibc
#endif

extension RecordBuilder {
    /// Says of texts that their right-to-left words stand in the order of the page from left to right.
    ///
    /// `pdftotext` goes along the lines of a page that is mostly left-to-right from the left and wraps each right-to-left run in U+202B and U+202C. Runs
    /// with a full stop or a number between them, or each word for itself, are read from the right, but stand in the text the other way round (UAX #9:
    /// an embedding keeps its own order, not that of those beside it). The text is kept as it stands.
    mutating func reportVisualOrder() {
        let source = record.document.text.bytes
        source.withUnsafeBufferPointer { source in
            guard VisualOrder.mayStand(in: record.range, source) else { return }
            for i in record.indicators.indices {
                for f in record.indicators[i].fields.indices {
                    let text = record.indicators[i].fields[f].text
                    guard text.pieces.contains(where: { VisualOrder.stands(in: $0, source) }) else { continue }
                    let message = "right-to-left words stand in this text in the order of the page from left to right; lines of it have to be read run by run from the end"
                    report(.init(level: .warning, code: .visualOrder, message: message), at: text.extent)
                }
            }
        }
    }
}

/// Right-to-left runs in the order of the page.
enum VisualOrder {
    /// Whether the mark that opens a right-to-left run stands in a text: nearly all have none.
    static func mayStand(in range: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        var place = range.start
        while place < range.end, let hit = memchr(base + place, 0xE2, range.end - place) {
            place = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
            if isMark(bytes, at: place), bytes[place + 2] == 0xAB { return true }
            place += 1
        }
        return false
    }

    /// Whether one of U+202A to U+202E stands at `place`.
    private static func isMark(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        place + 2 < bytes.count && bytes[place] == 0xE2 && bytes[place + 1] == 0x80 && (0xAA...0xAE).contains(bytes[place + 2])
    }

    /// Whether on one line two right-to-left runs follow one another, or a number and a run, with no Latin letter between that would keep their order.
    static func stands(in range: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var depth = 0, place = range.start
        // The mark of the first run was trimmed with the white space before it.
        while place > 0, bytes[place - 1] == 0x20 { place -= 1 }
        while place >= 3, isMark(bytes, at: place - 3) { place -= 3 }
        var hasRun = false, hasDigit = false
        while place < range.end {
            guard bytes[place] >= 0x80 else {
                let byte = bytes[place]
                if byte == 0x0A {
                    (hasRun, hasDigit, depth) = (false, false, 0)
                } else if depth == 0, ASCII.isLetter(byte) {
                    (hasRun, hasDigit) = (false, false)
                } else if depth == 0, ASCII.isDigit(byte) {
                    hasDigit = true
                    if hasRun { return true }
                }
                place += 1
                continue
            }
            let (scalar, length) = UTF8Bytes.scalar(bytes, at: place)
            switch scalar {
            case 0x202B where depth == 0:
                if hasRun || hasDigit { return true }
                (hasRun, depth) = (true, 1)
            case 0x202A, 0x202B: depth += 1
            case 0x202C: depth = max(0, depth - 1)
            default: break
            }
            place += max(1, length)
        }
        return false
    }
}
