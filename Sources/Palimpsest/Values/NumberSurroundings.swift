/// What stands beside a number and says that it is only part of one: `4Z432.88`, `424 32.88`, `.88`, `10-15`.
///
/// The digits that were read right look like a number of their own, and a hundredth of the true one is the worst that can come out. So a
/// number is only taken where nothing beside it can have been a digit or a decimal mark.
struct NumberSurroundings {
    let bytes: UnsafeBufferPointer<UInt8>
    /// Where the number may stand.
    let range: TextRange

    /// Capitals and small letters that OCR reads for a digit besides those that `ASCII.digit(like:)` takes for one.
    private static func looksLikeDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "S"), UInt8(ascii: "B"), UInt8(ascii: "Z"), UInt8(ascii: "G"), UInt8(ascii: "Q"), UInt8(ascii: "D"), UInt8(ascii: "A"), UInt8(ascii: "T"),
            UInt8(ascii: "s"), UInt8(ascii: "b"), UInt8(ascii: "z"), UInt8(ascii: "g"), UInt8(ascii: "q"): true
        default: ASCII.digit(like: byte) != nil
        }
    }

    /// Whether a token is torn from what stands beside it.
    ///
    /// - Parameters:
    ///   - mayHaveDecimals: whether a mark before it may be a decimal one; else `No.5` is 5.
    ///   - isOnly: whether no other number may follow.
    func tear(_ token: TextRange, mayHaveDecimals: Bool, isOnly: Bool) -> Bool {
        tearsLeft(token.start, mayHaveDecimals) || tearsRight(token.end, isOnly: isOnly)
    }

    /// Letters that are digits read wrongly, or a decimal mark whose whole part was lost; words run into numbers, `is42432.88`.
    private func tearsLeft(_ start: Int, _ mayHaveDecimals: Bool) -> Bool {
        guard start > 0 else { return false }
        let before = bytes[start - 1]
        if before == UInt8(ascii: ".") || before == UInt8(ascii: ",") {
            return mayHaveDecimals || start == 1 || !ASCII.isLetter(bytes[start - 2]) && bytes[start - 2] < 0x80
        }
        var at = start
        while at > 0, ASCII.isLetter(bytes[at - 1]) { at -= 1 }
        return at < start && bytes[at..<start].allSatisfy(Self.looksLikeDigit)
    }

    /// A letter that is a digit read wrongly, a multiple as in `395k`, or, where no other number may follow, more digits with nothing
    /// but marks and spaces between.
    private func tearsRight(_ end: Int, isOnly: Bool) -> Bool {
        // A letter that belongs to no word may lie beyond the slot: `5D% complete`.
        var at = end
        while at < bytes.count, ASCII.isLetter(bytes[at]) { at += 1 }
        if at > end {
            // `km2` and `m3` are units, and `3of36` lost its spaces.
            if at < range.end, ASCII.isDigit(bytes[at]), isOnly || bytes[end..<at].allSatisfy(Self.looksLikeDigit) { return bytes[at - 1] != UInt8(ascii: "m") }
            return at == end + 1 && (Self.looksLikeDigit(bytes[end]) || bytes[end] | 0x20 == UInt8(ascii: "k"))
        }
        guard isOnly else { return false }
        while at < range.end, !ASCII.isDigit(bytes[at]) {
            if ASCII.isLetter(bytes[at]) || bytes[at] == UInt8(ascii: "%") || bytes[at] == UInt8(ascii: "(") { return false }
            at += 1
        }
        return at < range.end
    }
}
