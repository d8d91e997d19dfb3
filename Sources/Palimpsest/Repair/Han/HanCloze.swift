/// The cloze test: which characters the sentence has room for at one place.
struct HanCloze {
    let model: HanModel
    private let grams: HanGrams
    private var neighbours: HanNeighbours
    /// The place of a symbol among those that are tried, -1 for the others.
    private let ranks: [Int16]

    /// The most frequent characters: what is tried at a place.
    private static let tried = 2500
    /// Candidates that are weighed in the whole context.
    private static let weighed = 32
    /// Symbols of context on either side that the model looks at.
    private static let reach = HanModel.order - 1
    /// What it costs, in nats, to be none of the look-alikes, and to stand beside a neighbour with which it was never seen.
    fileprivate static let unlike: Float = 3, unseen: Float = 9

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
        /// Its characters that are tried, by their ranks.
        fileprivate let present: [Int16]
    }

    /// - Parameter text: the symbols of all the Han of the document.
    func surroundings(_ text: [UInt16]) -> Surroundings {
        Surroundings(echoes: HanEchoes([text], count: text.count), present: Set(text.map { ranks[Int($0)] }).filter { $0 >= 0 }.sorted())
    }

    /// Characters for what was read as `value`, likeliest first, each with its share of the probability of all.
    mutating func candidates(
        for value: UInt32, at place: TextRange, in bytes: UnsafeBufferPointer<UInt8>, _ surroundings: Surroundings
    ) -> [(value: UInt32, share: Float)] {
        let read = model.symbol(value)
        let before = symbols(before: place.start, bytes), after = symbols(after: place.end, bytes)
        guard let first = before.last, let next = after.first, first >= HanSymbol.firstHan || next >= HanSymbol.firstHan else { return [] }
        let alike = lookalikes(of: read)
        let fitting = fitting(between: first, next, read, alike, surroundings)
        var start = HanGrams.State()
        for symbol in before { start = grams.advance(start, by: symbol).state }
        let scored = fitting.map { symbol in
            (symbol: symbol, score: score(symbol, start, after) - (alike.contains(symbol) ? 0 : Self.unlike) + echo(symbol, first, next, surroundings.echoes))
        }
        guard let best = scored.map(\.score).max() else { return [] }
        let total = scored.reduce(0) { $0 + exponential($1.score - best) }
        return scored.sorted { ($1.score, $0.symbol) < ($0.score, $1.symbol) }.map { (model.scalar($0.symbol), exponential($0.score - best) / total) }
    }

    /// The characters that go best with both neighbours.
    ///
    /// Pairs alone tell what is worth the look-ups of the whole context. Look-alikes and what the document has elsewhere are weighed
    /// first; of all the others only the pairs count, so that a sum of two bytes decides.
    private mutating func fitting(between first: UInt16, _ next: UInt16, _ read: UInt16, _ alike: SymbolSet, _ surroundings: Surroundings) -> [UInt16] {
        let needsBoth = first >= HanSymbol.firstHan && next >= HanSymbol.firstHan
        let tried = neighbours.tried
        var weighed = SymbolSet()
        weighed.insert(read)
        var best = Best(count: Self.weighed)
        let rows = neighbours.rows(between: first, next)
        return neighbours.withCosts(rows) { after, before in
            let unseen = needsBoth ? Int(HanNeighbours.unseen) : Int(Self.unseen / HanModel.step)
            @inline(__always)
            func cost(_ rank: Int) -> Int? {
                let left = after[rank], right = before[rank]
                if needsBoth ? left == HanNeighbours.unseen || right == HanNeighbours.unseen : left & right == HanNeighbours.unseen { return nil }
                return (left == HanNeighbours.unseen ? unseen : Int(left)) + (right == HanNeighbours.unseen ? unseen : Int(right))
            }
            for rank in alike.symbols.map({ ranks[Int($0)] }) + surroundings.present where rank >= 0 && !weighed.contains(tried[Int(rank)]) {
                let symbol = tried[Int(rank)]
                weighed.insert(symbol)
                guard let cost = cost(Int(rank)) else { continue }
                let toll = (alike.contains(symbol) ? 0 : Self.unlike) - echo(symbol, first, next, surroundings.echoes)
                best.offer(symbol, -Float(cost) * HanModel.step - toll)
            }
            for rank in tried.indices {
                guard Int(after[rank]) + Int(before[rank]) < best.bound || !needsBoth, !weighed.contains(tried[rank]), let cost = cost(rank) else { continue }
                best.offer(tried[rank], -Float(cost) * HanModel.step - Self.unlike)
            }
            return best.symbols
        }
    }

    /// What it is worth, in nats, that the document has a character beside the same neighbours elsewhere.
    private func echo(_ symbol: UInt16, _ previous: UInt16, _ next: UInt16, _ echoes: HanEchoes) -> Float {
        let support = echoes.support(of: symbol, between: previous, next, here: 0)
        if support.pairs == 0, support.triples == 0 { return 0 }
        return Self.pairWeight * logarithm(1 + Float(support.pairs)) + Self.tripleWeight * logarithm(1 + Float(support.triples))
    }

    private static let pairWeight: Float = 0.7, tripleWeight: Float = 1.5

    /// The best so far, best first, at most `count`.
    private struct Best {
        private(set) var symbols: [UInt16] = []
        private var scores: [Float] = []
        private let count: Int
        /// What a score must exceed.
        private var least = -Float.infinity
        /// What the steps of both pairs must stay below to exceed it, where nothing speaks for the character besides.
        private(set) var bound = 2 * Int(HanNeighbours.unseen)

        init(count: Int) {
            self.count = count
            symbols.reserveCapacity(count + 1)
            scores.reserveCapacity(count + 1)
        }

        mutating func offer(_ symbol: UInt16, _ score: Float) {
            guard score > least else { return }
            var place = scores.count
            while place > 0, scores[place - 1] < score { place -= 1 }
            symbols.insert(symbol, at: place)
            scores.insert(score, at: place)
            guard scores.count >= count else { return }
            if scores.count > count {
                symbols.removeLast()
                scores.removeLast()
            }
            least = scores[count - 1]
            bound = Int((-least - HanCloze.unlike) / HanModel.step) + 1
        }
    }

    private func lookalikes(of symbol: UInt16) -> SymbolSet {
        var set = SymbolSet()
        guard symbol >= HanSymbol.firstHan else { return set }
        let start = Int(symbol - HanSymbol.firstHan) * model.candidateCount
        for index in start..<start + model.candidateCount { set.insert(model.candidates[index]) }
        return set
    }

    /// Symbols of the model, a bit each.
    private struct SymbolSet {
        private var words = [UInt64](repeating: 0, count: 1 << (Int(HanHistory.bits) - 6))
        private(set) var symbols: [UInt16] = []

        mutating func insert(_ symbol: UInt16) {
            words[Int(symbol >> 6)] |= 1 << UInt64(symbol & 63)
            symbols.append(symbol)
        }

        @inline(__always)
        func contains(_ symbol: UInt16) -> Bool { words[Int(symbol >> 6)] >> UInt64(symbol & 63) & 1 == 1 }
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
