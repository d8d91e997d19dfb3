/// Finds the lines that a browser printed above and below the pages: date and time, title, address, page of pages.
///
/// They stand in the middle of whatever runs over the page, so they are set aside before anything else is looked for. How Chromium
/// prints them decides what is looked for: one line with date and time at its left end and the title in its middle, one with the
/// address at its left and `page/pages` at its right end (`components/printing/resources/print_header_footer_template_page.html`);
/// OCR may part each in two lines. Content may begin with a date as well, hence a line is only set aside when all of it is
/// accounted for: a title must be one that the template knows, with a mark that parts it from the rest, or come again and again.
struct PageEdgeFinder {
    let rules: PageEdges
    let document: Document
    let bytes: UnsafeBufferPointer<UInt8>
    let tools: ReadingTools

    /// A line at the edge of a page.
    struct Edge: Sendable {
        var line: Int
        /// What it is, by its first mark.
        var mark: PageEdges.Mark
    }

    /// Longer lines are prose.
    static let longestLine = 240
    static let longestTitle = 120, longestAlike = 160
    /// How often a title that the template does not know must come before it is believed.
    static let oftenEnough = 3

    /// A line that may be one.
    struct Guess {
        var line: Int
        var hasTimestamp = false
        /// Whether a date stands there with a time that could not be read.
        var hasDate = false
        var hasAddress = false
        var count: (page: Int, pages: Int)?
        /// Words that are none of the marks.
        var title: TextRange?
        var isSure = false
        var mark: PageEdges.Mark { hasTimestamp || hasDate ? .timestamp : count != nil ? .pageCount : .title }
    }

    /// The lines at the edges of pages, in order.
    ///
    /// - Parameter isForm: whether a line may be one that the form prints.
    func edges(_ lines: Range<Int>, isForm: (TextRange) -> Bool) -> [Edge] {
        guard !rules.isEmpty else { return [] }
        let marked = marked(lines)
        return (marked + recurring(Set(marked.map(\.line)), lines, isForm: isForm)).sorted { $0.line < $1.line }
    }

    /// The lines that are edges by what they say.
    private func marked(_ lines: Range<Int>) -> [Edge] {
        var guesses: [Guess] = []
        document.lines.lines.withUnsafeBufferPointer { table in
            for line in lines where mayBeEdge(table[line].content) {
                if let guess = guess(line, table[line].content) { guesses.append(guess) }
            }
        }
        guard !guesses.isEmpty else { return [] }
        for i in guesses.indices { guesses[i].isSure = isSure(guesses[i]) }
        for i in guesses.indices where !guesses[i].isSure { guesses[i].isSure = recurs(guesses[i], guesses) }
        // Then what stands beside those.
        for i in guesses.indices where !guesses[i].isSure && guesses[i].title == nil { guesses[i].isSure = isBeside(guesses, i) }
        let sure = guesses.filter(\.isSure)
        var found = sure.map { Edge(line: $0.line, mark: $0.mark) }
        if sure.contains(where: { $0.hasTimestamp || $0.hasDate }) {
            found += alike(sure, lines)
            found += misreadCounts(found, lines)
        }
        return found
    }

    // MARK: Guesses

    /// A quick look at both ends: a number that may begin a date or a page, a time, or a number after a bar or a word.
    @inline(__always)
    private func mayBeEdge(_ content: TextRange) -> Bool {
        guard content.count >= 3, content.count <= Self.longestLine else { return false }
        let last = bytes[content.end - 1]
        if ASCII.isDigit(last) {
            if mayEndAsEdge(content) { return true }
        } else if last | 0x20 == UInt8(ascii: "m"), holdsTime(TextRange(max(content.start, content.end - 9), content.end)) {
            return true
        }
        return mayBeginDate(bytes[content.start]) && mayBeginDate(bytes[content.start + 1]) && holdsTime(content)
    }

    @inline(__always)
    private func mayBeginDate(_ byte: UInt8) -> Bool {
        ASCII.isDigit(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
            || byte == 0x20 || ASCII.digit(like: byte) != nil
    }

    /// Whether the number at the end of a line stands after a mark of dates, times and pages, or after a word with a number before it.
    private func mayEndAsEdge(_ content: TextRange) -> Bool {
        var place = content.end
        while place > content.start, ASCII.isDigit(bytes[place - 1]) { place -= 1 }
        guard place > content.start else { return false }
        let isShort = content.end - place <= 3
        while isShort, place > content.start, bytes[place - 1] == 0x20 { place -= 1 }
        switch bytes[place - 1] {
        case UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "-"): return true
        default: break
        }
        let word = place
        while place > content.start, bytes[place - 1] > 0x20, !ASCII.isDigit(bytes[place - 1]) { place -= 1 }
        guard isShort, word - place <= 6, place - 2 >= content.start, bytes[place - 1] == 0x20 else { return false }
        return ASCII.isDigit(bytes[place - 2])
    }

    private func holdsTime(_ range: TextRange) -> Bool {
        var place = range.start + 1
        while place + 1 < range.end {
            if bytes[place] == UInt8(ascii: ":") || bytes[place] == UInt8(ascii: "."), ASCII.isDigit(bytes[place + 1]) { return true }
            place += 1
        }
        return false
    }

    private func guess(_ line: Int, _ content: TextRange) -> Guess? {
        var guess = Guess(line: line)
        var rest = content
        let timestamps = TimestampReader(bytes: bytes)
        if rules.ids[.timestamp] != nil {
            if timestamps.beginsNumber(rest.start), let end = timestamps.end(from: rest.start, to: rest.end) {
                guess.hasTimestamp = true
                rest = trimmed(end, rest.end)
            } else if let end = timestamps.endOfDate(from: rest.start, to: rest.end), let title = title(from: end, to: rest.end) {
                // The time was read too badly: the title has to come often enough.
                guess.hasDate = true
                rest = title
            } else if let start = timestamps.start(of: rest) {
                guess.hasTimestamp = true
                rest = trimmed(rest.start, start)
            }
        }
        if rules.ids[.pageCount] != nil, let (count, left) = pageCount(rest) {
            guess.count = count
            rest = left
        }
        if let left = withoutAddress(rest) {
            guess.hasAddress = true
            rest = left
        }
        guard guess.hasTimestamp || guess.hasDate || guess.count != nil, rest.count <= Self.longestTitle else { return nil }
        if !rest.isEmpty { guess.title = rest }
        return guess
    }

    func trimmed(_ start: Int, _ end: Int) -> TextRange {
        let range = WhiteSpace.trim(bytes, start, end)
        // `12/23/25, 3:45 PM, Title`
        return range.isEmpty || bytes[range.start] != UInt8(ascii: ",") ? range : WhiteSpace.trim(bytes, range.start + 1, range.end)
    }

    // MARK: Evidence

    /// Whether a line says by itself that it is none of the page's content.
    private func isSure(_ guess: Guess) -> Bool {
        if let title = guess.title { return guess.hasTimestamp && isTitle(title) }
        return guess.hasTimestamp || guess.hasAddress
    }

    /// Whether others of its kind stand in the document: the same title after a timestamp, another page of as many.
    private func recurs(_ guess: Guess, _ guesses: [Guess]) -> Bool {
        guard let title = guess.title else {
            return guesses.contains { $0.title == nil && $0.count?.pages == guess.count?.pages && isAfter($0, guess) }
        }
        if guess.hasTimestamp || guess.hasDate {
            let key = tools.folding.plainKey(of: title, in: bytes)
            return !key.isEmpty && guesses.count { ($0.hasTimestamp || $0.hasDate) && $0.title.map { tools.folding.plainKey(of: $0, in: bytes) == key } ?? false } >= Self.oftenEnough
        }
        return isTitle(title) && guesses.contains { $0.count?.pages == guess.count?.pages && isAfter($0, guess) }
    }

    /// Whether two lines count the pages in the order in which they stand.
    func isAfter(_ one: Guess, _ other: Guess) -> Bool {
        guard let a = one.count, let b = other.count, one.line != other.line else { return false }
        return one.line < other.line ? a.page < b.page : a.page > b.page
    }

    /// Whether a line that is sure stands next to this one, or the page ends here.
    private func isBeside(_ guesses: [Guess], _ i: Int) -> Bool {
        let line = guesses[i].line
        for other in guesses where other.isSure && isNext(other.line, line) { return true }
        let table = document.lines.lines
        let next = table[(line + 1)...].first { !$0.isBlank }, previous = table[..<line].last { !$0.isBlank }
        return next.map { $0.page != table[line].page } ?? false || previous.map { $0.page != table[line].page } ?? false
    }

    /// Whether only a few blank lines are between two lines.
    func isNext(_ one: Int, _ other: Int) -> Bool {
        let (first, last) = (min(one, other), max(one, other))
        return first < last && last - first <= 6 && (first + 1..<last).allSatisfy { document.lines.lines[$0].isBlank }
    }
}
