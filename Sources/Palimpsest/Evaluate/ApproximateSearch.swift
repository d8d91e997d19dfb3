/// Finds a text in a longer one although some characters differ.
///
/// Sellers, "The theory and computation of evolutionary distances: pattern recognition" (J. Algorithms 1, 1980): the edit
/// distance of the pattern to every stretch of the text in one table, where a stretch may begin anywhere at no cost.
struct ApproximateSearch {
    /// The share of the pattern that may be wrong.
    var tolerance: Double = 0.3

    /// The closest stretch of `text[window]`, the earliest of several, or `nil` when all differ by more than the tolerance.
    func find(_ pattern: [UInt32], in text: [UInt32], within window: Range<Int>) -> Range<Int>? {
        guard !pattern.isEmpty, !window.isEmpty else { return nil }
        var cost = Array(0...pattern.count)
        var origin = Array(repeating: window.lowerBound, count: pattern.count + 1)
        var best: (cost: Int, range: Range<Int>)?
        for position in window {
            var diagonalCost = cost[0], diagonalOrigin = position
            origin[0] = position + 1
            for row in 1...pattern.count {
                let aboveCost = cost[row], aboveOrigin = origin[row]
                var newCost = diagonalCost + (pattern[row - 1] == text[position] ? 0 : 1)
                var newOrigin = diagonalOrigin
                if aboveCost + 1 < newCost { (newCost, newOrigin) = (aboveCost + 1, aboveOrigin) }
                if cost[row - 1] + 1 < newCost { (newCost, newOrigin) = (cost[row - 1] + 1, origin[row - 1]) }
                (diagonalCost, diagonalOrigin) = (aboveCost, aboveOrigin)
                cost[row] = newCost
                origin[row] = newOrigin
            }
            if cost[pattern.count] < best?.cost ?? Int.max, origin[pattern.count] <= position {
                best = (cost[pattern.count], origin[pattern.count]..<position + 1)
            }
        }
        guard let best, Double(best.cost) <= tolerance * Double(pattern.count) else { return nil }
        return best.range
    }
}
