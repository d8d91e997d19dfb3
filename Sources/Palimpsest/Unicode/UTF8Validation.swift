/// Validation of UTF-8 by table 3-7 of the Unicode Standard: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Validation {
    /// Whether `bytes` from `start` on are well-formed.
    ///
    /// A table-driven automaton without branches: the next state is the byte's row shifted by the state (Per Vognsen,
    /// "Shift-based DFAs"), so text that mixes scripts costs no mispredicted branches. ASCII is skipped in words.
    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        return UTF8Automaton.rows.withUnsafeBufferPointer { rows in
            let count = bytes.count
            var state = UTF8Automaton.accepting
            var offset = start
            while offset < count {
                if state & 63 == UTF8Automaton.accepting {
                    offset = endOfASCII(base, offset, count)
                    if offset == count { return true }
                }
                // Far enough that the question above is seldom asked, near enough that ASCII is found soon.
                let limit = min(offset + 24, count)
                while offset < limit {
                    state = rows[Int(base[offset])] >> (state & 63)
                    offset += 1
                }
                if state & 63 == UTF8Automaton.rejecting { return false }
            }
            return state & 63 == UTF8Automaton.accepting
        }
    }

    /// The end of the longest prefix that is well-formed; `bytes.count` when all of it is.
    static func validPrefix(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        var offset = 0
        while offset < bytes.count {
            if base[offset] < 0x80 {
                offset = endOfASCII(base, offset, bytes.count)
            } else {
                let length = sequenceLength(bytes, offset)
                if length <= 0 { return offset }
                offset += length
            }
        }
        return bytes.count
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

/// The automaton of ``UTF8Validation/isValid(_:from:)``. A state is a shift: six times its number.
private enum UTF8Automaton {
    static let rejecting: UInt64 = 0
    static let accepting: UInt64 = 6
    /// States in the middle of a sequence: one, two, three bytes to come; then those whose next byte is restricted.
    private static let oneMore: UInt64 = 12
    private static let twoMore: UInt64 = 18
    private static let threeMore: UInt64 = 24
    private static let afterE0: UInt64 = 30
    private static let afterED: UInt64 = 36
    private static let afterF0: UInt64 = 42
    private static let afterF4: UInt64 = 48

    /// For every byte, the next states, six bits each, at the shift that is the state before (table 3-7).
    static let rows: [UInt64] = (0...255).map { (value: Int) -> UInt64 in
        let byte = UInt8(value)
        var row: UInt64 = 0
        func allow(_ bytes: ClosedRange<UInt8>, in state: UInt64, next: UInt64) {
            if bytes.contains(byte) { row |= next << state }
        }
        allow(0x00...0x7F, in: accepting, next: accepting)
        allow(0xC2...0xDF, in: accepting, next: oneMore)
        allow(0xE0...0xE0, in: accepting, next: afterE0)
        allow(0xE1...0xEC, in: accepting, next: twoMore)
        allow(0xED...0xED, in: accepting, next: afterED)
        allow(0xEE...0xEF, in: accepting, next: twoMore)
        allow(0xF0...0xF0, in: accepting, next: afterF0)
        allow(0xF1...0xF3, in: accepting, next: threeMore)
        allow(0xF4...0xF4, in: accepting, next: afterF4)
        allow(0x80...0xBF, in: oneMore, next: accepting)
        allow(0x80...0xBF, in: twoMore, next: oneMore)
        allow(0x80...0xBF, in: threeMore, next: twoMore)
        allow(0xA0...0xBF, in: afterE0, next: oneMore)
        allow(0x80...0x9F, in: afterED, next: oneMore)
        allow(0x90...0xBF, in: afterF0, next: twoMore)
        allow(0x80...0x8F, in: afterF4, next: twoMore)
        return row
    }
}
