/// Joins garbled tokens to passages and says what is known of them.
struct SuspectBuilder {
    let model: GarbleModel
    let scorer: TokenScorer
    let bytes: UnsafeBufferPointer<UInt8>
    let tokens: UnsafeBufferPointer<Token>

    /// How many tokens of a passage are asked for its language: more say nothing more.
    private static let languageTokens = 40

    /// The least characters of a passage of which one can be sure, and the most confidence in less: three signs can be an icon or a code, and one
    /// of them alone is not to send a page back to the OCR.
    private static let enough = 4, most = 0.85

    /// The probability from which on a passage bears the others out, and the characters of such ones that it takes.
    private static let sure = 0.9, witnesses = 100

    /// - Parameter slots: where the form's sentences leave the city room, ascending.
    func suspects(expectedLanguages: [WrittenLanguage], slots: [TextRange] = []) -> [Suspect] {
        var runs = runs()
        if runs.isEmpty { return [] }
        let sizes = runs.map(size)
        var confidences = confidences(of: runs, sizes: sizes)
        if zip(confidences, sizes).reduce(0, { $1.0 >= Self.sure ? $0 + $1.1 : $0 }) >= Self.witnesses {
            let lost = LostSlots(tokens: tokens, bytes: bytes).runs(in: slots, apartFrom: runs)
            if !lost.isEmpty {
                let all = zip(runs, confidences) + lost.map { ($0, size($0) < Self.enough ? Self.most : LostSlots.confidence) }
                let sorted = all.sorted { $0.0.lowerBound < $1.0.lowerBound }
                (runs, confidences) = (sorted.map(\.0), sorted.map(\.1))
            }
        }
        let scores = runs.map { run in
            var evidence = LostLanguageModel.Evidence()
            for token in tokens[run].prefix(Self.languageTokens) {
                model.language.add(scorer.framedCodes(of: UnsafeBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.end)])), to: &evidence)
            }
            return model.language.scores(of: evidence)
        }
        let languages = model.language.likeliest(scores, sizes: runs.map(size), expected: expectedLanguages)
        let codes = CodesAmidText(model: model, scorer: scorer, bytes: bytes, tokens: tokens)
        return runs.indices.compactMap { index in
            let language = languages[index]
            let looksLatin = language.map { NameSuspects.looksLatin.contains($0.language.script) } ?? true
            let suspect = suspect(tokens[runs[index]], confidence: confidences[index], language: language)
            return codes.isCodes(runs[index], looksLatin: looksLatin) && !Self.touches(slots, suspect.range) ? nil : suspect
        }
    }

    /// Whether a place overlaps one of others, which are ascending.
    private static func touches(_ places: [TextRange], _ range: TextRange) -> Bool {
        let first = places.partitioningIndex { $0.end > range.start }
        return first < places.count && places[first].overlaps(range)
    }

    /// Characters of a run.
    private func size(_ run: Range<Int>) -> Int { tokens[run].reduce(0) { $0 + Int($1.length) } }

    /// The runs of garbled tokens; a blank line or a word that was read ends one, and so do letters of another script than Latin, which no
    /// model without that script writes. Figures, marks and known words alone are none: tables are full of them (``isText(_:)``).
    private func runs() -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        func close(_ end: Int) {
            if let begun = start, isText(tokens[begun..<end]) { runs.append(begun..<end) }
            start = nil
        }
        for index in tokens.indices {
            let garbled = tokens[index].posterior >= Float(GarbleDetector.threshold) && tokens[index].kind != .foreign
            if start != nil, !garbled || tokens[index].link == .afterBlank { close(index) }
            if garbled, start == nil { start = index }
        }
        close(tokens.count)
        return runs
    }

    /// Whether a run holds more than figures and what stands with them: an unknown word that is no address and no formula, and beside figures with apostrophes
    /// (`3'450`), which garble hardly makes, one that is longer than a unit or the code of a currency.
    private func isText(_ run: Slice<UnsafeBufferPointer<Token>>) -> Bool {
        var longest = 0, hasFigure = false
        for token in run {
            let text = bytes[Int(token.start)..<Int(token.end)]
            if token.kind == .number, text.contains(where: { $0 == 0x27 || $0 == 0xE2 }) { hasFigure = true }
            guard token.kind.isUnknown, !token.isWebAddress(in: bytes), !Self.hasIndex(text) else { continue }
            longest = max(longest, max(1, text.count { ASCII.isLetter($0) || $0 >= 0xC3 && $0 != 0xE2 }))
        }
        return longest > (hasFigure ? Self.longestUnit : 0)
    }

    /// Whether figures stand above or below the line (U+2070–U+208F), as in `SO₄²⁻`: no OCR model of Latin script writes them.
    private static func hasIndex(_ text: some Collection<UInt8>) -> Bool {
        var before: (UInt8, UInt8) = (0, 0)
        for byte in text {
            if before.0 == 0xE2, before.1 == 0x81 && byte >= 0xB0 || before.1 == 0x82 && byte < 0x90 { return true }
            before = (before.1, byte)
        }
        return false
    }

    /// Letters of a unit or the code of a currency: `GWh`, `CHF`.
    private static let longestUnit = 3

    private func suspect(
        _ run: Slice<UnsafeBufferPointer<Token>>, confidence: Double, language: (language: LostLanguageModel.Language, probability: Double)?
    ) -> Suspect {
        let range = TextRange(Int(run[run.startIndex].start), Int(run[run.endIndex - 1].end))
        return Suspect(
            kind: .wrongScript, range: range, confidence: confidence,
            reasons: SuspectReasons(bytes: bytes).reasons(run, language: language?.language, before: tokens[..<run.startIndex].last, after: tokens[run.endIndex...].first),
            script: language?.language.script, language: language?.language.tag, languageConfidence: language?.probability)
    }

    /// The probability that each passage is lost.
    ///
    /// It is the mean of the probabilities of its words, by their lengths. Where other passages of the profile are surely lost, that says too little:
    /// in the made dumps that the line was fitted on, of the passages with a mean of 0.8 and more nearly all were. A profile without
    /// a sure passage keeps its means, so that its verdict does not hang on the line.
    private func confidences(of runs: [Range<Int>], sizes: [Int]) -> [Double] {
        let means = runs.indices.map { index in
            tokens[runs[index]].reduce(0.0) { $0 + Self.calibrated(Double($1.posterior), model.calibration) * Double($1.length) } / Double(max(1, sizes[index]))
        }
        let witnesses = runs.indices.map { means[$0] >= Self.sure ? sizes[$0] : 0 }
        let all = witnesses.reduce(0, +)
        return runs.indices.map { index in
            let isBorneOut = all - witnesses[index] >= Self.witnesses
            return min(sizes[index] < Self.enough ? Self.most : 0.999, isBorneOut ? Self.calibrated(means[index], model.passages) : means[index])
        }
    }

    /// A probability with its log-odds put on another line (Platt scaling).
    private static func calibrated(_ probability: Double, _ line: (slope: Float, intercept: Float)) -> Double {
        let bounded = max(1e-6, min(1 - 1e-6, probability))
        let odds = logarithm(bounded / (1 - bounded))
        return 1 / (1 + exponential(-(Double(line.slope) * odds + Double(line.intercept))))
    }
}
