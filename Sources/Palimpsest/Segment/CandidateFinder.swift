/// Proposes, for every line, the anchors that it may be.
struct CandidateFinder {
    let document: Document
    let template: CompiledTemplate
    let folding: KeyFolding
    let matcher: PatternMatcher
    let lines: Range<Int>
    let keys: LineKeys
    /// For line `i`: the next line that is not blank, or `lines.upperBound`.
    private let next: [Int32]

    /// How much dearer an approximate match may be than its length, in nats a byte.
    private static let costPerByte: Float = 1.1
    /// A heading may be wrapped over this many lines.
    private static let maximumWrap = 4
    /// Noise in front of a heading: tokens of at most this many key bytes.
    private static let noiseLength = 3

    init(document: Document, lines: Range<Int>, template: CompiledTemplate, tools: ReadingTools) {
        self.document = document
        self.lines = lines
        self.template = template
        folding = tools.folding
        matcher = tools.matcher
        keys = LineKeys(document: document, lines: lines, folding: folding)
        var next = [Int32](repeating: Int32(lines.upperBound), count: lines.count + 1)
        for i in stride(from: lines.count - 1, through: 0, by: -1) {
            next[i] = document.lines.lines[lines.lowerBound + i].isBlank ? next[i + 1] : Int32(lines.lowerBound + i)
        }
        self.next = next
    }

    /// All candidates, in order of first line.
    func candidates() -> [Candidate] {
        var found: [Candidate] = []
        found.reserveCapacity(lines.count)
        document.text.bytes.withUnsafeBufferPointer { bytes in
            keys.folded.withUnsafeBufferPointer { folded in
                var line = firstLine(from: lines.lowerBound)
                while line < lines.upperBound {
                    propose(line, folded, bytes, &found)
                    line = firstLine(from: line + 1)
                }
            }
        }
        return found
    }

    /// The first line that is not blank, from `line` on.
    func firstLine(from line: Int) -> Int { line >= lines.upperBound ? lines.upperBound : Int(next[line - lines.lowerBound]) }

    // MARK: Proposals

    private func propose(_ line: Int, _ folded: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>, _ found: inout [Candidate]) {
        guard let base = folded.baseAddress else { return }
        let range = keys.foldedRange(line - lines.lowerBound)
        let count = found.count
        let start = base + range.lowerBound
        probe(line, start, range.count, skip: 0, bytes, &found)
        if found.count == count {
            for skip in noiseSkips(line, bytes) where skip < range.count {
                probe(line, start + skip, range.count - skip, skip: skip, bytes, &found)
            }
        }
        if found.count == count && range.count <= 2 * AnchorIndex.chunkLength { probeSplit(line, bytes, &found) }
        if found.count == count { probeChunks(line, start, range.count, bytes, &found) }
        if found.count == count && range.count <= AnchorIndex.shortLimit + 16 { probeShort(line, bytes, &found) }
        if range.count <= 160 { probeSlots(line, start, range.count, bytes, &found) }
    }

    /// Looks the key up as a whole, by its first chunk, and by short prefixes.
    private func probe(
        _ line: Int, _ key: UnsafePointer<UInt8>, _ count: Int, skip: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ found: inout [Candidate]
    ) {
        guard count > 0 else { return }
        let index = template.index
        if count <= index.longest + 2 {
            index.whole.forEach(HashIndex.hash(key, count: count)) { anchor in
                verify(anchor, line, skip: skip, bytes, &found)
            }
        }
        if count >= AnchorIndex.chunkLength {
            index.chunks.forEach(HashIndex.hash(key, count: AnchorIndex.chunkLength)) { value in
                guard value % AnchorIndex.chunkCount == 0 else { return }
                verify(value / AnchorIndex.chunkCount, line, skip: skip, bytes, &found)
            }
        }
        for length in index.prefixLengths where length <= count {
            index.prefixes.forEach(HashIndex.hash(key, count: length)) { anchor in
                verify(anchor, line, skip: skip, bytes, &found)
            }
        }
    }

    /// A short line may be the first half of an anchor that was split in two.
    private func probeSplit(_ line: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ found: inout [Candidate]) {
        let following = firstLine(from: line + 1)
        guard following < lines.upperBound, following - line <= 2 else { return }
        var joined = Array(keys.folded[keys.foldedRange(line - lines.lowerBound)])
        joined += keys.folded[keys.foldedRange(following - lines.lowerBound)].prefix(template.index.longest)
        joined.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            probe(line, base, buffer.count, skip: 0, bytes, &found)
        }
    }

    /// The second and third chunk stand near their place when a slip spoilt the first.
    private func probeChunks(
        _ line: Int, _ key: UnsafePointer<UInt8>, _ count: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ found: inout [Candidate]
    ) {
        let length = AnchorIndex.chunkLength
        for chunk in 1..<AnchorIndex.chunkCount {
            for shift in -3...3 where chunk * length + shift + length <= count {
                template.index.chunks.forEach(HashIndex.hash(key + (chunk * length + shift), count: length)) { value in
                    guard value % AnchorIndex.chunkCount == chunk else { return }
                    verify(value / AnchorIndex.chunkCount, line, skip: 0, bytes, &found)
                }
            }
        }
    }

    /// Compares a short line with every anchor of about its length and letters.
    private func probeShort(_ line: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ found: inout [Candidate]) {
        let range = keys.foldedRange(line - lines.lowerBound)
        let count = range.count
        guard count > 2 else { return }
        let letters = AnchorIndex.letters(keys.folded[range])
        for entry in template.index.short {
            let slack = 2 + entry.length / 4
            if entry.length > count + slack { break }
            if entry.length + slack + CandidateFinder.noiseLength < count && !entry.hasSlot { continue }
            let missing = (entry.letters & ~letters).nonzeroBitCount
            guard missing * 4 <= entry.letters.nonzeroBitCount + 3 else { continue }
            verify(entry.anchor, line, skip: 0, bytes, &found)
        }
    }

    /// Patterns that begin with a slot are found by their first literal, or read by type.
    private func probeSlots(
        _ line: Int, _ key: UnsafePointer<UInt8>, _ count: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ found: inout [Candidate]
    ) {
        for (anchor, needle) in template.index.leadingSlot where needle.count <= count {
            guard contains(key, count, needle) else { continue }
            verify(anchor, line, skip: 0, bytes, &found)
        }
        for anchor in template.index.slotsOnly { verifyTyped(anchor, line, bytes, &found) }
    }

    private func contains(_ key: UnsafePointer<UInt8>, _ count: Int, _ needle: [UInt8]) -> Bool {
        needle.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return false }
            return memoryContains(key, count, base, buffer.count)
        }
    }

    /// Key lengths of the short tokens in front of the line that may be icon noise.
    private func noiseSkips(_ line: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
        let content = document.lines.lines[line].content
        var skips: [Int] = []
        var total = 0, offset = content.start
        for _ in 0..<3 {
            var end = offset
            while end < content.end, bytes[end] != 0x20 { end += 1 }
            guard end < content.end, end - offset <= 6 else { break }
            var count = 0
            folding.forEachKeyByte(bytes, from: offset, to: end) { _, _ in count += 1 }
            guard count <= CandidateFinder.noiseLength else { break }
            total += count
            if count > 0 { skips.append(total) }
            offset = end + 1
        }
        return skips
    }
}
