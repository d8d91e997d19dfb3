/// Digits in full-width forms, `２０２５年`, as Chinese and Japanese pages set them: a date or a number in them is one all the same.
///
/// A copy of the place in which they stand is made with ASCII digits, and what is read in it is put back to where it stands in the text. Nearly
/// every place has none: then one look is all it costs.
struct WideDigits {
    private let bytes: [UInt8]
    /// For each byte of the copy and its end: where it stands in the text.
    private let places: [Int]
    private let range: TextRange

    /// Bytes around a place that tell whether what is read there is torn.
    private static let surroundings = 12

    /// `nil` when no digit of the place is in a full-width form.
    init?(_ text: UnsafeBufferPointer<UInt8>, _ range: TextRange) {
        guard let base = text.baseAddress, range.count >= 3, Self.first(base, range) != nil else { return nil }
        var start = max(0, range.start - Self.surroundings), end = min(text.count, range.end + Self.surroundings)
        while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        var bytes: [UInt8] = [], places: [Int] = [], copy = TextRange(0, 0)
        var place = start
        while place < end {
            if place <= range.start { copy.start = bytes.count }
            if place < range.end { copy.end = bytes.count + 1 }
            places.append(place)
            if let narrow = Self.narrow(text, at: place, before: end) {
                bytes.append(narrow)
                place += 3
            } else {
                bytes.append(text[place])
                place += 1
            }
        }
        places.append(end)
        (self.bytes, self.places, self.range) = (bytes, places, copy)
    }

    /// Reads the copy, given as its bytes and the place in them.
    func read<Result>(_ body: (UnsafeBufferPointer<UInt8>, TextRange) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { body($0, range) }
    }

    /// Where a stretch of the copy stands in the text.
    func inText(_ range: TextRange) -> TextRange { TextRange(places[range.start], places[range.end]) }

    func inText(_ reading: Reading) -> Reading {
        switch reading {
        case .value(let scalar, let range, let confidence, let notes): .value(scalar, range: inText(range), confidence: confidence, notes: notes)
        case .unreadable(let note, let range): .unreadable(note, range: inText(range))
        case .absent: .absent
        }
    }

    /// Whether a digit in full-width form stands at `place`.
    @inline(__always)
    static func isDigit(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int, before end: Int) -> Bool {
        place + 2 < end && bytes[place] == 0xEF && bytes[place + 1] == 0xBC && bytes[place + 2] &- 0x90 < 10
    }

    /// Digits of a place in either form.
    static func count(_ bytes: UnsafeBufferPointer<UInt8>, in range: TextRange) -> Int {
        (range.start..<max(range.start, range.end)).count { ASCII.isDigit(bytes[$0]) || isDigit(bytes, at: $0, before: range.end) }
    }

    private static func first(_ base: UnsafePointer<UInt8>, _ range: TextRange) -> Int? {
        let bytes = UnsafeBufferPointer(start: base, count: range.end)
        return (range.start..<range.end).first { bytes[$0] == 0xEF && isDigit(bytes, at: $0, before: range.end) }
    }

    /// The ASCII counterpart of a full-width digit, point, comma, percent sign, slash or hyphen.
    private static func narrow(_ text: UnsafeBufferPointer<UInt8>, at place: Int, before end: Int) -> UInt8? {
        guard place + 2 < end, text[place] == 0xEF, text[place + 1] == 0xBC else { return nil }
        switch text[place + 2] {
        case 0x85, 0x8C...0x8F, 0x90...0x99: return text[place + 2] - 0x80 + 0x20
        default: return nil
        }
    }
}
