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
    private static let beam = 16, longest = 20, finalists = 5, tried = 32
    /// What a pair that was never seen counts in the choice of the finalists.
    private static let unfit: Float = -9
    private static let priorOfMisreading: Float = -4.5
    private static let unlikelySign: Float = -3

    let model: HanModel
    let symbols: [UInt16]
    /// log p of each symbol after the ones before it.
    private(set) var base: [Float] = []
    private(set) var places: [Place] = []

    /// A place of the lattice.
    struct Place {
        var index: Int
        /// The four log probabilities that the symbol has a part in.
        var asRead: Float
        /// The best look-alike's gain over what was read, and that of a gap.
        var bestGain: Float
        var gapGain: Float
        var options: [Option] = []
        /// Log-odds that what was read is wrong.
        var logOdds: Float = 0
    }

    /// What a place may have to say instead of what was read.
    struct Option {
        /// The symbol, or `nil` for something else.
        var symbol: UInt16?
        /// log p(read | this).
        var channel: Float
        /// Posterior probability.
        var share: Float = 0
    }

    init(_ symbols: [UInt16], model: HanModel) {
        self.symbols = symbols
        self.model = model
        base.reserveCapacity(symbols.count)
        var history = HanHistory.start
        for symbol in symbols {
            base.append(model.logProbability(symbol, after: history))
            history = history.adding(symbol)
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

    private func history(before index: Int) -> HanHistory {
        var history = index < HanModel.order - 1 ? HanHistory.start : HanHistory()
        for at in max(0, index - HanModel.order + 1)..<index { history = history.adding(symbols[at]) }
        return history
    }

    /// log p of the symbols after `index`, as far as what stands there has a part in them.
    private func right(_ index: Int, _ history: HanHistory) -> Float {
        var history = history
        var total: Float = 0
        for at in index + 1..<max(index + 1, min(index + HanModel.order, symbols.count)) {
            total += model.logProbability(symbols[at], after: history)
            history = history.adding(symbols[at])
        }
        return total
    }

    /// The place with its best options, weighed with all around it as read.
    private func place(_ index: Int, _ asRead: Float, _ isHan: Bool) -> Place {
        let before = history(before: index)
        let read = symbols[index]
        let output = isHan ? model.output[Int(read - HanSymbol.firstHan)] : Self.unlikelySign
        let gap = right(index, HanHistory()) + output - asRead
        var place = Place(index: index, asRead: asRead, bestGain: -30, gapGain: gap)
        if isHan { addLookalikes(&place, before) }
        place.options.append(Option(symbol: nil, channel: output))
        return place
    }

    /// Adds the two look-alikes that fit both sides best, the best for the left side and the best for the right.
    ///
    /// Most of the look-alikes fit neither neighbour, and pairs alone tell that: only the ``finalists`` are weighed in full.
    private func addLookalikes(_ place: inout Place, _ before: HanHistory) {
        let index = place.index
        let row = Int(symbols[index] - HanSymbol.firstHan) * model.candidateCount
        let previous = index > 0 ? symbols[index - 1] : HanSymbol.boundary
        let next = index + 1 < symbols.count ? symbols[index + 1] : HanSymbol.boundary
        var found: [(score: Float, option: Option)] = []
        var left = (score: -Float.infinity, option: Option(symbol: nil, channel: 0)), right = left
        for at in row..<row + min(Self.tried, model.candidateCount) {
            let symbol = model.candidates[at]
            let fitsLeft = model.pair(previous, symbol), fitsRight = model.pair(symbol, next)
            if fitsLeft == nil, fitsRight == nil { continue }
            let option = Option(symbol: symbol, channel: -Float(model.channel[at]) * HanModel.step)
            let alone = model.logProbability(symbol)
            found.append(((fitsLeft ?? alone - 2) + (fitsRight ?? Self.unfit) + option.channel, option))
            if let fitsLeft, fitsLeft + option.channel > left.score { left = (fitsLeft + option.channel, option) }
            if let fitsRight, alone + fitsRight + option.channel > right.score { right = (alone + fitsRight + option.channel, option) }
        }
        found.sort { $0.score > $1.score }
        if found.count > Self.finalists { found.removeLast(found.count - Self.finalists) }
        for number in found.indices {
            let option = found[number].option
            guard let symbol = option.symbol else { continue }
            found[number].score = model.logProbability(symbol, after: before) + self.right(index, before.adding(symbol)) + option.channel
        }
        found.sort { $0.score > $1.score }
        if let best = found.first { place.bestGain = max(-30, best.score - place.asRead) }
        place.options = found.prefix(2).map(\.option)
        for (_, option) in [left, right] where option.symbol != nil && !place.options.contains(where: { $0.symbol == option.symbol }) {
            place.options.append(option)
        }
    }

    /// One path through the lattice: three bits of `path` for each place tell the option, 7 what was read.
    private struct Path {
        var score: Float
        var history: HanHistory
        var path: UInt64
    }

    /// Follows the best paths from one place to another and shares their probability out.
    private mutating func decode(_ first: Int, _ last: Int) {
        var paths = [Path(score: 0, history: history(before: places[first].index), path: 0)]
        var at = first
        for index in places[first].index..<min(places[last].index + HanModel.order, symbols.count) {
            let symbol = symbols[index]
            if at <= last, places[at].index == index {
                paths = branched(paths, places[at], UInt64(3 * (at - first)))
                at += 1
            } else {
                for path in paths.indices {
                    paths[path].score += model.logProbability(symbol, after: paths[path].history)
                    paths[path].history = paths[path].history.adding(symbol)
                }
            }
        }
        let top = paths.map(\.score).max() ?? 0
        let weights = paths.map { exponential($0.score - top) }
        for place in first...last {
            let shift = UInt64(3 * (place - first))
            var right: Float = 0, wrong: Float = 0
            for (path, weight) in zip(paths, weights) {
                let option = Int(path.path >> shift & 7)
                if option == 7 { right += weight } else {
                    wrong += weight
                    places[place].options[option].share += weight
                }
            }
            for option in places[place].options.indices { places[place].options[option].share /= right + wrong }
            places[place].logOdds = min(max(logarithm(max(wrong, 1e-12) / max(right, 1e-12)), -15), 15)
        }
    }

    private func branched(_ paths: [Path], _ place: Place, _ shift: UInt64) -> [Path] {
        var next: [Path] = []
        next.reserveCapacity(paths.count * (place.options.count + 1))
        let read = symbols[place.index]
        for path in paths {
            next.append(Path(score: path.score + model.logProbability(read, after: path.history), history: path.history.adding(read), path: path.path | 7 << shift))
            for (number, option) in place.options.enumerated() {
                var branch = path
                branch.score += option.channel + Self.priorOfMisreading
                if let symbol = option.symbol {
                    branch.score += model.logProbability(symbol, after: path.history)
                    branch.history = path.history.adding(symbol)
                } else {
                    branch.history = HanHistory()
                }
                branch.path |= UInt64(number) << shift
                next.append(branch)
            }
        }
        guard next.count > Self.beam else { return next }
        next.sort { $0.score > $1.score }
        next.removeLast(next.count - Self.beam)
        return next
    }
}
