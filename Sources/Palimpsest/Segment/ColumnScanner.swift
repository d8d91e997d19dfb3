/// Finds the form's words inside the lines of a section that is printed in columns, where one OCR line may hold a piece of
/// every column.
struct ColumnScanner {
    let layout: ColumnsLayout
    let tools: ReadingTools
    let bytes: UnsafeBufferPointer<UInt8>
    private let phrases: ColumnPhrases

    init(layout: ColumnsLayout, phrases: ColumnPhrases, tools: ReadingTools, bytes: UnsafeBufferPointer<UInt8>) {
        self.layout = layout
        self.phrases = phrases
        self.tools = tools
        self.bytes = bytes
    }

    /// What was found, in reading order.
    enum Item: Sendable {
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
        /// The part on the first line.
        var first: TextRange
        /// The parts on the lines after it, of a wrapped sentence.
        var rest: [TextRange] = []
        var line: Int
        /// Nats of OCR error.
        var cost: Float
        /// Whether it is a label with another column's words between its own.
        var isBroken = false
        /// Of a free word: its key's place in the stream.
        var key = 0..<0

        /// From the first to the last character; over several lines for a wrapped sentence.
        var pieces: [TextRange] { [first] + rest }
        var extent: TextRange { TextRange(first.start, rest.last?.end ?? first.end) }
    }

    private struct Token {
        var range: TextRange
        var line: Int
        var key: Range<Int>
    }

    /// Scans lines, given as their content with their numbers.
    func scan(_ lines: [(number: Int, content: TextRange)]) -> [Found] {
        var stream: [UInt8] = []
        let tokens = tokens(lines, &stream)
        var found: [Found] = []
        found.reserveCapacity(tokens.count)
        var i = 0
        while i < tokens.count {
            if let (item, count, cost) = exact(tokens, i, stream) {
                found.append(joined(item, tokens[i..<i + count]))
                found[found.count - 1].cost = cost
                i += count
            } else {
                found.append(Found(item: .free, first: tokens[i].range, line: tokens[i].line, cost: 0, key: tokens[i].key))
                i += 1
            }
        }
        return stream.withUnsafeBufferPointer { wrappedCells(in: wrappedRows(in: approximate(found, $0), $0), $0) }
    }

    // MARK: Tokens

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

    private func joined(_ item: Item, _ tokens: ArraySlice<Token>) -> Found {
        var found = Found(item: item, first: TextRange(0, 0), line: -1, cost: 0)
        var line = -1
        for token in tokens {
            if found.line < 0 {
                found.first = token.range
                found.line = token.line
            } else if token.line != line {
                found.rest.append(token.range)
            } else if found.rest.isEmpty {
                found.first.end = token.range.end
            } else {
                found.rest[found.rest.count - 1].end = token.range.end
            }
            line = token.line
        }
        return found
    }

    // MARK: As it stands

    private func exact(_ tokens: [Token], _ i: Int, _ stream: [UInt8]) -> (Item, Int, Float)? {
        let start = tokens[i].key.lowerBound
        guard !tokens[i].key.isEmpty else { return nil }
        for number in phrases.beginning(with: tools.folding.fold[Int(stream[start])]) where matches(phrases.all[number].key, stream, start) {
            if let count = tokenCount(tokens, i, start + phrases.all[number].key.count) { return (phrases.all[number].item, count, 0) }
        }
        return cell(tokens, i, stream)
    }

    private func matches(_ key: [UInt8], _ stream: [UInt8], _ start: Int) -> Bool {
        guard start + key.count <= stream.count else { return false }
        let fold = tools.folding.fold.base
        for k in 0..<key.count where fold[Int(key[k])] != fold[Int(stream[start + k])] { return false }
        return true
    }

    /// How many tokens from `i` end exactly at key position `end`.
    private func tokenCount(_ tokens: [Token], _ i: Int, _ end: Int) -> Int? {
        var last = i
        while last < tokens.count, tokens[last].key.upperBound < end { last += 1 }
        guard last < tokens.count, tokens[last].key.upperBound == end else { return nil }
        return last - i + 1
    }

    /// A number and the word of the cell: `100% complete`. The word may stand on the next line, the number is one token's.
    private func cell(_ tokens: [Token], _ i: Int, _ stream: [UInt8]) -> (Item, Int, Float)? {
        guard let matrix = layout.matrix, let number = number(in: tokens[i].range), i == 0 || !mayContinue(tokens[i - 1].range, tokens[i - 1].line == tokens[i].line)
        else { return nil }
        let start = tokens[i].key.lowerBound + number.keyCount
        guard matches(matrix.cellLiteral.plain, stream, start), let count = tokenCount(tokens, i, start + matrix.cellLiteral.count) else {
            return number.hasDigit ? cellAroundIcon(tokens, i, stream, number.range, matrix.cellLiteral) : nil
        }
        let signed = withSign(number.range, before: tokens[i + count - 1].range.end)
        let cost: Float = isWrapped(tokens, i) ? Self.wrappedNumber : 0
        // Letters alone are a number only where its sign and its word say so, on the same line: `O% complete`, never `Iran`.
        if !number.hasDigit, signed == number.range || tokens[i + count - 1].line != tokens[i].line { return nil }
        return (.cell(signed), count, cost)
    }

    /// Nats for a number whose first digits may stand at the end of the line above.
    private static let wrappedNumber: Float = 8

    /// Whether a number at the beginning of a line may be the end of one that the line above broke off: `10` over `0% complete`.
    private func isWrapped(_ tokens: [Token], _ i: Int) -> Bool {
        guard i > 0, tokens[i - 1].line != tokens[i].line, tokens[i - 1].range.count <= 2 else { return false }
        return (tokens[i - 1].range.start..<tokens[i - 1].range.end).allSatisfy { ASCII.isDigit(bytes[$0]) }
    }

    /// A number with its sign, one or two scraps of an icon of the next column, and the cell's word: `67% let` over `complete`.
    private func cellAroundIcon(_ tokens: [Token], _ i: Int, _ stream: [UInt8], _ number: TextRange, _ word: Key) -> (Item, Int, Float)? {
        guard number.end + 1 == tokens[i].range.end, bytes[number.end] == UInt8(ascii: "%") else { return nil }
        for scraps in 1...2 {
            guard i + scraps + 1 < tokens.count, isScrap(tokens[i + scraps].range) else { return nil }
            let start = tokens[i + scraps + 1].key.lowerBound
            if matches(word.plain, stream, start), let count = tokenCount(tokens, i + scraps + 1, start + word.count) {
                return (.cell(TextRange(number.start, number.end + 1)), 1 + scraps + count, 3 * Float(scraps))
            }
        }
        return nil
    }

    /// Whether a token is what OCR may make of an icon: at most three characters, no digit and no sign of a number.
    private func isScrap(_ range: TextRange) -> Bool {
        let text = bytes[range.start..<range.end]
        return text.count { $0 & 0xC0 != 0x80 } <= 3 && !text.contains { ASCII.isDigit($0) || $0 == UInt8(ascii: "%") }
    }

    /// The number that a token begins with, which ends with the token, at a percent sign or at the cell's word.
    func number(in token: TextRange) -> (range: TextRange, keyCount: Int, hasDigit: Bool)? {
        var end = token.start
        var hasDigit = false
        while end < token.end {
            if ASCII.isDigit(bytes[end]) {
                hasDigit = true
            } else if WideDigits.isDigit(bytes, at: end, before: token.end) {
                hasDigit = true
                end += 2
            } else if ASCII.digit(like: bytes[end]) == nil {
                // A decimal mark, before a digit.
                guard end > token.start, bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: ","), end + 1 < token.end, ASCII.isDigit(bytes[end + 1]) else { break }
            }
            end += 1
        }
        // `00%` is the end of a number that OCR cut in two.
        guard end > token.start, end == token.start + 1 || !isZero(token.start) || bytes[token.start + 1] == UInt8(ascii: ".") || bytes[token.start + 1] == UInt8(ascii: ",")
        else { return nil }
        var keyCount = 0
        tools.folding.forEachKeyByte(bytes, from: token.start, to: end) { _, _ in keyCount += 1 }
        return (TextRange(token.start, end), keyCount, hasDigit)
    }

    private func isZero(_ i: Int) -> Bool { bytes[i] == UInt8(ascii: "0") || ASCII.digit(like: bytes[i]) == UInt8(ascii: "0") }

    /// Whether a number may be the end of one that the token before it on its line began: `10 0%`, `I 00%`.
    private func mayContinue(_ before: TextRange, _ isOnLine: Bool) -> Bool {
        guard isOnLine else { return false }
        let isNumber = (before.start..<before.end).allSatisfy { ASCII.isDigit(bytes[$0]) || ASCII.digit(like: bytes[$0]) != nil }
        // A lone `O` is an icon, a lone `|` a rule between columns.
        return isNumber && !(before.count == 1 && (isZero(before.start) && !ASCII.isDigit(bytes[before.start]) || bytes[before.start] == UInt8(ascii: "|")))
    }

    /// A number with the percent sign after it, if there is one before `limit` on its line.
    private func withSign(_ number: TextRange, before limit: Int) -> TextRange {
        var sign = number.end
        while sign < limit, bytes[sign] == 0x20 { sign += 1 }
        return sign < limit && bytes[sign] == UInt8(ascii: "%") ? TextRange(number.start, sign + 1) : number
    }

    // MARK: With errors

    /// Joins runs of free words that resemble a phrase.
    private func approximate(_ found: [Found], _ stream: UnsafeBufferPointer<UInt8>) -> [Found] {
        var result: [Found] = []
        result.reserveCapacity(found.count)
        var i = 0
        while i < found.count {
            if case .free = found[i].item, let (item, count, cost) = nearest(found, i, stream) {
                let range = TextRange(found[i].extent.start, found[i + count - 1].extent.end)
                result.append(Found(item: item, first: range, line: found[i].line, cost: cost))
                i += count
            } else {
                result.append(found[i])
                i += 1
            }
        }
        return result
    }

    private func nearest(_ found: [Found], _ i: Int, _ stream: UnsafeBufferPointer<UInt8>) -> (Item, Int, Float)? {
        var best: (Item, Int, Float)?
        let start = found[i].key.lowerBound
        var key = UnsafeBufferPointer(rebasing: stream[start..<start])
        var letters = LetterCounts()
        var j = i
        while j < found.count, found[j].line == found[i].line, case .free = found[j].item, key.count < 80 {
            // The words follow one another in the stream.
            letters.add(stream, start + key.count, found[j].key.upperBound)
            key = UnsafeBufferPointer(rebasing: stream[start..<found[j].key.upperBound])
            for near in phrases.about(key.count) where near.letters.isNear(letters, edits: near.edits) {
                let phrase = phrases.all[near.number]
                let limit = Float(phrase.key.count) * 0.6
                // What costs as much as the best so far need not be known to the end.
                let cost = align(phrase.key, key, limit: min(limit, best?.2 ?? limit))
                if cost <= limit, cost < best?.2 ?? .infinity { best = (phrase.item, j - i + 1, cost) }
            }
            if i == 0 || !mayContinue(found[i - 1].extent, found[i - 1].line == found[i].line), let (range, cost) = damagedCell(found[i...j], key), cost < best?.2 ?? .infinity { best = (.cell(range), j - i + 1, cost) }
            j += 1
        }
        return best
    }

    private func align(_ phrase: [UInt8], _ key: UnsafeBufferPointer<UInt8>, limit: Float) -> Float {
        phrase.withUnsafeBufferPointer { tools.distance($0, key, limit: limit) }
    }

    /// A number and a damaged word of the cell.
    private func damagedCell(_ run: ArraySlice<Found>, _ key: UnsafeBufferPointer<UInt8>) -> (TextRange, Float)? {
        guard let matrix = layout.matrix, let first = run.first, let last = run.last, let number = number(in: first.extent), number.hasDigit,
            number.keyCount <= 5, abs(key.count - number.keyCount - matrix.cellLiteral.count) <= 2
        else { return nil }
        let word = UnsafeBufferPointer(rebasing: key.dropFirst(number.keyCount))
        // `10 0% complete`: the number goes on.
        if let next = word.first, next != matrix.cellLiteral.plain.first, ASCII.isDigit(next) || ASCII.digit(like: next) != nil { return nil }
        let cost = align(matrix.cellLiteral.plain, word, limit: Float(matrix.cellLiteral.count) * 0.6)
        guard cost <= 5 else { return nil }
        return (withSign(number.range, before: last.extent.end), cost)
    }
}
