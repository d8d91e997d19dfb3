/// The cheapest way from what the OCR read to what the page says, character by character.
///
/// Levenshtein, "Binary codes capable of correcting deletions, insertions, and reversals" (1966): every added, lost or changed
/// code point costs one. What both begin and end with is set aside first, which changes no distance.
struct TextAlignment: Sendable {
    enum Step: Hashable, Sendable {
        case same(read: Int, page: Int)
        case changed(read: Int, page: Int)
        /// Read, but not on the page.
        case added(read: Int)
        /// On the page, but not read; `before` is the read character that follows it.
        case lost(page: Int, before: Int)
    }

    let steps: [Step]

    /// The number of steps that are not ``Step/same(read:page:)``.
    var distance: Int { steps.reduce(0) { if case .same = $1 { $0 } else { $0 + 1 } } }

    /// Texts whose lengths have a larger product are not aligned but taken as changed from end to end: a label is a stretch of
    /// one line, and no line is that long.
    static let largest = 16_000_000

    init(read: [UInt32], page: [UInt32]) {
        var head = 0
        while head < min(read.count, page.count), read[head] == page[head] { head += 1 }
        var tail = 0
        while tail < min(read.count, page.count) - head, read[read.count - 1 - tail] == page[page.count - 1 - tail] { tail += 1 }
        var steps = (0..<head).map { Step.same(read: $0, page: $0) }
        steps += Self.middle(read[head..<read.count - tail], page[head..<page.count - tail])
        steps += (0..<tail).map { .same(read: read.count - tail + $0, page: page.count - tail + $0) }
        self.steps = steps
    }

    private static func middle(_ read: ArraySlice<UInt32>, _ page: ArraySlice<UInt32>) -> [Step] {
        if read.count.multipliedReportingOverflow(by: page.count).overflow || read.count * page.count > largest {
            return inParallel(read.indices, page.indices)
        }
        return backwards(moves(read, page), read, page)
    }

    private static func inParallel(_ read: Range<Int>, _ page: Range<Int>) -> [Step] {
        let common = min(read.count, page.count)
        return (0..<common).map { .changed(read: read.lowerBound + $0, page: page.lowerBound + $0) }
            + read.dropFirst(common).map { .added(read: $0) } + page.dropFirst(common).map { .lost(page: $0, before: read.upperBound) }
    }

    private static let diagonal: UInt8 = 0, skipRead: UInt8 = 1, skipPage: UInt8 = 2

    /// For each pair of prefixes the last move of a cheapest way to it, a row for each read character.
    private static func moves(_ read: ArraySlice<UInt32>, _ page: ArraySlice<UInt32>) -> [UInt8] {
        let width = page.count + 1
        var moves = [UInt8](repeating: skipPage, count: (read.count + 1) * width)
        var costs = (0...page.count).map { Int32($0) }
        for (row, character) in read.enumerated() {
            var diagonalCost = costs[0]
            costs[0] += 1
            moves[(row + 1) * width] = skipRead
            for column in 1..<width {
                let above = costs[column]
                var best = diagonalCost + (page[page.startIndex + column - 1] == character ? 0 : 1)
                var move = diagonal
                if above + 1 < best { (best, move) = (above + 1, skipRead) }
                if costs[column - 1] + 1 < best { (best, move) = (costs[column - 1] + 1, skipPage) }
                diagonalCost = above
                costs[column] = best
                moves[(row + 1) * width + column] = move
            }
        }
        return moves
    }

    private static func backwards(_ moves: [UInt8], _ read: ArraySlice<UInt32>, _ page: ArraySlice<UInt32>) -> [Step] {
        var steps: [Step] = []
        var row = read.count, column = page.count
        while row > 0 || column > 0 {
            let readIndex = read.startIndex + row - 1, pageIndex = page.startIndex + column - 1
            switch moves[row * (page.count + 1) + column] {
            case diagonal:
                let same = read[readIndex] == page[pageIndex]
                steps.append(same ? .same(read: readIndex, page: pageIndex) : .changed(read: readIndex, page: pageIndex))
                (row, column) = (row - 1, column - 1)
            case skipRead:
                steps.append(.added(read: readIndex))
                row -= 1
            default:
                steps.append(.lost(page: pageIndex, before: readIndex + 1))
                column -= 1
            }
        }
        return steps.reversed()
    }
}
