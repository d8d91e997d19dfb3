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

    func suspects(expectedLanguages: [String]) -> [Suspect] {
        let runs = runs()
        if runs.isEmpty { return [] }
        let scores = runs.map { run in
            var evidence = LostLanguageModel.Evidence()
            for token in tokens[run].prefix(Self.languageTokens) {
                model.language.add(scorer.framedCodes(of: UnsafeBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.end)])), to: &evidence)
            }
            return model.language.scores(of: evidence)
        }
        let sizes = runs.map { run in tokens[run].reduce(0) { $0 + Int($1.length) } }
        let posteriors = model.language.posteriors(scores, sizes: sizes, expected: expectedLanguages)
        return runs.indices.map { index in
            suspect(tokens[runs[index]], language: best(posteriors[index]))
        }
    }

    /// The runs of garbled tokens; a blank line or a word that was read ends one. Figures, marks and known
    /// words alone are none: tables are full of them. Nor is an address alone.
    private func runs() -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        func close(_ end: Int) {
            if let begun = start, tokens[begun..<end].contains(where: { $0.kind.isUnknown && !$0.isWebAddress(in: bytes) }) { runs.append(begun..<end) }
            start = nil
        }
        for index in tokens.indices {
            let garbled = tokens[index].posterior >= Float(GarbleDetector.threshold)
            if start != nil, !garbled || tokens[index].link == .afterBlank { close(index) }
            if garbled, start == nil { start = index }
        }
        close(tokens.count)
        return runs
    }

    private func best(_ posteriors: [Double]) -> (language: LostLanguageModel.Language, probability: Double)? {
        guard let index = posteriors.indices.max(by: { posteriors[$0] < posteriors[$1] }) else { return nil }
        return (model.language.languages[index], posteriors[index])
    }

    private func suspect(_ run: Slice<UnsafeBufferPointer<Token>>, language: (language: LostLanguageModel.Language, probability: Double)?) -> Suspect {
        let characters = run.reduce(0) { $0 + Int($1.length) }
        let mean = run.reduce(0.0) { $0 + calibrated($1.posterior) * Double($1.length) } / Double(max(1, characters))
        let range = TextRange(Int(run[run.startIndex].start), Int(run[run.endIndex - 1].end))
        return Suspect(
            kind: .wrongScript, range: range, confidence: min(characters < Self.enough ? Self.most : 0.999, mean),
            reasons: SuspectReasons(bytes: bytes).reasons(run, language: language?.language, before: tokens[..<run.startIndex].last, after: tokens[run.endIndex...].first),
            script: language?.language.script, language: language?.language.tag, languageConfidence: language?.probability)
    }

    private func calibrated(_ posterior: Float) -> Double {
        let bounded = Double(max(1e-6, min(1 - 1e-6, posterior)))
        let odds = logarithm(bounded / (1 - bounded))
        return 1 / (1 + exponential(-(Double(model.calibration.slope) * odds + Double(model.calibration.intercept))))
    }
}
