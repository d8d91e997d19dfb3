/// Tells which of a template's sentences a text may be, before any is compared with it as a whole.
final class SentenceIndex: Sendable {
    /// Letters in a piece.
    static let pieceLength = 5

    /// For each sentence the literal that it begins with; empty when it begins with a slot.
    private let beginnings: [[UInt8]]
    /// For each folded byte whether a sentence begins with it.
    private let isFirst: [Bool]
    /// For each sentence: the number of its literals' pieces.
    private let totals: [Int]
    /// Sentences by piece, one entry for each time that a sentence has it.
    private let pieces: [UInt64: [Int]]

    init(_ patterns: [Pattern], folding: KeyFolding) {
        var pieces: [UInt64: [Int]] = [:]
        var totals: [Int] = []
        for (number, pattern) in patterns.enumerated() {
            var total = 0
            for case .literal(let key) in pattern.parts {
                for start in stride(from: 0, to: key.count - SentenceIndex.pieceLength + 1, by: SentenceIndex.pieceLength) {
                    total += 1
                    pieces[SentenceIndex.piece(key.plain, start), default: []].append(number)
                }
            }
            totals.append(total)
        }
        beginnings = patterns.map(\.prefix.plain)
        var isFirst = [Bool](repeating: false, count: 256)
        for beginning in beginnings { if let first = beginning.first { isFirst[Int(folding.fold[Int(first)])] = true } }
        self.isFirst = isFirst
        self.pieces = pieces
        self.totals = totals
    }

    /// Whether a sentence begins with words, and the first of them with a key byte.
    func mayBegin(with byte: UInt8, _ folding: KeyFolding) -> Bool { isFirst[Int(folding.fold[Int(byte)])] }

    /// Whether a text begins as a sentence does, confusions of one class aside.
    func mayBegin(_ number: Int, _ text: [UInt8], _ folding: KeyFolding) -> Bool {
        let fold = folding.fold.base
        guard beginnings[number].count <= text.count else { return false }
        // From the end: most sentences of a form begin alike.
        for i in beginnings[number].indices.reversed() where fold[Int(beginnings[number][i])] != fold[Int(text[i])] { return false }
        return true
    }

    /// The sentence of whose pieces a text has the largest share, if that is a third or more; the first of those that are equal.
    func nearest(_ text: [UInt8]) -> Int? {
        var found = [Int](repeating: 0, count: totals.count)
        var seen = Set<UInt64>()
        for start in stride(from: 0, to: text.count - SentenceIndex.pieceLength + 1, by: 1) {
            let piece = SentenceIndex.piece(text, start)
            guard let sentences = pieces[piece], seen.insert(piece).inserted else { continue }
            for number in sentences { found[number] += 1 }
        }
        let shares = totals.indices.map { totals[$0] > 0 ? Double(found[$0]) / Double(totals[$0]) : 0 }
        guard let best = shares.indices.max(by: { shares[$0] < shares[$1] }), shares[best] >= 1.0 / 3 else { return nil }
        return best
    }

    private static func piece(_ key: [UInt8], _ start: Int) -> UInt64 {
        (0..<pieceLength).reduce(0) { $0 << 8 | UInt64(key[start + $1]) }
    }
}
