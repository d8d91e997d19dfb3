extension PageEdgeFinder {
    /// Lines that say what one of the sure ones says, misread or parted: the same stands above all pages.
    func alike(_ sure: [Guess], _ lines: Range<Int>) -> [Edge] {
        let table = document.lines.lines
        var patterns: [(key: [UInt8], limit: Float, mark: PageEdges.Mark)] = []
        func add(_ range: TextRange, _ mark: PageEdges.Mark, _ share: Float) {
            let key = tools.folding.plainKey(of: range, in: bytes)
            guard key.count >= 8, patterns.count < Self.mostPatterns, !patterns.contains(where: { $0.key == key }) else { return }
            patterns.append((key, share * Float(key.count), mark))
        }
        for guess in sure where guess.hasTimestamp || guess.hasDate {
            let content = table[guess.line].content
            add(content, .timestamp, 1)
            guard let title = guess.title, rules.ids[.title] != nil, isTitle(title), title.start > content.start else { continue }
            add(title, .title, 0.6)
            add(trimmed(content.start, title.start), .timestamp, 1)
        }
        let known = Set(sure.map(\.line))
        var found: [Edge] = []
        var titles: [(line: Int, key: [UInt8])] = []
        for line in lines where !table[line].isBlank && table[line].content.count <= Self.longestAlike && !known.contains(line) {
            let content = withoutAddress(table[line].content) ?? table[line].content
            let key = tools.folding.plainKey(of: content, in: bytes)
            let digits = key.count(where: ASCII.isDigit)
            let pattern = patterns.first { pattern in
                abs(pattern.key.count - key.count) <= 2 + pattern.key.count / 8 && (pattern.mark != .timestamp || digits >= 6)
                    && tools.distance(pattern.key, key, limit: pattern.limit) <= pattern.limit
            }
            if let pattern {
                found.append(Edge(line: line, mark: pattern.mark))
            } else if rules.ids[.title] != nil, content.count <= Self.longestTitle, isTitle(content), !isName(content) {
                titles.append((line, key))
            }
        }
        // A title on a line of its own, as on another page or beside another mark.
        let edges = sure.map(\.line) + found.map(\.line)
        for title in titles where titles.count(where: { $0.key == title.key }) > 1 || edges.contains(where: { isNext($0, title.line) }) {
            found.append(Edge(line: title.line, mark: .title))
        }
        return found
    }

    static let mostPatterns = 8

    /// Lone numbers beside an edge that begin with the page that they stand on and end with the last one: `517` for `5/7`.
    func misreadCounts(_ found: [Edge], _ lines: Range<Int>) -> [Edge] {
        let table = document.lines.lines
        let headers = found.filter { $0.mark == .timestamp }.map(\.line).sorted(), taken = Set(found.map(\.line))
        guard rules.ids[.pageCount] != nil, headers.count > 1 else { return [] }
        var pages: [Edge] = []
        for (number, header) in headers.enumerated() {
            let next = number + 1 < headers.count ? headers[number + 1] : lines.upperBound
            var line = next - 1
            while line > header, table[line].isBlank || taken.contains(line) { line -= 1 }
            guard line > header else { continue }
            let text = table[line].content
            guard text.count <= 6, isCount(text, Array(String(number + 1).utf8), Array(String(headers.count).utf8)) else { continue }
            pages.append(Edge(line: line, mark: .pageCount))
        }
        return pages
    }

    func isCount(_ text: TextRange, _ page: [UInt8], _ last: [UInt8]) -> Bool {
        let bytes = Array(self.bytes[text.start..<text.end])
        return (1...3).contains(bytes.count - page.count - last.count) && bytes.starts(with: page) && bytes.suffix(last.count).elementsEqual(last)
    }
}
