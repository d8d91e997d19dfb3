/// The words of the form that a section in columns may hold, made ready to be looked up.
final class ColumnPhrases: Sendable {
    struct Phrase: Sendable {
        var item: ColumnScanner.Item
        var key: [UInt8]
        var letters: LetterCounts
    }

    /// The longest first, so that none hides one that begins with it.
    let all: [Phrase]
    /// A phrase that words of about its length may be.
    struct Near: BitwiseCopyable, Sendable {
        /// Index into ``all``.
        var number: Int
        var letters: LetterCounts
        /// How many slips may be in it.
        var edits: Int
    }

    /// For each number of key bytes: the phrases that words of that length may be.
    private let byLength: [[Near]]
    /// For each folded first byte: the phrases that begin with it, as indices into ``all``.
    private let byFirst: [[Int]]

    init(_ layout: ColumnsLayout, folding: KeyFolding) {
        var phrases: [Phrase] = []
        func add(_ item: ColumnScanner.Item, _ key: Key) {
            phrases.append(Phrase(item: item, key: key.plain, letters: LetterCounts(key.plain)))
        }
        for (id, key) in layout.furniture { add(.furniture(id), key) }
        if let matrix = layout.matrix {
            for (number, group) in matrix.groups.enumerated() { add(.group(number), group.key) }
            for (number, row) in matrix.rows.enumerated() { add(.row(number), row.key) }
        }
        if let heading = layout.bareHeading { add(.bareHeading, heading) }
        all = phrases.sorted { $0.key.count > $1.key.count }
        let longest = all.first.map { 1 + $0.key.count + $0.key.count / 6 } ?? 0
        byLength = (0...longest).map { [all] length in
            all.indices.filter { abs(all[$0].key.count - length) <= 1 + all[$0].key.count / 6 }
                .map { Near(number: $0, letters: all[$0].letters, edits: 1 + all[$0].key.count / 4) }
        }
        var byFirst = [[Int]](repeating: [], count: 256)
        for (number, phrase) in all.enumerated() {
            guard let first = phrase.key.first else { continue }
            byFirst[Int(folding.fold[Int(first)])].append(number)
        }
        self.byFirst = byFirst
    }

    /// The phrases that words of `length` key bytes may be.
    func about(_ length: Int) -> [Near] { length < byLength.count ? byLength[length] : [] }

    /// The phrases that begin with a folded byte, as indices into ``all``.
    func beginning(with byte: UInt8) -> [Int] { byFirst[Int(byte)] }
}
