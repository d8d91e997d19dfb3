import ICUShim

/// White space as Unicode's property `White_Space` has it.
enum WhiteSpace {
    /// Whether `byte` is white space by itself: TAB, LF, VT, FF, CR, space.
    @inline(__always)
    static func isASCII(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 }

    /// U+200B, a place to break a line at.
    static let zeroWidth: UInt32 = 0x200B

    /// Whether a scalar is a mark of bidirectional text, or a place to break a line at: nobody sees either, and Unicode has neither for white space.
    static func isMark(_ scalar: UInt32) -> Bool { scalar == zeroWidth || icu_shim_is_bidi_control(Int32(bitPattern: scalar)) != 0 }

    /// Whether no scalar of white space begins with `lead`, a byte from C2 on: those that are not ASCII are in the blocks
    /// of U+0085, U+00A0, U+1680, U+2000–205F and U+3000.
    @inline(__always)
    private static func cannotBegin(_ lead: UInt8) -> Bool {
        lead > 0xE3 || (lead != 0xC2 && lead < 0xE1)
    }

    /// Length of the white space character at `offset`, 0 when there is none.
    @inline(__always)
    static func length(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
        let byte = bytes[offset]
        if byte < 0x80 { return isASCII(byte) ? 1 : 0 }
        if cannotBegin(byte) { return 0 }
        let (value, length) = UTF8Bytes.scalar(bytes, at: offset)
        return icu_shim_is_white_space(Int32(bitPattern: value)) != 0 ? length : 0
    }

    /// Length of the white space character that ends before `offset`, 0 when there is none.
    @inline(__always)
    static func length(_ bytes: UnsafeBufferPointer<UInt8>, before offset: Int) -> Int {
        let byte = bytes[offset - 1]
        if byte < 0x80 { return isASCII(byte) ? 1 : 0 }
        let (value, length) = UTF8Bytes.scalar(bytes, before: offset)
        if cannotBegin(bytes[offset - length]) { return 0 }
        return icu_shim_is_white_space(Int32(bitPattern: value)) != 0 ? length : 0
    }

    /// `[start, end)` without white space at either end; empty at `end` when there is nothing else.
    @inline(__always)
    static func trim(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> TextRange {
        var (low, high) = (start, end)
        while low < high {
            let length = length(bytes, at: low)
            if length == 0 { break }
            low += length
        }
        while high > low {
            let length = length(bytes, before: high)
            if length == 0 { break }
            high -= length
        }
        return TextRange(low, high)
    }
}
