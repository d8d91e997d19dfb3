/// Cuts a document's lines into tokens at white space.
struct TokenScanner {
    let document: Document
    let classes: CharacterClasses

    /// The tokens of `range`, in order, and what the case of its letters is like.
    ///
    /// - Parameter standing: places that the template explains, ascending.
    func tokens(in range: TextRange, standing: [TextRange]) -> (tokens: [Token], mode: CaseMode) {
        document.text.bytes.withUnsafeBufferPointer { bytes in
            var tokens: [Token] = []
            tokens.reserveCapacity(range.count / 5 + 16)
            var capitals = 0, small = 0
            var line: Int32 = -1, afterBlank = true, page = 0
            for entry in document.lines.lines[firstLine(at: range.start)...] {
                if entry.content.start >= range.end { break }
                if entry.isBlank { afterBlank = true; continue }
                let start = max(entry.content.start, range.start), end = min(entry.content.end, range.end)
                guard start < end else { continue }
                line += 1
                if entry.page != page { (page, afterBlank) = (entry.page, true) }
                let first = tokens.count
                scan(bytes, start, end, isASCII: entry.isASCII, line: line, into: &tokens)
                for offset in start..<end {
                    capitals += bytes[offset] &- 0x41 < 26 ? 1 : 0
                    small += bytes[offset] &- 0x61 < 26 ? 1 : 0
                }
                if tokens.count > first { tokens[first].link = afterBlank ? .afterBlank : .nextLine }
                afterBlank = false
            }
            mark(&tokens, standing)
            return (tokens, CaseMode(capitals: capitals, small: small))
        }
    }

    /// Number of the first line that reaches beyond `offset`.
    private func firstLine(at offset: Int) -> Int {
        let lines = document.lines.lines
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].content.end <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, isASCII: Bool, line: Int32, into tokens: inout [Token]) {
        var at = start, from = -1
        func close(_ tokens: inout [Token], _ end: Int) {
            if from >= 0 {
                tokens.append(Token(start: Int32(from), end: Int32(end), line: Token.Line(number: line), length: 0, link: .sameLine, kind: .none))
                from = -1
            }
        }
        while at < end {
            let byte = bytes[at]
            if byte <= 0x20 {
                close(&tokens, at)
                at += 1
            } else if byte < 0x80 || isASCII {
                if from < 0 { from = at }
                at += 1
            } else {
                let (scalar, length) = UTF8Bytes.scalar(bytes, at: at)
                if classes[scalar].shape == CharacterClasses.Shape.space { close(&tokens, at) } else if from < 0 { from = at }
                at += length
            }
        }
        close(&tokens, end)
    }

    /// Marks the tokens that lie within the standing places.
    private func mark(_ tokens: inout [Token], _ standing: [TextRange]) {
        var place = 0
        for index in tokens.indices {
            while place < standing.count, standing[place].end <= Int(tokens[index].start) { place += 1 }
            if place < standing.count, standing[place].start <= Int(tokens[index].start), Int(tokens[index].end) <= standing[place].end {
                tokens[index].isStanding = true
            }
        }
    }
}
