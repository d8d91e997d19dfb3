/// What differs between two sequences, of words or characters: Myers's O(ND) algorithm ("An O(ND) Difference Algorithm and Its Variations",
/// Algorithmica 1986), given up where more differs than is allowed, or is sure to by the pace at which it goes on.
struct SequenceDifference {
    /// Elements of the one that the other does not have there; either may be empty.
    struct Hunk {
        var first: Range<Int>
        var second: Range<Int>
    }

    private(set) var hunks: [Hunk] = []
    /// Differences after which the pace counts: at half of what would be needed it is given up.
    private static let trial = 64

    /// - Parameter most: elements that may be missing on either side together; `nil` comes out when more are.
    init?<Element: Equatable>(_ first: [Element], _ second: [Element], most: Int) {
        let found = first.withUnsafeBufferPointer { first in
            second.withUnsafeBufferPointer { second in Self.trace(first, second, limit: min(first.count + second.count, most)) }
        }
        guard let found else { return nil }
        hunks = Self.hunks(found, first.count, second.count)
    }

    /// How far each diagonal was reached before each number of differences, of the diagonals that it may have reached: step `d` has
    /// those from −d−1 to d+1, and begins at d² + 2d.
    private static func trace<Element: Equatable>(
        _ first: UnsafeBufferPointer<Element>, _ second: UnsafeBufferPointer<Element>, limit: Int
    ) -> [Int32]? {
        let (n, m) = (first.count, second.count)
        var steps: [Int32] = []
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * limit + 3) { furthest in
            furthest.initialize(repeating: 0)
            var best = 0
            for d in 0...limit {
                // Texts of which so much differs are nearly never those of which little does farther on.
                if d >= trial, best * limit * 2 < d * (n + m) { return nil }
                steps.append(contentsOf: furthest[limit - d...limit + d + 2])
                for k in stride(from: -d, through: d, by: 2) {
                    let place = k + limit + 1
                    let isDown = k == -d || (k != d && furthest[place - 1] < furthest[place + 1])
                    var x = Int(isDown ? furthest[place + 1] : furthest[place - 1] + 1)
                    if x <= n, x - k <= m, x >= k {
                        while x < n, x - k < m, first[x] == second[x - k] { x += 1 }
                        best = max(best, 2 * x - k)
                        if x >= n, x - k >= m { return steps }
                    }
                    furthest[place] = Int32(x)
                }
            }
            return nil
        }
    }

    /// Walks back from the end and collects the elements that are not common.
    private static func hunks(_ trace: [Int32], _ n: Int, _ m: Int) -> [Hunk] {
        var (x, y) = (n, m)
        var steps: [Hunk] = []
        var d = 0
        while (d + 1) * (d + 3) < trace.count { d += 1 }
        for d in stride(from: d, to: 0, by: -1) {
            let before = trace[(d * (d + 2))...]
            let k = x - y
            // Diagonal −d−1 is the first that was kept.
            let place = before.startIndex + k + d + 1
            let isDown = k == -d || (k != d && before[place - 1] < before[place + 1])
            let previous = isDown ? k + 1 : k - 1
            let startX = Int(before[before.startIndex + previous + d + 1]), startY = startX - previous
            steps.append(isDown ? Hunk(first: startX..<startX, second: startY..<startY + 1) : Hunk(first: startX..<startX + 1, second: startY..<startY))
            (x, y) = (startX, startY)
        }
        var hunks: [Hunk] = []
        for step in steps.reversed() {
            if let last = hunks.last, last.first.upperBound == step.first.lowerBound, last.second.upperBound == step.second.lowerBound {
                hunks[hunks.count - 1] = Hunk(first: last.first.lowerBound..<step.first.upperBound, second: last.second.lowerBound..<step.second.upperBound)
            } else {
                hunks.append(step)
            }
        }
        return hunks
    }
}
