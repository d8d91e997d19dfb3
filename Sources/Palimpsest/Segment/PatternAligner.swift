/// Aligns a pattern with a piece of text in key space: the weighted edit distance of its literals, with slots that take
/// what is between.
///
/// The classic dynamic program of Wagner and Fischer (1974) with the costs of ``ConfusionCosts``, extended by the two-character
/// operations of Brill and Moore (2000) for `rn`/`m` and by slots that take any run of text at a cost a byte that depends on
/// their type. O(pattern × text) time and memory; it only runs on lines that the ``AnchorIndex`` proposes.
struct PatternAligner {
    let costs: ConfusionCosts

    struct Result {
        /// Nats; infinite when there is no alignment.
        var cost: Float
        /// For each slot of the pattern: the key range of the text that fills it.
        var slots: [Range<Int>]
        /// How much of the text was used: all of it, unless `openEnd`.
        var used: Int
    }

    private enum Step: UInt8 { case none, match, insert, delete, split, merge, slotByte, slotSkip }

    /// - Parameters:
    ///   - openEnd: whether text may be left over at the end at no cost.
    ///   - limit: give up when no alignment costs less.
    func align(_ pattern: Pattern, _ text: [UInt8], openEnd: Bool = false, limit: Float = 60) -> Result {
        let (symbols, slotOf, types) = PatternAligner.symbols(of: pattern)
        let rows = symbols.count, columns = text.count, width = columns + 1
        let infinity = Float.infinity
        var steps = [Step](repeating: .none, count: (rows + 1) * width)
        var table = [Float](repeating: infinity, count: 3 * width)
        table[0] = 0
        for j in 1..<max(1, width) {
            table[j] = Float(j) * ConfusionCosts.insertion
            steps[j] = .insert
        }
        for i in 1..<(rows + 1) {
            let now = (i % 3) * width, before = ((i + 2) % 3) * width, twoBefore = ((i + 1) % 3) * width
            var least = infinity
            for j in 0...columns {
                var best = infinity
                var step = Step.none
                func offer(_ cost: Float, _ candidate: Step) {
                    if cost < best { best = cost; step = candidate }
                }
                if slotOf[i - 1] >= 0 {
                    offer(table[before + j], .slotSkip)
                    if j > 0 { offer(table[now + j - 1] + PatternAligner.cost(of: text[j - 1], in: types[slotOf[i - 1]]), .slotByte) }
                } else {
                    let symbol = symbols[i - 1]
                    offer(table[before + j] + ConfusionCosts.deletion, .delete)
                    if j > 0 {
                        offer(table[before + j - 1] + costs.substitute(symbol, text[j - 1]), .match)
                        offer(table[now + j - 1] + ConfusionCosts.insertion, .insert)
                        if j > 1 { offer(table[before + j - 2] + costs.split(symbol, text[j - 2], text[j - 1]), .split) }
                        if i > 1, slotOf[i - 2] < 0 { offer(table[twoBefore + j - 1] + costs.merge(symbols[i - 2], symbol, text[j - 1]), .merge) }
                    }
                }
                table[now + j] = best
                steps[i * width + j] = step
                least = min(least, best)
            }
            if least > limit { return Result(cost: infinity, slots: [], used: 0) }
        }
        let last = (rows % 3) * width
        var end = columns
        if openEnd { for j in 0...columns where table[last + j] < table[last + end] { end = j } }
        return Result(cost: table[last + end], slots: traceback(steps, width, rows, end, slotOf, types.count), used: end)
    }

    private func traceback(_ steps: [Step], _ width: Int, _ rows: Int, _ end: Int, _ slotOf: [Int], _ slotCount: Int) -> [Range<Int>] {
        var slots = [Range<Int>](repeating: 0..<0, count: slotCount)
        var i = rows, j = end, slotEnd = end
        while i > 0 {
            switch steps[i * width + j] {
            case .match: i -= 1; j -= 1
            case .insert: j -= 1
            case .delete: i -= 1
            case .split: i -= 1; j -= 2
            case .merge: i -= 2; j -= 1
            case .slotByte, .slotSkip:
                slotEnd = j
                while steps[i * width + j] == .slotByte { j -= 1 }
                slots[slotOf[i - 1]] = j..<slotEnd
                i -= 1
            case .none: return slots
            }
        }
        return slots
    }

    /// The pattern as one symbol a literal byte and one a slot.
    private static func symbols(of pattern: Pattern) -> (bytes: [UInt8], slotOf: [Int], types: [SlotType]) {
        var bytes: [UInt8] = [], slotOf: [Int] = [], types: [SlotType] = []
        for part in pattern.parts {
            switch part {
            case .literal(let key):
                bytes += key.plain
                slotOf += [Int](repeating: -1, count: key.count)
            case .slot(let slot):
                bytes.append(0)
                slotOf.append(types.count)
                types.append(slot.type)
            }
        }
        return (bytes, slotOf, types)
    }

    /// What it costs that a slot of this type takes a byte: little for what it is made of, much for what it is not.
    private static func cost(of byte: UInt8, in type: SlotType) -> Float {
        switch type {
        case .integer, .decimal, .percent:
            if byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") { return 0.05 }
            return "oilsbzgq".utf8.contains(byte) ? 1.2 : 3
        case .points, .date, .choice: return 0.1
        default: return 0.15
        }
    }
}
