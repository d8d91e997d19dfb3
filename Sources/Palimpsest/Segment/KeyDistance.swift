/// The weighted edit distance of two keys: what it costs, in nats, that OCR read the first as the second.
///
/// The same dynamic program as ``PatternAligner``'s, without slots and without a way back, in a band: an alignment that leaves
/// the diagonal by more than the limit pays for is not looked at (Ukkonen, "Algorithms for approximate string matching",
/// 1985). O(length × limit) time, no heap.
struct KeyDistance: Sendable {
    let costs: ConfusionCosts

    /// - Returns: the distance, or infinity when it is more than `limit`.
    func callAsFunction(_ from: UnsafeBufferPointer<UInt8>, _ to: UnsafeBufferPointer<UInt8>, limit: Float) -> Float {
        let rows = from.count, columns = to.count
        let band = Int(limit / min(ConfusionCosts.insertion, ConfusionCosts.deletion)) + 1
        guard abs(rows - columns) <= band else { return .infinity }
        let width = columns + 1
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * width) { table in
            costs.single.withUnsafeBufferPointer { single in
                table.initialize(repeating: .infinity)
                for j in 0...min(columns, band) { table[j] = Float(j) * ConfusionCosts.insertion }
                for i in stride(from: 1, through: rows, by: 1) {
                    let now = table.baseAddress.map { $0 + (i % 3) * width }
                    let before = table.baseAddress.map { $0 + ((i + 2) % 3) * width }
                    let twoBefore = table.baseAddress.map { $0 + ((i + 1) % 3) * width }
                    guard let now, let before, let twoBefore else { return .infinity }
                    let symbol = from[i - 1]
                    let first = max(0, i - band), last = min(columns, i + band)
                    var least = Float.infinity
                    if first > 0 { now[first - 1] = .infinity }
                    for j in stride(from: first, through: last, by: 1) {
                        var best = before[j] + ConfusionCosts.deletion
                        if j > 0 {
                            let read = to[j - 1]
                            best = min(best, before[j - 1] + single[Int(symbol & 0x7F) << 7 | Int(read & 0x7F)])
                            best = min(best, now[j - 1] + ConfusionCosts.insertion)
                            if j > 1 { best = min(best, before[j - 2] + costs.split(symbol, to[j - 2], read)) }
                            if i > 1 { best = min(best, twoBefore[j - 1] + costs.merge(from[i - 2], symbol, read)) }
                        }
                        now[j] = best
                        least = min(least, best)
                    }
                    if last < columns { now[last + 1] = .infinity }
                    if least > limit { return .infinity }
                }
                let result = table[(rows % 3) * width + columns]
                return result <= limit ? result : .infinity
            }
        }
    }

    func callAsFunction(_ from: [UInt8], _ to: [UInt8], limit: Float) -> Float {
        from.withUnsafeBufferPointer { from in to.withUnsafeBufferPointer { self(from, $0, limit: limit) } }
    }
}
