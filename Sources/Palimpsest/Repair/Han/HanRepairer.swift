/// Proposes characters for misread Chinese that no look-alike of the model explains.
///
/// ``HanReader`` weighs what was read against its known look-alikes and finds many places where something else must have stood
/// (`汪地` for `湿地`). There the sentence alone is asked: of the characters that the model has seen beside its neighbours, how
/// likely is each in the whole context? It is the cloze test, as masked language models are used for Chinese spelling (Zhang et
/// al. 2020, "Spelling Error Correction with Soft-Masked BERT", who also find that detection must come first), with
/// the n-gram model that is there. One place at a time, and only where detection has found one.
struct HanRepairer: Repairer {
    static let method = RepairMethod.han

    private let model: HanModel
    /// The most frequent characters: what is tried at a place.
    private let frequent: [UInt16]

    private static let tried = 2500
    /// Candidates that are weighed in the whole context, and what a pair that was never seen counts in their choice.
    private static let weighed = 64, unseen: Float = -9
    /// Symbols of context on either side that the model looks at.
    private static let reach = HanModel.order - 1
    /// What it costs, in nats, to be none of the look-alikes.
    private static let unlike: Float = 3
    /// How sure a candidate is, by logistic regression on 329 candidates of pages that no model learnt from: weights of the log-odds of its
    /// share among the candidates and of the place's being wrong, and the intercept.
    private static let shareWeight: Float = 0.602, doubtWeight: Float = 0.309, intercept: Float = -3.013
    private static let mostCandidates = 3
    /// A place with a candidate surer than this is explained.
    private static let explained = 0.3

    /// - Parameter directory: the folder of dictionaries.
    /// - Throws: ``ModelError``.
    init(directory: String) throws(ModelError) {
        let model = try HanModel(path: directory + "/" + HanModel.fileName, pairsPath: directory + "/" + HanModel.pairsFileName)
        self.model = model
        let symbols = (Int(HanSymbol.firstHan)..<model.vocabulary).map { UInt16($0) }
        let order = symbols.map { ($0, model.logProbability($0)) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        frequent = order.prefix(Self.tried).map(\.0)
    }

    func findings(for record: Record) -> RepairFindings { RepairFindings(proposals: proposals(for: record)) }

    private func proposals(for record: Record) -> [RepairProposal] {
        let open = record.suspects.filter { suspect in
            suspect.kind == .misread && suspect.language == "zh-Hans" && !suspect.candidates.contains { $0.confidence > Self.explained }
        }
        if open.isEmpty { return [] }
        let grams = HanGrams(model: model)
        return record.document.text.bytes.withUnsafeBufferPointer { bytes in
            let text = text(of: record, bytes)
            let echoes = HanEchoes([text.symbols], count: text.symbols.count)
            let most = HanScan.isRead(CollectionOfOne(text.neighbours)) ? 1 : Double(HanScan.mostInTypedText)
            return open.flatMap { proposals(for: $0, bytes, grams, echoes, most) }
        }
    }

    /// The record's lines that are not ASCII.
    private func text(of record: Record, _ bytes: UnsafeBufferPointer<UInt8>) -> HanText {
        var text = HanText()
        for line in record.document.lines.lines where !line.isASCII && line.content.end > record.range.start && line.content.start < record.range.end {
            text.append(bytes, line.content.start, line.content.end, model)
        }
        return text
    }

    private func proposals(for suspect: Suspect, _ bytes: UnsafeBufferPointer<UInt8>, _ grams: HanGrams, _ echoes: HanEchoes, _ most: Double) -> [RepairProposal] {
        let (value, length) = UTF8Bytes.scalar(bytes, at: suspect.range.start)
        let read = model.symbol(value)
        guard length == suspect.range.count, HanSymbol.isHan(value) else { return [] }
        let before = symbols(before: suspect.range.start, bytes), after = symbols(after: suspect.range.end, bytes)
        guard let first = before.last, let next = after.first, first >= HanSymbol.firstHan || next >= HanSymbol.firstHan else { return [] }
        let alike = lookalikes(of: read)
        // Pairs alone tell what is worth the look-ups of the whole context.
        var fitting: [(symbol: UInt16, score: Float)] = []
        for symbol in frequent where symbol != read {
            let left = grams.pair(first, symbol), right = grams.pair(symbol, next)
            if left == nil, right == nil { continue }
            fitting.append((symbol, (left ?? Self.unseen) + (right ?? Self.unseen) - (alike.contains(symbol) ? 0 : Self.unlike) + echo(symbol, first, next, echoes)))
        }
        fitting.sort { ($1.score, $0.symbol) < ($0.score, $1.symbol) }
        let scored = fitting.prefix(Self.weighed).map { candidate in
            (symbol: candidate.symbol, score: score(candidate.symbol, before, after, grams) - (alike.contains(candidate.symbol) ? 0 : Self.unlike) + echo(candidate.symbol, first, next, echoes))
        }
        guard let best = scored.map(\.score).max() else { return [] }
        let total = scored.reduce(0) { $0 + exponential($1.score - best) }
        return scored.sorted { ($1.score, $0.symbol) < ($0.score, $1.symbol) }.prefix(Self.mostCandidates).compactMap { candidate in
            let share = exponential(candidate.score - best) / total
            let odds = Self.shareWeight * Self.logOdds(share) + Self.doubtWeight * Self.logOdds(Float(suspect.confidence)) + Self.intercept
            let confidence = min(most, Double(1 / (1 + exponential(-odds))))
            guard confidence >= Self.leastConfidence, let scalar = Unicode.Scalar(model.scalar(candidate.symbol)) else { return nil }
            return RepairProposal(
                range: suspect.range, text: String(Character(scalar)), confidence: confidence,
                explanation: "It is what Chinese has most often between these characters.")
        }
    }

    private static let leastConfidence = 0.05

    private static func logOdds(_ probability: Float) -> Float {
        let bounded = min(max(probability, 1e-5), 1 - 1e-5)
        return logarithm(bounded / (1 - bounded))
    }

    /// What it is worth, in nats, that the document has a character beside the same neighbours elsewhere.
    private func echo(_ symbol: UInt16, _ previous: UInt16, _ next: UInt16, _ echoes: HanEchoes) -> Float {
        let support = echoes.support(of: symbol, between: previous, next, here: 0)
        return Self.pairWeight * logarithm(1 + Float(support.pairs)) + Self.tripleWeight * logarithm(1 + Float(support.triples))
    }

    private static let pairWeight: Float = 0.7, tripleWeight: Float = 1.5

    private func lookalikes(of symbol: UInt16) -> Set<UInt16> {
        guard symbol >= HanSymbol.firstHan else { return [] }
        let start = Int(symbol - HanSymbol.firstHan) * model.candidateCount
        return Set(model.candidates[start..<start + model.candidateCount])
    }

    /// log p of a character and of what follows it, as far as it has a part in that.
    private func score(_ symbol: UInt16, _ before: [UInt16], _ after: [UInt16], _ grams: HanGrams) -> Float {
        var state = HanGrams.State()
        for symbol in before { state = grams.advance(state, by: symbol).state }
        var (total, next) = grams.advance(state, by: symbol)
        for symbol in after {
            let step = grams.advance(next, by: symbol)
            total += step.logProbability
            next = step.state
        }
        return total
    }

    // MARK: Context

    /// The symbols before a place, nearest last; white space is passed over.
    private func symbols(before offset: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> [UInt16] {
        var symbols: [UInt16] = []
        var at = offset
        while at > 0, symbols.count < Self.reach {
            let (value, length) = UTF8Bytes.scalar(bytes, before: at)
            at -= max(1, length)
            if value > 0x20 { symbols.append(symbol(value)) }
        }
        return symbols.reversed()
    }

    private func symbols(after offset: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> [UInt16] {
        var symbols: [UInt16] = []
        var at = offset
        while at < bytes.count, symbols.count < Self.reach {
            let (value, length) = UTF8Bytes.scalar(bytes, at: at)
            at += max(1, length)
            if value > 0x20 { symbols.append(symbol(value)) }
        }
        return symbols
    }

    private func symbol(_ value: UInt32) -> UInt16 {
        if HanSymbol.isHan(value) { return model.symbol(value) }
        if HanSymbol.isDigit(value) { return HanSymbol.number }
        let mark = value < 0x10000 ? UInt16(HanSymbol.ofMark[Int(value)]) : 0
        if mark != 0 { return mark }
        return HanSymbol.isLetter(value) ? HanSymbol.latin : HanSymbol.other
    }
}
