/// Validation of UTF-8 by table 3-7 of the Unicode Standard: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Validation {
    /// The end of the longest prefix that is valid, in bytes; `bytes.count` when all of it is.
    static func validPrefix(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        validPrefix(bytes, from: 0)
    }

    /// As ``validPrefix(_:)``, beginning at `start`.
    static func validPrefix(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let count = bytes.count
        var offset = start
        while offset < count {
            if base[offset] < 0x80 {
                offset = endOfASCII(base, offset, count)
                continue
            }
            // Text in one script runs on for long in sequences of one length.
            while offset + 3 <= count, isThreeByteSequence(base, offset) { offset += 3 }
            if offset < count, base[offset] >= 0x80 {
                let length = sequenceLength(bytes, offset)
                if length <= 0 { return offset }
                offset += length
            }
        }
        return count
    }

    /// How much of the text is UTF-8: whole sequences of more than one byte, and ill-formed ones.
    struct Census {
        var sequences = 0
        var illFormed = 0
    }

    /// Counts well-formed multi-byte sequences and maximal ill-formed ones in all of `bytes`.
    static func census(_ bytes: UnsafeBufferPointer<UInt8>) -> Census {
        guard let base = bytes.baseAddress else { return Census() }
        var census = Census()
        var offset = 0
        while offset < bytes.count {
            if base[offset] < 0x80 {
                offset = endOfASCII(base, offset, bytes.count)
                continue
            }
            let length = sequenceLength(bytes, offset)
            if length > 0 {
                census.sequences += 1
                offset += length
            } else {
                census.illFormed += 1
                offset += -length
            }
        }
        return census
    }

    /// Whether the ill-formed sequence at `offset` is one that would go on after the end of `bytes`.
    static func isCutOff(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
        let rest = bytes.count - offset
        return (0xC2...0xF4).contains(bytes[offset]) && rest < UTF8Bytes.length(lead: bytes[offset])
            && -sequenceLength(bytes, offset) == rest
    }

    @inline(__always)
    private static func endOfASCII(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Int {
        var offset = start
        while offset + 32 <= count {
            let words =
                ByteWord.load(base, offset) | ByteWord.load(base, offset + 8)
                | ByteWord.load(base, offset + 16) | ByteWord.load(base, offset + 24)
            if words & ByteWord.high != 0 { break }
            offset += 32
        }
        while offset + 8 <= count {
            let high = ByteWord.load(base, offset) & ByteWord.high
            if high != 0 { return offset + high.trailingZeroBitCount / 8 }
            offset += 8
        }
        while offset < count, base[offset] < 0x80 { offset += 1 }
        return offset
    }

    /// Whether a well-formed three-byte sequence stands at `offset`; there are three bytes to look at.
    @inline(__always)
    private static func isThreeByteSequence(_ base: UnsafePointer<UInt8>, _ offset: Int) -> Bool {
        let (lead, second, third) = (base[offset], base[offset + 1], base[offset + 2])
        guard lead & 0xF0 == 0xE0, second & 0xC0 == 0x80, third & 0xC0 == 0x80 else { return false }
        let value = UInt32(lead & 0x0F) << 6 | UInt32(second & 0x3F)  // the scalar without its last six bits
        return value >= 0x20 && value & 0x3E0 != 0x360
    }

    /// Length of the well-formed sequence at `offset`, whose first byte is not ASCII, or the negated length of the maximal
    /// ill-formed subsequence (section 3.9, "U+FFFD Substitution of Maximal Subparts").
    private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        let lead = bytes[offset]
        let (length, lowest, highest): (Int, UInt8, UInt8)
        switch lead {
        case 0xC2...0xDF: (length, lowest, highest) = (2, 0x80, 0xBF)
        case 0xE0: (length, lowest, highest) = (3, 0xA0, 0xBF)
        case 0xED: (length, lowest, highest) = (3, 0x80, 0x9F)
        case 0xE1...0xEF: (length, lowest, highest) = (3, 0x80, 0xBF)
        case 0xF0: (length, lowest, highest) = (4, 0x90, 0xBF)
        case 0xF4: (length, lowest, highest) = (4, 0x80, 0x8F)
        case 0xF1...0xF3: (length, lowest, highest) = (4, 0x80, 0xBF)
        default: return -1
        }
        guard offset + 1 < bytes.count, bytes[offset + 1] >= lowest, bytes[offset + 1] <= highest else { return -1 }
        for next in 2..<max(length, 2) {
            guard offset + next < bytes.count, bytes[offset + next] & 0xC0 == 0x80 else { return -next }
        }
        return length
    }
}
