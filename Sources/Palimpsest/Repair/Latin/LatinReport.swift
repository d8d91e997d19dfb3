/// Tells a doubtful word to the rest of the program: candidates in the word's own capitals, and why.
struct LatinReport {
    let evidence: LatinFeatures
    let bytes: UnsafeBufferPointer<UInt8>

    /// Names of the languages in sentences.
    private static let names = [
        "en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese", "de": "German", "pl": "Polish", "it": "Italian", "nl": "Dutch",
        "ca": "Catalan", "cs": "Czech", "sv": "Swedish", "nb": "Norwegian", "da": "Danish", "ro": "Romanian", "hu": "Hungarian", "tr": "Turkish",
        "hr": "Croatian", "sk": "Slovak", "fi": "Finnish",
    ]

    func reading(_ doubt: LatinDoubt, misread: Float, right: Float) -> LatinReading {
        let word = evidence.text.words[doubt.word]
        let signs = original(word.range)
        // What is left beside the likeliest candidate is shared out among the others and "none of these".
        let others = doubt.others.dropFirst()
        let weights = others.map { exponential($0.score - (doubt.others.first?.score ?? 0)) }
        let total = weights.reduce(0, +) + 0.3
        var candidates: [RepairCandidate] = []
        if let best = doubt.others.first { candidates.append(candidate(best, signs, right)) }
        for (other, weight) in zip(others, weights) { candidates.append(candidate(other, signs, min((misread - right) * weight / total, right))) }
        let language = evidence.model.languages[doubt.language].code
        return LatinReading(
            range: word.range, confidence: Double(misread), language: language, reasons: reasons(doubt, signs, Self.names[language] ?? language, candidates.first?.text),
            candidates: candidates.filter { $0.confidence >= 0.01 })
    }

    private func candidate(_ candidate: LatinCandidate, _ signs: [UInt32], _ probability: Float) -> RepairCandidate {
        RepairCandidate(text: Self.string(Self.restored(candidate, signs)), confidence: Double(probability), method: LatinReader.method)
    }

    private func reasons(_ doubt: LatinDoubt, _ signs: [UInt32], _ language: String, _ best: String?) -> [String] {
        let read = Self.string(signs)
        guard let best else { return ["“\(read)” is no \(language) word, and like none."] }
        if doubt.asRead == nil { return ["“\(read)” is no \(language) word; “\(best)” is one, and the OCR often reads it so."] }
        return ["“\(read)” is a \(language) word, but “\(best)” is likelier here, and the OCR often reads it so."]
    }

    private func original(_ range: TextRange) -> [UInt32] {
        var found: [UInt32] = [], at = range.start
        while at < range.end {
            let (scalar, length) = LatinText.scalar(bytes, at)
            found.append(scalar)
            at += length
        }
        return found
    }

    /// A candidate with the capitals of the word that was read. Where `I` was read for `l` it was no capital, and where `l` was read for `I` it was one.
    static func restored(_ candidate: LatinCandidate, _ signs: [UInt32]) -> [UInt32] {
        candidate.word.enumerated().map { index, letter in
            let origin = candidate.origins[index]
            guard index == 0, origin < signs.count else { return letter }
            let sign = signs[origin]
            if sign == 0x6C || sign == 0x7C, letter == 0x69 { return 0x49 }
            let isCapital = LatinLetters.kind(sign) == .capital && !(sign == 0x49 && letter != 0x69 && LatinLetters.plain(letter) != 0x69)
            return isCapital ? LatinLetters.capital(letter) : letter
        }
    }

    static func string(_ scalars: [UInt32]) -> String {
        var view = String.UnicodeScalarView()
        for scalar in scalars { view.append(Unicode.Scalar(scalar) ?? "\u{FFFD}") }
        return String(view)
    }
}
