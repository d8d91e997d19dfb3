extension PageEdgeFinder {
    /// Letters of a line that can be told from others.
    private static let leastLetters = 8
    /// Blank lines that part two pages where no form feed does.
    private static let gap = 2

    /// Lines of any wording that stand first or last on page after page: `Confidential draft`, `Downloaded by planning@example.org p. 4`.
    ///
    /// Running headers are told by their place and by coming again (Lin, "Header and footer extraction by page association", SPIE 5010, 2003):
    /// on most pages, hardly ever elsewhere, and they are no line of the form.
    ///
    /// - Parameters:
    ///   - known: lines that are edges already.
    ///   - isForm: whether a line may be one that the form prints.
    func recurring(_ known: Set<Int>, _ lines: Range<Int>, isForm: (TextRange) -> Bool) -> [Edge] {
        guard rules.ids[.title] != nil else { return [] }
        let (tops, bottoms) = boundaries(lines)
        guard tops.count >= Self.oftenEnough else { return [] }
        return recurring(among: tops, lines, isForm).union(recurring(among: bottoms, lines, isForm)).subtracting(known).map { Edge(line: $0, mark: .title) }
    }

    /// The first and the last lines of pages.
    private func boundaries(_ lines: Range<Int>) -> (tops: [Int], bottoms: [Int]) {
        let table = document.lines.lines
        var tops: [Int] = [], bottoms: [Int] = []
        var last: Int?
        for line in lines where !table[line].isBlank {
            if let before = last {
                if line - before > Self.gap || table[before].page != table[line].page {
                    bottoms.append(before)
                    tops.append(line)
                }
            } else {
                tops.append(line)
            }
            last = line
        }
        if let last { bottoms.append(last) }
        return (tops, bottoms)
    }

    private func recurring(among places: [Int], _ lines: Range<Int>, _ isForm: (TextRange) -> Bool) -> Set<Int> {
        let table = document.lines.lines
        var groups: [[UInt8]: [Int]] = [:]
        for line in places where table[line].content.count <= Self.longestAlike {
            let key = letters(of: table[line].content)
            if key.count >= Self.leastLetters { groups[key, default: []].append(line) }
        }
        var found = Set<Int>()
        for (key, own) in groups where own.count >= Self.oftenEnough && own.count * 2 >= places.count && !isForm(table[own[0]].content) {
            let all = lines.count { line in
                !table[line].isBlank && abs(table[line].content.count - table[own[0]].content.count) <= 12 && letters(of: table[line].content) == key
            }
            guard own.count * 10 >= all * 6 else { continue }
            for line in places {
                let other = letters(of: table[line].content)
                if other == key || tools.distance(key, other, limit: 0.6 * Float(key.count)).isFinite { found.insert(line) }
            }
        }
        return found
    }

    /// The key without digits: pages and dates differ from page to page.
    private func letters(of range: TextRange) -> [UInt8] {
        tools.folding.plainKey(of: range, in: bytes).filter { !ASCII.isDigit($0) }
    }
}
