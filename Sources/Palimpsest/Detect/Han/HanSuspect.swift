/// A passage of Han in which characters are misread, with what the page may have said.
struct HanSuspect: Sendable {
    /// Where it stands in the document's text.
    var range: TextRange
    /// Probability that what stands there is not what the page said.
    var probability: Double
    /// What may have stood there, likeliest first. The probabilities are those of the passage having said just that; what is
    /// missing to ``probability`` goes to texts that the model cannot name.
    var candidates: [(text: String, probability: Double)]
    /// One sentence for a reviewer.
    var reason: String
}

/// Puts the doubtful places of a stretch of Han together to passages.
struct HanPassages {
    let text: HanText
    let lattice: HanLattice
    let bytes: UnsafeBufferPointer<UInt8>

    /// How many candidates a passage has at most, and how likely one must be at the least.
    private static let most = 5, least: Float = 0.01
    /// The most that all options of a place have together.
    private static let mostTogether: Float = 0.998
    /// Share of "something else" from which on a candidate is not named as what it looks like.
    private static let sure: Float = 0.3

    /// A place to tell of.
    struct Doubt {
        /// Number of the place in the lattice.
        var place: Int
        /// Probability that it is wrong.
        var probability: Float
        /// Probability that the page said each of its options.
        var options: [Float]
    }

    /// - Parameter doubts: the places to tell of, ascending.
    func suspects(_ all: [Doubt]) -> [HanSuspect] {
        let doubts = all.indices.filter { !isRightBesideAnother($0, all) }.map { all[$0] }
        var found: [HanSuspect] = []
        var first = 0
        while first < doubts.count {
            var last = first
            while last + 1 < doubts.count, index(doubts[last + 1]) == index(doubts[last]) + 1 { last += 1 }
            found.append(suspect(doubts[first...last]))
            first = last + 1
        }
        return found
    }

    /// Whether a place is doubted for the sake of a surer one right beside it alone, for which there is an option that fits.
    private func isRightBesideAnother(_ number: Int, _ doubts: [Doubt]) -> Bool {
        let doubt = doubts[number], place = lattice.places[doubt.place]
        func isSurer(_ other: Int, _ distance: Int) -> Bool {
            doubts.indices.contains(other) && index(doubts[other]) == place.index + distance && doubts[other].probability > doubt.probability
                && (doubts[other].options.max() ?? 0) >= Self.leastFitting
        }
        return isSurer(number - 1, -1) && place.rightAfterPrevious >= Self.leastRight || isSurer(number + 1, 1) && place.rightBeforeNext >= Self.leastRight
    }

    private static let leastRight: Float = 0.8, leastFitting: Float = 0.6

    private func index(_ doubt: Doubt) -> Int { lattice.places[doubt.place].index }

    private func suspect(_ doubts: ArraySlice<Doubt>) -> HanSuspect {
        let candidates = candidates(doubts)
        let probability = max(doubts.map(\.probability).max() ?? 0, candidates.reduce(0) { $0 + $1.share })
        let first = index(doubts[doubts.startIndex]), last = index(doubts[doubts.endIndex - 1])
        return HanSuspect(
            range: TextRange(text.starts[first], text.ends[last]), probability: Double(probability),
            candidates: candidates.map { (text: $0.text, probability: Double($0.share)) },
            reason: reason(first, last, candidates.first.map { ($0.text, $0.share / probability) }))
    }

    /// What the places may have said together, each with its probability.
    private func candidates(_ doubts: ArraySlice<Doubt>) -> [(text: String, share: Float)] {
        var together: [(text: String, share: Float)] = [("", 1)]
        for doubt in doubts {
            let options = lattice.places[doubt.place].options
            // The options of a place rule each other out: what the likeliest leaves is the most that the others have.
            var left = Self.mostTogether
            var next: [(text: String, share: Float)] = []
            for (option, probability) in zip(options, doubt.options).sorted(by: { $0.1 > $1.1 }) where option.isNamed {
                let share = min(probability, left)
                left -= share
                guard let scalar = Unicode.Scalar(lattice.model.scalar(option.symbol)) else { continue }
                for before in together where before.share * share >= Self.least {
                    next.append((before.text + String(Character(scalar)), before.share * share))
                }
            }
            together = Array(next.sorted { $0.share > $1.share }.prefix(Self.most))
        }
        return together
    }

    private func reason(_ first: Int, _ last: Int, _ best: (text: String, share: Float)?) -> String {
        let before = string(max(0, first - 2), first), read = string(first, last + 1), after = string(last + 1, min(text.symbols.count, last + 3))
        guard lattice.symbols[first...last].allSatisfy({ $0 >= HanSymbol.firstHan }) else {
            return "“\(read)” stands within Chinese text, as in “\(before)\(read)\(after)”, where such a sign is not to be expected."
        }
        if let best, best.share >= Self.sure {
            return "“\(before)\(read)\(after)” is far less usual than “\(before)\(best.text)\(after)”, and \(read) looks like \(best.text)."
        }
        return "“\(before)\(read)\(after)” is unusual in Chinese: \(read) does not go with the characters around it."
    }

    /// The text of symbols without the white space between them.
    private func string(_ start: Int, _ end: Int) -> String {
        var string: [UInt8] = []
        for index in start..<end { string += bytes[text.starts[index]..<text.ends[index]] }
        return String(decoding: string, as: UTF8.self)
    }
}
