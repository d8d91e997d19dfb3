/// Reads numbers as OCR left them: `75,167`, `42432.88`, `O Points`, `45 000`, `57 %`, fused with words before and after.
///
/// A number that can be read in two ways is not stored: a wrong number that looks right is the worst that can come out. The
/// marks of the form's locale decide between grouping and decimals (CLDR's number symbols, through ICU).
struct NumberReader {
    let bytes: UnsafeBufferPointer<UInt8>
    let locale: LocaleData

    struct Number {
        var value: DecimalNumber
        var range: TextRange
        var confidence: Double
        /// Whether a letter was read as a digit.
        var hasLetter: Bool
    }

    enum Failure: Error {
        case absent
        case unreadable(TextRange)
        case ambiguous(TextRange)
    }

    /// The first number of `range`.
    ///
    /// - Parameters:
    ///   - wholeNumber: whether the template says that there are no decimals.
    ///   - isOnly: whether no other number may follow it.
    func first(in range: TextRange, wholeNumber: Bool, isOnly: Bool = true) -> Result<Number, Failure> {
        guard let token = token(in: range) else { return range.isEmpty ? .failure(.absent) : .failure(.unreadable(range)) }
        if NumberSurroundings(bytes: bytes, range: range).tear(token, mayHaveDecimals: !wholeNumber, isOnly: isOnly) { return .failure(.ambiguous(token)) }
        if let value = plain(token) {
            return .success(Number(value: DecimalNumber(digits: value, scale: 0), range: token, confidence: 0.99, hasLetter: false))
        }
        var groups: [[UInt8]] = [[]]
        var marks: [UInt8] = []
        var hasLetter = false
        for i in token.start..<token.end {
            let byte = bytes[i]
            if ASCII.isDigit(byte) {
                groups[groups.count - 1].append(byte)
            } else if let digit = ASCII.digit(like: byte) {
                groups[groups.count - 1].append(digit)
                hasLetter = true
            } else if byte < 0x80 {
                marks.append(byte)
                groups.append([])
            } else if byte & 0xC0 != 0x80 {
                marks.append(isApostrophe(i) ? UInt8(ascii: "'") : 0x20)
                groups.append([])
            }
        }
        guard groups.reduce(0, { $0 + $1.count }) <= 17, !groups.contains(where: \.isEmpty) else { return .failure(.unreadable(token)) }
        guard let (value, confidence) = interpret(groups, marks, wholeNumber) else { return .failure(.ambiguous(token)) }
        return .success(Number(value: value, range: token, confidence: hasLetter ? min(confidence, 0.85) : confidence, hasLetter: hasLetter))
    }

    /// The number that a token of digits alone is.
    private func plain(_ token: TextRange) -> Int64? {
        guard token.count <= 17 else { return nil }
        var value: Int64 = 0
        for i in token.start..<token.end {
            guard ASCII.isDigit(bytes[i]) else { return nil }
            value = value * 10 + Int64(bytes[i] &- 0x30)
        }
        return value
    }

    /// The extent of the first token that begins with a digit, or that is a lone `O` or `l`.
    private func token(in range: TextRange) -> TextRange? {
        var start = range.start
        while start < range.end, !beginsNumber(start, range) { start += 1 }
        guard start < range.end else { return nil }
        var end = start
        while end < range.end {
            let byte = bytes[end]
            if ASCII.isDigit(byte) || (ASCII.digit(like: byte) != nil && !isWord(end, range)) {
                end += 1
            } else if let length = markLength(at: end, range), end + length < range.end, digitFollows(end + length, range) {
                end += length
            } else {
                break
            }
        }
        return TextRange(start, end)
    }

    private func beginsNumber(_ i: Int, _ range: TextRange) -> Bool {
        if ASCII.isDigit(bytes[i]) { return true }
        guard ASCII.digit(like: bytes[i]) != nil, i == range.start || !ASCII.isLetter(bytes[i - 1]) else { return false }
        return !isWord(i, range)
    }

    /// Whether the letter at `i` is part of a word and no digit read wrongly.
    private func isWord(_ i: Int, _ range: TextRange) -> Bool {
        var j = i
        while j < range.end, ASCII.digit(like: bytes[j]) != nil { j += 1 }
        return j < range.end && (ASCII.isLetter(bytes[j]) || bytes[j] >= 0x80)
    }

    /// Whether a typographic apostrophe stands at `i`: the grouping mark of Switzerland.
    private func isApostrophe(_ i: Int) -> Bool { i + 2 < bytes.count && bytes[i] == 0xE2 && bytes[i + 1] == 0x80 && bytes[i + 2] == 0x99 }

    /// The length of a grouping or decimal mark: point, comma, apostrophe, or a space between groups of three.
    private func markLength(at i: Int, _ range: TextRange) -> Int? {
        switch bytes[i] {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "'"): return 1
        case 0x20: return isGroupOfThree(i + 1, range) && isGroupBefore(i) ? 1 : nil
        case 0xC2 where i + 1 < range.end && bytes[i + 1] == 0xA0: return isGroupOfThree(i + 2, range) ? 2 : nil
        case 0xE2 where i + 2 < range.end && bytes[i + 1] == 0x80 && (bytes[i + 2] == 0xAF || bytes[i + 2] == 0x89 || bytes[i + 2] == 0x99):
            return isGroupOfThree(i + 3, range) ? 3 : nil
        default: return nil
        }
    }

    private func isGroupOfThree(_ i: Int, _ range: TextRange) -> Bool {
        guard i + 3 <= range.end, (i..<i + 3).allSatisfy({ ASCII.isDigit(bytes[$0]) }) else { return false }
        return i + 3 == range.end || !(ASCII.isDigit(bytes[i + 3]))
    }

    private func isGroupBefore(_ i: Int) -> Bool {
        var count = 0
        while i - 1 - count >= 0, ASCII.isDigit(bytes[i - 1 - count]) { count += 1 }
        return (1...3).contains(count)
    }

    private func digitFollows(_ i: Int, _ range: TextRange) -> Bool {
        ASCII.isDigit(bytes[i]) || (ASCII.digit(like: bytes[i]) != nil && !isWord(i, range))
    }

    /// Decides which marks group and which one is the decimal mark.
    private func interpret(_ groups: [[UInt8]], _ marks: [UInt8], _ wholeNumber: Bool) -> (DecimalNumber, Double)? {
        if marks.isEmpty { return (number(groups[0], scale: 0), 0.99) }
        let last = marks[marks.count - 1]
        let kinds = Set(marks)
        if kinds.count == 1 {
            if isGrouped(groups) {
                if last == locale.decimalMark && marks.count == 1 && !wholeNumber {
                    return (number(groups.flatMap { $0 }, scale: 3), 0.85)
                }
                return (number(groups.flatMap { $0 }, scale: 0), last == locale.decimalMark ? 0.85 : 0.98)
            }
            // `2318,285` for `2,318,285`: one of the marks that group was lost. A whole number has no decimals that it could begin.
            if wholeNumber, marks == [UInt8(ascii: ",")], last != locale.decimalMark, (4...6).contains(groups[0].count), groups[0][0] != 0x30, groups[1].count == 3 {
                return (number(groups.flatMap { $0 }, scale: 0), 0.7)
            }
            guard marks.count == 1, !wholeNumber, last != 0x20, last != UInt8(ascii: "'") else { return nil }
            return (number(groups.flatMap { $0 }, scale: groups[1].count), last == locale.decimalMark ? 0.99 : 0.85)
        }
        // `1.994,978`: a point read for a comma, where the form has no decimals.
        if wholeNumber, kinds == [UInt8(ascii: "."), UInt8(ascii: ",")], isGrouped(groups) { return (number(groups.flatMap { $0 }, scale: 0), 0.8) }
        // Two kinds: all but the last group, the last one begins the decimals.
        guard kinds.count == 2, !wholeNumber, marks.dropLast().allSatisfy({ $0 != last }), isGrouped(Array(groups.dropLast())) else { return nil }
        return (number(groups.flatMap { $0 }, scale: groups[groups.count - 1].count), last == locale.decimalMark ? 0.98 : 0.85)
    }

    /// Groups of three after a first one of one to three, or India's groups of two before a last one of three.
    private func isGrouped(_ groups: [[UInt8]]) -> Bool {
        guard groups.count > 1, (1...3).contains(groups[0].count), groups[0] != [UInt8(ascii: "0")] else { return false }
        let rest = groups.dropFirst()
        if rest.allSatisfy({ $0.count == 3 }) { return true }
        return groups.count > 2 && groups[0].count < 3 && rest.dropLast().allSatisfy { $0.count == 2 } && rest.last?.count == 3
    }

    private func number(_ digits: [UInt8], scale: Int) -> DecimalNumber {
        DecimalNumber(digits: digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }, scale: scale)
    }
}
