/// What the words beside a word say where two words of a language are easily taken for one another: French `a` and `à`, Spanish `esta`
/// and `está`.
///
/// For each such pair the log-odds that a neighbour, or its last two letters, gives (naive Bayes over collocations as in Yarowsky
/// 1994, "Decision Lists for Lexical Ambiguity Resolution: Application to Accent Restoration in Spanish and French"). Neighbours
/// count without their accents, because they may be misread too.
struct LatinContexts: @unchecked Sendable {
    enum Side: UInt32 { case pair, previous, next, previousEnding, nextEnding }

    /// Hashes, ascending, and the log-odds of each in sixteenths of a nat.
    private let keys: UnsafeBufferPointer<UInt32>
    private let values: UnsafeBufferPointer<Int8>
    private static let unit: Float = 1 / 16

    init(_ file: ModelFile, _ path: String) throws(ModelError) {
        keys = try file.numbers("ctxkeys", as: UInt32.self)
        values = try file.numbers("ctxvals", as: Int8.self, count: keys.count)
    }

    /// The log-odds that the page said `page` and not `read`, by the words beside it; `nil` when nothing is known of the pair.
    func logOdds(_ language: Int, read: some Sequence<UInt32>, page: [UInt32], previous: ArraySlice<UInt32>, next: ArraySlice<UInt32>) -> Float? {
        var pair = Self.hash(Self.seed, read)
        pair = Self.hash(Self.step(pair, 0x3E), page)
        pair = Self.step(pair, UInt32(language))
        guard let bias = value(pair, .pair, []) else { return nil }
        var total = bias
        total += value(pair, .previous, previous) ?? value(pair, .previousEnding, previous.suffix(2)) ?? 0
        total += value(pair, .next, next) ?? value(pair, .nextEnding, next.suffix(2)) ?? 0
        return total
    }

    // FNV-1a over code points.
    private static let seed: UInt32 = 0x811C_9DC5

    private static func step(_ hash: UInt32, _ code: UInt32) -> UInt32 { (hash ^ code) &* 0x0100_0193 }

    private static func hash(_ seed: UInt32, _ word: some Sequence<UInt32>) -> UInt32 {
        var hash = seed
        for scalar in word { hash = Self.step(hash, scalar) }
        return hash
    }

    private func value(_ pair: UInt32, _ side: Side, _ word: ArraySlice<UInt32>) -> Float? {
        var hash = Self.step(pair, side.rawValue)
        for scalar in word { hash = Self.step(hash, LatinLetters.plain(scalar)) }
        let key = (hash ^ (hash >> 15)) &* 0x2C1B_3C6D
        let first = keys.partitioningIndex { $0 >= key }
        return first < keys.count && keys[first] == key ? Float(values[first]) * Self.unit : nil
    }
}
