/// Aligns a pattern with a piece of text in key space: the weighted edit distance of its literals, with slots that take
/// what is between.
///
/// The classic dynamic program of Wagner and Fischer (1974) with the costs of ``ConfusionCosts``, extended by the two-character
/// operations of Brill and Moore (2000) for `rn`/`m` and by slots that take any run of text at a cost a byte that depends on
/// their type. Places of the table that cost more than the limit lead nowhere and are not looked at (Ukkonen, "Algorithms for
/// approximate string matching", 1985), so that text near the pattern takes time by its length and the limit. It only runs
/// on lines that the ``AnchorIndex`` proposes.
struct PatternAligner: Sendable {
    let costs: ConfusionCosts

    struct Result {
        /// Nats; infinite when there is no alignment within the limit.
        var cost: Float
        /// For each slot of the pattern: the key range of the text that fills it.
        var slots: [Range<Int>]
        /// How much of the text was used: all of it, unless `openEnd`.
        var used: Int
    }

    fileprivate enum Step: UInt8 { case none, match, insert, delete, split, merge, slotByte, slotSkip }

    /// - Parameters:
    ///   - openEnd: whether text may be left over at the end at no cost.
    ///   - limit: give up when no alignment costs less.
    func align(_ pattern: Pattern, _ text: some Collection<UInt8>, openEnd: Bool = false, limit: Float = 60) -> Result {
        let symbols = PatternSymbols(pattern)
        let text = Array(text)
        let rows = symbols.bytes.count, width = text.count + 1
        return withUnsafeTemporaryAllocation(byteCount: 12 * width + (rows + 1) * width + width, alignment: 8) { memory in
            guard let base = memory.baseAddress else { return Result(cost: .infinity, slots: [], used: 0) }
            let costRows = base.bindMemory(to: Float.self, capacity: 3 * width)
            let pairs = (base + 12 * width).bindMemory(to: UInt8.self, capacity: width)
            let steps = (base + 13 * width).bindMemory(to: UInt8.self, capacity: (rows + 1) * width)
            costRows.initialize(repeating: .infinity, count: 3 * width)
            for j in 0..<width { pairs[j] = j > 1 ? costs.pair(text[j - 2], text[j - 1]) : 0 }
            return text.withUnsafeBufferPointer { text in
                let table = AlignmentTable(costs: costs, text: text, costRows: costRows, steps: steps, pairs: pairs, limit: limit)
                guard table.fill(symbols) else { return Result(cost: .infinity, slots: [], used: 0) }
                let end = table.end(rows, openEnd: openEnd)
                let cost = table.cost(rows, end)
                guard cost <= limit else { return Result(cost: .infinity, slots: [], used: 0) }
                return Result(cost: cost, slots: table.slots(symbols, rows, end), used: end)
            }
        }
    }

    /// What it costs that a slot of this type takes a byte: little for what it is made of, much for what it is not.
    @inline(__always)
    fileprivate static func cost(of byte: UInt8, in type: SlotType) -> Float {
        switch type {
        case .integer, .decimal, .percent:
            if byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") { return 0.05 }
            return "oilsbzgq".utf8.contains(byte) ? 1.2 : 3
        case .points, .date, .choice: return 0.1
        default: return 0.15
        }
    }
}

/// A pattern as one symbol a literal byte and one a slot.
private struct PatternSymbols {
    var bytes: [UInt8] = []
    /// For each symbol the number of its slot; -1 for a literal.
    var slotOf: [Int] = []
    var types: [SlotType] = []

    init(_ pattern: Pattern) {
        bytes.reserveCapacity(pattern.literalLength + 8)
        slotOf.reserveCapacity(pattern.literalLength + 8)
        for part in pattern.parts {
            switch part {
            case .literal(let key):
                bytes += key.plain
                for _ in 0..<key.count { slotOf.append(-1) }
            case .slot(let slot):
                bytes.append(0)
                slotOf.append(types.count)
                types.append(slot.type)
            }
        }
    }
}

/// The table of the dynamic program: three rows of costs in turn, and every step for the way back.
private struct AlignmentTable {
    let costs: ConfusionCosts
    let text: UnsafeBufferPointer<UInt8>
    let costRows: UnsafeMutablePointer<Float>
    let steps: UnsafeMutablePointer<UInt8>
    /// For each column: the number of the pair of characters that ends there.
    let pairs: UnsafePointer<UInt8>
    let limit: Float

    private var width: Int { text.count + 1 }

    private func row(_ i: Int) -> UnsafeMutablePointer<Float> { costRows + (i % 3) * width }

    func cost(_ i: Int, _ j: Int) -> Float { row(i)[j] }

    /// Fills the table; `false` when no alignment is within the limit.
    func fill(_ symbols: PatternSymbols) -> Bool {
        let first = row(0)
        first[0] = 0
        steps[0] = PatternAligner.Step.none.rawValue
        // The columns of the last two rows that are within the limit.
        var window = 0...0
        while window.upperBound < text.count, Float(window.upperBound + 1) * ConfusionCosts.insertion <= limit {
            let j = window.upperBound + 1
            first[j] = Float(j) * ConfusionCosts.insertion
            steps[j] = PatternAligner.Step.insert.rawValue
            window = 0...j
        }
        var earlier = window
        for i in stride(from: 1, through: symbols.bytes.count, by: 1) {
            let slot = symbols.slotOf[i - 1]
            let next = slot >= 0
                ? fillSlot(i, symbols.types[slot], window)
                : fillLiteral(i, symbols.bytes[i - 1], before: i > 1 && symbols.slotOf[i - 2] < 0 ? symbols.bytes[i - 2] : nil, window, earlier)
            guard let next else { return false }
            earlier = window
            window = next
        }
        return true
    }

    /// Marks the row as empty; rows are used again every third time.
    @inline(__always)
    private func clear(_ now: UnsafeMutablePointer<Float>) {
        for j in 0..<width { now[j] = .infinity }
    }

    private func fillSlot(_ i: Int, _ type: SlotType, _ window: ClosedRange<Int>) -> ClosedRange<Int>? {
        let now = row(i), before = row(i + 2), way = steps + i * width
        clear(now)
        var left = Float.infinity
        var low = Int.max, high = -1
        var j = window.lowerBound
        while j < width {
            var best = before[j], step = PatternAligner.Step.slotSkip
            if j > 0 {
                let taken = left + PatternAligner.cost(of: text[j - 1], in: type)
                if taken < best { best = taken; step = .slotByte }
            }
            left = best
            if best <= limit {
                now[j] = best
                way[j] = step.rawValue
                low = min(low, j)
                high = j
            } else {
                left = .infinity
                if j > window.upperBound { break }
            }
            j += 1
        }
        return high >= 0 ? low...high : nil
    }

    private func fillLiteral(
        _ i: Int, _ symbol: UInt8, before previous: UInt8?, _ window: ClosedRange<Int>, _ earlier: ClosedRange<Int>
    ) -> ClosedRange<Int>? {
        let now = row(i), before = row(i + 2), twoBefore = row(i + 1), way = steps + i * width
        clear(now)
        let reading = costs.single.base + Int(symbol & 0x7F) << 7
        let splitting = costs.split.base + Int(symbol & 0x7F)
        let pair = previous.map { costs.pair($0, symbol) } ?? 0
        let merging = costs.merge.base + Int(pair) << 7
        var left = Float.infinity
        var low = Int.max, high = -1
        var j = pair == 0 ? window.lowerBound : min(window.lowerBound, earlier.lowerBound)
        // Two bytes for one reach furthest; what lies beyond can only be inserted.
        let reach = max(window.upperBound + 2, earlier.upperBound + 1)
        while j < width {
            var best = before[j] + ConfusionCosts.deletion, step = PatternAligner.Step.delete
            if j > 0 {
                let read = Int(text[j - 1] & 0x7F)
                let matched = before[j - 1] + reading[read], inserted = left + ConfusionCosts.insertion
                if matched < best { best = matched; step = .match }
                if inserted < best { best = inserted; step = .insert }
                if pairs[j] != 0 {
                    let cost = before[j - 2] + splitting[Int(pairs[j]) << 7]
                    if cost < best { best = cost; step = .split }
                }
                if pair != 0 {
                    let cost = twoBefore[j - 1] + merging[read]
                    if cost < best { best = cost; step = .merge }
                }
            }
            left = best
            if best <= limit {
                now[j] = best
                way[j] = step.rawValue
                low = min(low, j)
                high = j
            } else if j > reach {
                break
            }
            j += 1
        }
        return high >= 0 ? low...high : nil
    }

    /// The column in which the alignment ends.
    func end(_ rows: Int, openEnd: Bool) -> Int {
        let last = row(rows)
        var end = text.count
        if openEnd { for j in 0..<width where last[j] < last[end] { end = j } }
        return end
    }

    /// The key range that each slot takes, found on the way back.
    func slots(_ symbols: PatternSymbols, _ rows: Int, _ end: Int) -> [Range<Int>] {
        var slots = [Range<Int>](repeating: 0..<0, count: symbols.types.count)
        var i = rows, j = end
        while i > 0 {
            switch PatternAligner.Step(rawValue: steps[i * width + j]) ?? .none {
            case .match: i -= 1; j -= 1
            case .insert: j -= 1
            case .delete: i -= 1
            case .split: i -= 1; j -= 2
            case .merge: i -= 2; j -= 1
            case .slotByte, .slotSkip:
                let slotEnd = j
                while steps[i * width + j] == PatternAligner.Step.slotByte.rawValue { j -= 1 }
                slots[symbols.slotOf[i - 1]] = j..<slotEnd
                i -= 1
            case .none: return slots
            }
        }
        return slots
    }
}
