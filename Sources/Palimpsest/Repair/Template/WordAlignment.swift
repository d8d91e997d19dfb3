/// Aligns the words of the form with the words that were read, spaces lost and spaces put in allowed for.
///
/// A Levenshtein alignment over words in which up to three words of one side may stand for one of the other: OCR loses a
/// space or makes one far more often than it loses a word (Kolak and Resnik, HLT 2002, model the same in their channel by word
/// merges and splits). O(words²) with the words' own distances.
struct WordAlignment {
    /// Words of the form `form` and the words that were read for them.
    struct Pair {
        var form: Range<Int>
        var read: Range<Int>
        /// Edits between the letters of both, case and kind of quotation mark apart.
        var distance: Int
        /// Letters of the longer side.
        var length: Int
    }

    private static let mostJoined = 3
    /// Words by which the two sides may be apart.
    private static let mostApart = 6

    /// The pairs in order; words without a counterpart are in a pair whose other side is empty.
    static func pairs(form: [[UInt32]], read: [[UInt32]]) -> [Pair] {
        let rows = form.count, columns = read.count
        var cost = [Float](repeating: .infinity, count: (rows + 1) * (columns + 1))
        var step = [(Int, Int)](repeating: (0, 0), count: cost.count)
        cost[0] = 0
        // Words keep their order and nearly their number: what lies far from the diagonal is no alignment.
        let band = mostApart + abs(rows - columns)
        for i in 0...rows {
            for j in stride(from: max(0, i - band), through: min(columns, i + band), by: 1) {
                let here = cost[i * (columns + 1) + j]
                guard here < .infinity else { continue }
                func offer(_ m: Int, _ n: Int, _ price: Float) {
                    let place = (i + m) * (columns + 1) + j + n
                    if here + price < cost[place] {
                        cost[place] = here + price
                        step[place] = (m, n)
                    }
                }
                if i < rows { offer(1, 0, 1.2) }
                if j < columns { offer(0, 1, 1.2) }
                guard i < rows, j < columns else { continue }
                for m in 1...min(mostJoined, rows - i) { offer(m, 1, price(form[i..<i + m], read[j..<j + 1])) }
                if i + 2 <= rows, j + 2 <= columns, let price = moved(form[i..<i + 2], read[j..<j + 2]) { offer(2, 2, price) }
                for n in stride(from: 2, through: min(mostJoined, columns - j), by: 1) { offer(1, n, price(form[i..<i + 1], read[j..<j + n])) }
            }
        }
        return path(step, rows, columns, form, read)
    }

    private static func path(_ step: [(Int, Int)], _ rows: Int, _ columns: Int, _ form: [[UInt32]], _ read: [[UInt32]]) -> [Pair] {
        var pairs: [Pair] = []
        var (i, j) = (rows, columns)
        while i > 0 || j > 0 {
            let (m, n) = step[i * (columns + 1) + j]
            let (a, b) = (Array(form[i - m..<i].joined()), Array(read[j - n..<j].joined()))
            pairs.append(Pair(form: i - m..<i, read: j - n..<j, distance: distance(a, b), length: max(a.count, b.count)))
            (i, j) = (i - m, j - n)
        }
        return pairs.reversed()
    }

    private static func price(_ form: ArraySlice<[UInt32]>, _ read: ArraySlice<[UInt32]>) -> Float {
        let (a, b) = (Array(form.joined()), Array(read.joined()))
        let joins = Float(form.count + read.count - 2)
        if a == b { return 0.1 * joins }
        // Words of such unlike lengths have little in common.
        if 3 * min(a.count, b.count) < max(a.count, b.count) { return 2 + 0.15 * joins }
        return 2 * Float(distance(a, b)) / Float(max(a.count, b.count)) + 0.15 * joins
    }

    /// The price of two words that a space was moved in, `Lastupd ate`; `nil` when letters differ as well beyond one or two.
    private static func moved(_ form: ArraySlice<[UInt32]>, _ read: ArraySlice<[UInt32]>) -> Float? {
        let length = form.reduce(0) { $0 + $1.count }
        guard abs(length - read.reduce(0) { $0 + $1.count }) <= 1, form.first?.count != read.first?.count, form.first?.first == read.first?.first else { return nil }
        let (a, b) = (Array(form.joined()), Array(read.joined()))
        if a == b { return 0.25 }
        let apart = distance(a, b)
        return 6 * apart <= length ? 0.25 + 2 * Float(apart) / Float(length) : nil
    }

    /// Levenshtein's distance.
    static func distance(_ a: [UInt32], _ b: [UInt32]) -> Int {
        if a == b { return 0 }
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let best = min(diagonal + (letter == other ? 0 : 1), row[j] + 1, row[j + 1] + 1)
                diagonal = row[j + 1]
                row[j + 1] = best
            }
        }
        return row[b.count]
    }
}
