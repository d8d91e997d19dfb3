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
    private static let unlike: Float = 3, unseen: Float = 9

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
        let fitting = fitting(between: first, next, read, lookalikes, alike, surroundings)
        var start = HanGrams.State()
        for symbol in before { start = grams.advance(start, by: symbol).state }
        let scored = fitting.map { rank in
            let symbol = neighbours.tried[Int(rank)]
            return (symbol: symbol, score: score(symbol, start, after) - (alike.contains(rank) ? 0 : Self.unlike) + echo(symbol, first, next, surroundings.echoes))
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
        between first: UInt16, _ next: UInt16, _ read: UInt16, _ lookalikes: [Int16], _ alike: RankSet, _ surroundings: Surroundings
    ) -> [Int16] {
        let rows = neighbours.rows(between: first, next)
        return neighbours.withCosts(rows) { after, before in
            let costs = Costs(after: after, before: before, needsBoth: first >= HanSymbol.firstHan && next >= HanSymbol.firstHan)
            return withUnsafeTemporaryAllocation(of: Choice.self, capacity: Self.weighed) { memory in
                var choices = Choices(memory)
                let own = ranks[Int(read)]
                for rank in lookalikes where rank != own {
                    offer(rank, toll: 0, between: first, next, costs, surroundings.echoes, to: &choices)
                }
                for rank in surroundings.present where rank != own && !alike.contains(rank) {
                    offer(rank, toll: Self.unlike, between: first, next, costs, surroundings.echoes, to: &choices)
                }
                var weighed = surroundings.presentSet.union(alike)
                if own >= 0 { weighed.insert(own) }
                choices.offerAll(costs, but: weighed)
                return choices.ranks
            }
        }
    }

    /// Offers a character that has something to say for it besides the pairs.
    @inline(__always)
    private func offer(
        _ rank: Int16, toll: Float, between first: UInt16, _ next: UInt16, _ costs: Costs, _ echoes: HanEchoes, to choices: inout Choices
    ) {
        guard let cost = costs[Int(rank)] else { return }
        choices.offer(rank, cost, toll - echo(neighbours.tried[Int(rank)], first, next, echoes))
    }

    /// A character by its rank, and how well it goes with its neighbours.
    private struct Choice: BitwiseCopyable, Scored {
        var score: Float
        var rank: Int16
    }

    /// The best characters so far.
    private struct Choices {
        private var best: Best<Choice>
        private let most: Int
        /// What the steps of both pairs must stay below, where nothing speaks for a character besides.
        private var bound = 2 * Int(HanNeighbours.unseen)

        init(_ memory: UnsafeMutableBufferPointer<Choice>) {
            best = Best(memory)
            most = memory.count
        }

        var ranks: [Int16] { (0..<best.count).map { best[$0].rank } }

        @inline(__always)
        mutating func offer(_ rank: Int16, _ cost: Int, _ toll: Float) {
            best.insert(Choice(score: -Float(cost) * HanModel.step - toll, rank: rank))
            if best.count == most { bound = Int((-best[most - 1].score - HanCloze.unlike) / HanModel.step) + 1 }
        }

        /// Offers all characters in their order for what their pairs cost, but those in a set.
        mutating func offerAll(_ costs: Costs, but weighed: RankSet) {
            var rank = 0
            while rank < costs.count {
                let end = min(rank + Costs.lanes, costs.count)
                if end - rank < Costs.lanes || costs.least(from: rank) < bound {
                    for rank in rank..<end {
                        guard let cost = costs[rank], cost < bound, !weighed.contains(Int16(truncatingIfNeeded: rank)) else { continue }
                        offer(Int16(truncatingIfNeeded: rank), cost, HanCloze.unlike)
                    }
                }
                rank = end
            }
        }
    }

    /// What each character costs beside both neighbours, in ``HanModel/step``s of nats.
    private struct Costs {
        private let after: UnsafeBufferPointer<UInt8>, before: UnsafeBufferPointer<UInt8>
        /// Whether a character that was never seen with one of the neighbours is none.
        private let needsBoth: Bool
        /// What a pair costs that was never seen, where the other was.
        private let unseen: UInt8

        init(after: UnsafeBufferPointer<UInt8>, before: UnsafeBufferPointer<UInt8>, needsBoth: Bool) {
            self.after = after
            self.before = before
            self.needsBoth = needsBoth
            unseen = needsBoth ? HanNeighbours.unseen : UInt8(HanCloze.unseen / HanModel.step)
        }

        var count: Int { after.count }

        /// The cost of both pairs; `nil` for a character that was seen with neither, or has to be seen with both.
        @inline(__always)
        subscript(rank: Int) -> Int? {
            let left = after[rank], right = before[rank]
            if needsBoth ? left == HanNeighbours.unseen || right == HanNeighbours.unseen : left & right == HanNeighbours.unseen { return nil }
            return Int(left == HanNeighbours.unseen ? unseen : left) + Int(right == HanNeighbours.unseen ? unseen : right)
        }

        /// Characters that ``least(from:)`` looks at.
        static let lanes = 32

        /// No more than the least that one of the next ``lanes`` characters costs. Nearly all of the 2,500 cost too much, and this loop, which
        /// the compiler makes one of vectors, tells it of 32 of them with two instructions for each; one by one they took 40.
        @inline(__always)
        func least(from rank: Int) -> Int {
            var least = Int16.max
            for lane in 0..<Self.lanes {
                let left = min(after[rank &+ lane], unseen), right = min(before[rank &+ lane], unseen)
                least = min(least, Int16(left) &+ Int16(right))
            }
            return Int(least)
        }
    }

    /// What it is worth, in nats, that the document has a character beside the same neighbours elsewhere.
    private func echo(_ symbol: UInt16, _ previous: UInt16, _ next: UInt16, _ echoes: HanEchoes) -> Float {
        let support = echoes.support(of: symbol, between: previous, next, here: 0)
        if support.pairs == 0, support.triples == 0 { return 0 }
        return Self.pairWeight * logarithm(1 + Float(support.pairs)) + Self.tripleWeight * logarithm(1 + Float(support.triples))
    }

    private static let pairWeight: Float = 0.7, tripleWeight: Float = 1.5

    /// The ranks of the look-alikes of a symbol that are tried, in the order of the model.
    private func lookalikes(of symbol: UInt16) -> [Int16] {
        guard symbol >= HanSymbol.firstHan else { return [] }
        let start = Int(symbol - HanSymbol.firstHan) * model.candidateCount
        return model.candidates[start..<start + model.candidateCount].map { ranks[Int($0)] }.filter { $0 >= 0 }
    }

    /// Ranks of what is tried, a bit each.
    fileprivate struct RankSet {
        private var words = [UInt64](repeating: 0, count: (tried + 63) / 64)

        /// - Returns: whether it is new.
        @discardableResult
        mutating func insert(_ rank: Int16) -> Bool {
            let isNew = !contains(rank)
            words[Int(rank >> 6)] |= 1 << UInt64(rank & 63)
            return isNew
        }

        @inline(__always)
        func contains(_ rank: Int16) -> Bool { words[Int(rank >> 6)] >> UInt64(rank & 63) & 1 == 1 }

        func union(_ other: RankSet) -> RankSet {
            var union = self
            for index in words.indices { union.words[index] |= other.words[index] }
            return union
        }
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
