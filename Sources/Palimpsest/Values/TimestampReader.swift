/// Finds the date and the time of day that a browser prints at the edge of a page: `12/23/25, 3:45 PM`, `23.12.2025 15.45`.
///
/// Browsers write them by the short patterns of CLDR (Unicode Technical Standard 35, part 4), which differ by the order of the date,
/// its mark (`/ . -`), what stands between date and time, and the clock of twelve or twenty-four hours; Vietnamese puts the
/// time first. All of them are read, whatever the language; the word for morning or afternoon may be garbled. What day it was is
/// not asked: `12/11/25` is two of them.
struct TimestampReader {
    let bytes: UnsafeBufferPointer<UInt8>

    /// Bytes of the word between a date and a time: `klo`, `오후`.
    private static let longestJoint = 10

    /// Where a timestamp ends that begins at `start`; `nil` when none does.
    func end(from start: Int, to end: Int) -> Int? {
        if let date = date(start, end) { return joint(date, end).lazy.compactMap { time($0, end, dotted: isDotted(start, date)) }.first }
        guard let time = time(start, end, dotted: false) else { return nil }
        let next = skipSpace(time < end && bytes[time] == UInt8(ascii: ",") ? time + 1 : time, end)
        return next > time ? date(next, end) : nil
    }

    /// Where a date ends that begins at `start`; `nil` when none does.
    func endOfDate(from start: Int, to end: Int) -> Int? { date(start, end) }

    /// Where the timestamp begins that a stretch ends with; `nil` when there is none.
    func start(of range: TextRange) -> Int? {
        var place = range.start
        while place < range.end {
            if beginsNumber(place), let last = end(from: place, to: range.end), last == range.end { return place }
            while place < range.end, !ASCII.isSpace(bytes[place]) { place += 1 }
            place = skipSpace(place, range.end)
        }
        return nil
    }

    // MARK: Date

    private func date(_ start: Int, _ end: Int) -> Int? {
        if let fused = number(start, end, most: 8), fused.count == 8 { return isFused(fused) ? fused.end : nil }
        guard let first = number(start, end, most: 4), let mark = mark(first.end, end), let second = number(mark.end, end, most: 2),
            let again = self.mark(second.end, end), again.byte == mark.byte, let third = number(again.end, end, most: 4)
        else { return nil }
        guard first.digits + second.digits + third.digits >= 4, isCalendar(first, second.value, third) else { return nil }
        // `2025. 12. 23. 15:45`
        return third.end < end && mark.byte == UInt8(ascii: ".") && bytes[third.end] == mark.byte ? third.end + 1 : third.end
    }

    /// `20251223`, `23122025`: the marks were lost.
    private func isFused(_ number: Number) -> Bool {
        guard number.digits >= 7 else { return false }
        let last = number.value % 10_000
        return (isYear(number.value / 10_000) && isDayAndMonth(last / 100, last % 100))
            || (isYear(last) && isDayAndMonth(number.value / 1_000_000, number.value / 10_000 % 100))
    }

    private func isCalendar(_ first: Number, _ middle: Int, _ last: Number) -> Bool {
        if first.count == 4 { return isYear(first.value) && last.count <= 2 && isDayAndMonth(last.value, middle) }
        // `26. 1. 9.`
        if first.count == 2, last.count == 1 { return isDayAndMonth(middle, last.value) }
        guard first.count <= 2, last.count == 2 || (last.count == 4 && isYear(last.value)) else { return false }
        return isDayAndMonth(first.value, middle)
    }

    /// Years of the Persian, the Gregorian and the Buddhist calendar.
    private func isYear(_ value: Int) -> Bool { 1300...2700 ~= value }

    private func isDayAndMonth(_ a: Int, _ b: Int) -> Bool { a >= 1 && b >= 1 && min(a, b) <= 12 && max(a, b) <= 31 }

    private func isDotted(_ start: Int, _ end: Int) -> Bool { (start..<end).contains { bytes[$0] == UInt8(ascii: ".") } }

    private func mark(_ place: Int, _ end: Int) -> (byte: UInt8, end: Int)? {
        guard place < end else { return nil }
        let byte = bytes[place]
        guard byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") else { return nil }
        // `23. 12. 2025`
        let next = byte == UInt8(ascii: ".") && place + 1 < end && bytes[place + 1] == 0x20 ? place + 2 : place + 1
        return (byte, next)
    }

    // MARK: Time

    /// Places at which the time after a date may begin, the likeliest first.
    private func joint(_ date: Int, _ end: Int) -> [Int] {
        var places: [Int] = []
        var place = date
        while place < end, place - date <= Self.longestJoint {
            if place > date, beginsNumber(place), !ASCII.isDigit(bytes[place - 1]) { places.append(place) }
            place += 1
        }
        return places
    }

    private func time(_ start: Int, _ end: Int, dotted: Bool) -> Int? {
        guard let hour = number(start, end, most: 2), hour.value < 25, hour.end < end,
            bytes[hour.end] == UInt8(ascii: ":") || (dotted && bytes[hour.end] == UInt8(ascii: ".")),
            let minute = number(hour.end + 1, end, most: 2), minute.count == 2, minute.value < 60
        else { return nil }
        var last = minute.end
        if last < end, bytes[last] == bytes[hour.end], let second = number(last + 1, end, most: 2), second.count == 2 { last = second.end }
        last = half(last, end) ?? last
        return last == end || ASCII.isSpace(bytes[last]) || bytes[last] == UInt8(ascii: ",") ? last : nil
    }

    /// The end of `PM`, `p.m.` or `p. m.` after a time.
    private func half(_ time: Int, _ end: Int) -> Int? {
        var place = skipSpace(time, end)
        guard place < end, ASCII.lowercased(bytes[place]) == UInt8(ascii: "a") || ASCII.lowercased(bytes[place]) == UInt8(ascii: "p") else { return nil }
        place += 1
        if place < end, bytes[place] == UInt8(ascii: ".") { place = skipSpace(place + 1, end) }
        guard place < end, ASCII.lowercased(bytes[place]) == UInt8(ascii: "m") else { return nil }
        return place + 1 < end && bytes[place + 1] == UInt8(ascii: ".") ? place + 2 : place + 1
    }

    // MARK: Numbers

    private struct Number {
        var value: Int
        var end: Int
        /// Characters, and how many of them were read as digits.
        var count: Int
        var digits: Int
    }

    /// Whether a digit or what OCR reads for one stands here.
    func beginsNumber(_ place: Int) -> Bool { ASCII.isDigit(bytes[place]) || ASCII.digit(like: bytes[place]) != nil }

    private func number(_ start: Int, _ end: Int, most: Int) -> Number? {
        var number = Number(value: 0, end: start, count: 0, digits: 0)
        while number.end < end, let digit = ASCII.isDigit(bytes[number.end]) ? bytes[number.end] : ASCII.digit(like: bytes[number.end]) {
            guard number.count < most else { return nil }
            if ASCII.isDigit(bytes[number.end]) { number.digits += 1 }
            number.value = 10 * number.value + Int(digit - 0x30)
            number.count += 1
            number.end += 1
        }
        return number.count > 0 ? number : nil
    }

    private func skipSpace(_ start: Int, _ end: Int) -> Int {
        var place = start
        while place < end {
            let gap = WhiteSpace.length(bytes, at: place)
            if gap == 0 { break }
            place += gap
        }
        return place
    }
}
