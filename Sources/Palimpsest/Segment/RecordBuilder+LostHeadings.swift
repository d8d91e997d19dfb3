extension RecordBuilder {
    /// Key bytes that a piece of a heading must have to tell which it is.
    private static let enoughToTell = 18
    /// The shortest run of key bytes that counts as words of the heading.
    private static let shortestRun = 5

    /// The record whose heading is what is left here: words lost in its middle, or only its end.
    ///
    /// The alignment compares lines with whole headings, letter by letter; where OCR dropped words or tore a line out of its place too
    /// much is missing for that. But a heading is known by any long run of its words that no other heading has.
    ///
    /// - Returns: the element, `nil` where none or several could be meant.
    func recognised(_ heading: Passage, type: Int) -> Int? {
        let key = heading.pieces.flatMap { tools.folding.plainKey(of: $0, in: bytes) }
        guard key.count >= Self.enoughToTell else { return nil }
        var best: (element: Int, count: Int)?
        var second = 0
        for number in template.elements.indices where template.elements[number].recordType == type {
            guard let title = titleKey(of: number) else { continue }
            let count = sharedCount(key, title)
            if count > best?.count ?? 0 {
                second = best?.count ?? 0
                best = (number, count)
            } else {
                second = max(second, count)
            }
        }
        guard let best, best.count >= Self.enoughToTell, 10 * best.count >= 8 * key.count, best.count >= second + second / 4 + 4,
            !knownIndicators[template.inheritance[best.element].sameID]
        else { return nil }
        return best.element
    }

    /// The pending lines above a heading that are pieces of it as well, taken from ``pending``.
    mutating func takeRest(of element: Int, above heading: Passage) -> Passage {
        guard let title = titleKey(of: element) else { return heading }
        var taken: [Int] = []
        while let last = pending.last, taken.count < 3 {
            let key = tools.folding.plainKey(of: document.lines.lines[last].content, in: bytes)
            let shared = sharedCount(key, title)
            guard key.count >= 2 * Self.shortestRun, 10 * shared >= 9 * key.count else { break }
            taken.insert(last, at: 0)
            pending.removeLast()
        }
        return taken.isEmpty ? heading : joined(taken.map { document.lines.lines[$0].content } + heading.pieces)
    }

    /// The lines as one passage, if they are what is left of an element's heading: more than half of its letters, and little else.
    func remains(_ lines: [TextRange], of element: Int) -> Passage? {
        guard let title = titleKey(of: element) else { return nil }
        let key = lines.flatMap { tools.folding.plainKey(of: $0, in: bytes) }
        let shared = sharedCount(key, title)
        return 2 * shared > title.count && 10 * shared >= 6 * key.count && shared >= Self.shortestRun + 2 ? joined(lines) : nil
    }

    private func titleKey(of element: Int) -> [UInt8]? {
        let anchor = template.elements[element].headingAnchor
        guard template.anchors.indices.contains(anchor), template.anchors[anchor].slots.isEmpty else { return nil }
        return template.anchors[anchor].pattern.prefix.plain
    }

    /// How many bytes of a key stand in a title, in its order, in runs of at least ``shortestRun``.
    ///
    /// A longest common subsequence of runs: `best[j]` is the most for the key so far and the first `j` bytes of the title.
    private func sharedCount(_ key: [UInt8], _ title: [UInt8]) -> Int {
        let width = title.count + 1
        guard key.count <= 400, !title.isEmpty else { return 0 }
        var best = [[Int]](repeating: [Int](repeating: 0, count: width), count: key.count + 1)
        var run = [Int](repeating: 0, count: width)
        for i in 1...max(1, key.count) where i <= key.count {
            for j in stride(from: title.count, through: 1, by: -1) {
                run[j] = key[i - 1] == title[j - 1] ? run[j - 1] + 1 : 0
                var most = max(best[i - 1][j], best[i][j])
                if run[j] >= Self.shortestRun { most = max(most, best[i - run[j]][j - run[j]] + run[j]) }
                best[i][j] = most
            }
            for j in 1..<width { best[i][j] = max(best[i][j], best[i][j - 1]) }
        }
        return best[key.count][title.count]
    }
}
