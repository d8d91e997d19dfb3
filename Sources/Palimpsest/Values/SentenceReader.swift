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

    /// Whether a text that begins at a line is, to its end, one of the template's sentences as it stands.
    func stands(_ pieces: [TextRange]) -> Bool {
        guard let start = pieces.first?.start, start < bytes.count else { return false }
        var first: UInt8?
        tools.folding.forEachKeyByte(bytes, from: start, to: start + 1) { byte, _ in first = first ?? byte }
        guard let first, bytes[start] < 0x80, template.sentenceIndex.mayBegin(with: first, tools.folding) else { return false }
        let text = KeyedText(bytes, pieces, folding: tools.folding)
        return template.sentences.indices.contains { number in
            template.sentences[number].pattern.prefix.count >= Self.leastBeginning && template.sentenceIndex.mayBegin(number, text.plain, tools.folding)
                && matcher.match(template.sentences[number].pattern, text, bytes: bytes, limit: 0) != nil
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
            if let word = slot.unitWord { range.end = end(ofWord: word, after: range.end, passage) }
            let certainty = confidence * (1 - min(0.3, Double(match.cost) * 0.01))
            result.quantities.append(
                Value(
                    scalar, text: Passage(range), confidence: certainty, unit: details?.unit?.symbol,
                    ucum: details?.unit?.ucum ?? "1", name: details?.name ?? slot.id
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

    /// The end of the unit word that follows a number, if it does.
    private func end(ofWord word: String, after offset: Int, _ passage: Passage) -> Int {
        let limit = passage.extent.end
        var start = offset
        while start < limit, ASCII.isSpace(bytes[start]) { start += 1 }
        var end = start
        while end < limit, ASCII.isLetter(bytes[end]) { end += 1 }
        let length = end - start
        return length > 0 && abs(length - word.utf8.count) <= 2 ? end : offset
    }
}
