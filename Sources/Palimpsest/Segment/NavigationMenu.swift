/// Finds a list of the page's own sections: the navigation beside or above a profile that was printed from a browser.
///
/// Its lines are those of headings, word for word, and so are found as such: what stands after it would be the last section's, and a list that begins
/// with the first section would be a profile of its own. But the sections' titles follow one another there with next to nothing in between, and they
/// come again where the sections are. That lists of links differ from content by just this, many short links and no text of their own, is what
/// Kohlschütter, Fankhauser and Nejdl ("Boilerplate detection using shallow text features", WSDM 2010) found.
struct NavigationMenu {
    let template: CompiledTemplate
    let table: [LineTable.Line]
    let bytes: UnsafeBufferPointer<UInt8>

    /// A line that is the title of a section at the top, or begins with it.
    private struct Hit {
        var line: Int
        var element: Int
        /// Number of the line among those that are not blank.
        var place: Int
        /// Where the words after the title begin, if there are any: OCR joined the menu with the page beside it.
        var rest: Int?
    }

    /// Titles that a menu lists at least.
    private static let leastTitles = 4
    /// Of them, those that stand alone on their lines.
    private static let leastAlone = 2
    /// Of them, those that come again on the page.
    private static let leastAgain = 2
    /// Lines between two titles of a menu, and in all.
    private static let reach = (between: 8, all: 25)

    /// Where lines have to be cut so that titles of a menu stand alone, and where the menu's lines begin.
    func entries() -> (cuts: [Int], starts: Set<Int>) {
        let titles = template.elements.indices.compactMap { number -> (element: Int, key: [UInt8])? in
            guard template.elements[number].parent < 0, !template.elements[number].isRecord, template.elements[number].headingAnchor >= 0 else { return nil }
            let key = template.anchors[template.elements[number].headingAnchor].pattern.prefix.plain
            return key.count >= 8 ? (number, key) : nil
        }
        guard titles.count >= Self.leastTitles else { return ([], []) }
        let (hits, again) = hits(of: titles)
        var cuts: [Int] = [], starts: Set<Int> = [], first = 0
        while first < hits.count {
            var last = first
            while last + 1 < hits.count, hits[last + 1].place - hits[last].place <= Self.reach.between, hits[last + 1].place - hits[first].place <= Self.reach.all { last += 1 }
            let menu = menu(hits, first...last, again)
            for hit in menu {
                starts.insert(table[hit.line].content.start)
                if let rest = hit.rest { cuts.append(rest) }
            }
            first = menu.isEmpty ? first + 1 : last + 1
        }
        return (cuts, starts)
    }

    /// The first line of each title in a run, if the run is a menu.
    ///
    /// - Parameter again: the titles that were found behind what OCR made of an icon.
    private func menu(_ hits: [Hit], _ run: ClosedRange<Int>, _ again: Set<Int>) -> [Hit] {
        var firsts: [Hit] = []
        for hit in hits[run] where !firsts.contains(where: { $0.element == hit.element }) { firsts.append(hit) }
        func comesAgain(_ hit: Hit) -> Bool {
            again.contains(hit.element) || hits.contains { $0.element == hit.element && $0.line != hit.line } || hit.rest.map { begins(with: hit.element, at: $0) } ?? false
        }
        guard firsts.count >= Self.leastTitles, firsts.count(where: { $0.rest == nil }) >= Self.leastAlone, firsts.count(where: comesAgain) >= Self.leastAgain else { return [] }
        return firsts.filter { !template.elements[$0.element].beginsProfile || comesAgain($0) }
    }

    private func hits(of titles: [(element: Int, key: [UInt8])]) -> (hits: [Hit], again: Set<Int>) {
        let folding = template.tools.folding
        // Lines that begin with another letter are not looked at.
        var initials = [Bool](repeating: false, count: 256)
        for title in titles { initials[Int(title.key[0])] = true }
        let longest = titles.reduce(0) { max($0, $1.key.count) }
        var hits: [Hit] = [], again: Set<Int> = [], place = 0
        for line in table.indices where !table[line].isBlank {
            place += 1
            let content = table[line].content
            guard content.count >= 8, content.count < 120 else { continue }
            if content.count <= longest + Self.icon.bytes, content.start < content.end - 8, let title = behindIcon(content, titles) { again.insert(title) }
            guard initials[Int(bytes[content.start] | 0x20)] else { continue }
            let key = folding.plainKey(of: TextRange(content.start, min(content.end, content.start + 2 * longest)), in: bytes)
            guard let title = titles.first(where: { isAlike(key, $0.key) }) else { continue }
            // The key may end in a wide gap before the words of the page beside the menu.
            if let rest = rest(after: title.key, content) {
                if isOther(rest, content) { hits.append(Hit(line: line, element: title.element, place: place, rest: rest)) }
            } else if key.count == title.key.count {
                hits.append(Hit(line: line, element: title.element, place: place))
            }
        }
        return (hits, again)
    }

    /// Letters that an icon in front of a heading is read as at most, and bytes with spaces and marks.
    private static let icon = (letters: 3, bytes: 10)

    /// The title that stands on a line behind what OCR made of an icon.
    private func behindIcon(_ content: TextRange, _ titles: [(element: Int, key: [UInt8])]) -> Int? {
        // A word of at most three letters comes first.
        guard let space = (content.start..<min(content.end, content.start + 6)).first(where: { bytes[$0] == 0x20 }) else { return nil }
        let key = template.tools.folding.plainKey(of: TextRange(space, content.end), in: bytes)
        return titles.first { key.count >= $0.key.count && key.count <= $0.key.count + Self.icon.letters && isAlike(key.suffix($0.key.count), $0.key) }?.element
    }

    /// Where a line goes on after a title and a space, with a mark or a word.
    private func rest(after title: [UInt8], _ content: TextRange) -> Int? {
        guard let last = template.tools.folding.offset(ofKeyByte: title.count - 1, in: content, bytes) else { return nil }
        var rest = last + 1
        while rest < content.end, ASCII.isSpace(bytes[rest]) { rest += 1 }
        return rest > last + 1 && rest < content.end ? rest : nil
    }

    /// Whether the words at `rest` are none that go on with the title.
    private func isOther(_ rest: Int, _ content: TextRange) -> Bool {
        guard !ASCII.isLetter(bytes[rest]) || bytes[rest] & 0x20 == 0 else { return false }
        return !template.index.isWhole(template.tools.folding.plainKey(of: content, in: bytes), template.tools.folding)
    }

    private func begins(with element: Int, at start: Int) -> Bool {
        let title = template.anchors[template.elements[element].headingAnchor].pattern.prefix.plain
        return isAlike(template.tools.folding.plainKey(of: TextRange(start, min(bytes.count, start + 2 * title.count)), in: bytes), title)
    }

    /// Whether a key begins with a title.
    private func isAlike(_ key: some Collection<UInt8>, _ title: [UInt8]) -> Bool {
        let fold = template.tools.folding.fold
        return key.count >= title.count && zip(key, title).allSatisfy { fold[Int($0)] == fold[Int($1)] }
    }
}
