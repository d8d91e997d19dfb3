/// The escaping of one CSV cell.
enum CSVCell {
    /// Appends `content`, made harmless for spreadsheets and quoted where RFC 4180 asks for it.
    ///
    /// Spreadsheets evaluate a cell that begins with one of `= + - @`, TAB, CR or LF, quoted or not, and skip spaces in
    /// front; an apostrophe makes it text. A whole cell that is a plain number is left alone, or else no negative value
    /// could be summed up.
    static func append(_ content: UnsafeBufferPointer<UInt8>, to out: inout ByteWriter) {
        let apostrophe = beginsLikeFormula(content) && !isNumber(content)
        guard needsQuotes(content) else {
            if apostrophe { out.byte(UInt8(ascii: "'")) }
            return out.bytes(content)
        }
        var place = out.reserve(2 * content.count + 3)
        place = put("\"", at: place)
        if apostrophe { place = put("'", at: place) }
        for unit in content {
            if unit == UInt8(ascii: "\"") { place = put("\"", at: place) }
            place.pointee = unit
            place += 1
        }
        out.advance(to: put("\"", at: place))
    }

    private static func needsQuotes(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = content.first, let last = content.last else { return false }
        // Some readers trim cells without quotation marks, hence quotes around a space at either end.
        if first == 0x20 || last == 0x20 { return true }
        for unit in content {
            // Most bytes of text are beyond the comma: one comparison decides them.
            guard unit <= UInt8(ascii: ",") else { continue }
            if unit == UInt8(ascii: ",") || unit == UInt8(ascii: "\"") || unit == 0x0A || unit == 0x0D { return true }
        }
        return false
    }

    private static func beginsLikeFormula(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
        func unit(_ index: Int) -> UInt8? { index < content.count ? content[index] : nil }
        var index = 0
        while true {
            switch (unit(index), unit(index + 1), unit(index + 2)) {
            // Spaces: U+0020, U+00A0, U+3000 and the byte order mark.
            case (0x20, _, _): index += 1
            case (0xC2, 0xA0, _): index += 2
            case (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF): index += 3
            case (UInt8(ascii: "="), _, _), (UInt8(ascii: "+"), _, _), (UInt8(ascii: "-"), _, _), (UInt8(ascii: "@"), _, _):
                return true
            case (0x00, _, _), (0x09, _, _), (0x0A, _, _), (0x0D, _, _): return true
            // ＝ ＋ － ＠, which spreadsheets in East Asian locales read like their narrow forms.
            case (0xEF, 0xBC, 0x9D), (0xEF, 0xBC, 0x8B), (0xEF, 0xBC, 0x8D), (0xEF, 0xBC, 0xA0): return true
            default: return false
            }
        }
    }

    /// Whether the whole cell is `-?digits(.digits)?`, the form in which numbers are written here.
    private static func isNumber(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
        var digits = 0
        var points = 0
        for (index, unit) in content.enumerated() {
            switch unit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "-") where index == 0: break
            case UInt8(ascii: ".") where digits > 0 && points == 0:
                points = 1
                digits = 0
            default: return false
            }
        }
        return digits > 0
    }
}
