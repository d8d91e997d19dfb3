/// Which symbols stand beside which elsewhere in the same document.
///
/// A page repeats its terms and names: where `湿地` stands ten times, `汪地` is `湿地` once more, whatever laws and newspapers say of
/// the two (Kuhn and De Mori 1990, "A Cache-Based Natural Language Model for Speech Recognition"). Counts of pairs and triples, by a
/// hash and without a check: two that fall together once in some hundreds do no harm to what is evidence among others.
struct HanEchoes {
    private var counts: [UInt8]
    private let shift: UInt64

    /// - Parameter texts: the symbols of all stretches of Han of the document.
    init(_ texts: some Sequence<[UInt16]>, count: Int) {
        var bits: UInt64 = 10
        while 1 << bits < count * 8, bits < 24 { bits += 1 }
        shift = 64 - bits
        counts = [UInt8](repeating: 0, count: 1 << Int(bits))
        for text in texts {
            for index in text.indices.dropFirst() {
                add(Self.key(text[index - 1], text[index]))
                if index >= 2 { add(Self.key(text[index - 2], text[index - 1], text[index])) }
            }
        }
    }

    private mutating func add(_ key: UInt64) {
        let slot = slot(key)
        if counts[slot] < .max { counts[slot] += 1 }
    }

    private func slot(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift) }

    private static func key(_ first: UInt16, _ second: UInt16) -> UInt64 { UInt64(first) << 16 | UInt64(second) }
    private static func key(_ first: UInt16, _ second: UInt16, _ third: UInt16) -> UInt64 { 1 << 62 | key(first, second) << 16 | UInt64(third) }

    /// How often a pair stands in the document.
    func count(_ first: UInt16, _ second: UInt16) -> Int { Int(counts[slot(Self.key(first, second))]) }

    /// How often three symbols stand in a row.
    func count(_ first: UInt16, _ second: UInt16, _ third: UInt16) -> Int { Int(counts[slot(Self.key(first, second, third))]) }

    /// What the document says for a symbol between two others, besides the place itself: how often the pairs that it would make there
    /// stand, and how often the three in a row.
    ///
    /// - Parameter here: how often the symbol stands so at the place itself: 1 for what was read, else 0.
    func support(of symbol: UInt16, between previous: UInt16?, _ next: UInt16?, here: Int) -> (pairs: Int, triples: Int) {
        var pairs = 0, triples = 0
        if let previous, previous >= HanSymbol.firstHan { pairs += max(0, count(previous, symbol) - here) }
        if let next, next >= HanSymbol.firstHan { pairs += max(0, count(symbol, next) - here) }
        if let previous, let next { triples = max(0, count(previous, symbol, next) - here) }
        return (pairs, triples)
    }
}
