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
        let (n, m) = (first.count, second.count)
        let limit = min(n + m, most)
        var furthest = [Int32](repeating: 0, count: 2 * limit + 3)
        // Of each step only the diagonals that it may have reached.
        var trace: [[Int32]] = []
        func advance(_ x: Int, _ y: Int) -> Int {
            var (x, y) = (x, y)
            while x < n, y < m, first[x] == second[y] { (x, y) = (x + 1, y + 1) }
            return x
        }
        var isDone = false
        var best = 0
        for d in 0...limit {
            // Texts of which so much differs are nearly never those of which little does farther on.
            if d >= Self.trial, best * limit * 2 < d * (n + m) { return nil }
            trace.append(Array(furthest[limit - d...limit + d + 2]))
            for k in stride(from: -d, through: d, by: 2) {
                let place = k + limit + 1
                let isDown = k == -d || (k != d && furthest[place - 1] < furthest[place + 1])
                let x = Int(isDown ? furthest[place + 1] : furthest[place - 1] + 1)
                guard x <= n, x - k <= m, x - k >= 0 else {
                    furthest[place] = Int32(x)
                    continue
                }
                let end = advance(x, x - k)
                furthest[place] = Int32(end)
                best = max(best, 2 * end - k)
                if end >= n, end - k >= m {
                    isDone = true
                    break
                }
            }
            if isDone { break }
        }
        guard isDone else { return nil }
        hunks = Self.hunks(trace, n, m)
    }

    /// Walks back from the end and collects the elements that are not common.
    private static func hunks(_ trace: [[Int32]], _ n: Int, _ m: Int) -> [Hunk] {
        var (x, y) = (n, m)
        var steps: [Hunk] = []
        for d in stride(from: trace.count - 1, to: 0, by: -1) {
            let before = trace[d]
            let k = x - y
            // Diagonal −d−1 is the first that was kept.
            let place = k + d + 1
            let isDown = k == -d || (k != d && before[place - 1] < before[place + 1])
            let previous = isDown ? k + 1 : k - 1
            let startX = Int(before[previous + d + 1]), startY = startX - previous
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
