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
        var found = Set<Int>()
        // A form feed ends a page for certain, and then a gap under a running header is none; but whole sections may stand between two of them.
        for gap in [Int.max, Self.gap] {
            let (tops, bottoms) = boundaries(lines, gap: gap)
            guard tops.count >= Self.oftenEnough else { continue }
            found.formUnion(recurring(from: tops, toward: 1, known, lines, isForm))
            found.formUnion(recurring(from: bottoms, toward: -1, known, lines, isForm))
        }
        // A footer above the last words of a column is at no edge; its page number tells of it.
        for step in [1, -1] where known.count >= Self.oftenEnough { found.formUnion(recurring(from: known.sorted(), toward: step, known, lines, isForm, outermost: known)) }
        return found.subtracting(known).map { Edge(line: $0, mark: .title) }
    }

    /// Lines of a running header and footer at most: `pdftotext -raw` writes both one after the other.
    private static let mostLines = 6

    /// The lines that come again at one edge of the pages, and then those that come again beside these: a footer may be of several lines. Where what
    /// stands next to them is alike on the pages as well, so is the content, and only the outermost lines are taken.
    private func recurring(from places: [Int], toward step: Int, _ known: Set<Int>, _ lines: Range<Int>, _ isForm: (TextRange) -> Bool, outermost edge: Set<Int> = []) -> Set<Int> {
        var outermost = edge, found = edge, places = places
        for _ in 0..<Self.mostLines {
            let new = recurring(among: places, lines, isForm)
            if outermost.isEmpty { outermost = new }
            found.formUnion(new)
            let next = places.map { place in new.contains(place) || known.contains(place) ? neighbour(of: place, toward: step, lines) ?? place : place }
            if next == places { break }
            places = next
        }
        return found == outermost || areAlike(places) ? outermost : found
    }

    /// Whether most of some lines say the same, be it the form's.
    private func areAlike(_ places: [Int]) -> Bool {
        var counts: [[UInt8]: Int] = [:]
        for line in places { counts[letters(of: document.lines.lines[line].content), default: 0] += 1 }
        return counts.values.contains { $0 * 2 > places.count }
    }

    /// The next line of the same page that is not blank.
    private func neighbour(of line: Int, toward step: Int, _ lines: Range<Int>) -> Int? {
        let table = document.lines.lines
        var next = line + step
        while lines.contains(next), table[next].isBlank { next += step }
        return lines.contains(next) && table[next].page == table[line].page ? next : nil
    }

    /// The first and the last lines of pages.
    ///
    /// - Parameter gap: the most lines between two lines of a page.
    private func boundaries(_ lines: Range<Int>, gap: Int) -> (tops: [Int], bottoms: [Int]) {
        let table = document.lines.lines
        var tops: [Int] = [], bottoms: [Int] = []
        var last: Int?
        for line in lines where !table[line].isBlank {
            if let before = last {
                if line - before > gap || table[before].page != table[line].page {
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
