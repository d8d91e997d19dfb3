/// Reads dates in the OCR's spellings: `23 Decernber 2025`, `O7 April 2026`, `9 Nov. 2024`, `2025-12-23`.
///
/// Months are compared with ICU's names for the form's language by the confusion costs of the channel; a date that is not
/// in the calendar, or whose day and month could be exchanged, is reported and not stored.
struct DateReader {
    let bytes: UnsafeBufferPointer<UInt8>
    let locale: LocaleData
    let tools: ReadingTools

    private struct Token {
        var range: TextRange
        var number: Int?
        var digits: Int
        var hasLetter: Bool
    }

    /// The date that `range` holds.
    func read(_ range: TextRange) -> Reading {
        if let reading = plain(range) { return reading }
        let tokens = tokens(in: range)
        guard let first = tokens.first, let last = tokens.last else { return .absent }
        let extent = TextRange(first.range.start, last.range.end)
        for i in tokens.indices {
            if let reading = namedMonth(tokens, i) { return reading }
        }
        if let reading = numeric(tokens, extent) { return reading }
        return .unreadable(
            .init(level: .warning, code: .unreadableDate, message: "no date can be read here; expected day, month and year as in 23 December 2025"),
            range: extent
        )
    }

    // MARK: As it stands

    /// `23 December 2025` without any slip, as nearly all dates are; what the rest of the reader makes of it, without its work.
    private func plain(_ range: TextRange) -> Reading? {
        var place = range.start
        guard let (day, dayDigits) = digits(&place, range.end), dayDigits <= 2, skipSpace(&place, range.end) else { return nil }
        let word = place
        while place < range.end, ASCII.isLetter(bytes[place]) { place += 1 }
        guard let month = spelled(TextRange(word, place)), skipSpace(&place, range.end) else { return nil }
        guard let (year, yearDigits) = digits(&place, range.end), yearDigits == 4, place == range.end else { return nil }
        return calendar(year, month, day, range, cost: 0, hasLetter: false)
    }

    private func digits(_ place: inout Int, _ end: Int) -> (number: Int, count: Int)? {
        let start = place
        var number = 0
        while place < end, place - start < 5, ASCII.isDigit(bytes[place]) {
            number = number * 10 + Int(bytes[place] &- 0x30)
            place += 1
        }
        return place > start ? (number, place - start) : nil
    }

    private func skipSpace(_ place: inout Int, _ end: Int) -> Bool {
        let start = place
        while place < end, bytes[place] == 0x20 { place += 1 }
        return place > start
    }

    // MARK: Tokens

    private func tokens(in range: TextRange) -> [Token] {
        var tokens: [Token] = []
        var i = range.start
        while i < range.end {
            guard isWordByte(bytes[i]) else { i += 1; continue }
            var end = i
            while end < range.end, isWordByte(bytes[end]) { end += 1 }
            append(TextRange(i, end), to: &tokens)
            i = end
        }
        return joinedNumbers(tokens)
    }

    /// A run of letters and digits is a number, a word in which OCR took letters for digits (`Apri1`, `N0vember`), or a number
    /// fused with a word (`23December`).
    private func append(_ range: TextRange, to tokens: inout [Token]) {
        let letters = (range.start..<range.end).count { !ASCII.isDigit(bytes[$0]) }
        if letters == range.count { return tokens.append(token(range, isNumber: false)) }
        if (range.start..<range.end).allSatisfy({ ASCII.isDigit(bytes[$0]) || ASCII.digit(like: bytes[$0]) != nil }), range.count <= 4 {
            return tokens.append(token(range, isNumber: true))
        }
        if letters > 1, !isFused(range), month(range) != nil { return tokens.append(token(range, isNumber: false)) }
        var start = range.start
        while start < range.end {
            var end = start
            let digit = ASCII.isDigit(bytes[start])
            while end < range.end, ASCII.isDigit(bytes[end]) == digit { end += 1 }
            tokens.append(token(TextRange(start, end), isNumber: digit))
            start = end
        }
    }

    /// Whether a day stands before the name of a month without a space.
    private func isFused(_ range: TextRange) -> Bool {
        var start = range.start
        while start < range.end, ASCII.isDigit(bytes[start]) { start += 1 }
        return start > range.start && month(TextRange(start, range.end)) != nil
    }

    /// Puts numbers together that a space was put into: `2 3 December 20 25`.
    private func joinedNumbers(_ tokens: [Token]) -> [Token] {
        var result: [Token] = []
        for token in tokens {
            if let last = result.last, let a = last.number, let b = token.number, last.digits + token.digits <= 4,
                token.range.start > last.range.end, (last.range.end..<token.range.start).allSatisfy({ ASCII.isSpace(bytes[$0]) })
            {
                let scale = (0..<token.digits).reduce(1) { scale, _ in scale * 10 }
                result[result.count - 1] = Token(
                    range: TextRange(last.range.start, token.range.end), number: a * scale + b, digits: last.digits + token.digits,
                    hasLetter: last.hasLetter || token.hasLetter
                )
            } else {
                result.append(token)
            }
        }
        return result
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        ASCII.isDigit(byte) || ASCII.isLetter(byte) || byte >= 0x80 || byte == UInt8(ascii: "|")
    }

    private func token(_ range: TextRange, isNumber: Bool) -> Token {
        guard isNumber, range.count <= 4 else { return Token(range: range, number: nil, digits: 0, hasLetter: false) }
        var number = 0, hasLetter = false
        for i in range.start..<range.end {
            var byte = bytes[i]
            if let digit = ASCII.digit(like: byte) { byte = digit; hasLetter = true }
            number = number * 10 + Int(byte &- 0x30)
        }
        return Token(range: range, number: number, digits: range.count, hasLetter: hasLetter)
    }

    // MARK: Forms

    /// `23 December 2025` or `December 23, 2025`, where `i` is the token of the month.
    private func namedMonth(_ tokens: [Token], _ i: Int) -> Reading? {
        guard tokens[i].number == nil, let (month, cost, last) = monthToken(tokens, i), last + 1 < tokens.count else { return nil }
        var day: Token?, year: Token?
        if i > 0, tokens[i - 1].number != nil { day = tokens[i - 1] }
        if day == nil, i > 1, tokens[i - 2].number != nil, isOrdinal(tokens[i - 1], after: tokens[i - 2]) { day = tokens[i - 2] }
        if day != nil {
            year = tokens[last + 1]
        } else if last + 2 < tokens.count {
            day = tokens[last + 1]
            year = tokens[last + 2]
        }
        guard let day, let year, let dayNumber = day.number, day.digits <= 2, let yearNumber = year.number, year.digits == 4 else { return nil }
        let extent = TextRange(min(day.range.start, tokens[i].range.start), year.range.end)
        if isTorn(day, in: tokens) {
            return .unreadable(.init(level: .warning, code: .unreadableDate, message: "a letter stands where the day has a digit; the date is not stored"), range: extent)
        }
        let gaps = [day, year].reduce(0) { $0 + gap(in: $1) }
        return calendar(yearNumber, month, dayNumber, extent, cost: cost + gaps, hasLetter: day.hasLetter || year.hasLetter)
    }

    /// What it costs that a space stands inside a number: `1 7 April` may be the first item of a list, and all the more where a line ends.
    private func gap(in number: Token) -> Float {
        guard number.range.count > number.digits else { return 0 }
        return number.range.count == number.digits + 1 && !(number.range.start..<number.range.end).contains { bytes[$0] == 0x0A } ? 4 : 9
    }

    /// Whether a token is the ending of an English ordinal: `17th`.
    private func isOrdinal(_ token: Token, after day: Token) -> Bool {
        guard token.range.start == day.range.end, token.range.count == 2, let number = day.number else { return false }
        let ending = (bytes[token.range.start] | 0x20, bytes[token.range.start + 1] | 0x20)
        switch number {
        case 1, 21, 31: return ending == (UInt8(ascii: "s"), UInt8(ascii: "t"))
        case 2, 22: return ending == (UInt8(ascii: "n"), UInt8(ascii: "d"))
        case 3, 23: return ending == (UInt8(ascii: "r"), UInt8(ascii: "d"))
        default: return ending == (UInt8(ascii: "t"), UInt8(ascii: "h"))
        }
    }

    /// Whether a letter or two stand right beside a day, in place of a digit: `S7 April`, `1Z April`. Words run into dates are longer.
    private func isTorn(_ day: Token, in tokens: [Token]) -> Bool {
        tokens.contains { token in
            token.number == nil && token.range.count <= 2 && !isOrdinal(token, after: day) && ASCII.isLetter(bytes[token.range.start])
                && (token.range.end == day.range.start || token.range.start == day.range.end)
        }
    }

    /// The month at token `i`, which a space may have cut in two, and the last token that it takes.
    private func monthToken(_ tokens: [Token], _ i: Int) -> (month: Int, cost: Float, last: Int)? {
        if let month = spelled(tokens[i].range), i + 1 >= tokens.count || tokens[i + 1].number != nil { return (month, 0, i) }
        if i + 1 < tokens.count, tokens[i + 1].number == nil,
            let (month, cost) = month(TextRange(tokens[i].range.start, tokens[i + 1].range.end))
        {
            return (month, cost + 1, i + 1)
        }
        return month(tokens[i].range).map { ($0.0, $0.1, i) }
    }

    /// ISO 8601, or numbers whose order cannot be mistaken.
    private func numeric(_ tokens: [Token], _ extent: TextRange) -> Reading? {
        guard tokens.count == 3, let a = tokens[0].number, let b = tokens[1].number, let c = tokens[2].number else { return nil }
        let hasLetter = tokens.contains { $0.hasLetter }
        if tokens[0].digits == 4 { return calendar(a, b, c, extent, cost: 0, hasLetter: hasLetter) }
        guard tokens[2].digits == 4 else { return nil }
        if a > 12 { return calendar(c, b, a, extent, cost: 0.5, hasLetter: hasLetter) }
        if b > 12 { return calendar(c, a, b, extent, cost: 0.5, hasLetter: hasLetter) }
        if a == b { return calendar(c, a, b, extent, cost: 0.5, hasLetter: hasLetter) }
        return .unreadable(
            .init(level: .warning, code: .unreadableDate, message: "day and month of this date could be exchanged; it is not stored"), range: extent
        )
    }

    private func calendar(_ year: Int, _ month: Int, _ day: Int, _ extent: TextRange, cost: Float, hasLetter: Bool) -> Reading {
        guard let date = CivilDate(year: year, month: month, day: day) else {
            return .unreadable(
                .init(level: .warning, code: .impossibleDate, message: "there is no such day in the calendar; the date is not stored"), range: extent
            )
        }
        var notes: [Reading.Note] = []
        if hasLetter {
            notes.append(.init(level: .info, code: .digitFromLetter, message: "a letter was read as the digit that it looks like, because a date stands here"))
        }
        var confidence = (hasLetter ? 0.93 : 0.995) - min(0.2, Double(cost) * 0.012)
        if !Self.usualYears.contains(year) {
            notes.append(.init(level: .warning, code: .outOfRange, message: "no profile is of this year; a digit of it may have been misread"))
            confidence *= 0.5
        }
        return .value(.date(date), range: extent, confidence: confidence, notes: notes)
    }

    /// Years of which profiles and what they list are: platforms, their cities' plans and the papers that they name.
    private static let usualYears = 1950...2049

    /// The month whose name stands here letter by letter.
    private func spelled(_ range: TextRange) -> Int? {
        guard (1...LocaleData.longestMonth).contains(range.count), let base = bytes.baseAddress else { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: LocaleData.longestMonth) { word in
            guard let start = word.baseAddress else { return nil }
            for i in 0..<range.count { start[i] = base[range.start + i] | 0x20 }
            for number in locale.monthIndex.values(of: HashIndex.hash(start, count: range.count)) {
                let entry = locale.months[Int(number)]
                if entry.key.count == range.count, entry.key.elementsEqual(UnsafeBufferPointer(start: start, count: range.count)) { return entry.month }
            }
            return nil
        }
    }

    /// The month whose whole name has three letters and differs in one from a word that begins like it: `My`, `Moy`, `Mavy` for `May`.
    ///
    /// Forms that write months in full have no other word there that is so short.
    private func shortMonth(_ word: [UInt8]) -> Int? {
        let near = locale.months.filter { entry in
            guard entry.key.count == 3, entry.key.first == word.first, !locale.months.contains(where: { $0.month == entry.month && $0.key.count > 3 }) else { return false }
            return WordAlignment.distance(entry.key.map(UInt32.init), word.map(UInt32.init)) == 1
        }
        return near.count == 1 ? near.first?.month : nil
    }

    /// The month that a word is, and what its slips cost.
    private func month(_ range: TextRange) -> (Int, Float)? {
        guard range.count >= 2 else { return nil }
        if let month = spelled(range) { return (month, 0) }
        let word = tools.folding.plainKey(of: range, in: bytes)
        for entry in locale.months where entry.key == word { return (entry.month, 0) }
        guard word.count <= 14 else { return nil }
        if word.count <= 4, let month = shortMonth(word) { return (month, 6) }
        guard word.count >= 3 else { return nil }
        var best: (month: Int, cost: Float)?
        var second = Float.infinity
        for entry in locale.months where entry.key.count > 3 && abs(entry.key.count - word.count) <= 2 {
            let cost = tools.distance(entry.key, word, limit: 10)
            if cost < best?.cost ?? .infinity {
                if let best, best.month != entry.month { second = best.cost }
                best = (entry.month, cost)
            } else if best?.month != entry.month {
                second = min(second, cost)
            }
        }
        // One letter lost may be a third of the word: `Jue`.
        guard let best, best.cost <= max(ConfusionCosts.deletion, Float(word.count) * 1.1), second - best.cost > 2.5 else { return nil }
        return best
    }
}
