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

    /// Noise in front of a heading: tokens of at most this many key bytes.
    private static let noiseLength = 3

    init(document: Document, lines: Range<Int>, keys: LineKeys, template: CompiledTemplate, tools: ReadingTools) {
        self.document = document
        self.lines = lines
        self.template = template
        folding = tools.folding
        matcher = tools.matcher
        self.keys = keys
        var next = [Int32](repeating: Int32(lines.upperBound), count: lines.count + 1)
        for i in stride(from: lines.count - 1, through: 0, by: -1) {
            next[i] = document.lines.lines[lines.lowerBound + i].isBlank ? next[i + 1] : Int32(lines.lowerBound + i)
        }
        self.next = next
    }

    /// All candidates, in order of first line.
    ///
    /// - Parameter memory: gives the candidates of lines that it knows and takes in those of lines that were met before.
    func candidates(_ memory: inout LineMemory) -> [Candidate] {
        var found: [Candidate] = []
        found.reserveCapacity(lines.count)
        let number = memory.number(of: template)
        document.lines.lines.withUnsafeBufferPointer { table in
            document.text.bytes.withUnsafeBufferPointer { bytes in
                keys.folded.withUnsafeBufferPointer { folded in
                    keys.plain.withUnsafeBufferPointer { plain in
                        var probe = Probe(bytes: bytes, folded: folded, plain: plain)
                        var line = firstLine(from: lines.lowerBound)
                        while line < lines.upperBound {
                            propose(line, number, table, &probe, &found, &memory)
                            line = firstLine(from: line + 1)
                        }
                    }
                }
            }
        }
        return found
    }

    /// Appends the candidates that begin on a line, remembered or found.
    @inline(__always)
    private func propose(
        _ line: Int, _ template: Int, _ table: UnsafeBufferPointer<LineTable.Line>, _ probe: inout Probe, _ found: inout [Candidate], _ memory: inout LineMemory
    ) {
        let entry = Int(keys.remembered[line - lines.lowerBound])
        if entry >= 0, memory.propose(entry, template: template, line: line, table, probe.bytes, to: &found) { return }
        let count = found.count
        probe.last = line
        propose(line, &probe, &found)
        for place in count..<found.count { found[place] = found[place].weighed(self.template.anchors[found[place].anchor], probe.bytes) }
        guard entry >= 0, probe.last < lines.upperBound else { return }
        memory.store(entry, template: template, line: line, last: probe.last, table, probe.bytes, found[count...])
    }

    /// The buffers that the search reads.
    struct Probe {
        let bytes: UnsafeBufferPointer<UInt8>
        let folded: UnsafeBufferPointer<UInt8>
        let plain: UnsafeBufferPointer<UInt8>
        /// The last line that was looked at for the line in hand; the number of lines when their end was.
        var last = 0
        /// Anchors already looked at for the line in hand.
        var tried: [Int] = []
        /// Those of them that do not stand there as they are.
        var doubtful: [(anchor: Int, skip: Int)] = []
        /// The lines that are compared with an anchor.
        var text = KeyedText()
        /// Key lengths of what may be noise in front of the line in hand.
        var noise: [Int] = []
        /// Short anchors with about the letters of the line in hand.
        var near: [AnchorIndex.Short] = []
    }

    /// The first line that is not blank, from `line` on.
    @inline(__always)
    func firstLine(from line: Int) -> Int { line >= lines.upperBound ? lines.upperBound : Int(next[line - lines.lowerBound]) }

    /// The first line after `line` that is not blank; notes that it was looked at.
    @inline(__always)
    func following(_ line: Int, _ probe: inout Probe) -> Int {
        let found = firstLine(from: line + 1)
        probe.last = max(probe.last, found)
        return found
    }

    // MARK: Proposals

    private func propose(_ line: Int, _ probe: inout Probe, _ found: inout [Candidate]) {
        let range = keys.foldedRange(line - lines.lowerBound)
        guard !range.isEmpty else { return }
        let count = found.count
        probe.tried.removeAll(keepingCapacity: true)
        lookUp(line, range.lowerBound, range.count, skip: 0, &probe, &found)
        compareDoubtful(line, &probe, &found, since: count)
        var noise = 0
        if found.count == count {
            findNoise(line, &probe)
            for place in probe.noise.indices where probe.noise[place] < range.count && found.count == count {
                let skip = probe.noise[place]
                noise = skip
                lookUp(line, range.lowerBound + skip, range.count - skip, skip: skip, &probe, &found)
                compareDoubtful(line, &probe, &found, since: count)
            }
        }
        if found.count == count {
            if range.count <= 2 * AnchorIndex.chunkLength { lookUpSplit(line, range, &probe, &found) }
            if found.count == count { lookUpChunks(line, range, &probe, &found) }
            compareDoubtful(line, &probe, &found, since: count)
            // A short first word may be noise, or the first word of the label with a letter lost.
            for skip in stride(from: 0, through: noise, by: max(1, noise)) where found.count == count {
                compareShort(line, range.lowerBound + skip, range.count - skip, skip: skip, &probe, &found)
                compareDoubtful(line, &probe, &found, since: count)
                probe.tried.removeAll(keepingCapacity: true)
            }
        }
        if range.count <= 200 {
            lookUpSlots(line, range, &probe, &found)
            compareDoubtful(line, &probe, &found, since: found.count)
        }
    }

    /// Looks the key up as a whole, by its first chunk, and by short prefixes.
    @inline(__always)
    private func lookUp(_ line: Int, _ start: Int, _ count: Int, skip: Int, _ probe: inout Probe, _ found: inout [Candidate]) {
        guard count > 0, let base = probe.folded.baseAddress else { return }
        let key = base + start
        let index = template.index
        if count > 1, !index.mayBegin(key, AnchorIndex.Kind.line) { return }
        if count <= AnchorIndex.shortLimit || count <= index.longest {
            index.whole.forEach(HashIndex.hash(key, count: count)) { take($0, line, skip: skip, &probe, &found) }
        }
        if count >= AnchorIndex.chunkLength {
            index.chunks.forEach(HashIndex.hash(key, count: AnchorIndex.chunkLength)) { value in
                if value % AnchorIndex.chunkCount == 0 { take(value / AnchorIndex.chunkCount, line, skip: skip, &probe, &found) }
            }
        }
        for length in index.prefixLengths where length <= count {
            index.prefixes.forEach(HashIndex.hash(key, count: length)) { take($0, line, skip: skip, &probe, &found) }
        }
    }

    /// Looks at an anchor that a hash proposes: kept if it stands here as it is, put aside for comparison if not.
    private func take(_ anchor: Int, _ line: Int, skip: Int, _ probe: inout Probe, _ found: inout [Candidate]) {
        guard !probe.tried.contains(anchor) else { return }
        probe.tried.append(anchor)
        if let candidate = asItStands(anchor, line, skip: skip, &probe) {
            found.append(candidate)
        } else {
            probe.doubtful.append((anchor, skip))
        }
    }

    /// Compares what was put aside, unless another anchor stands here as it is: headings often begin alike.
    private func compareDoubtful(_ line: Int, _ probe: inout Probe, _ found: inout [Candidate], since count: Int) {
        if probe.doubtful.isEmpty { return }
        if !(count..<found.count).contains(where: { found[$0].cost == 0 }) {
            for number in probe.doubtful.indices {
                let (anchor, skip) = probe.doubtful[number]
                verify(anchor, line, skip: skip, &probe, &found)
            }
        }
        probe.doubtful.removeAll(keepingCapacity: true)
    }

    /// A short line may be the first half of an anchor that was split in two.
    private func lookUpSplit(_ line: Int, _ range: Range<Int>, _ probe: inout Probe, _ found: inout [Candidate]) {
        let following = following(line, &probe)
        guard following < lines.upperBound, following - line <= 2 else { return }
        // The keys of the two lines lie side by side.
        let end = keys.foldedRange(following - lines.lowerBound).upperBound
        lookUp(line, range.lowerBound, min(end - range.lowerBound, template.index.longest + 24), skip: 0, &probe, &found)
    }

    /// The second and third chunk stand near their place when a slip spoilt the first.
    private func lookUpChunks(_ line: Int, _ range: Range<Int>, _ probe: inout Probe, _ found: inout [Candidate]) {
        guard let base = probe.folded.baseAddress else { return }
        let length = AnchorIndex.chunkLength
        for chunk in 1..<AnchorIndex.chunkCount {
            for shift in -1...1 where chunk * length + shift + length <= range.count {
                guard template.index.mayBegin(base + (range.lowerBound + chunk * length + shift), AnchorIndex.Kind.chunk) else { continue }
                template.index.chunks.forEach(HashIndex.hash(base + (range.lowerBound + chunk * length + shift), count: length)) { value in
                    if value % AnchorIndex.chunkCount == chunk { take(value / AnchorIndex.chunkCount, line, skip: 0, &probe, &found) }
                }
            }
        }
    }

    /// Compares a short line with the anchors of about its length and letters.
    private func compareShort(_ line: Int, _ start: Int, _ count: Int, skip: Int, _ probe: inout Probe, _ found: inout [Candidate]) {
        guard count > 3, count <= AnchorIndex.shortLimit + 24, let base = probe.folded.baseAddress else { return }
        let key = base + start
        probe.near.removeAll(keepingCapacity: true)
        findNearHeads(line, key, count, &probe)
        findNearLines(key, count, &probe)
        if probe.near.count > 1 { probe.near.sort { $0.rank < $1.rank } }
        for number in probe.near.indices {
            let entry = probe.near[number]
            if isClose(entry, line, skip, probe.plain) { take(entry.anchor, line, skip: skip, &probe, &found) }
        }
    }

    /// Anchors with a slot or text after them: only the head of the line must be near.
    private func findNearHeads(_ line: Int, _ key: UnsafePointer<UInt8>, _ count: Int, _ probe: inout Probe) {
        let content = document.lines.lines[line].content
        let hasDigit = (content.start..<content.end).contains { ASCII.isDigit(probe.bytes[$0]) || WideDigits.isDigit(probe.bytes, at: $0, before: content.end) }
        // The letters of the line's first bytes, as many as the literal in hand has.
        var head = LetterCounts()
        var headCount = 0
        let whole = UnsafeBufferPointer(start: key, count: count)
        for entry in hasDigit ? template.index.shortHeads : template.index.shortHeadsOfWords {
            if entry.length > count + entry.edits { break }
            if headCount < min(count, entry.length) {
                head.add(whole, headCount, min(count, entry.length))
                headCount = min(count, entry.length)
            }
            if entry.letters.isNear(head, edits: entry.edits) { probe.near.append(entry) }
        }
    }

    /// Anchors without: the line must be near as a whole.
    private func findNearLines(_ key: UnsafePointer<UInt8>, _ count: Int, _ probe: inout Probe) {
        let entries = template.index.shortLines
        guard let longest = entries.last, count <= longest.length + longest.edits else { return }
        let letters = LetterCounts(UnsafeBufferPointer(start: key, count: count))
        var place = template.index.firstShortLine(near: count)
        while place < entries.count, entries[place].length <= count + entries[place].edits {
            if entries[place].letters.isNear(letters, edits: entries[place].edits) { probe.near.append(entries[place]) }
            place += 1
        }
    }

    /// Whether the line, or its head when a slot follows, is within reach of the literal.
    private func isClose(_ entry: AnchorIndex.Short, _ line: Int, _ skip: Int, _ plain: UnsafeBufferPointer<UInt8>) -> Bool {
        let literal = template.index.shapes[entry.anchor].plain
        let range = keys.plainRange(line - lines.lowerBound)
        let start = min(range.upperBound, range.lowerBound + skip)
        let end = entry.tail == .none ? range.upperBound : min(range.upperBound, start + literal.count)
        return template.index.plain.withUnsafeBufferPointer { literals in
            let from = UnsafeBufferPointer(rebasing: literals[literal])
            let to = UnsafeBufferPointer(rebasing: plain[start..<end])
            return matcher.distance(from, to, limit: 3 + Float(literal.count) * 0.8).isFinite
        }
    }

    /// Patterns that begin with a slot are found by a literal after it, or read by type.
    private func lookUpSlots(_ line: Int, _ range: Range<Int>, _ probe: inout Probe, _ found: inout [Candidate]) {
        guard let base = probe.folded.baseAddress else { return }
        let length = AnchorIndex.chunkLength
        if range.count >= length, template.index.mayBegin(base + (range.upperBound - length), AnchorIndex.Kind.suffix) {
            template.index.suffixes.forEach(HashIndex.hash(base + (range.upperBound - length), count: length)) {
                take($0, line, skip: 0, &probe, &found)
            }
        }
        if range.count <= 100 {
            for number in template.index.inner.indices where contains(base + range.lowerBound, range.count, template.index.inner[number].needle) {
                take(template.index.inner[number].anchor, line, skip: 0, &probe, &found)
            }
            if found.isEmpty || found[found.count - 1].firstLine != line {
                for anchor in template.index.slotsOnly { verifyTyped(anchor, line, probe.bytes, &found) }
            }
        }
    }

    private func contains(_ key: UnsafePointer<UInt8>, _ count: Int, _ needle: [UInt8]) -> Bool {
        needle.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return false }
            return memoryContains(key, count, base, buffer.count)
        }
    }

    /// Finds the key lengths of the short tokens in front of the line that may be icon noise.
    private func findNoise(_ line: Int, _ probe: inout Probe) {
        let content = document.lines.lines[line].content
        let bytes = probe.bytes
        probe.noise.removeAll(keepingCapacity: true)
        var total = 0, offset = content.start
        for _ in 0..<3 {
            while offset < content.end, bytes[offset] == 0x20 { offset += 1 }
            var end = offset
            while end < content.end, end - offset <= 6, bytes[end] != 0x20 { end += 1 }
            guard end < content.end, end - offset <= 6 else { break }
            var count = 0
            folding.forEachKeyByte(bytes, from: offset, to: end) { _, _ in count += 1 }
            guard count <= CandidateFinder.noiseLength else { break }
            total += count
            if count > 0 { probe.noise.append(total) }
            offset = end
        }
    }
}
