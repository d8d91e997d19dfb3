/// What speaks for and against a word's being misread, as numbers for the networks.
struct LatinFeatures {
    static let count = 24

    let text: LatinText
    let tongues: LatinTongues
    let doubts: LatinDoubts
    let english: [Float?]
    let model: LatinModel

    /// Words shorter than this are only doubted where the words beside them tell.
    private static let shortest = 2

    /// Whether a word is one that may be changed at all.
    ///
    /// Left alone are words in capitals, words with digits at their ends or capitals within, single letters but for clitics, capitalised
    /// words within a sentence that are no words (names) unless only accents are lost, and the second word of a species' name.
    func isOpen(_ doubt: LatinDoubt) -> Bool {
        let word = text.words[doubt.word]
        if !word.shape.isDisjoint(with: [.allCapitals, .innerCapital, .outerDigit]) { return false }
        if word.shape.contains(.digit), word.signs.count < 4 { return false }
        if word.signs.count < Self.shortest, !isOpenSign(doubt, word) { return false }
        guard doubt.asRead == nil else { return true }
        if isName(doubt.word), !isPlain(doubt) { return false }
        if doubt.word > 0, !word.shape.contains(.capital), text.words[doubt.word - 1].shape.contains(.capital), !doubts.isKnown[doubt.word - 1], !isPlain(doubt) { return false }
        return true
    }

    /// Whether a single sign may be changed: a clitic, a letter of which the words beside it tell, a letter with an accent that is no word, and
    /// `&` between small words. Not `A` for `À`: capitals go without their accents in good print too.
    private func isOpenSign(_ doubt: LatinDoubt, _ word: LatinWord) -> Bool {
        if word.shape.contains(.clitic) { return true }
        if word.shape.contains(.capital) { return false }
        if word.shape.contains(.sign) {
            return [-1, 1].allSatisfy { step in
                let other = doubt.word + step
                return text.words.indices.contains(other) && text.words[other].line == word.line && text.words[other].shape.isDisjoint(with: [.capital, .sign])
            }
        }
        return doubt.asRead == nil ? text.signs[word.signs.lowerBound] >= 0xC0 : context(doubt) != nil
    }

    /// A capitalised word within a sentence, which in most languages is a name.
    private func isName(_ number: Int) -> Bool {
        let word = text.words[number]
        return word.shape.contains(.capital) && !word.shape.contains(.first) && model.languages[tongues.language[number]].code != "de"
    }

    /// Whether the likeliest word is the one read but for its accents.
    private func isPlain(_ doubt: LatinDoubt) -> Bool {
        guard let best = doubt.others.first else { return false }
        let signs = text.signs[text.words[doubt.word].signs]
        return best.word.count == signs.count && zip(best.word, signs).allSatisfy { LatinLetters.plain($0) == LatinLetters.plain($1) }
    }

    /// What the words beside it say for the likeliest other word.
    private func context(_ doubt: LatinDoubt) -> Float? {
        guard let best = doubt.others.first, doubt.asRead != nil else { return nil }
        return model.contexts.logOdds(
            doubt.language, read: text.signs[text.words[doubt.word].signs], page: best.word, previous: neighbour(doubt.word, -1), next: neighbour(doubt.word, 1))
    }

    /// The word before or after in the same or the next line; nothing where a sentence begins between.
    private func neighbour(_ number: Int, _ step: Int) -> ArraySlice<UInt32> {
        let other = number + step
        guard text.words.indices.contains(other), abs(text.words[other].line - text.words[number].line) <= 1 else { return [] }
        if text.words[max(number, other)].shape.contains(.first) { return [] }
        return text.signs[text.words[other].signs]
    }

    /// The probability that a word is misread, and that its likeliest candidate is what the page said.
    ///
    /// Where most letters that an accent-blind OCR would have lost are there, the text was read by another or is repaired already: a candidate then is
    /// never sure enough to be applied unseen. Without this, what one repair puts back would make the next one bolder.
    func probabilities(_ doubt: LatinDoubt) -> (misread: Float, right: Float) {
        let context = context(doubt), values = values(doubt, context: context)
        let misread = 1 / (1 + exponential(-model.misread.logOdds(values)))
        let right = 1 / (1 + exponential(-model.right.logOdds(values)))
        let tally = doubts.tallies[doubt.language]
        let isKept = tally.kept > 2 * tally.mended + 1
        let isClose = doubt.asRead.map { $0.score > (doubt.others.first?.score ?? 0) - Self.plain } ?? false
        let isGuess = isClose && context == nil && !text.words[doubt.word].shape.contains(.clitic)
        return (max(misread, right), isKept || isGuess || !doubts.owns(doubt.language) ? min(right, Self.unsure) : right)
    }

    /// The most that is given to a candidate in a text whose accents were kept, in a language that the text hardly has, and to one that only its frequency prefers to the word that was read,
    /// unless it does so by so many nats.
    private static let unsure: Float = 0.9, plain: Float = 3

    func values(_ doubt: LatinDoubt) -> [Float] { values(doubt, context: context(doubt)) }

    private func values(_ doubt: LatinDoubt, context: Float?) -> [Float] {
        let word = text.words[doubt.word]
        let length = Float(word.signs.count)
        let tally = doubts.tallies[doubt.language]
        let best = doubt.others.first
        let asRead = doubt.asRead?.score ?? -(5 + 1.6 * length)
        let probability = min(tongues.probability[doubt.word], 0.9999)
        let isPlain = isPlain(doubt)
        return [
            clipped((best?.score ?? -40) - asRead, 14),
            doubt.asRead == nil ? 0 : 1,
            best?.cost ?? 17,
            best?.share ?? -18,
            best.map { clipped($0.score - (doubt.others.count > 1 ? doubt.others[1].score : -40), 9) } ?? 0,
            logarithm(length),
            isName(doubt.word) ? 1 : 0,
            word.shape.contains(.capital) ? 1 : 0,
            clipped(logarithm((tally.mended + 0.5) / (tally.kept + 0.5)), 6),
            tally.mended / max(tally.words, 1),
            tally.unknown / max(tally.words, 1),
            logarithm(1 + tally.words),
            clipped(logarithm(probability / (1 - probability)), 9),
            Float(best?.changes ?? 0),
            isPlain ? 1 : 0,
            word.shape.isDisjoint(with: [.digit, .sign]) ? 0 : 1,
            doubt.language == 0 ? 1 : 0,
            english[word.entry] == nil ? 0 : 1,
            doubt.asRead.map { $0.share + 16 } ?? 0,
            context ?? 0,
            context == nil ? 0 : 1,
            Float([-1, 1].count(where: { step in doubts.isKnown.indices.contains(doubt.word + step) && !doubts.isKnown[doubt.word + step] })),
            word.shape.isDisjoint(with: [.clitic, .joined]) ? 0 : 1,
            // Evidence weighed together: how sure the text as a whole makes that such letters are lost, where only such letters differ.
            isPlain ? clipped(logarithm((tally.mended + 0.5) / (tally.kept + 0.5)), 6) : 0,
        ]
    }

    private func clipped(_ value: Float, _ limit: Float) -> Float { min(max(value, -limit), limit) }
}
