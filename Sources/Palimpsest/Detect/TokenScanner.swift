/// Cuts a document's lines into tokens at white space.
struct TokenScanner {
    let document: Document
    let classes: CharacterClasses

    /// The tokens of `range`, in order, each scored by its own characters.
    ///
    /// - Parameter standing: places that the template explains, ascending.
    func tokens(in range: TextRange, standing: [TextRange], _ scorer: inout TokenScorer) -> [Token] {
        document.text.bytes.withUnsafeBufferPointer { bytes in
            document.lines.lines.withUnsafeBufferPointer { lines in
                var tokens: [Token] = []
                tokens.reserveCapacity(range.count / 5 + 16)
                var afterBlank = true, page = 0
                for entry in lines[firstLine(lines, at: range.start)...] {
                    if entry.content.start >= range.end { break }
                    if entry.isBlank { afterBlank = true; continue }
                    let start = max(entry.content.start, range.start), end = min(entry.content.end, range.end)
                    guard start < end else { continue }
                    if entry.page != page { (page, afterBlank) = (entry.page, true) }
                    let first = tokens.count
                    scan(bytes, start, end, isASCII: entry.isASCII, &scorer, into: &tokens)
                    if tokens.count > first { tokens[first].link = afterBlank ? .afterBlank : .nextLine }
                    afterBlank = false
                }
                mark(&tokens, standing)
                return tokens
            }
        }
    }

    /// Number of the first line that reaches beyond `offset`.
    private func firstLine(_ lines: UnsafeBufferPointer<LineTable.Line>, at offset: Int) -> Int {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].content.end <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, isASCII: Bool, _ scorer: inout TokenScorer, into tokens: inout [Token]
    ) {
        var at = start
        while at < end {
            let blank = blankLength(bytes, at)
            if blank > 0 { at += blank; continue }
            let stop = isASCII ? asciiEnd(bytes, at, end) : tokenEnd(bytes, at, end)
            var token = Token(start: Int32(at), end: Int32(stop))
            scorer.score(&token, in: bytes)
            tokens.append(token)
            at = stop
        }
    }

    /// Where the token at `start` ends, in a line of ASCII.
    @inline(__always)
    private func asciiEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        var at = start
        if let base = bytes.baseAddress {
            while at + 8 <= bytes.count {
                let blanks = ByteWord.blanks(ByteWord.load(base, at))
                if blanks != 0 { return min(end, at + blanks.trailingZeroBitCount >> 3) }
                at += 8
                if at >= end { return end }
            }
        }
        while at < end, bytes[at] > 0x20 { at += 1 }
        return at
    }

    private func tokenEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        var at = start
        while at < end {
            if bytes[at] < 0x80 {
                if bytes[at] <= 0x20 { return at }
                at += 1
            } else {
                if blankLength(bytes, at) > 0 { return at }
                at += UTF8Bytes.length(lead: bytes[at])
            }
        }
        return min(at, end)
    }

    /// Length of the control or white space character at `offset`, 0 when there is none.
    @inline(__always)
    private func blankLength(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        let lead = bytes[offset]
        if lead < 0x80 { return lead <= 0x20 ? 1 : 0 }
        // No white space begins with another byte.
        guard lead == 0xC2 || lead >= 0xE1 && lead <= 0xE3 else { return 0 }
        let (scalar, length) = UTF8Bytes.scalar(bytes, at: offset)
        return classes[scalar].shape == CharacterClasses.Shape.space ? length : 0
    }

    /// Marks the tokens that lie within the standing places.
    private func mark(_ tokens: inout [Token], _ standing: [TextRange]) {
        if standing.isEmpty { return }
        tokens.withUnsafeMutableBufferPointer { tokens in
            standing.withUnsafeBufferPointer { standing in
                var place = 0
                for index in tokens.indices {
                    let start = Int(tokens[index].start)
                    while place < standing.count, standing[place].end <= start { place += 1 }
                    guard place < standing.count else { return }
                    if standing[place].start <= start, Int(tokens[index].end) <= standing[place].end { tokens[index].isStanding = true }
                }
            }
        }
    }
}
