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
        // What is the same at both ends is most of a text that was read with a slip.
        var front = 0
        while front < min(form.count, read.count), form[front] == read[front] { front += 1 }
        var back = 0
        while back < min(form.count, read.count) - front, form[form.count - 1 - back] == read[read.count - 1 - back] { back += 1 }
        // A word beside the difference may have a part in it.
        front = max(0, front - 1)
        back = max(0, back - 1)
        var alignment = WordAlignment(Side(form, front..<form.count - back), Side(read, front..<read.count - back))
        let middle = alignment.pairs()
        func same(_ i: Int, _ j: Int) -> Pair { Pair(form: i..<i + 1, read: j..<j + 1, distance: 0, length: form[i].count) }
        return (0..<front).map { same($0, $0) }
            + middle.map { pair in
                Pair(
                    form: pair.form.lowerBound + front..<pair.form.upperBound + front,
                    read: pair.read.lowerBound + front..<pair.read.upperBound + front, distance: pair.distance, length: pair.length)
            }
            + (0..<back).map { same(form.count - back + $0, read.count - back + $0) }
    }

    /// Words one after the other, so that words in a row are a stretch of letters.
    private struct Side {
        let letters: [UInt32]
        /// Where each word begins, and the end of the last.
        let starts: [Int]
        var count: Int { starts.count - 1 }

        init(_ words: [[UInt32]], _ range: Range<Int>) {
            var letters: [UInt32] = []
            var starts = [0]
            for word in words[range] {
                letters += word
                starts.append(letters.count)
            }
            self.letters = letters
            self.starts = starts
        }

        func range(_ first: Int, _ count: Int) -> Range<Int> { starts[first]..<starts[first + count] }
    }

    private let form: Side, read: Side
    /// The row of ``distance(_:_:)``.
    private var row: [Int] = []

    private init(_ form: Side, _ read: Side) {
        self.form = form
        self.read = read
    }

    private mutating func pairs() -> [Pair] {
        let rows = form.count, columns = read.count
        var cost = [Float](repeating: .infinity, count: (rows + 1) * (columns + 1))
        var step = [(Int8, Int8)](repeating: (0, 0), count: cost.count)
        cost[0] = 0
        // Words keep their order and nearly their number: what lies far from the diagonal is no alignment.
        let band = Self.mostApart + abs(rows - columns)
        for i in 0...rows {
            for j in stride(from: max(0, i - band), through: min(columns, i + band), by: 1) {
                let here = cost[i * (columns + 1) + j]
                guard here < .infinity else { continue }
                func offer(_ m: Int, _ n: Int, _ price: Float) {
                    let place = (i + m) * (columns + 1) + j + n
                    if here + price < cost[place] {
                        cost[place] = here + price
                        step[place] = (Int8(m), Int8(n))
                    }
                }
                if i < rows { offer(1, 0, 1.2) }
                if j < columns { offer(0, 1, 1.2) }
                guard i < rows, j < columns else { continue }
                for m in 1...min(Self.mostJoined, rows - i) { offer(m, 1, price(i, m, j, 1)) }
                if i + 2 <= rows, j + 2 <= columns, let price = moved(i, j) { offer(2, 2, price) }
                for n in stride(from: 2, through: min(Self.mostJoined, columns - j), by: 1) { offer(1, n, price(i, 1, j, n)) }
            }
        }
        return path(step)
    }

    private mutating func path(_ step: [(Int8, Int8)]) -> [Pair] {
        var pairs: [Pair] = []
        var (i, j) = (form.count, read.count)
        while i > 0 || j > 0 {
            let (m, n) = (Int(step[i * (read.count + 1) + j].0), Int(step[i * (read.count + 1) + j].1))
            let (a, b) = (form.range(i - m, m), read.range(j - n, n))
            pairs.append(Pair(form: i - m..<i, read: j - n..<j, distance: distance(a, b), length: max(a.count, b.count)))
            (i, j) = (i - m, j - n)
        }
        return pairs.reversed()
    }

    private mutating func price(_ i: Int, _ m: Int, _ j: Int, _ n: Int) -> Float {
        let (a, b) = (form.range(i, m), read.range(j, n))
        let joins = Float(m + n - 2)
        if isSame(a, b) { return 0.1 * joins }
        let longer = max(a.count, b.count)
        // Words of such unlike lengths have little in common.
        if 3 * min(a.count, b.count) < longer { return 2 + 0.15 * joins }
        return 2 * Float(distance(a, b)) / Float(longer) + 0.15 * joins
    }

    private func isSame(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
        a.count == b.count && form.letters[a] == read.letters[b]
    }

    private mutating func distance(_ a: Range<Int>, _ b: Range<Int>) -> Int { Self.distance(form.letters[a], read.letters[b], &row) }

    /// The price of two words that a space was moved in, `Lastupd ate`; `nil` when letters differ as well beyond one or two.
    private mutating func moved(_ i: Int, _ j: Int) -> Float? {
        let (a, b) = (form.range(i, 2), read.range(j, 2))
        guard abs(a.count - b.count) <= 1, form.range(i, 1).count != read.range(j, 1).count, a.count > 0, b.count > 0,
            form.letters[a.lowerBound] == read.letters[b.lowerBound]
        else { return nil }
        if isSame(a, b) { return 0.25 }
        let apart = distance(a, b)
        return 6 * apart <= a.count ? 0.25 + 2 * Float(apart) / Float(a.count) : nil
    }

    /// Levenshtein's distance.
    static func distance(_ a: [UInt32], _ b: [UInt32]) -> Int {
        var row: [Int] = []
        return distance(a[...], b[...], &row)
    }

    /// Levenshtein's distance.
    ///
    /// - Parameter row: memory to be used again.
    private static func distance(_ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>, _ row: inout [Int]) -> Int {
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                var (front, aEnd, bEnd) = (0, a.count, b.count)
                while front < min(aEnd, bEnd), a[front] == b[front] { front += 1 }
                while aEnd > front, bEnd > front, a[aEnd - 1] == b[bEnd - 1] {
                    aEnd -= 1
                    bEnd -= 1
                }
                if aEnd == front || bEnd == front { return aEnd + bEnd - 2 * front }
                let width = bEnd - front
                row.removeAll(keepingCapacity: true)
                row.append(contentsOf: 0...width)
                for i in front..<aEnd {
                    var diagonal = row[0]
                    row[0] = i - front + 1
                    for j in 0..<width {
                        let best = min(diagonal + (a[i] == b[front + j] ? 0 : 1), row[j] + 1, row[j + 1] + 1)
                        diagonal = row[j + 1]
                        row[j + 1] = best
                    }
                }
                return row[width]
            }
        }
    }
}
