/// What speaks for a place of the lattice being wrong, as numbers for the networks of ``HanModel``.
///
/// The lattice's own odds come first; the rest tells how far they can be trusted here: in a text that the model knows little
/// of (names, another kind of prose) all is unusual, and among many other doubts a single one weighs less.
struct HanFeatures {
    let lattice: HanLattice
    let text: HanText
    let bytes: UnsafeBufferPointer<UInt8>
    /// Share of the document's characters that the lattices think wrong: how badly this page was read.
    let misreadShare: Float
    let echoes: HanEchoes

    static let characterCount = 20, strayCount = 17, optionCount = 28
    private static let near = 8

    /// What there is to tell of a place that is wrong with a probability of `threshold` or more: the probability, and those of its options,
    /// at most `most` each, none for what stands among Han and is none.
    func doubt(_ number: Int, threshold: Float, most: Float) -> HanPassages.Doubt? {
        let place = lattice.places[number], model = lattice.model
        let isHan = lattice.symbols[place.index] >= HanSymbol.firstHan
        // What the networks are asked is written over by them. An option's features begin with those of its place.
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * Self.optionCount) { memory in
            let features = UnsafeMutableBufferPointer(rebasing: memory[..<Self.optionCount]), asked = UnsafeMutableBufferPointer(rebasing: memory[Self.optionCount...])
            write(number, to: features)
            let network = isHan ? model.characters : model.strays
            for feature in 0..<network.inputs { asked[feature] = features[feature] }
            let logOdds = network.logOdds(asked), probability = 1 / (1 + exponential(-logOdds))
            guard probability >= threshold else { return nil }
            guard isHan else { return HanPassages.Doubt(place: number, probability: probability, options: []) }
            let options = place.options.indices.map { option -> Float in
                guard place.options[option].isNamed else { return 0 }
                write(option, of: place, doubt: logOdds, to: features)
                for feature in 0..<Self.optionCount { asked[feature] = features[feature] }
                return min(most, 1 / (1 + exponential(-model.options.logOdds(asked))))
            }
            return HanPassages.Doubt(place: number, probability: probability, options: options)
        }
    }

    /// Writes the features of a place: ``characterCount`` for a Han character, ``strayCount`` for what stands among Han.
    func write(_ number: Int, to features: UnsafeMutableBufferPointer<Float>) {
        if lattice.symbols[lattice.places[number].index] >= HanSymbol.firstHan { character(number, features) } else { stray(number, features) }
    }

    /// The features of a place that is a Han character.
    private func character(_ number: Int, _ features: UnsafeMutableBufferPointer<Float>) {
        let place = lattice.places[number], index = place.index
        let symbol = lattice.symbols[index]
        let around = surroundings(number)
        let known = (index > 0 && lattice.grams.pair(lattice.symbols[index - 1], symbol) != nil ? 1 : 0)
            + (index + 1 < lattice.symbols.count && lattice.grams.pair(symbol, lattice.symbols[index + 1]) != nil ? 1 : 0)
        let echo = echo(index, best(place))
        let values: InlineArray<20, Float> = [
            place.logOdds, place.bestGain, min(max(place.gapGain, -30), 30), max(place.asRead, -60), lattice.base[index],
            lattice.model.output[Int(symbol - HanSymbol.firstHan)], lattice.model.logProbability(symbol),
            around.neighbour, around.places, logarithm(misreadShare + 1e-4), spaces(index), Float(known),
            place.options.last?.share ?? 0, around.surprise, max(place.asRead - lattice.base[index], -60),
            place.options.dropLast().reduce(0) { max($0, $1.share) }, echo.best.pairs, echo.best.triples, echo.read.pairs, echo.read.triples,
        ]
        for feature in values.indices { features[feature] = values[feature] }
    }

    /// The likeliest look-alike of a place.
    private func best(_ place: HanLattice.Place) -> HanLattice.Option? {
        var best: HanLattice.Option?
        for option in place.options where option.isNamed && option.share > best?.share ?? -.infinity { best = option }
        return best
    }

    private typealias Support = (pairs: Float, triples: Float)

    /// What the rest of the document says for an option and for what was read.
    private func echo(_ index: Int, _ option: HanLattice.Option?) -> (best: Support, read: Support) {
        let symbols = lattice.symbols
        let previous = index > 0 ? symbols[index - 1] : nil, next = index + 1 < symbols.count ? symbols[index + 1] : nil
        func support(_ symbol: UInt16, _ here: Int) -> Support {
            let found = echoes.support(of: symbol, between: previous, next, here: here)
            return (logarithm(1 + Float(found.pairs)), logarithm(1 + Float(found.triples)))
        }
        return (option.map { support($0.symbol, 0) } ?? (0, 0), support(symbols[index], 1))
    }

    /// Writes the features of an option of a place that is a Han character behind those of the place: ``optionCount`` together.
    ///
    /// - Parameter doubt: the log-odds that the place is wrong.
    func write(_ option: Int, of place: HanLattice.Place, doubt: Float, to features: UnsafeMutableBufferPointer<Float>) {
        let this = place.options[option]
        let wrong = max(place.options.reduce(0) { $0 + $1.share }, 1e-9)
        var others: Float = 0
        for other in place.options.indices where other != option && place.options[other].isNamed { others = max(others, place.options[other].share) }
        let echo = echo(place.index, this).best
        let values: InlineArray<8, Float> = [
            doubt, logarithm(max(this.share, 1e-6)), logarithm(max(this.share / wrong, 1e-6)), logarithm(max(this.share, 1e-6) / max(others, 1e-6)),
            this.channel, lattice.model.logProbability(this.symbol), echo.pairs, echo.triples,
        ]
        for feature in values.indices { features[Self.characterCount + feature] = values[feature] }
    }

    /// The features of a sign or word of letters among Han.
    private func stray(_ number: Int, _ features: UnsafeMutableBufferPointer<Float>) {
        let place = lattice.places[number], index = place.index
        let symbol = lattice.symbols[index]
        let around = surroundings(number)
        var upper: Float = 0, vowels: Float = 0, digits: Float = 0
        let word = text.starts[index]..<text.ends[index]
        for byte in bytes[word] {
            if byte &- 65 < 26 { upper += 1 }
            if byte &- 48 < 10 { digits += 1 }
            switch byte | 0x20 { case 97, 101, 105, 111, 117: vowels += 1; default: break }
        }
        let length = Float(word.count)
        let values: InlineArray<17, Float> = [
            place.logOdds, min(max(place.gapGain, -30), 30), max(place.asRead, -60), symbol == HanSymbol.latin ? 1 : 0,
            symbol == HanSymbol.dash ? 1 : 0, min(length, 12), upper / length, vowels / length, digits / length,
            isHan(index - 1), isHan(index + 1), around.neighbour, around.places, logarithm(misreadShare + 1e-4), spaces(index),
            brackets(index), letters(index),
        ]
        for feature in values.indices { features[feature] = values[feature] }
    }

    /// The greatest log-odds of another place that shares a probability, the number of places nearby, and the mean log
    /// probability of the symbols nearby.
    private func surroundings(_ number: Int) -> (neighbour: Float, places: Float, surprise: Float) {
        let index = lattice.places[number].index
        var neighbour: Float = -15, count: Float = 0
        for step in [-1, 1] {
            var other = number + step
            while lattice.places.indices.contains(other), abs(lattice.places[other].index - index) <= Self.near {
                count += 1
                if abs(lattice.places[other].index - index) < HanModel.order { neighbour = max(neighbour, lattice.places[other].logOdds) }
                other += step
            }
        }
        let window = lattice.base[max(0, index - Self.near)..<min(lattice.base.count, index + Self.near + 1)]
        return (neighbour, count, window.reduce(0, +) / Float(window.count))
    }

    /// On how many sides white space stands.
    private func spaces(_ index: Int) -> Float {
        (index == 0 || text.ends[index - 1] < text.starts[index] ? 1 : 0) + (index + 1 == text.symbols.count || text.starts[index + 1] > text.ends[index] ? 1 : 0)
    }

    private func isHan(_ index: Int) -> Float { text.symbols.indices.contains(index) && text.symbols[index] >= HanSymbol.firstHan ? 1 : 0 }

    private func brackets(_ index: Int) -> Float {
        let before = index > 0 ? text.symbols[index - 1] : 0, after = index + 1 < text.symbols.count ? text.symbols[index + 1] : 0
        return (before == HanSymbol.firstMark + 5 ? 1 : 0) + (after == HanSymbol.firstMark + 6 ? 1 : 0)
    }

    private func letters(_ index: Int) -> Float {
        Float(text.symbols[max(0, index - 3)..<min(text.symbols.count, index + 4)].lazy.filter { $0 == HanSymbol.latin }.count)
    }
}
