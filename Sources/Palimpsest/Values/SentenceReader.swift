/// Reads the numbers of a field's sentence: finds which of the template's sentences it is, then reads its slots.
struct SentenceReader {
    let template: CompiledTemplate
    let bytes: UnsafeBufferPointer<UInt8>

    private var tools: ReadingTools { template.tools }
    private var matcher: PatternMatcher { template.tools.matcher }
    private var values: ValueReader { tools.values(bytes, template) }

    struct Result {
        var quantities: [Value] = []
        var notes: [(note: Reading.Note, range: TextRange)] = []
        /// Which of the template's sentences the text is, and where its slots are; `nil` when it is none.
        var match: (sentence: Int, PatternMatcher.Match)?
        /// Whether the text is one of the template's sentences.
        var isKnown: Bool { match != nil }
    }

    /// - Parameter lines: the pieces of the field's text.
    func read(_ passage: Passage) -> Result {
        let text = KeyedText(bytes, passage.pieces, folding: tools.folding)
        guard text.count > 0 else { return Result() }
        guard let (number, match) = sentence(of: text) else { return Result() }
        let sentence = template.sentences[number]
        var result = Result(match: (number, match))
        for (slot, place) in zip(sentence.pattern.slots, match.slots) where slot.type.isNumeric {
            read(slot, at: place, sentence, match, passage, &result)
        }
        return result
    }

    /// Whether a text that begins at a line is, to its end, one of the template's sentences, but for a slip or two.
    func stands(_ pieces: [TextRange]) -> Bool {
        guard let start = pieces.first?.start, start < bytes.count else { return false }
        var first: UInt8?
        tools.folding.forEachKeyByte(bytes, from: start, to: start + 1) { byte, _ in first = first ?? byte }
        guard let first, bytes[start] < 0x80, template.sentenceIndex.mayBegin(with: first, tools.folding) else { return false }
        let text = KeyedText(bytes, pieces, folding: tools.folding)
        return template.sentences.indices.contains { number in
            template.sentences[number].pattern.prefix.count >= Self.leastBeginning && template.sentenceIndex.mayBegin(number, text.plain, tools.folding)
                && matcher.match(template.sentences[number].pattern, text, bytes: bytes, limit: Self.slips) != nil
        }
    }

    /// Nats of OCR error in a sentence that is known without a label: about two slips.
    private static let slips: Float = 8
    /// Whether `<`, `>`, `~`, `≈`, `≤`, `≥` or a minus sign stands before a number.
    private func isQualified(_ start: Int) -> Bool {
        let isApart = start > 0 && bytes[start - 1] == 0x20
        let end = isApart ? start - 1 : start
        guard end > 0 else { return false }
        switch bytes[end - 1] {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "~"): return true
        case UInt8(ascii: "-"): return !isApart && (end == 1 || bytes[end - 2] == 0x20)
        case 0x88, 0xA4, 0xA5: return end > 2 && bytes[end - 2] == 0x89 && bytes[end - 3] == 0xE2
        case 0x92: return !isApart && end > 2 && bytes[end - 2] == 0x88 && bytes[end - 3] == 0xE2
        default: return false
        }
    }

    /// Letters of its own with which a sentence must begin to be known without a label.
    private static let leastBeginning = 8

    private func read(
        _ slot: Slot, at place: TextRange, _ sentence: Sentence, _ match: PatternMatcher.Match, _ passage: Passage, _ result: inout Result
    ) {
        let details = sentence.quantities.first { $0.slot == slot.id }
        switch values.read(slot.type, in: place) {
        case .value(let scalar, var range, let confidence, let notes):
            if holdsWords(TextRange(range.end, place.end)) {
                result.notes.append((.init(level: .warning, code: .ambiguousNumber, message: "words follow this number that may multiply it; it is not stored"), place))
                return
            }
            var unit = details?.unit, doubt = 1.0
            if let word = slot.unitWord {
                switch unitWord(word, unit?.symbol, after: range.end, passage) {
                case .stands(let end): range.end = end
                case .lost: doubt = 0.85
                case .other(let place):
                    (unit, doubt) = (nil, 0.5)
                    let message = "the form has \(word) after this number and something else stands there; its unit is left open"
                    result.notes.append((.init(level: .warning, code: .ambiguousNumber, message: message), place))
                }
            }
            if isQualified(range.start) {
                doubt *= 0.8
                result.notes.append((.init(level: .info, code: .ambiguousNumber, message: "a mark before this number says that it is not exact, or negative; the number is stored without it"), range))
            }
            let certainty = confidence * doubt * (1 - min(0.3, Double(match.cost) * 0.01))
            result.quantities.append(
                Value(
                    scalar, text: Passage(range), confidence: certainty, unit: unit?.symbol,
                    ucum: unit?.ucum ?? (slot.unitWord == nil ? "1" : nil), name: details?.name ?? slot.id
                )
            )
            result.notes += notes.map { ($0, range) }
        case .unreadable(let note, let range): result.notes.append((note, range))
        case .absent:
            result.notes.append(
                (.init(level: .warning, code: .unreadableNumber, message: "the form has a number (\(details?.name ?? slot.id)) here and none can be read"), place)
            )
        }
    }

    /// The sentence that fits best: as it stands if one does, else with errors.
    private func sentence(of text: KeyedText) -> (Int, PatternMatcher.Match)? {
        let index = template.sentenceIndex
        for number in template.sentences.indices where index.mayBegin(number, text.plain, tools.folding) {
            if let match = matcher.match(template.sentences[number].pattern, text, bytes: bytes, limit: 0) { return (number, match) }
        }
        // With errors only the sentence that shares most with the text is aligned: alignment costs length by length.
        guard let number = index.nearest(text.plain) else { return nil }
        let limit = 4 + Float(template.sentences[number].pattern.literalLength) * 0.5
        return matcher.match(template.sentences[number].pattern, text, bytes: bytes, limit: limit).map { (number, $0) }
    }

    /// Whether a part of a slot holds a word: `1.2 million` hectares are not 1.2.
    private func holdsWords(_ range: TextRange) -> Bool {
        var letters = 0
        for byte in bytes[range.start..<max(range.start, range.end)] {
            letters = ASCII.isLetter(byte) ? letters + 1 : 0
            if letters == Self.shortestWord { return true }
        }
        return false
    }

    private static let shortestWord = 3

    /// What stands where the form has a unit.
    private enum UnitWord {
        /// The form's word, as OCR may have read it, up to its end.
        case stands(end: Int)
        /// No word: the number ends the line, or a mark follows.
        case lost
        /// Another word, where it stands.
        case other(TextRange)
    }

    /// The word after a number, where the form has `word` or what stands for it.
    private func unitWord(_ word: String, _ symbol: String?, after offset: Int, _ passage: Passage) -> UnitWord {
        let limit = passage.extent.end
        var start = offset
        while start < limit, ASCII.isSpace(bytes[start]) { start += 1 }
        var end = start
        while end < limit, ASCII.isLetter(bytes[end]) || ASCII.isDigit(bytes[end]) || bytes[end] >= 0x80 { end += 1 }
        guard end > start else { return .lost }
        let form = tools.folding.key(of: word).plain, read = tools.folding.plainKey(of: TextRange(start, end), in: bytes)
        if tools.distance(form, read, limit: Self.unlike * Float(form.count)) < .infinity { return .stands(end: end) }
        if let symbol, read == tools.folding.key(of: symbol).plain { return .stands(end: end) }
        // The word and the next ones without their space, or its first piece.
        if read.starts(with: form.prefix(Self.piece)) || form.starts(with: read) { return .stands(end: end) }
        return .other(TextRange(start, end))
    }

    /// Nats a letter from which on a word is another one, and the letters of a word that tell it where the rest is torn or run into others.
    private static let unlike: Float = 1.6
    private static let piece = 4
}
