/// The cloze test: which characters the sentence has room for at one place.
struct HanCloze {
    let model: HanModel
    private let grams: HanGrams
    private var neighbours: HanNeighbours
    /// The place of a symbol among those that are tried, -1 for the others.
    private let ranks: [Int16]

    /// The most frequent characters: what is tried at a place.
    static let tried = 2500
    /// Candidates that are weighed in the whole context.
    private static let weighed = 32
    /// Symbols of context on either side that the model looks at.
    private static let reach = HanModel.order - 1
    /// What it costs, in nats, to be none of the look-alikes, and to stand beside a neighbour with which it was never seen.
    static let unlike: Float = 3, unseen: Float = 9

    init(model: HanModel, frequent: [UInt16]) {
        self.model = model
        grams = HanGrams(model: model)
        neighbours = HanNeighbours(model: model, tried: frequent)
        var ranks = [Int16](repeating: -1, count: model.vocabulary)
        for (rank, symbol) in frequent.enumerated() { ranks[Int(symbol)] = Int16(rank) }
        self.ranks = ranks
    }

    /// What is tried with a model, the most frequent first.
    static func frequent(_ model: HanModel) -> [UInt16] {
        let symbols = (Int(HanSymbol.firstHan)..<model.vocabulary).map { UInt16($0) }
        return symbols.map { ($0, model.logProbability($0)) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(tried).map(\.0)
    }

    /// What a document says of its own characters.
    struct Surroundings {
        fileprivate let echoes: HanEchoes
        /// Its characters that are tried, by their ranks, and the same as bits.
        fileprivate let present: [Int16], presentSet: RankSet
    }

    /// - Parameter text: the symbols of all the Han of the document.
    func surroundings(_ text: [UInt16]) -> Surroundings {
        let present = Set(text.map { ranks[Int($0)] }).filter { $0 >= 0 }.sorted()
        var set = RankSet()
        for rank in present { set.insert(rank) }
        return Surroundings(echoes: HanEchoes([text], count: text.count), present: present, presentSet: set)
    }

    /// Characters for what was read as `value`, likeliest first, each with its share of the probability of all.
    mutating func candidates(
        for value: UInt32, at place: TextRange, in bytes: UnsafeBufferPointer<UInt8>, _ surroundings: Surroundings
    ) -> [(value: UInt32, share: Float)] {
        let read = model.symbol(value)
        let before = symbols(before: place.start, bytes), after = symbols(after: place.end, bytes)
        guard let first = before.last, let next = after.first, first >= HanSymbol.firstHan || next >= HanSymbol.firstHan else { return [] }
        var alike = RankSet()
        let lookalikes = lookalikes(of: read).filter { alike.insert($0) }
        let place = Place(first: first, next: next, echoes: surroundings.echoes)
        let fitting = fitting(place, read, lookalikes, alike, surroundings)
        var start = HanGrams.State()
        for symbol in before { start = grams.advance(start, by: symbol).state }
        let scored = fitting.map { rank in
            let symbol = neighbours.tried[Int(rank)]
            return (symbol: symbol, score: score(symbol, start, after) - (alike.contains(rank) ? 0 : Self.unlike) + place.echo(of: symbol))
        }
        guard let best = scored.map(\.score).max() else { return [] }
        let total = scored.reduce(0) { $0 + exponential($1.score - best) }
        return scored.sorted { ($1.score, $0.symbol) < ($0.score, $1.symbol) }.map { (model.scalar($0.symbol), exponential($0.score - best) / total) }
    }

    /// The ranks of the characters that go best with both neighbours.
    ///
    /// Pairs alone tell what is worth the look-ups of the whole context. Look-alikes and what the document has elsewhere are weighed
    /// first; of all the others only the pairs count, so that a sum of two bytes decides, and for most of them many at once (``Costs``).
    private mutating func fitting(
        _ place: Place, _ read: UInt16, _ lookalikes: [Int16], _ alike: RankSet, _ surroundings: Surroundings
    ) -> [Int16] {
        let rows = neighbours.rows(between: place.first, place.next), own = ranks[Int(read)], tried = neighbours.tried
        var weighed = surroundings.presentSet.union(alike)
        if own >= 0 { weighed.insert(own) }
        return neighbours.withCosts(rows) { after, before in
            let costs = Costs(after: after, before: before, needsBoth: place.first >= HanSymbol.firstHan && place.next >= HanSymbol.firstHan)
            return withUnsafeTemporaryAllocation(of: Choice.self, capacity: Self.weighed) { memory in
                var choices = Choices(memory)
                for rank in lookalikes where rank != own {
                    if let cost = costs[Int(rank)] { choices.offer(rank, cost, -place.echo(of: tried[Int(rank)])) }
                }
                for rank in surroundings.present where rank != own && !alike.contains(rank) {
                    if let cost = costs[Int(rank)] { choices.offer(rank, cost, Self.unlike - place.echo(of: tried[Int(rank)])) }
                }
                choices.offerAll(costs, but: weighed)
                return choices.ranks
            }
        }
    }

    /// A place's neighbours, and what the document has elsewhere.
    private struct Place {
        let first: UInt16, next: UInt16
        let echoes: HanEchoes

        private static let pairWeight: Float = 0.7, tripleWeight: Float = 1.5

        /// What it is worth, in nats, that the document has a character beside the same neighbours elsewhere.
        func echo(of symbol: UInt16) -> Float {
            let support = echoes.support(of: symbol, between: first, next, here: 0)
            if support.pairs == 0, support.triples == 0 { return 0 }
            return Self.pairWeight * logarithm(1 + Float(support.pairs)) + Self.tripleWeight * logarithm(1 + Float(support.triples))
        }
    }

    /// The ranks of the look-alikes of a symbol that are tried, in the order of the model.
    private func lookalikes(of symbol: UInt16) -> [Int16] {
        guard symbol >= HanSymbol.firstHan else { return [] }
        let start = Int(symbol - HanSymbol.firstHan) * model.candidateCount
        return model.candidates[start..<start + model.candidateCount].map { ranks[Int($0)] }.filter { $0 >= 0 }
    }

    /// log p of a character and of what follows it, as far as it has a part in that.
    private func score(_ symbol: UInt16, _ state: HanGrams.State, _ after: [UInt16]) -> Float {
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
