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
        // Three rows of costs, then for each column the number of the pair of characters that ends there.
        return withUnsafeTemporaryAllocation(byteCount: 3 * width * 4 + width, alignment: 4) { memory in
            guard let start = memory.baseAddress else { return .infinity }
            let table = start.bindMemory(to: Float.self, capacity: 3 * width)
            let pairs = (start + 3 * width * 4).bindMemory(to: UInt8.self, capacity: width)
            for place in 0..<3 * width { table[place] = .infinity }
            for j in 0...min(columns, band) { table[j] = Float(j) * ConfusionCosts.insertion }
            for j in 0...columns { pairs[j] = j > 1 ? costs.pair(to[j - 2], to[j - 1]) : 0 }
            for i in stride(from: 1, through: rows, by: 1) {
                let now = table + (i % 3) * width
                let least = fill(now, before: table + ((i + 2) % 3) * width, twoBefore: table + ((i + 1) % 3) * width, pairs, from, i, to, band)
                if least > limit { return .infinity }
            }
            let result = table[(rows % 3) * width + columns]
            return result <= limit ? result : .infinity
        }
    }

    /// Fills the row of `from[i - 1]` and gives the least cost in it.
    @inline(__always)
    private func fill(
        _ now: UnsafeMutablePointer<Float>, before: UnsafePointer<Float>, twoBefore: UnsafePointer<Float>, _ pairs: UnsafePointer<UInt8>,
        _ from: UnsafeBufferPointer<UInt8>, _ i: Int, _ to: UnsafeBufferPointer<UInt8>, _ band: Int
    ) -> Float {
        let columns = to.count
        let symbol = from[i - 1]
        let first = max(0, i - band), last = min(columns, i + band)
        let reading = costs.single.base + Int(symbol & 0x7F) << 7
        let splitting = costs.split.base + Int(symbol & 0x7F)
        let pair = i > 1 ? costs.pair(from[i - 2], symbol) : 0
        let merging = costs.merge.base + Int(pair) << 7
        var least = Float.infinity
        var left = Float.infinity
        if first > 0 { now[first - 1] = .infinity }
        var j = first
        if j == 0 {
            left = before[0] + ConfusionCosts.deletion
            now[0] = left
            least = left
            j = 1
        }
        while j <= last {
            let read = Int(to[j - 1] & 0x7F)
            var best = min(before[j] + ConfusionCosts.deletion, before[j - 1] + reading[read], left + ConfusionCosts.insertion)
            if pairs[j] != 0 { best = min(best, before[j - 2] + splitting[Int(pairs[j]) << 7]) }
            if pair != 0 { best = min(best, twoBefore[j - 1] + merging[read]) }
            now[j] = best
            left = best
            least = min(least, best)
            j += 1
        }
        if last < columns { now[last + 1] = .infinity }
        return least
    }

    func callAsFunction(_ from: [UInt8], _ to: [UInt8], limit: Float) -> Float {
        from.withUnsafeBufferPointer { from in to.withUnsafeBufferPointer { self(from, $0, limit: limit) } }
    }
}
