/// Cuts a document's lines into tokens at white space.
struct TokenScanner {
    let document: Document
    let classes: CharacterClasses

    /// Writes the tokens of `range`, in order, each scored by its own characters; gives their number.
    ///
    /// - Parameter standing: places that the template explains, ascending.
    func scan(_ range: TextRange, standing: [TextRange], _ scorer: TokenScorer, into tokens: Scratch<Token>) -> Int {
        document.text.bytes.withUnsafeBufferPointer { bytes in
            document.lines.lines.withUnsafeBufferPointer { lines in
                var count = 0, afterBlank = true, page = 0
                for entry in lines[document.lines.index(reaching: range.start)...] {
                    if entry.content.start >= range.end { break }
                    if entry.isBlank { afterBlank = true; continue }
                    let start = max(entry.content.start, range.start), end = min(entry.content.end, range.end)
                    guard start < end else { continue }
                    if entry.page != page { (page, afterBlank) = (entry.page, true) }
                    tokens.reserve(count + (end - start + 1) / 2, keeping: count)
                    let next = tokens.base + count
                    let found = scan(bytes, start, end, isASCII: entry.isASCII, scorer, into: next)
                    if found > 0 { next.pointee.link = afterBlank ? .afterBlank : .nextLine }
                    count += found
                    afterBlank = false
                }
                mark(tokens.buffer(count), standing)
                return count
            }
        }
    }

    /// Writes the tokens of a line; gives their number.
    private func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, isASCII: Bool, _ scorer: TokenScorer, into tokens: UnsafeMutablePointer<Token>
    ) -> Int {
        var at = start, count = 0
        while at < end {
            let blank = blankLength(bytes, at)
            if blank > 0 { at += blank; continue }
            let stop = isASCII ? asciiEnd(bytes, at, end) : tokenEnd(bytes, at, end)
            (tokens + count).initialize(to: Token(start: Int32(truncatingIfNeeded: at), end: Int32(truncatingIfNeeded: stop)))
            scorer.score(&tokens[count], in: bytes)
            count += 1
            at = stop
        }
        return count
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
    private func mark(_ tokens: UnsafeMutableBufferPointer<Token>, _ standing: [TextRange]) {
        if standing.isEmpty { return }
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
