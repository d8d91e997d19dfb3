/// Finds the form's words inside the lines of a section that is printed in columns, where one OCR line may hold a piece of
/// every column.
struct ColumnScanner {
    let layout: ColumnsLayout
    let tools: ReadingTools
    let bytes: UnsafeBufferPointer<UInt8>

    /// What was found, in reading order.
    enum Item {
        case group(Int)
        case row(Int)
        /// A filled cell: where its number stands.
        case cell(TextRange)
        case bareHeading
        case furniture(Int)
        /// Words that are none of the form's.
        case free
    }

    struct Found {
        var item: Item
        /// From the first to the last character; over several lines for a wrapped sentence.
        var pieces: [TextRange]
        var line: Int
        /// Nats of OCR error.
        var cost: Float

        var extent: TextRange { TextRange(pieces.first?.start ?? 0, pieces.last?.end ?? 0) }
    }

    private struct Token {
        var range: TextRange
        var line: Int
        var key: Range<Int>
    }

    private struct Phrase {
        var item: Item
        var key: [UInt8]
        var letters: LetterCounts
    }

    /// Scans lines, given as their content with their numbers.
    func scan(_ lines: [(number: Int, content: TextRange)]) -> [Found] {
        var stream: [UInt8] = []
        let tokens = tokens(lines, &stream)
        let phrases = phrases()
        var found: [Found] = []
        var i = 0
        while i < tokens.count {
            if let (item, count) = exact(tokens, i, stream, phrases) {
                found.append(Found(item: item, pieces: pieces(tokens[i..<i + count]), line: tokens[i].line, cost: 0))
                i += count
            } else {
                found.append(Found(item: .free, pieces: [tokens[i].range], line: tokens[i].line, cost: 0))
                i += 1
            }
        }
        return approximate(found, phrases)
    }

    // MARK: Tokens and phrases

    private func tokens(_ lines: [(number: Int, content: TextRange)], _ stream: inout [UInt8]) -> [Token] {
        var tokens: [Token] = []
        for (number, content) in lines {
            var i = content.start
            while i < content.end {
                while i < content.end, ASCII.isSpace(bytes[i]) { i += 1 }
                var end = i
                while end < content.end, !ASCII.isSpace(bytes[end]) { end += 1 }
                guard end > i else { break }
                let start = stream.count
                tools.folding.forEachKeyByte(bytes, from: i, to: end) { byte, _ in stream.append(byte) }
                tokens.append(Token(range: TextRange(i, end), line: number, key: start..<stream.count))
                i = end
            }
        }
        return tokens
    }

    private func phrases() -> [Phrase] {
        var phrases: [Phrase] = []
        func add(_ item: Item, _ key: Key) {
            phrases.append(Phrase(item: item, key: key.plain, letters: LetterCounts(key.plain)))
        }
        for (id, key) in layout.furniture { add(.furniture(id), key) }
        if let matrix = layout.matrix {
            for (number, group) in matrix.groups.enumerated() { add(.group(number), group.key) }
            for (number, row) in matrix.rows.enumerated() { add(.row(number), row.key) }
        }
        if let heading = layout.bareHeading { add(.bareHeading, heading) }
        return phrases.sorted { $0.key.count > $1.key.count }
    }

    private func pieces(_ tokens: ArraySlice<Token>) -> [TextRange] {
        var pieces: [TextRange] = []
        var line = -1
        for token in tokens {
            if token.line == line { pieces[pieces.count - 1].end = token.range.end } else { pieces.append(token.range) }
            line = token.line
        }
        return pieces
    }

    // MARK: As it stands

    private func exact(_ tokens: [Token], _ i: Int, _ stream: [UInt8], _ phrases: [Phrase]) -> (Item, Int)? {
        let start = tokens[i].key.lowerBound
        guard !tokens[i].key.isEmpty else { return nil }
        for phrase in phrases where matches(phrase.key, stream, start) {
            if let count = tokenCount(tokens, i, start + phrase.key.count) { return (phrase.item, count) }
        }
        return cell(tokens, i, stream)
    }

    private func matches(_ key: [UInt8], _ stream: [UInt8], _ start: Int) -> Bool {
        guard start + key.count <= stream.count else { return false }
        return tools.folding.withFoldTable { fold in
            for k in 0..<key.count where fold[Int(key[k])] != fold[Int(stream[start + k])] { return false }
            return true
        }
    }

    /// How many tokens from `i` end exactly at key position `end`.
    private func tokenCount(_ tokens: [Token], _ i: Int, _ end: Int) -> Int? {
        var last = i
        while last < tokens.count, tokens[last].key.upperBound < end { last += 1 }
        guard last < tokens.count, tokens[last].key.upperBound == end else { return nil }
        return last - i + 1
    }

    /// A number and the word of the cell: `100% complete`.
    private func cell(_ tokens: [Token], _ i: Int, _ stream: [UInt8]) -> (Item, Int)? {
        guard let matrix = layout.matrix else { return nil }
        let first = bytes[tokens[i].range.start]
        guard ASCII.isDigit(first) || ASCII.digit(like: first) != nil else { return nil }
        let start = tokens[i].key.lowerBound
        for digits in 1...5 where matches(matrix.cellLiteral.plain, stream, start + digits) {
            guard let count = tokenCount(tokens, i, start + digits + matrix.cellLiteral.count) else { continue }
            return (.cell(number(at: tokens[i].range.start, before: tokens[i + count - 1].range.end)), count)
        }
        return nil
    }

    /// The digits at `start` and the percent sign after them.
    private func number(at start: Int, before limit: Int) -> TextRange {
        var end = start
        while end < limit, ASCII.isDigit(bytes[end]) || ASCII.digit(like: bytes[end]) != nil { end += 1 }
        var sign = end
        while sign < limit, bytes[sign] == 0x20 { sign += 1 }
        if sign < limit, bytes[sign] == UInt8(ascii: "%") { end = sign + 1 }
        return TextRange(start, end)
    }

    // MARK: With errors

    /// Joins runs of free words that resemble a phrase.
    private func approximate(_ found: [Found], _ phrases: [Phrase]) -> [Found] {
        var result: [Found] = []
        var i = 0
        while i < found.count {
            if case .free = found[i].item, let (item, count, cost) = nearest(found, i, phrases) {
                let run = found[i..<i + count]
                let range = TextRange(run.first?.extent.start ?? 0, run.last?.extent.end ?? 0)
                result.append(Found(item: item, pieces: [range], line: found[i].line, cost: cost))
                i += count
            } else {
                result.append(found[i])
                i += 1
            }
        }
        return result
    }

    private func nearest(_ found: [Found], _ i: Int, _ phrases: [Phrase]) -> (Item, Int, Float)? {
        var best: (Item, Int, Float)?
        var key: [UInt8] = []
        var letters = LetterCounts()
        var j = i
        while j < found.count, found[j].line == found[i].line, case .free = found[j].item, key.count < 80 {
            tools.folding.forEachKeyByte(bytes, from: found[j].extent.start, to: found[j].extent.end) { byte, _ in
                key.append(byte)
            }
            letters = LetterCounts(key)
            for phrase in phrases where abs(phrase.key.count - key.count) <= 1 + phrase.key.count / 6 {
                guard phrase.letters.isNear(letters, edits: 1 + phrase.key.count / 4) else { continue }
                let cost = align(phrase.key, key)
                if cost <= Float(phrase.key.count) * 0.6, cost < best?.2 ?? .infinity { best = (phrase.item, j - i + 1, cost) }
            }
            if let (range, cost) = damagedCell(found[i...j], key), cost < best?.2 ?? .infinity { best = (.cell(range), j - i + 1, cost) }
            j += 1
        }
        return best
    }

    private func align(_ phrase: [UInt8], _ key: [UInt8]) -> Float {
        tools.distance(phrase, key, limit: Float(phrase.count) * 0.6)
    }

    /// A number and a damaged word of the cell.
    private func damagedCell(_ run: ArraySlice<Found>, _ key: [UInt8]) -> (TextRange, Float)? {
        guard let matrix = layout.matrix, let first = run.first, let last = run.last, ASCII.isDigit(bytes[first.extent.start]) else { return nil }
        let digits = key.prefix { ASCII.isDigit($0) || "olzsb".utf8.contains($0) }.count
        guard (1...4).contains(digits), abs(key.count - digits - matrix.cellLiteral.count) <= 2 else { return nil }
        let cost = align(matrix.cellLiteral.plain, Array(key.dropFirst(digits)))
        guard cost <= 5 else { return nil }
        return (number(at: first.extent.start, before: last.extent.end), cost)
    }
}
