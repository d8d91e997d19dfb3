extension RecordBuilder {
    /// An item while lines of it may follow.
    private struct OpenItem {
        var text: Passage
        var last: Int
        /// Whether it is an address that was broken after a slash, of which its pieces are parts without a space.
        var isAddress = false
        /// Whether a line of it ends where more would have had room.
        var isDoubtful = false
    }

    /// Bytes of a line that an item may be broken after.
    private static let wrappedItem = 40
    /// Lines above and below that tell how long a line of the page may be.
    private static let linesAround = 40

    /// Gives lines to a record as items: a line is an item of its own, unless it goes on with the one before.
    mutating func addItems(_ taken: [Int], to owner: ObjectBuilder, _ key: String) {
        var item: OpenItem?
        for line in taken {
            let whole = document.lines.lines[line].content, content = withoutBullet(whole)
            // Nor is a heading of the form that stands where no heading can be.
            guard isWords(content), !template.index.isWhole(tools.folding.plainKey(of: content, in: bytes), tools.folding) else {
                record.unmatched.append(content)
                continue
            }
            if var open = item, content == whole, line == open.last + 1, goesOn(document.lines.lines[open.last].content, content, &open) {
                (open.text, open.last) = (joined(open.text.pieces + [content]), line)
                item = open
                continue
            }
            if let open = item { add(open, to: owner, key) }
            item = OpenItem(text: Passage(content), last: line)
        }
        if let open = item { add(open, to: owner, key) }
    }

    /// Whether a line goes on with the item that ends on the line before: after the slash of an address, or after a long line in small letters, as the brackets of
    /// a title or with the rest of a file's name (`2022.pdf`).
    private func goesOn(_ before: TextRange, _ content: TextRange, _ open: inout OpenItem) -> Bool {
        if bytes[before.end - 1] == UInt8(ascii: "/"), open.isAddress || isAddress(before) {
            open.isAddress = true
            let word = bytes[content.start..<content.end]
            if word.contains(where: ASCII.isSpace) || word.starts(with: "http".utf8) { return false }
            // `https:/` is none yet; a whole one may be followed by a title of one word.
            return before.count >= 2 && bytes[before.end - 2] == UInt8(ascii: ":") || word.contains(UInt8(ascii: "/")) || word.contains(UInt8(ascii: "."))
        }
        guard before.count >= Self.wrappedItem, !endsWithFile(before) else { return false }
        let first = bytes[content.start], isName = ASCII.isDigit(first) && endsWithFile(content) && !bytes[content.start..<content.end].contains(0x20)
        guard isName || ASCII.isLowercase(first) || first == UInt8(ascii: "(") else { return false }
        let word = bytes[content.start..<content.end].prefix { !ASCII.isSpace($0) }.count
        if letters(before) + 1 + word <= longestLine(around: open.last) { open.isDoubtful = true }
        return true
    }

    /// Whether a line is an address, or what stands before the slash at which one was broken: `https:/`.
    private func isAddress(_ content: TextRange) -> Bool {
        let word = bytes[content.start..<content.end]
        return word.starts(with: "http".utf8) && word.contains(UInt8(ascii: ":")) && !word.contains(where: ASCII.isSpace)
    }

    /// Whether a title ends with the kind of its file, `Green Plan (PDF)` or `green-plan.pdf`: it is whole.
    private func endsWithFile(_ content: TextRange) -> Bool {
        let last = bytes[content.end - 1]
        if last == UInt8(ascii: ")") { return content.count > 5 && bytes[(content.end - 6)..<content.end].contains(UInt8(ascii: "(")) }
        return content.count > 5 && bytes[content.end - 4] == UInt8(ascii: ".") && bytes[(content.end - 3)..<content.end].allSatisfy(ASCII.isLowercase)
    }

    /// The letters of the longest line near another one.
    private func longestLine(around line: Int) -> Int {
        (max(lines.lowerBound, line - Self.linesAround)..<min(lines.upperBound, line + Self.linesAround)).reduce(0) { max($0, letters(document.lines.lines[$1].content)) }
    }

    private func letters(_ content: TextRange) -> Int { bytes[content.start..<max(content.start, content.end)].count { $0 & 0xC0 != 0x80 } }

    /// What is left of the confidence in an item of two lines of which the first had room for more: the second may be an item of its own.
    private static let maybeTwo = 0.9

    private func add(_ item: OpenItem, to owner: ObjectBuilder, _ key: String) {
        let text = item.text, confidence = owner.confidence * 0.97 * (item.isDoubtful ? Self.maybeTwo : 1)
        let address = item.isAddress ? text.pieces.flatMap { bytes[$0.start..<$0.end].filter { !ASCII.isSpace($0) } } : []
        owner.append(.value(Value(item.isAddress ? .string(String(decoding: address, as: UTF8.self)) : .asRead(text), text: text, confidence: confidence)), toItems: key)
        owner.cover(text.extent)
        owner.hasContent = true
    }

    /// Whether a line has the letters of a word at least; what OCR makes of icons and rules has fewer. A Han character is a word.
    private func isWords(_ content: TextRange) -> Bool {
        var letters = 0
        for at in content.start..<content.end where ASCII.isLetter(bytes[at]) || bytes[at] >= 0xC3 { letters += bytes[at] >= 0xE3 ? 3 : 1 }
        return letters >= 3
    }
}
