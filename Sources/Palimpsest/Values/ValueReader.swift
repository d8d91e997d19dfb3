/// Reads what fills a slot, by its type.
struct ValueReader {
    let bytes: UnsafeBufferPointer<UInt8>
    let template: CompiledTemplate

    private var locale: LocaleData { template.locale }
    private var folding: KeyFolding { template.tools.folding }
    private var distance: KeyDistance { template.tools.distance }
    private var numbers: NumberReader { NumberReader(bytes: bytes, locale: template.locale) }
    private var dates: DateReader { DateReader(bytes: bytes, locale: template.locale, tools: template.tools) }

    /// Reads `range` as a value of `type`. Points give their value here; see ``points(in:)`` for the maximum.
    func read(_ type: SlotType, in range: TextRange) -> Reading {
        let range = trimmed(range)
        guard !range.isEmpty else { return .absent }
        if type.isNumeric || type == .date, let wide = WideDigits(bytes, range) {
            return wide.inText(wide.read { ValueReader(bytes: $0, template: template).read(type, in: $1) })
        }
        switch type {
        case .text, .person, .place: return .value(.asRead(Passage(range)), range: range, confidence: 0.97, notes: [])
        case .integer: return number(in: range, wholeNumber: true)
        case .decimal: return number(in: range, wholeNumber: false)
        case .percent: return percent(in: range)
        case .year: return year(in: range)
        case .points: return points(in: range).value
        case .date: return dates.read(range)
        case .country: return country(in: range)
        case .choice(let index): return choice(template.choices[index], in: range)
        }
    }

    // MARK: Numbers

    private func number(in range: TextRange, wholeNumber: Bool) -> Reading {
        switch numbers.first(in: range, wholeNumber: wholeNumber) {
        case .success(let number):
            return .value(scalar(number.value), range: number.range, confidence: number.confidence, notes: notes(number))
        case .failure(.absent): return .absent
        case .failure(.unreadable(let place)):
            return .unreadable(.init(level: .warning, code: .unreadableNumber, message: "no number can be read where the form has one"), range: place)
        case .failure(.ambiguous(let place)):
            return .unreadable(
                .init(level: .warning, code: .ambiguousNumber, message: "this number can be read in more than one way; it is not stored"), range: place
            )
        }
    }

    private func scalar(_ number: DecimalNumber) -> Scalar { number.scale == 0 ? .integer(number.digits) : .decimal(number) }

    private func notes(_ number: NumberReader.Number) -> [Reading.Note] {
        guard number.hasLetter else { return [] }
        return [.init(level: .info, code: .digitFromLetter, message: "a letter was read as the digit that it looks like, because the form has a number here")]
    }

    private func percent(in range: TextRange) -> Reading {
        guard case .value(let scalar, let place, let confidence, let notes) = number(in: range, wholeNumber: false) else {
            return number(in: range, wholeNumber: false)
        }
        if let value = scalar.asDouble, value > 100 {
            return .unreadable(.init(level: .warning, code: .outOfRange, message: "a share cannot be more than 100 %; it is not stored"), range: place)
        }
        var end = place.end
        while end < range.end, ASCII.isSpace(bytes[end]) { end += 1 }
        let hasSign = end < range.end && bytes[end] == UInt8(ascii: "%")
        return .value(scalar, range: TextRange(place.start, hasSign ? end + 1 : place.end), confidence: hasSign ? confidence : confidence - 0.05, notes: notes)
    }

    /// A year of four digits, which no mark groups.
    private func year(in range: TextRange) -> Reading {
        let reading = number(in: range, wholeNumber: true)
        guard case .value(.integer(let year), let place, _, _) = reading else { return reading }
        guard place.count == 4, (1000...2999).contains(year) else {
            return .unreadable(.init(level: .warning, code: .outOfRange, message: "a year has four digits, as in 2019; this is not stored"), range: place)
        }
        return reading
    }

    /// Bytes other than spaces between points and their maximum: a short word or two such as `out of`. The numbers of two lines of a list have more
    /// between them.
    private static let betweenPoints = 6

    /// `3 of 36 points`: the value and its maximum.
    func points(in range: TextRange) -> (value: Reading, maximum: Int64?) {
        if let wide = WideDigits(bytes, range) {
            let (value, maximum) = wide.read { ValueReader(bytes: $0, template: template).points(in: $1) }
            return (wide.inText(value), maximum)
        }
        guard case .success(let value) = numbers.first(in: range, wholeNumber: true, isOnly: false) else { return (number(in: range, wholeNumber: true), nil) }
        guard case .success(let maximum) = numbers.first(in: TextRange(value.range.end, range.end), wholeNumber: true), isNear(value.range.end, maximum.range.start) else {
            return (
                .unreadable(.init(level: .warning, code: .unreadableNumber, message: "the maximum of these points cannot be read; the points are not stored"), range: range),
                nil
            )
        }
        guard value.value.digits <= maximum.value.digits else {
            return (
                .unreadable(.init(level: .warning, code: .outOfRange, message: "more points than the maximum; they are not stored"), range: range),
                maximum.value.digits
            )
        }
        let reading = Reading.value(
            .integer(value.value.digits), range: TextRange(value.range.start, endOfPoints(maximum.range.end, range)),
            confidence: min(value.confidence, maximum.confidence), notes: notes(value) + notes(maximum)
        )
        return (reading, maximum.value.digits)
    }

    private func isNear(_ value: Int, _ maximum: Int) -> Bool {
        bytes[value..<maximum].count { $0 != 0x20 } <= Self.betweenPoints
    }

    /// Takes in the word after the maximum.
    private func endOfPoints(_ offset: Int, _ range: TextRange) -> Int {
        var end = offset
        while end < range.end, bytes[end] == 0x20 { end += 1 }
        while end < range.end, ASCII.isLetter(bytes[end]) { end += 1 }
        return end
    }

    // MARK: Words

    private func country(in range: TextRange) -> Reading {
        let key = folding.plainKey(of: range, in: bytes)
        var folded: [UInt8] = []
        for byte in key { folding.appendFolded(byte, to: &folded) }
        if let index = locale.countryIndex[folded] {
            let exact = locale.countries[index].key.plain == key
            return .value(.string(locale.countries[index].name), range: range, confidence: exact ? 0.99 : 0.95, notes: [])
        }
        guard key.count >= 4, let (index, cost) = nearest(key, locale.countryKeys) else { return .absent }
        return .value(.string(locale.countries[index].name), range: range, confidence: max(0.5, 0.93 - Double(cost) * 0.03), notes: [])
    }

    func choice(_ choice: Choice, in range: TextRange) -> Reading {
        let key = folding.plainKey(of: range, in: bytes)
        for value in choice.values where value.key.plain == key {
            return .value(.string(value.text), range: range, confidence: 0.995, notes: [])
        }
        guard key.count >= 3, let (index, cost) = nearest(key, choice.keys) else { return .absent }
        return .value(.string(choice.values[index].text), range: range, confidence: max(0.5, 0.95 - Double(cost) * 0.025), notes: [])
    }

    /// The one key that is near enough, when no other is about as near.
    private func nearest(_ key: [UInt8], _ others: [Key]) -> (Int, Float)? {
        let letters = LetterCounts(key)
        var best: (index: Int, cost: Float)?
        var second = Float.infinity
        let limit = Float(key.count) * 0.7
        for (index, other) in others.enumerated() where abs(other.count - key.count) <= 1 + key.count / 5 {
            guard other.letters.isNear(letters, edits: 1 + key.count / 4) else { continue }
            let cost = distance(other.plain, key, limit: limit + 2)
            if cost < best?.cost ?? .infinity {
                second = best?.cost ?? .infinity
                best = (index, cost)
            } else {
                second = min(second, cost)
            }
        }
        guard let best, best.cost <= limit, second - best.cost > 2 else { return nil }
        return best
    }

    /// `range` without white space and the punctuation that belongs to the form, at either end.
    func trimmed(_ range: TextRange) -> TextRange {
        var start = range.start, end = range.end
        while start < end, ASCII.isSpace(bytes[start]) || ":;,.".utf8.contains(bytes[start]) { start += 1 }
        while end > start, ASCII.isSpace(bytes[end - 1]) || ",;:".utf8.contains(bytes[end - 1]) { end -= 1 }
        return TextRange(start, end)
    }
}

extension Scalar {
    /// The number, for comparisons; `nil` for other types.
    var asDouble: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .decimal(let value): Double(value.digits) / (0..<value.scale).reduce(1.0) { power, _ in power * 10 }
        default: nil
        }
    }
}
