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
    /// Share of "something else" from which on a candidate is not named as what it looks like.
    private static let sure: Float = 0.3

    /// - Parameter doubts: the places to tell of with their probabilities, ascending.
    func suspects(_ doubts: [(place: Int, probability: Float)]) -> [HanSuspect] {
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

    private func index(_ doubt: (place: Int, probability: Float)) -> Int { lattice.places[doubt.place].index }

    private func suspect(_ doubts: ArraySlice<(place: Int, probability: Float)>) -> HanSuspect {
        let places = doubts.map { lattice.places[$0.place] }
        let probability = doubts.map(\.probability).max() ?? 0
        let candidates = candidates(places).map { (text: $0.text, probability: Double($0.share * probability)) }
        let first = places[0].index, last = places[places.count - 1].index
        return HanSuspect(
            range: TextRange(text.starts[first], text.ends[last]), probability: Double(probability), candidates: candidates,
            reason: reason(first, last, candidates.first.map { ($0.text, Float($0.probability) / probability) }))
    }

    /// What the places may have said together, each with its probability given that what was read is wrong.
    private func candidates(_ places: [HanLattice.Place]) -> [(text: String, share: Float)] {
        var together: [(text: String, share: Float)] = [("", 1)]
        for place in places {
            let wrong = place.options.reduce(0) { $0 + $1.share }
            var next: [(text: String, share: Float)] = []
            for option in place.options where option.isNamed && wrong > 0 {
                guard let scalar = Unicode.Scalar(lattice.model.scalar(option.symbol)) else { continue }
                for before in together where before.share * option.share / wrong >= Self.least {
                    next.append((before.text + String(Character(scalar)), before.share * option.share / wrong))
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
        (start..<end).map { String(decoding: bytes[text.starts[$0]..<text.ends[$0]], as: UTF8.self) }.joined()
    }
}
