/// A word that may be misread, with what the page may have said.
struct LatinDoubt {
    /// Number of the word in ``LatinText/words``.
    var word: Int
    /// Index of the language of the passage.
    var language: Int
    /// The word as it was read, when it is a word of the language.
    var asRead: LatinCandidate?
    /// Other words, likeliest first.
    var others: [LatinCandidate]
}

/// What the words of one language tell about how it was read in this text.
struct LatinTally {
    var words: Float = 0
    /// Words that are none, but one that the OCR often misreads so.
    var mended: Float = 0
    /// Words, right as they are, with letters that the OCR would seldom have left as they are.
    var kept: Float = 0
    /// Words that are none and like none.
    var unknown: Float = 0
}

/// Looks up every word in the language of its passage.
struct LatinDoubts {
    private(set) var doubts: [LatinDoubt] = []
    /// By language.
    private(set) var tallies: [LatinTally]
    /// Whether each word is a word of its language as it was read.
    private(set) var isKnown: [Bool]
    /// Words that are not in English, words by language, and the most words that a language has which is only left alone.
    private var foreign: Float = 0, counts: [Float], leftAlone: Float = 0

    /// The least probability of its language from which on a word is looked at.
    private static let sure: Float = 0.8
    /// How much less likely the words may be that a known word is doubted for, in nats.
    private static let reach: Float = 4
    /// A letter is fragile when the OCR leaves it as it is in less than this share of cases, as −log.
    private static let fragile: Float = 1.2

    init(_ text: LatinText, _ tongues: LatinTongues, english: [Float?], model: LatinModel, _ memory: LatinMemory) {
        tallies = [LatinTally](repeating: LatinTally(), count: model.languages.count)
        isKnown = [Bool](repeating: true, count: text.words.count)
        counts = [Float](repeating: 0, count: model.languages.count)
        for (number, word) in text.words.enumerated() {
            let tongue = tongues.language[number]
            if tongue != 0 { foreign += 1 }
            if tongue >= 0 { counts[tongue] += 1 }
            guard tongue >= 0, tongues.probability[number] >= Self.sure, model.languages[tongue].isRepaired, !word.shape.contains(.allCapitals) else { continue }
            tallies[tongue].words += 1
            if tongue == 0 {
                if english[word.entry] != nil { continue }
                // Most unknown words of English text are names, which lose no accents there.
                if word.shape.contains(.capital), !word.shape.contains(.first) {
                    isKnown[number] = false
                    tallies[0].unknown += 1
                    continue
                }
            }
            consider(number, memory.candidates(word, of: text, in: model.languages[tongue]), text, model.languages[tongue])
        }
        for language in model.languages where !language.isRepaired { leftAlone = max(leftAlone, counts[language.index]) }
    }

    /// Whether a language has a part in the text that can be told: as many words as a sentence has, or a good share of what is not English.
    ///
    /// A few words in a language that is nowhere else in the text are words of another, which has no list, that look like them; and
    /// where more of the text is in a language that is only left alone, its kin stands in for it here and there (Portuguese in Galician).
    func owns(_ language: Int) -> Bool {
        let words = tallies[language].words
        if language == 0 { return true }
        return (words >= Self.sentence || words >= Self.goodShare * foreign) && counts[language] >= leftAlone
    }

    private static let sentence: Float = 12, goodShare: Float = 0.3

    private mutating func consider(_ number: Int, _ candidates: [LatinCandidate], _ text: LatinText, _ language: LatinLanguage) {
        let asRead = candidates.first { $0.changes == 0 }
        let others = candidates.filter { $0.changes > 0 }
        isKnown[number] = asRead != nil
        let index = language.index
        if let asRead {
            if asRead.cost > Self.fragile { tallies[index].kept += 1 }
            if let best = others.first, best.score > asRead.score - Self.reach {
                doubts.append(LatinDoubt(word: number, language: index, asRead: asRead, others: others))
            }
            return
        }
        if let best = others.first, best.score > -18 - 0.3 * Float(best.word.count), best.word.count > 3 { tallies[index].mended += 1 } else { tallies[index].unknown += 1 }
        doubts.append(LatinDoubt(word: number, language: index, asRead: nil, others: others))
    }
}
