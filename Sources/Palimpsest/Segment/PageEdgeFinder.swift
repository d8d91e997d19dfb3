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
    private static let longestLine = 240
    private static let longestTitle = 120
    /// How often a title that the template does not know must come before it is believed.
    private static let oftenEnough = 3

    /// A line that may be one.
    private struct Guess {
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
    func edges(_ lines: Range<Int>) -> [Edge] {
        guard !rules.isEmpty else { return [] }
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
        return found.sorted { $0.line < $1.line }
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

    private func trimmed(_ start: Int, _ end: Int) -> TextRange {
        let range = WhiteSpace.trim(bytes, start, end)
        // `12/23/25, 3:45 PM, Title`
        return range.isEmpty || bytes[range.start] != UInt8(ascii: ",") ? range : WhiteSpace.trim(bytes, range.start + 1, range.end)
    }

    // MARK: Marks

    /// The page and the number of pages that a stretch ends or begins with, and what is left.
    private func pageCount(_ range: TextRange) -> (count: (page: Int, pages: Int), rest: TextRange)? {
        let words = words(range, most: 40)
        for length in [4, 3, 2, 1] where length <= words.count {
            for first in words.count == length ? [0] : [words.count - length, 0] {
                let last = first + length - 1
                guard let count = pageOfPages(TextRange(words[first].start, words[last].end)) else { continue }
                return (count, first == 0 ? trimmed(words[last].end, range.end) : trimmed(range.start, words[first].start))
            }
        }
        return nil
    }

    /// `3/17`, `3 / 17`, `3 of 17`, `Page 3 of 17`, with or without the spaces.
    private func pageOfPages(_ range: TextRange) -> (page: Int, pages: Int)? {
        var place = range.start
        func take(while isTaken: (UInt8) -> Bool) -> TextRange {
            while place < range.end, bytes[place] == 0x20 { place += 1 }
            let start = place
            while place < range.end, isTaken(bytes[place]) { place += 1 }
            return TextRange(start, place)
        }
        let word = take { ASCII.isLetter($0) || $0 >= 0x80 }
        guard word.count <= 12 else { return nil }
        let page = take(while: ASCII.isDigit)
        let between = take { !ASCII.isDigit($0) && $0 != 0x20 }
        let pages = take(while: ASCII.isDigit)
        guard place == range.end, isBetweenPages(between), let first = number(page), let last = number(pages), first <= last else { return nil }
        return (first, last)
    }

    private func isBetweenPages(_ word: TextRange) -> Bool {
        if word.count == 1, bytes[word.start] == UInt8(ascii: "/") { return true }
        return rules.words.contains { $0.elementsEqual((word.start..<word.end).lazy.map { ASCII.lowercased(bytes[$0]) }) }
    }

    private func number(_ range: TextRange) -> Int? {
        guard !range.isEmpty, range.count <= 3 else { return nil }
        var value = 0
        for place in range.start..<range.end {
            guard ASCII.isDigit(bytes[place]) else { return nil }
            value = 10 * value + Int(bytes[place] - 0x30)
        }
        return bytes[range.start] == 0x30 ? nil : value
    }

    /// What is left of a stretch that begins or ends with an address of the web; `nil` when there is none.
    private func withoutAddress(_ range: TextRange) -> TextRange? {
        let words = words(range, most: 40)
        for number in Set([0, words.count - 1]) where words.indices.contains(number) && isAddress(words[number]) {
            return number == 0 ? trimmed(words[0].end, range.end) : trimmed(range.start, words[number].start)
        }
        return nil
    }

    private func isAddress(_ word: TextRange) -> Bool {
        let text = (word.start..<word.end).map { ASCII.lowercased(bytes[$0]) }
        return text.starts(with: Array("https:/".utf8)) || text.starts(with: Array("http:/".utf8)) || text.starts(with: Array("www.".utf8))
    }

    private func words(_ range: TextRange, most: Int) -> [TextRange] {
        var words: [TextRange] = []
        var place = range.start
        while place < range.end, words.count < most {
            while place < range.end, ASCII.isSpace(bytes[place]) { place += 1 }
            let start = place
            while place < range.end, !ASCII.isSpace(bytes[place]) { place += 1 }
            if place > start { words.append(TextRange(start, place)) }
        }
        return words
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
    private func isAfter(_ one: Guess, _ other: Guess) -> Bool {
        guard let a = one.count, let b = other.count, one.line != other.line else { return false }
        return one.line < other.line ? a.page < b.page : a.page > b.page
    }

    /// Whether a line that is sure stands next to this one, or the page ends here.
    private func isBeside(_ guesses: [Guess], _ i: Int) -> Bool {
        let line = guesses[i].line
        for other in guesses where other.isSure && abs(other.line - line) <= 6 && isBlank(between: min(line, other.line), max(line, other.line)) { return true }
        let table = document.lines.lines
        let next = table[(line + 1)...].first { !$0.isBlank }, previous = table[..<line].last { !$0.isBlank }
        return next.map { $0.page != table[line].page } ?? false || previous.map { $0.page != table[line].page } ?? false
    }

    private func isBlank(between first: Int, _ last: Int) -> Bool {
        (first + 1..<last).allSatisfy { document.lines.lines[$0].isBlank }
    }

    // MARK: Titles

    /// The title that a line ends with, after at most three scraps of a time.
    private func title(from start: Int, to end: Int) -> TextRange? {
        let words = words(TextRange(start, end), most: 24)
        for word in words.prefix(4) where isTitle(TextRange(word.start, end)) { return TextRange(word.start, end) }
        return nil
    }

    /// Lines that say what one of the sure ones says, misread or parted: the same stands above all pages.
    private func alike(_ sure: [Guess], _ lines: Range<Int>) -> [Edge] {
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
        for line in lines where !table[line].isBlank && table[line].content.count <= Self.longestLine && !known.contains(line) {
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
                found.append(Edge(line: line, mark: .title))
            }
        }
        return found
    }

    private static let mostPatterns = 8

    /// Lone numbers beside an edge that begin with the page that they stand on and end with the last one: `517` for `5/7`.
    private func misreadCounts(_ found: [Edge], _ lines: Range<Int>) -> [Edge] {
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

    private func isCount(_ text: TextRange, _ page: [UInt8], _ last: [UInt8]) -> Bool {
        let bytes = Array(self.bytes[text.start..<text.end])
        return (1...3).contains(bytes.count - page.count - last.count) && bytes.starts(with: page) && bytes.suffix(last.count).elementsEqual(last)
    }

    /// Whether words are a title of the platform's pages: its name alone, or at one end with a mark that parts it from the rest.
    private func isTitle(_ range: TextRange) -> Bool {
        if isName(range) { return true }
        if let bar = (range.start..<range.end).first(where: { bytes[$0] == UInt8(ascii: "|") }) {
            let (before, after) = (trimmed(range.start, bar), trimmed(bar + 1, range.end))
            if !before.isEmpty, !after.isEmpty, isName(before) || isName(after) { return true }
        }
        let words = words(range, most: 24)
        for (number, word) in words.enumerated() where isParting(word) {
            if isName(trimmed(range.start, word.start)) || isName(trimmed(word.end, range.end)) { return number > 0 && number + 1 < words.count }
        }
        return false
    }

    private func isName(_ range: TextRange) -> Bool {
        guard !range.isEmpty, range.count <= Self.longestTitle else { return false }
        let key = tools.folding.plainKey(of: range, in: bytes)
        return rules.titles.contains { abs($0.count - key.count) <= 2 && tools.distance($0, key, limit: 7) <= 7 }
    }

    /// A bar, dash or point by itself, or what OCR reads for a bar.
    private func isParting(_ word: TextRange) -> Bool {
        let (scalar, length) = UTF8Bytes.scalar(bytes, at: word.start)
        guard length == word.count else { return false }
        switch scalar {
        case 0x2D, 0x3A, 0x49, 0x6C, 0x21, 0x5B, 0x5D, 0xA6, 0xB7, 0x2010...0x2015, 0x2022, 0x203A, 0xBB, 0x3E: return true
        default: return false
        }
    }
}
