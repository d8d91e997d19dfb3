/// Mends the words and digits of values whose type the form knows: `23 Decernber 2025`, `2O25`, `l0`.
///
/// The value was read already, through the channel's confusions and with its own probability; what is mended is the text, so
/// that it says the value.
struct TypedValues {
    let bytes: UnsafeBufferPointer<UInt8>
    let months: [String]

    /// What the text of a value should say where it does not; `nil` when nothing is wrong or nothing is sure.
    func damages(of value: Value) -> [FormWords.Damage] {
        guard value.text.count == 1 else { return [] }
        let range = value.text.extent
        switch value.scalar {
        case .date(let date): return written(date, in: range).map { words(of: $0, in: range) }?.map { mended($0.range, $0.words, value) } ?? []
        case .integer(let number): return tokens(in: range).compactMap { digits($0, of: String(number)) }.map { mended($0.range, $0.words, value) }
        case .string(let name): return self.name(name, in: range).map { [mended(range, $0, value)] } ?? []
        default: return []
        }
    }

    /// A word is mended more surely than the value was read: measured with slips in the names of months. Of digits nothing was measured, so
    /// that they are no surer than the value.
    private func mended(_ range: TextRange, _ words: String, _ value: Value) -> FormWords.Damage {
        let keepsDigits = bytes[range.start..<range.end].filter(ASCII.isDigit) == words.utf8.filter(ASCII.isDigit)
        let confidence = keepsDigits ? 1 - 0.5 * (1 - value.confidence) : value.confidence
        return FormWords.Damage(range: range, words: words, isSpacing: false, confidence: min(0.99, confidence))
    }

    private typealias Fix = (range: TextRange, words: String)

    // MARK: Dates

    /// The date as the form writes it, `07 April 2026`, where something else was read: letters for digits, a wrong letter in the
    /// month, a space too few or too many. `nil` where it stands so, where its month is abbreviated or a number.
    private func written(_ date: CivilDate, in range: TextRange) -> String? {
        guard months.count == 12, !stands(date, in: range) else { return nil }
        let read = String(decoding: bytes[range.start..<range.end], as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard read.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) else { return nil }
        let month = months[date.month - 1], year = String(date.year)
        var day = String(date.day)
        if date.day < 10, let first = read.utf8.first, (Self.digit(for: first) ?? first) == 0x30 { day = "0" + day }
        let whole = "\(day) \(month) \(year)"
        let letters = Array(read.lowercased().unicodeScalars.map(\.value)), wanted = Array(whole.lowercased().unicodeScalars.map(\.value))
        let distance = WordAlignment.distance(letters, wanted)
        guard distance > 0, distance <= 4, read.unicodeScalars.count + 2 >= whole.unicodeScalars.count else { return nil }
        // "04 Sept. 2024" is as the page has it.
        guard !read.contains(".") else { return nil }
        return whole
    }

    /// Whether the text is the date as the form writes it, in ASCII: most are, and need no closer look.
    private func stands(_ date: CivilDate, in range: TextRange) -> Bool {
        var at = range.start
        func number() -> Int {
            var number = 0
            while at < range.end, ASCII.isDigit(bytes[at]), number < 10_000 {
                number = 10 * number + Int(bytes[at] - 0x30)
                at += 1
            }
            return number
        }
        guard number() == date.day, at <= range.start + 2, at < range.end, bytes[at] == 0x20 else { return false }
        at += 1
        for letter in months[date.month - 1].utf8 {
            guard at < range.end, bytes[at] == letter else { return false }
            at += 1
        }
        guard at < range.end, bytes[at] == 0x20 else { return false }
        at += 1
        return number() == date.year && at == range.end
    }

    /// The words of a text that differ from those read, or all of it when there are more or fewer of them.
    private func words(of text: String, in range: TextRange) -> [Fix] {
        let words = text.split(separator: " ").map(String.init), read = tokens(in: range)
        guard words.count == read.count else { return [(range, text)] }
        return zip(read, words).compactMap { place, word in
            String(decoding: bytes[place.start..<place.end], as: UTF8.self) == word ? nil : (place, word)
        }
    }

    /// Digits in place of the letters that were read for them, when that gives the number.
    private func digits(_ token: TextRange, of number: String) -> Fix? {
        guard bytes[token.start..<token.end].contains(where: { Self.digit(for: $0) != nil }) else { return nil }
        var result: [UInt8] = []
        for byte in bytes[token.start..<token.end] {
            result.append(Self.digit(for: byte) ?? byte)
        }
        let plain = result.filter { $0 != 0x2C && $0 != 0x20 }
        guard plain.allSatisfy(ASCII.isDigit), plain.drop(while: { $0 == 0x30 }).elementsEqual(number.utf8.drop { $0 == 0x30 }) else { return nil }
        return (token, String(decoding: result, as: UTF8.self))
    }

    private static func digit(for byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "O"), UInt8(ascii: "o"), UInt8(ascii: "Q"): UInt8(ascii: "0")
        case UInt8(ascii: "l"), UInt8(ascii: "I"), UInt8(ascii: "|"), UInt8(ascii: "i"): UInt8(ascii: "1")
        case UInt8(ascii: "Z"), UInt8(ascii: "z"): UInt8(ascii: "2")
        case UInt8(ascii: "S"), UInt8(ascii: "s"): UInt8(ascii: "5")
        case UInt8(ascii: "b"): UInt8(ascii: "6")
        case UInt8(ascii: "B"): UInt8(ascii: "8")
        case UInt8(ascii: "g"), UInt8(ascii: "q"): UInt8(ascii: "9")
        default: nil
        }
    }

    // MARK: Names

    /// The name of a list in place of one that differs from it as OCR makes texts differ.
    private func name(_ name: String, in range: TextRange) -> String? {
        // As it stands, but for case: so most names do.
        if bytes[range.start..<range.end].elementsEqual(name.utf8, by: { ASCII.lowercased($0) == ASCII.lowercased($1) }) { return nil }
        let read = String(decoding: bytes[range.start..<range.end], as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard read.lowercased() != name.lowercased(), name.count >= 4 else { return nil }
        let distance = WordAlignment.distance(Array(read.lowercased().unicodeScalars.map(\.value)), Array(name.lowercased().unicodeScalars.map(\.value)))
        return distance * 5 <= name.count ? name : nil
    }

    private func tokens(in range: TextRange) -> [TextRange] {
        var tokens: [TextRange] = []
        var i = range.start
        while i < range.end {
            if ASCII.isSpace(bytes[i]) {
                i += 1
                continue
            }
            let start = i
            while i < range.end, !ASCII.isSpace(bytes[i]) { i += 1 }
            tokens.append(TextRange(start, i))
        }
        return tokens
    }
}
