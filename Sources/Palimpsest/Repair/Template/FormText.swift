import ICUShim

/// Words of the form as they are compared with what was read: a pattern's literals, each made ready when a damage first asks for it.
struct FormText: Sendable {
    /// In order, one more than slots.
    let literals: [Literal]

    struct Literal: Sendable {
        /// As it is written.
        let text: [UInt8]
        /// Its first word.
        let firstWord: ArraySlice<UInt8>
        /// Whether more words follow on a first one that is a numeral with a point, `2.`, `iv.`
        let beginsWithNumeral: Bool
        /// Where ``text`` lies in itself without the spaces at its ends, when it is ASCII with no more than one space between two words.
        fileprivate let plain: Range<Int>?
        private let parts: OnDemand<Parts>

        /// Its words without marks that stand alone, as they are written and as they are compared.
        var words: [String] { parts.value?.words ?? [] }
        var folded: [[UInt32]] { parts.value?.folded ?? [] }
        /// All of its words as they are compared, marks too.
        var pieces: [[UInt32]] { parts.value?.pieces ?? [] }
        /// Letters of all words.
        var letters: Int { folded.reduce(0) { $0 + $1.count } }
        /// The first and the last of its signs but spaces, and whether it begins and ends with one of those.
        var first: UInt8? { text.first { $0 != 0x20 } }
        var last: UInt8? { text.last { $0 != 0x20 } }
        var beginsWithSpace: Bool { text.first == 0x20 }
        var endsWithSpace: Bool { text.last == 0x20 }

        init(_ text: ArraySlice<UInt8>) {
            let text = Array(text)
            self.text = text
            plain = Self.plain(text)
            firstWord = text.drop { $0 == 0x20 }.prefix { $0 != 0x20 }
            let hasMore = text[firstWord.endIndex...].contains { $0 != 0x20 }
            beginsWithNumeral = hasMore && firstWord.last == 0x2E
                && firstWord.dropLast().allSatisfy { ASCII.isDigit($0) || "ivxl".utf8.contains(ASCII.lowercased($0)) }
            parts = OnDemand { Parts(text) }
        }

        private static func plain(_ text: [UInt8]) -> Range<Int>? {
            guard let first = text.firstIndex(where: { $0 != 0x20 }), let last = text.lastIndex(where: { $0 != 0x20 }) else { return nil }
            let isPlain = (first...last).allSatisfy { text[$0] > 0x20 && text[$0] < 0x80 || text[$0] == 0x20 && text[$0 - 1] != 0x20 }
            return isPlain ? first..<last + 1 : nil
        }

        /// The words of a literal, which only a damaged one is asked for.
        private struct Parts: Sendable {
            let words: [String], folded: [[UInt32]], pieces: [[UInt32]]

            init(_ text: [UInt8]) {
                let written = text.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
                pieces = written.map { FormLetters.folded($0.unicodeScalars.map(\.value)) }
                let own = zip(written, pieces).filter { !FormLetters.trimmed($0.1).isEmpty }
                words = own.map(\.0)
                folded = own.map(\.1)
            }
        }
    }

    /// - Parameter source: the template's words with `{slots}`.
    init(_ source: String) {
        let bytes = Array(source.utf8)
        var literals: [Literal] = []
        var rest = bytes[...]
        while let open = rest.firstIndex(of: 0x7B), let close = rest[open...].firstIndex(of: 0x7D) {
            literals.append(Literal(rest[..<open]))
            rest = rest[(close + 1)...]
        }
        self.literals = literals + [Literal(rest)]
    }
}

extension FormText.Literal {
    /// Whether the pieces of a passage from `start` to `end` say just this, case and white space apart.
    ///
    /// Most of a form is read as it is printed: that is seen without taking a word apart, and mostly by comparing eight bytes at a time.
    func stands(in passage: Passage, _ start: Int, _ end: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        isPrinted(in: passage, start, end, of: bytes) || saysTheSame(in: passage, start, end, of: bytes)
    }

    /// Whether the passage is one piece that has the literal byte for byte, the spaces at its ends apart.
    private func isPrinted(in passage: Passage, _ start: Int, _ end: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let plain, passage.count == 1, let base = bytes.baseAddress else { return false }
        var start = start, stop = min(passage[0].end, end)
        while start < stop, bytes[start] == 0x20 { start += 1 }
        while start < stop, bytes[stop - 1] == 0x20 { stop -= 1 }
        guard stop - start == plain.count else { return false }
        return text.withUnsafeBufferPointer { text in
            text.baseAddress.map { ByteWord.areEqual(base + start, $0 + plain.lowerBound, plain.count) } ?? false
        }
    }

    private func saysTheSame(in passage: Passage, _ start: Int, _ end: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = 0
        // A word must end in both or in neither.
        var isParted = true
        for number in 0..<passage.count {
            let piece = passage[number]
            var i = max(number == 0 ? min(start, piece.start) : piece.start, start)
            let stop = min(piece.end, end)
            if number > 0 { isParted = true }
            while i < stop {
                let byte = bytes[i]
                if byte <= 0x20 {
                    isParted = true
                    i += 1
                    continue
                }
                if at < text.count, text[at] == 0x20 {
                    guard isParted else { return false }
                    while at < text.count, text[at] == 0x20 { at += 1 }
                } else if isParted, at > 0, text[at - 1] != 0x20 {
                    return false
                }
                guard at < text.count, byte < 0x80, ASCII.lowercased(byte) == ASCII.lowercased(text[at]) else { return false }
                isParted = false
                at += 1
                i += 1
            }
        }
        while at < text.count, text[at] == 0x20 { at += 1 }
        return at == text.count
    }
}

/// How letters of the form and of what was read are compared.
enum FormLetters {
    /// Lower case; one kind of quotation mark and of dash.
    static func folded(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x41...0x5A: scalar + 0x20
        case 0x2018, 0x2019, 0x02BC, 0x60, 0xB4: 0x27
        case 0x201C, 0x201D, 0x201E: 0x22
        case 0x2010...0x2015, 0x2212: 0x2D
        default: scalar
        }
    }

    static func folded(_ scalars: [UInt32]) -> [UInt32] { scalars.map(folded) }

    /// Appends what a scalar that was read says: the letters of a ligature, nothing for what nobody sees, as soft hyphens and marks of direction.
    static func append(_ scalar: UInt32, to word: inout [UInt32]) {
        if scalar < 0x80 { return word.append(folded(scalar)) }
        if icu_shim_is_ignorable(Int32(bitPattern: scalar)) != 0 { return }
        guard ligatures.contains(scalar) else { return word.append(folded(scalar)) }
        var letters: [UInt8] = [0, 0, 0, 0]
        let count = Int(icu_shim_latin_lookalike(Int32(bitPattern: scalar), &letters, Int32(letters.count)))
        word += letters.prefix(max(0, count)).map { folded(UInt32($0)) }
    }

    /// The block of Latin ligatures: ff to st.
    private static let ligatures: ClosedRange<UInt32> = 0xFB00...0xFB06

    /// Letters and digits that are taken for each other most often as one of them: `lll` and `III` are the same.
    static func shapes(_ word: some Sequence<UInt32>) -> [UInt32] {
        word.map { scalar in
            switch scalar {
            case 0x6C, 0x31, 0x69, 0x7C, 0x21: 0x6C
            case 0x6F, 0x30: 0x6F
            case 0x73, 0x35: 0x73
            case 0x65, 0x63: 0x65
            default: scalar
            }
        }
    }

    /// Whether two words differ in nothing but marks at their ends, which forms change and OCR drops without harm.
    static func isAlike(_ form: [UInt32], _ read: [UInt32]) -> Bool {
        if form == read { return true }
        let form = trimmed(form)
        return !form.isEmpty && form == trimmed(read)
    }

    static func trimmed(_ word: [UInt32]) -> ArraySlice<UInt32> {
        func isMark(_ scalar: UInt32) -> Bool { scalar < 0x80 && scalar != 0x26 && !ASCII.isLetter(UInt8(scalar)) && !ASCII.isDigit(UInt8(scalar)) }
        var slice = word[...]
        while let last = slice.last, isMark(last) { slice.removeLast() }
        while let first = slice.first, isMark(first) { slice.removeFirst() }
        return slice
    }
}
