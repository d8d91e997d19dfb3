/// Weighs, at the unusual places of a text, what was read against what it may be misread from.
///
/// A noisy channel (Kernighan, Church and Gale 1990) over a lattice, as Tong and Evans 1996 ("A Statistical Approach to
/// Automatic OCR Error Correction in Context") use it for whole sentences: at each unusual place stand the character as read,
/// the look-alikes that fit best, and "something else" that leaves a gap in the context. The best paths through the lattice,
/// taken together, give each place the probability that it is wrong; a right character beside a wrong one is so told apart
/// from it, which no threshold on single characters does.
struct HanLattice {
    /// Where the four probabilities that a character has a part in come, together, below this (nats), the lattice is tried.
    static let gate: Float = -20
    /// At most one place in so many characters is tried, and a few more.
    private static let charactersPerPlace = 5, fewPlaces = 3
    private static let longest = 20, finalists = 5, tried = 32
    /// What a pair that was never seen counts in the choice of the finalists.
    private static let unfit: Float = -9
    private static let unlikelySign: Float = -3

    let grams: HanGrams
    let symbols: [UInt16]
    /// log p of each symbol after the ones before it.
    private(set) var base: [Float] = []
    private(set) var places: [Place] = []
    /// What stands before each symbol.
    private var states: [HanGrams.State] = []

    var model: HanModel { grams.model }

    /// A place of the lattice.
    struct Place {
        var index: Int
        /// The four log probabilities that the symbol has a part in.
        var asRead: Float
        /// The best look-alike's gain over what was read, and that of a gap.
        var bestGain: Float
        var gapGain: Float
        var options = Options()
        /// Log-odds that what was read is wrong.
        var logOdds: Float = 0
        /// Probability that what was read is right, given that the place right before, or right after, said its likeliest option: a right
        /// character beside a wrong one is doubted for its neighbour's sake alone.
        var rightAfterPrevious: Float = 0, rightBeforeNext: Float = 0
    }

    /// What a place may have to say instead of what was read.
    struct Option: BitwiseCopyable {
        /// The symbol; ``HanSymbol/boundary`` for something else.
        var symbol = HanSymbol.boundary
        /// log p(read | this).
        var channel: Float = 0
        /// Posterior probability.
        var share: Float = 0

        var isNamed: Bool { symbol != HanSymbol.boundary }
    }

    /// Two look-alikes that fit both sides, one for either side, and something else, which comes last.
    struct Options: RandomAccessCollection, MutableCollection {
        static let most = 5
        private var slots = InlineArray<5, Option>(repeating: Option())
        private(set) var endIndex = 0
        var startIndex: Int { 0 }

        mutating func append(_ option: Option) {
            slots[endIndex] = option
            endIndex += 1
        }

        subscript(index: Int) -> Option {
            get { slots[index] }
            set { slots[index] = newValue }
        }
    }

    init(_ symbols: [UInt16], grams: HanGrams) {
        self.symbols = symbols
        self.grams = grams
        base.reserveCapacity(symbols.count)
        states.reserveCapacity(symbols.count)
        var state = HanGrams.State.start
        for symbol in symbols {
            states.append(state)
            let (logProbability, next) = grams.advance(state, by: symbol)
            base.append(logProbability)
            state = next
        }
        let asRead = symbols.indices.map { index in base[index..<min(index + HanModel.order, symbols.count)].reduce(0, +) }
        let gate = gate(asRead)
        for index in symbols.indices {
            let isHan = symbols[index] >= HanSymbol.firstHan
            if isHan ? asRead[index] < gate : isStray(index) { places.append(place(index, asRead[index], isHan)) }
        }
        var first = 0
        while first < places.count {
            var last = first
            while last + 1 < places.count, last - first + 1 < Self.longest, places[last + 1].index - places[last].index < HanModel.order { last += 1 }
            decode(first, last)
            first = last + 1
        }
    }

    /// ``gate``, or less where the text as a whole is of a kind that the model knows little of: only the most unusual places
    /// are worth the time, and among them a misread character is.
    private func gate(_ asRead: [Float]) -> Float {
        var low: [Float] = [], han = 0
        for (symbol, score) in zip(symbols, asRead) where symbol >= HanSymbol.firstHan {
            han += 1
            if score < Self.gate { low.append(score) }
        }
        let most = Self.fewPlaces + han / Self.charactersPerPlace
        guard low.count > most else { return Self.gate }
        low.sort()
        return low[most]
    }

    /// Whether a sign or a word of letters stands beside Han.
    private func isStray(_ index: Int) -> Bool {
        let symbol = symbols[index]
        guard symbol == HanSymbol.latin || symbol == HanSymbol.other || symbol == HanSymbol.dash else { return false }
        return index > 0 && symbols[index - 1] >= HanSymbol.firstHan || index + 1 < symbols.count && symbols[index + 1] >= HanSymbol.firstHan
    }

    /// log p of the symbols after `index`, as far as what stands there has a part in them.
    private func right(_ index: Int, _ state: HanGrams.State) -> Float {
        var state = state
        var total: Float = 0
        for at in index + 1..<max(index + 1, min(index + HanModel.order, symbols.count)) {
            let (logProbability, next) = grams.advance(state, by: symbols[at])
            total += logProbability
            state = next
        }
        return total
    }

    /// The place with its best options, weighed with all around it as read.
    private func place(_ index: Int, _ asRead: Float, _ isHan: Bool) -> Place {
        let read = symbols[index]
        let output = isHan ? model.output[Int(read - HanSymbol.firstHan)] : Self.unlikelySign
        let gap = right(index, HanGrams.State()) + output - asRead
        var place = Place(index: index, asRead: asRead, bestGain: -30, gapGain: gap)
        if isHan { addLookalikes(&place) }
        place.options.append(Option(channel: output))
        return place
    }

    /// A look-alike and how well it fits.
    private struct Candidate: BitwiseCopyable, Scored {
        var score = -Float.infinity
        var option = Option()
    }

    /// Adds the two look-alikes that fit both sides best, the best for the left side and the best for the right.
    private func addLookalikes(_ place: inout Place) {
        withUnsafeTemporaryAllocation(of: Candidate.self, capacity: 2 * Self.finalists) { memory in
            var found = Best(UnsafeMutableBufferPointer(rebasing: memory[..<Self.finalists]))
            let sides = findLookalikes(place.index, &found)
            var weighed = Best(UnsafeMutableBufferPointer(rebasing: memory[Self.finalists...]))
            for number in 0..<found.count {
                let option = found[number].option
                let (logProbability, state) = grams.advance(states[place.index], by: option.symbol)
                weighed.insert(Candidate(score: logProbability + right(place.index, state) + option.channel, option: option))
            }
            if weighed.count > 0 { place.bestGain = max(-30, weighed[0].score - place.asRead) }
            for number in 0..<min(2, weighed.count) { place.options.append(weighed[number].option) }
            for side in [sides.left, sides.right] where side.isNamed && !place.options.contains(where: { $0.symbol == side.symbol }) {
                place.options.append(side)
            }
        }
    }

    /// Finds the look-alikes that are worth weighing in full, and the best for either side. Most fit neither neighbour, and pairs
    /// alone tell that.
    private func findLookalikes(_ index: Int, _ found: inout Best<Candidate>) -> (left: Option, right: Option) {
        let row = Int(symbols[index] - HanSymbol.firstHan) * model.candidateCount
        let previous = index > 0 ? symbols[index - 1] : HanSymbol.boundary
        let next = index + 1 < symbols.count ? symbols[index + 1] : HanSymbol.boundary
        var left = Candidate(), right = Candidate()
        var sides = grams.mayFit(model.candidates[row..<row + min(Self.tried, model.candidateCount)], between: previous, next)
        while sides.left | sides.right != 0 {
            let number = (sides.left | sides.right).trailingZeroBitCount, at = row + number, symbol = model.candidates[at]
            let fitsLeft = sides.left >> UInt32(number) & 1 != 0 ? grams.pair(previous, symbol) : nil
            let fitsRight = sides.right >> UInt32(number) & 1 != 0 ? grams.pair(symbol, next) : nil
            sides.left &= ~(1 << UInt32(number))
            sides.right &= ~(1 << UInt32(number))
            if fitsLeft == nil, fitsRight == nil { continue }
            let option = Option(symbol: symbol, channel: -Float(model.channel[at]) * HanModel.step)
            let alone = model.logProbability(symbol)
            found.insert(Candidate(score: (fitsLeft ?? alone - 2) + (fitsRight ?? Self.unfit) + option.channel, option: option))
            if let fitsLeft, fitsLeft + option.channel > left.score { left = Candidate(score: fitsLeft + option.channel, option: option) }
            if let fitsRight, alone + fitsRight + option.channel > right.score { right = Candidate(score: alone + fitsRight + option.channel, option: option) }
        }
        return (left.option, right.option)
    }

    /// Follows the best paths from one place to another and shares their probability out.
    private mutating func decode(_ first: Int, _ last: Int) {
        var beam = HanBeam(grams: grams, states[places[first].index])
        var at = first
        for index in places[first].index..<min(places[last].index + HanModel.order, symbols.count) {
            if at <= last, places[at].index == index {
                beam.branch(at: symbols[index], places[at].options, number: at - first)
                at += 1
            } else {
                beam.follow(symbols[index])
            }
        }
        let weights = beam.weights()
        for place in first...last {
            var right: Float = 0, wrong: Float = 0
            for (path, weight) in weights.enumerated() {
                if let option = beam.option(of: path, at: place - first) {
                    wrong += weight
                    places[place].options[option].share += weight
                } else {
                    right += weight
                }
            }
            for option in places[place].options.indices { places[place].options[option].share /= right + wrong }
            places[place].logOdds = min(max(logarithm(max(wrong, 1e-12) / max(right, 1e-12)), -15), 15)
        }
        for place in first..<last where places[place + 1].index == places[place].index + 1 {
            places[place + 1].rightAfterPrevious = right(place + 1, beside: place, first, beam, weights)
            places[place].rightBeforeNext = right(place, beside: place + 1, first, beam, weights)
        }
    }

    /// The share of paths that leave a place as it was read among those that take the likeliest option of another.
    private func right(_ place: Int, beside other: Int, _ first: Int, _ beam: HanBeam, _ weights: UnsafeMutableBufferPointer<Float>) -> Float {
        let options = places[other].options
        guard let best = options.indices.filter({ options[$0].isNamed }).max(by: { options[$0].share < options[$1].share }) else { return 0 }
        var all: Float = 0, right: Float = 0
        for (path, weight) in weights.enumerated() where beam.option(of: path, at: other - first) == best {
            all += weight
            if beam.option(of: path, at: place - first) == nil { right += weight }
        }
        return all > 0 ? right / all : 0
    }
}
