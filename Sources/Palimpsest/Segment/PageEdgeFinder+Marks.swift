/// The marks themselves: pages of pages, addresses, titles.
extension PageEdgeFinder {
    // MARK: Marks

    /// The page and the number of pages that a stretch ends or begins with, and what is left.
    func pageCount(_ range: TextRange) -> (count: (page: Int, pages: Int), rest: TextRange)? {
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
    func pageOfPages(_ range: TextRange) -> (page: Int, pages: Int)? {
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

    func isBetweenPages(_ word: TextRange) -> Bool {
        if word.count == 1, bytes[word.start] == UInt8(ascii: "/") { return true }
        return rules.words.contains { $0.elementsEqual((word.start..<word.end).lazy.map { ASCII.lowercased(bytes[$0]) }) }
    }

    func number(_ range: TextRange) -> Int? {
        guard !range.isEmpty, range.count <= 3 else { return nil }
        var value = 0
        for place in range.start..<range.end {
            guard ASCII.isDigit(bytes[place]) else { return nil }
            value = 10 * value + Int(bytes[place] - 0x30)
        }
        return bytes[range.start] == 0x30 ? nil : value
    }

    /// What is left of a stretch that begins or ends with an address of the web; `nil` when there is none.
    func withoutAddress(_ range: TextRange) -> TextRange? {
        let words = words(range, most: 40)
        for number in Set([0, words.count - 1]) where words.indices.contains(number) && isAddress(words[number]) {
            return number == 0 ? trimmed(words[0].end, range.end) : trimmed(range.start, words[number].start)
        }
        return nil
    }

    func isAddress(_ word: TextRange) -> Bool {
        let text = (word.start..<word.end).map { ASCII.lowercased(bytes[$0]) }
        // Also of a page that was saved and printed from there.
        return text.starts(with: Array("file:/".utf8)) || text.starts(with: Array("https:/".utf8)) || text.starts(with: Array("http:/".utf8)) || text.starts(with: Array("www.".utf8))
    }

    func words(_ range: TextRange, most: Int) -> [TextRange] {
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

    // MARK: Titles

    /// The title that a line ends with, after at most three scraps of a time.
    func title(from start: Int, to end: Int) -> TextRange? {
        let words = words(TextRange(start, end), most: 24)
        for word in words.prefix(4) where isTitle(TextRange(word.start, end)) { return TextRange(word.start, end) }
        return nil
    }

    /// Whether words are a title of the platform's pages: its name alone, or at one end with a mark that parts it from the rest.
    func isTitle(_ range: TextRange) -> Bool {
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

    func isName(_ range: TextRange) -> Bool {
        guard !range.isEmpty, range.count <= Self.longestTitle else { return false }
        let key = tools.folding.plainKey(of: range, in: bytes)
        return rules.titles.contains { abs($0.count - key.count) <= 2 && tools.distance($0, key, limit: 7) <= 7 }
    }

    /// A bar, dash or point by itself, or what OCR reads for a bar.
    func isParting(_ word: TextRange) -> Bool {
        let (scalar, length) = UTF8Bytes.scalar(bytes, at: word.start)
        guard length == word.count else { return false }
        switch scalar {
        case 0x2D, 0x3A, 0x49, 0x6C, 0x21, 0x5B, 0x5D, 0xA6, 0xB7, 0x2010...0x2015, 0x2022, 0x203A, 0xBB, 0x3E: return true
        default: return false
        }
    }
}
