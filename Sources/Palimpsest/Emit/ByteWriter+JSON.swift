extension ByteWriter {
    /// A JSON string with its quotation marks.
    ///
    /// RFC 8259, section 7, asks for an escape of `"`, `\` and the control characters up to U+001F. U+2028 and U+2029 are
    /// escaped as well: they are line ends to JavaScript and to some readers of line-delimited JSON, which would cut the
    /// record in two. DEL and everything beyond are copied as they are.
    mutating func string(_ utf8: UnsafeBufferPointer<UInt8>) {
        byte(UInt8(ascii: "\""))
        if let start = utf8.baseAddress {
            if isPlain(start, utf8.count) { bytes(utf8) } else { escaped(start, utf8.count) }
        }
        byte(UInt8(ascii: "\""))
    }

    mutating func string(_ utf8: [UInt8]) {
        utf8.withUnsafeBufferPointer { string($0) }
    }

    mutating func string(_ text: String) {
        // A native string hands out its own bytes; a bridged one does not exist on Linux, but must not be lost either.
        if text.utf8.withContiguousStorageIfAvailable({ string($0) }) == nil { string(Array(text.utf8)) }
    }

    /// Copies eight bytes at a time and looks at single bytes only where one of them has to be escaped, and at the end.
    private mutating func escaped(_ source: UnsafePointer<UInt8>, _ size: Int) {
        var index = 0
        // Room for all that is left and eight bytes beyond, since a group is stored whole before it is looked at.
        var place = reserve(size + 16)
        while index < size {
            if size - index >= 8 {
                let group = UnsafeRawPointer(source + index).loadUnaligned(as: UInt64.self)
                UnsafeMutableRawPointer(place).storeBytes(of: group, as: UInt64.self)
                let marks = marksOfEscapes(UInt64(littleEndian: group))
                // A branch on purpose: predicted, it frees the next group from waiting for this one's marks.
                if marks == 0 {
                    place += 8
                    index += 8
                    continue
                }
                let clean = marks.trailingZeroBitCount / 8
                place += clean
                index += clean
            } else if isPlain(source[index]) {
                place.pointee = source[index]
                place += 1
                index += 1
                continue
            }
            advance(to: place)
            index += escape(source + index, left: size - index)
            place = reserve(size - index + 16)
        }
        advance(to: place)
    }

    /// Writes the escape of the character at `source`, or the byte itself; returns how many bytes it has used up.
    private mutating func escape(_ source: UnsafePointer<UInt8>, left: Int) -> Int {
        let unit = source.pointee
        switch unit {
        case UInt8(ascii: "\""): literal("\\\"")
        case UInt8(ascii: "\\"): literal("\\\\")
        case 0x08: literal("\\b")
        case 0x09: literal("\\t")
        case 0x0A: literal("\\n")
        case 0x0C: literal("\\f")
        case 0x0D: literal("\\r")
        case 0x00..<0x20:
            literal("\\u00")
            byte(hexadecimalDigit(unit >> 4))
            byte(hexadecimalDigit(unit & 15))
        case 0xE2 where left >= 3 && source[1] == 0x80 && (source[2] == 0xA8 || source[2] == 0xA9):
            literal("\\u202")
            byte(source[2] == 0xA8 ? UInt8(ascii: "8") : UInt8(ascii: "9"))
            return 3
        default: byte(unit)
        }
        return 1
    }

    /// The place in the file as an object. By far the most frequent piece of a record, hence written in one go.
    mutating func span(_ span: SourceSpan) {
        // Six integers of at most 20 characters and 84 characters of keys and braces.
        var place = put("{\"start\":", at: reserve(6 * 20 + 84))
        place = put(UInt64(clamping: span.start), at: place)
        place = put(UInt64(clamping: span.end), at: put(",\"end\":", at: place))
        place = put(UInt64(clamping: span.startLine), at: put(",\"start_line\":", at: place))
        place = put(UInt64(clamping: span.startColumn), at: put(",\"start_column\":", at: place))
        place = put(UInt64(clamping: span.endLine), at: put(",\"end_line\":", at: place))
        place = put(UInt64(clamping: span.endColumn), at: put(",\"end_column\":", at: place))
        place.pointee = UInt8(ascii: "}")
        advance(to: place + 1)
    }

    /// RFC 4648 base64 with padding, for bytes that are no text.
    mutating func base64(_ bytes: [UInt8]) {
        var index = 0
        while index < bytes.count {
            let first = bytes[index]
            let second = index + 1 < bytes.count ? bytes[index + 1] : 0
            let third = index + 2 < bytes.count ? bytes[index + 2] : 0
            byte(base64Digit(first >> 2))
            byte(base64Digit((first & 3) << 4 | second >> 4))
            byte(index + 1 < bytes.count ? base64Digit((second & 15) << 2 | third >> 6) : UInt8(ascii: "="))
            byte(index + 2 < bytes.count ? base64Digit(third & 63) : UInt8(ascii: "="))
            index += 3
        }
    }
}

/// Whether all bytes stand for themselves: nearly every string's do, which is then copied whole.
private func isPlain(_ source: UnsafePointer<UInt8>, _ size: Int) -> Bool {
    let raw = UnsafeRawPointer(source)
    if size < 8 {
        for index in 0..<size where !isPlain(source[index]) { return false }
        return true
    }
    var index = 0
    while index + 8 < size {
        if marksOfEscapes(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) != 0 { return false }
        index += 8
    }
    // The last eight bytes, some of them once more.
    return marksOfEscapes(raw.loadUnaligned(fromByteOffset: size - 8, as: UInt64.self)) == 0
}

/// Whether a byte stands for itself in a JSON string. 0xE2 begins U+2028 and U+2029 and has to be looked at.
@inline(__always)
private func isPlain(_ unit: UInt8) -> Bool {
    unit >= 0x20 && unit != UInt8(ascii: "\"") && unit != UInt8(ascii: "\\") && unit != 0xE2
}

/// The top bit of each of the eight bytes that is not plain.
///
/// Each term is the classic test for a zero byte. Its borrow may mark bytes above a marked one wrongly; the lowest mark is
/// always right, and so is the absence of any.
@inline(__always)
private func marksOfEscapes(_ group: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    func marks(_ unit: UInt64) -> UInt64 {
        let difference = group ^ (ones &* unit)
        return (difference &- ones) & ~difference
    }
    let controls = (group &- ones &* 0x20) & ~group
    return (controls | marks(0x22) | marks(0x5C) | marks(0xE2)) & tops
}

@inline(__always)
private func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}

@inline(__always)
private func base64Digit(_ value: UInt8) -> UInt8 {
    switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + value - 26
    case 52..<62: UInt8(ascii: "0") + value - 52
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
}
