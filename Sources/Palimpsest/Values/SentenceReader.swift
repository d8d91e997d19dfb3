/// Reads the numbers of a field's sentence: finds which of the template's sentences it is, then reads its slots.
struct SentenceReader {
    let template: CompiledTemplate
    let matcher: PatternMatcher
    let values: ValueReader
    let bytes: UnsafeBufferPointer<UInt8>

    struct Result {
        var quantities: [Value] = []
        var notes: [(note: Reading.Note, range: TextRange)] = []
        /// The sentence that the text is; `nil` when it is none.
        var sentence: String?
    }

    /// - Parameter lines: the pieces of the field's text.
    func read(_ passage: Passage) -> Result {
        let text = KeyedText(bytes, passage.pieces, folding: matcher.folding)
        guard text.count > 0 else { return Result() }
        guard let (sentence, match) = sentence(of: text) else { return Result() }
        var result = Result(sentence: sentence.id)
        for (slot, place) in zip(sentence.pattern.slots, match.slots) where slot.type.isNumeric {
            read(slot, at: place, sentence, match, passage, &result)
        }
        return result
    }

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
    private func sentence(of text: KeyedText) -> (Sentence, PatternMatcher.Match)? {
        for sentence in template.sentences {
            if let match = matcher.match(sentence.pattern, text, bytes: bytes, limit: 0) { return (sentence, match) }
        }
        // With errors only the sentence that shares most with the text is aligned: alignment costs length by length.
        let grams = Set((0..<max(0, text.count - 4)).map { gram(text.plain, $0) })
        let shares = template.sentences.map { share($0.pattern, grams) }
        guard let index = shares.indices.max(by: { shares[$0] < shares[$1] }), shares[index] >= 1.0 / 3 else { return nil }
        let sentence = template.sentences[index]
        let limit = 4 + Float(sentence.pattern.literalLength) * 0.5
        return matcher.match(sentence.pattern, text, bytes: bytes, limit: limit).map { (sentence, $0) }
    }

    /// The share of the literals' five-letter pieces that the text has.
    private func share(_ pattern: Pattern, _ grams: Set<UInt64>) -> Double {
        var total = 0, found = 0
        for part in pattern.parts {
            guard case .literal(let key) = part else { continue }
            for start in stride(from: 0, to: key.count - 4, by: 5) {
                total += 1
                if grams.contains(gram(key.plain, start)) { found += 1 }
            }
        }
        return total > 0 ? Double(found) / Double(total) : 0
    }

    private func gram(_ key: [UInt8], _ start: Int) -> UInt64 {
        (0..<5).reduce(0) { $0 << 8 | UInt64(key[start + $1]) }
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
