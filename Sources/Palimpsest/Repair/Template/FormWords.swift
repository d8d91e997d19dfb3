/// Compares the form's words with what was read of them and tells the damages.
struct FormWords {
    let bytes: UnsafeBufferPointer<UInt8>

    /// One damage: words of the form that were not read as they are.
    struct Damage {
        var range: TextRange
        /// The form's words, in the case in which they were read.
        var words: String
        /// Whether only spaces are wrong.
        var isSpacing: Bool
        var confidence: Double
    }

    /// A word that was read.
    private struct Word {
        var range: TextRange
        var folded: [UInt32]
    }

    /// The damages of a standing text. Slots are left alone, but for the spaces beside them.
    func damages(_ form: FormText, in standing: StandingText) -> [Damage] {
        var found: [Damage] = []
        let literals = form.literals
        // Values that follow a label or a heading on its line are no slots of its words, and end them.
        guard standing.slots.count >= literals.count - 1, standing.text.count > 0 else { return [] }
        let ends = literals.count - 1
        let value = standing.slots.count > ends ? withoutMarks(standing.slots[ends], of: literals[ends], nil) : nil
        let end = value.map { min(standing.text.extent.end, $0.start) } ?? standing.text.extent.end
        var start = standing.text.extent.start
        for (number, literal) in literals.enumerated() {
            guard number < ends else {
                guard start <= end else { break }
                var damages: [Damage] = []
                if !literal.stands(in: standing.text, start, end, of: bytes) {
                    let read = words(in: standing.text, start, end)
                    damages = number == 0 ? torn(literal, in: standing, end, read) : self.damages(literal, in: read)
                    damages += marks(of: literal, in: read, isLast: value == nil)
                }
                if let value, !value.isEmpty, literal.text.last == 0x3A, bytes[value.start - 1] == 0x3A { addSpace(before: value.start, to: &damages) }
                found += damages
                break
            }
            let slot = withoutMarks(standing.slots[number], of: literal, literals[number + 1])
            if slot.isEmpty { return found }
            if start <= slot.start {
                let touches = literal.endsWithSpace && slot.start > start && isLetter(bytes[slot.start - 1])
                var damages: [Damage] = []
                if !literal.stands(in: standing.text, start, slot.start, of: bytes) {
                    let read = words(in: standing.text, start, slot.start)
                    damages = self.damages(literal, in: read) + marks(of: literal, in: read, isLast: false)
                }
                if touches { addSpace(before: slot.start, to: &damages) }
                found += damages
            }
            if let damage = lostSpace(after: slot, literals[number + 1]) { found.append(damage) }
            start = slot.end
        }
        return found
    }

    /// A slot without the form's marks at its ends, which keys do not have: the colon of `Score: 3`, the comma of `3 hectares, of which`.
    private func withoutMarks(_ slot: TextRange, of before: FormText.Literal, _ after: FormText.Literal?) -> TextRange {
        var slot = slot
        func isClosing(_ byte: UInt8) -> Bool { byte == 0x3A || byte == 0x3B || byte == 0x2C || byte == 0x2E }
        if let mark = before.last, isClosing(mark) {
            while slot.start < slot.end, case let length = isClosing(bytes[slot.start]) ? 1 : WhiteSpace.length(bytes, at: slot.start), length > 0 { slot.start += length }
        }
        if let mark = after?.first, isClosing(mark) {
            while slot.end > slot.start, case let length = isClosing(bytes[slot.end - 1]) ? 1 : WhiteSpace.length(bytes, before: slot.end), length > 0 { slot.end -= length }
        }
        return slot
    }

    /// The damages of a literal that begins the standing text, a piece of its first word that was torn off taken in: `Ac tionarea 1`.
    ///
    /// - Parameter read: the words that were read up to `end`, which are not just the literal's.
    private func torn(_ literal: FormText.Literal, in standing: StandingText, _ end: Int, _ read: [Word]) -> [Damage] {
        let start = standing.text.extent.start
        var front = start
        while front > 0, bytes[front - 1] != 0x0A, start - front <= Self.longestFront { front -= 1 }
        if front < start, start - front <= Self.longestFront, bytes[front..<start].allSatisfy({ isLetter($0) || $0 == 0x20 }) {
            let whole = damages(literal, in: words(in: standing.text, front, end))
            if let first = whole.first, first.range.start < start, first.isSpacing || missesFirstWord(literal, read) { return whole }
        }
        return damages(literal, in: read)
    }

    private static let longestFront = 8

    /// Whether nothing was read for the first word of a literal, so that what stands in front may be it: `Il Act` for `II. Act`.
    private func missesFirstWord(_ literal: FormText.Literal, _ read: [Word]) -> Bool {
        let form = literal.pieces
        let read = read.map(\.folded)
        guard form.count > 1, !read.isEmpty, form.count <= 120, read.count <= 160 else { return false }
        return WordAlignment.pairs(form: form, read: read).first.map { $0.read.isEmpty } ?? false
    }

    // MARK: Words

    private func damages(_ literal: FormText.Literal, in read: [Word]) -> [Damage] {
        let form = literal.folded
        if form.count == read.count, zip(form, read).allSatisfy({ FormLetters.isAlike($0, $1.folded) }) { return [] }
        guard !form.isEmpty, !read.isEmpty, form.count <= 120, read.count <= 160 else { return [] }
        let pairs = WordAlignment.pairs(form: form, read: read.map(\.folded))
        let wholeShare = 1 - Double(pairs.reduce(0) { $0 + $1.distance }) / Double(max(1, literal.letters))
        return pairs.compactMap { pair in damage(pair, literal, read, wholeShare) }
    }

    private func damage(_ pair: WordAlignment.Pair, _ literal: FormText.Literal, _ read: [Word], _ wholeShare: Double) -> Damage? {
        let (words, form) = (literal.words, literal.folded)
        guard !pair.form.isEmpty, !pair.read.isEmpty else { return nil }
        let isOneWord = pair.form.count == 1 && pair.read.count == 1
        if isOneWord, FormLetters.isAlike(form[pair.form.lowerBound], read[pair.read.lowerBound].folded) { return nil }
        let range = TextRange(read[pair.read.lowerBound].range.start, read[pair.read.upperBound - 1].range.end)
        // A mark that touches a numeral, `“II. Act`, was read for its first letter and would stay beside what is put back.
        if Self.isRomanNumeral(form[pair.form.lowerBound]), range.start > 0, bytes[range.start - 1] > 0x20, !isLetter(bytes[range.start - 1]) { return nil }
        // What stands in front on the line was read for the word that is missing, `|. Analyze`, and would stay beside it.
        if pair.form.count > pair.read.count, words[pair.form.lowerBound].hasSuffix("."), standsBehindMark(range.start) { return nil }
        var text = words[pair.form].joined(separator: " ")
        // The mark at the end stands behind what was compared: `.org/{path}`.
        if let mark = text.utf8.last, mark < 0x80, !ASCII.isLetter(mark), !ASCII.isDigit(mark), range.end < bytes.count, bytes[range.end] == mark, bytes[range.end - 1] != mark {
            text.removeLast()
        }
        // A word that stands there as the form has it was not torn apart: what stands beside it is something else.
        let wanted = form[pair.form].joined()
        if pair.read.count > 1, read[pair.read].contains(where: { $0.folded.elementsEqual(wanted) }) { return nil }
        // One of two words of the form that stands there as the form has it: the other may not have been on the page.
        if pair.form.count > 1, form[pair.form].contains(where: { $0.elementsEqual(read[pair.read].lazy.map(\.folded).joined()) }) { return nil }
        let isAlike = FormLetters.shapes(form[pair.form].joined()) == FormLetters.shapes(read[pair.read].map(\.folded).joined())
        guard let confidence = isAlike ? 0.99 : Self.confidence(pair, wholeShare: wholeShare, letters: literal.letters) else { return nil }
        return Damage(range: range, words: Self.cased(text, like: bytes[range.start..<range.end]), isSpacing: pair.distance == 0, confidence: confidence)
    }

    /// Marks that were read for the form's own where its word was read right: `2, Research`, `Last update;`, a comma after the last word.
    ///
    /// Another edition of the form may have no colon, or a dash; it has no semicolon behind a label, no comma behind a numeral or a heading.
    private func marks(of literal: FormText.Literal, in read: [Word], isLast: Bool) -> [Damage] {
        guard literal.words.count == read.count else { return [] }
        var found: [Damage] = []
        for (number, word) in read.enumerated() where word.folded != literal.folded[number] {
            let form = literal.folded[number], own = FormLetters.trimmed(form)
            guard !own.isEmpty, own == FormLetters.trimmed(word.folded), word.folded.starts(with: own), form.starts(with: own) else { continue }
            let (mark, readMark) = (Array(form.dropFirst(own.count)), Array(word.folded.dropFirst(own.count)))
            let isNumeral = number == 0 && mark == [0x2E] && own.allSatisfy { $0 < 0x80 && (ASCII.isDigit(UInt8($0)) || "ivxl".utf8.contains(UInt8($0))) }
            let isWrong = mark == [0x3A] && readMark == [0x3B] || isNumeral && readMark == [0x2C]
                || isLast && number + 1 == read.count && (mark.isEmpty || mark == [0x2E]) && readMark == [0x2C]
            guard isWrong else { continue }
            let kept = TextRange(word.range.start, word.range.end - 1)
            found.append(Damage(range: word.range, words: string(kept) + String(mark.map { Character(UnicodeScalar(UInt8($0))) }), isSpacing: false, confidence: 0.98))
        }
        return found
    }

    /// Whether a word of the form is a numeral in Roman letters with a point.
    private static func isRomanNumeral(_ word: [UInt32]) -> Bool {
        word.count > 1 && word.last == 0x2E && word.dropLast().allSatisfy { $0 < 0x80 && "ivx".utf8.contains(UInt8($0)) }
    }

    /// Whether a sign that is no letter stands in front of a place on its line.
    private func standsBehindMark(_ place: Int) -> Bool {
        var at = place
        while at > 0, bytes[at - 1] == 0x20 { at -= 1 }
        return at > 0 && bytes[at - 1] > 0x20 && !isLetter(bytes[at - 1]) && !isDigit(bytes[at - 1])
    }

    /// How sure it is that the form's words stood there: another wording of the form differs by whole words, OCR by letters.
    private static func confidence(_ pair: WordAlignment.Pair, wholeShare: Double, letters: Int) -> Double? {
        if pair.distance == 0 { return 0.995 }
        let ratio = Double(pair.distance) / Double(pair.length)
        // Much of a long text that stands as it should leaves no room for other words.
        let isPinned = letters >= 24 && wholeShare >= 0.7
        switch ratio {
        case ...0.34: return pair.length >= 4 || isPinned ? 0.99 : 0.96
        case ...0.5: return isPinned ? 0.97 : 0.9
        case ...0.7: return isPinned ? 0.9 : 0.6
        default: return nil
        }
    }

    private func words(in passage: Passage, _ start: Int, _ end: Int) -> [Word] {
        var words: [Word] = []
        for number in 0..<passage.count {
            let piece = passage[number]
            var i = number == 0 ? min(start, piece.start) : piece.start
            i = max(i, start)
            let stop = min(piece.end, end)
            while i < stop {
                let gap = WhiteSpace.length(bytes, at: i)
                if gap > 0 {
                    i += gap
                    continue
                }
                var folded: [UInt32] = []
                let begin = i
                while i < stop, WhiteSpace.length(bytes, at: i) == 0 {
                    let scalar = UTF8Bytes.scalar(bytes, at: i)
                    FormLetters.append(scalar.value, to: &folded)
                    i += max(1, scalar.length)
                }
                if !FormLetters.trimmed(folded).isEmpty { words.append(Word(range: TextRange(begin, i), folded: folded)) }
            }
        }
        return words
    }

    // MARK: Spaces beside slots

    /// Puts the space that was lost between the form's words and the slot at `place`.
    private func addSpace(before place: Int, to damages: inout [Damage]) {
        if let last = damages.last, last.range.end == place {
            damages[damages.count - 1].words += " "
        } else if let start = word(endingAt: place) {
            let word = TextRange(start, place)
            damages.append(Damage(range: word, words: string(word) + " ", isSpacing: true, confidence: 0.995))
        }
    }

    /// Where the form has a space after a slot and a number and a word were read as one.
    private func lostSpace(after slot: TextRange, _ literal: FormText.Literal) -> Damage? {
        guard literal.beginsWithSpace, slot.end < bytes.count, isLetter(bytes[slot.end]), isDigit(bytes[slot.end - 1]) || bytes[slot.end - 1] == 0x25
        else { return nil }
        var end = slot.end
        while end < bytes.count, isLetter(bytes[end]) { end += 1 }
        let word = TextRange(slot.end, end)
        return Damage(range: word, words: " " + string(word), isSpacing: true, confidence: 0.995)
    }

    private func string(_ range: TextRange) -> String { String(decoding: bytes[range.start..<range.end], as: UTF8.self) }

    private static let longestWord = 40

    private func word(endingAt end: Int) -> Int? {
        var start = end
        while start > 0, end - start < Self.longestWord, WhiteSpace.length(bytes, before: start) == 0 { start -= UTF8Bytes.scalar(bytes, before: start).length }
        return start < end ? start : nil
    }

    private func isLetter(_ byte: UInt8) -> Bool { ASCII.isLetter(byte) }
    private func isDigit(_ byte: UInt8) -> Bool { ASCII.isDigit(byte) }

    /// The form's words in capitals where capitals were read: a print may set headings so.
    private static func cased(_ text: String, like read: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        let upper = read.count { $0 &- 0x41 < 26 }, lower = read.count { $0 &- 0x61 < 26 }
        return upper >= 3 && upper > 4 * lower ? text.uppercased() : text
    }
}
