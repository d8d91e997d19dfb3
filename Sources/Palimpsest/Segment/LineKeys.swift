/// The keys of every line of a document, in two flat buffers.
struct LineKeys {
    let plain: [UInt8]
    let folded: [UInt8]
    /// For line `i`: where its keys begin; one more entry than lines.
    let plainStart: [Int32]
    let foldedStart: [Int32]
    /// For line `i`: its entry in the memory; -1 for none.
    private(set) var remembered: [Int32]

    init(document: Document, lines: Range<Int>, folding: KeyFolding) {
        var memory = LineMemory()
        self.init(document: document, lines: lines, folding: folding, memory: &memory)
    }

    /// - Parameters:
    ///   - memory: gives the keys of lines that it knows and takes in what it does not.
    ///   - isReordered: whether the lines do not stand in the order of the text; then the memory knows nothing of lines that follow one another.
    init(document: Document, lines: Range<Int>, folding: KeyFolding, memory: inout LineMemory, isReordered: Bool = false) {
        memory.begin()
        var starts = (plain: [Int32](), folded: [Int32]())
        starts.plain.reserveCapacity(lines.count + 1)
        starts.folded.reserveCapacity(lines.count + 1)
        var remembered = [Int32](repeating: -1, count: lines.count)
        let table = document.lines.lines
        let extent = lines.isEmpty ? 0 : isReordered ? document.text.bytes.count : table[lines.upperBound - 1].content.end - table[lines.lowerBound].content.start
        let capacity = max(0, extent) + 64
        var folded: [UInt8] = []
        plain = document.text.bytes.withUnsafeBufferPointer { text in
            [UInt8](unsafeUninitializedCapacity: capacity) { plain, plainCount in
                folded = [UInt8](unsafeUninitializedCapacity: capacity) { folded, foldedCount in
                    var writer = KeyWriter(text: text, plain: plain, folded: folded)
                    for first in stride(from: lines.lowerBound, to: lines.upperBound, by: LineKeys.batch) {
                        let batch = first..<min(first + LineKeys.batch, lines.upperBound)
                        let hashes = LineKeys.hashes(of: table[batch], text)
                        let likely = memory.likely(hashes)
                        for line in batch {
                            starts.plain.append(Int32(truncatingIfNeeded: writer.plainCount))
                            starts.folded.append(Int32(truncatingIfNeeded: writer.foldedCount))
                            let number = writer.write(table[line], folding, hashes[line - first], likely: Int(likely[line - first]), &memory)
                            if number >= 0 { remembered[line - lines.lowerBound] = Int32(truncatingIfNeeded: number) }
                        }
                    }
                    (plainCount, foldedCount) = (writer.plainCount, writer.foldedCount)
                }
            }
        }
        starts.plain.append(Int32(truncatingIfNeeded: plain.count))
        starts.folded.append(Int32(truncatingIfNeeded: folded.count))
        self.folded = folded
        plainStart = starts.plain
        foldedStart = starts.folded
        self.remembered = isReordered ? [Int32](repeating: -1, count: lines.count) : remembered
    }

    /// Lines that are looked up together.
    private static let batch = 1024

    private static func hashes(of lines: ArraySlice<LineTable.Line>, _ text: UnsafeBufferPointer<UInt8>) -> [UInt64] {
        guard let base = text.baseAddress else { return lines.map { _ in 0 } }
        return lines.map { $0.isBlank ? 0 : HashIndex.hash(base + $0.content.start, count: $0.content.count) }
    }

    @inline(__always) func plainRange(_ line: Int) -> Range<Int> { Int(plainStart[line])..<Int(plainStart[line + 1]) }
    @inline(__always) func foldedRange(_ line: Int) -> Range<Int> { Int(foldedStart[line])..<Int(foldedStart[line + 1]) }
}

/// Writes keys line by line.
private struct KeyWriter {
    let text: UnsafeBufferPointer<UInt8>
    let plain: UnsafeMutableBufferPointer<UInt8>
    let folded: UnsafeMutableBufferPointer<UInt8>
    var plainCount = 0
    var foldedCount = 0

    /// Writes the keys of a line and gives its entry in the memory; -1 for none.
    @inline(__always)
    mutating func write(_ line: LineTable.Line, _ folding: KeyFolding, _ hash: UInt64, likely known: Int, _ memory: inout LineMemory) -> Int {
        guard !line.isBlank, let base = text.baseAddress, let plainBase = plain.baseAddress, let foldedBase = folded.baseAddress else { return -1 }
        let content = line.content
        if let known = copy(known, content, memory) { return known }
        guard memory.admits(content.count, hash) else {
            fold(line, folding)
            return -1
        }
        // It may have come into the memory since the file was begun.
        if let known = copy(memory.entry(hash), content, memory) { return known }
        let before = (plain: plainCount, folded: foldedCount)
        fold(line, folding)
        return memory.insert(
            UnsafeBufferPointer(start: base + content.start, count: content.count), hash,
            plain: UnsafeBufferPointer(start: plainBase + before.plain, count: plainCount - before.plain),
            folded: UnsafeBufferPointer(start: foldedBase + before.folded, count: foldedCount - before.folded)
        )
    }

    /// Writes the keys of an entry, if it is one for these bytes, and gives it back.
    @inline(__always)
    private mutating func copy(_ entry: Int, _ content: TextRange, _ memory: borrowing LineMemory) -> Int? {
        guard entry >= 0, let base = text.baseAddress, let plainBase = plain.baseAddress, let foldedBase = folded.baseAddress,
            memory.isEntry(entry, of: base + content.start, content.count)
        else { return nil }
        let lengths = memory.copyKeys(entry, plain: plainBase + plainCount, folded: foldedBase + foldedCount)
        plainCount += lengths.plain
        foldedCount += lengths.folded
        return entry
    }

    /// Writes the keys of a line that is not remembered.
    private mutating func fold(_ line: LineTable.Line, _ folding: KeyFolding) {
        let start = plainCount
        folding.copyKey(text, line.content, isASCII: line.isASCII, to: plain, &plainCount)
        folding.copyFolded(UnsafeBufferPointer(plain), start, plainCount, to: folded, &foldedCount)
    }
}

/// A piece of a document in key space, with the way back: for each key byte the text offset of its character.
struct KeyedText {
    var plain: [UInt8] = []
    var offsets: [Int] = []
    /// Text offset just after the last character.
    var end = 0

    init() {}

    init(_ text: UnsafeBufferPointer<UInt8>, _ ranges: some Sequence<TextRange>, folding: KeyFolding) {
        for range in ranges { append(text, range, folding: folding) }
    }

    init(_ text: UnsafeBufferPointer<UInt8>, _ range: TextRange, folding: KeyFolding) {
        append(text, range, folding: folding)
    }

    /// Appends the keys of `range`, to those that are there.
    mutating func append(_ text: UnsafeBufferPointer<UInt8>, _ range: TextRange, folding: KeyFolding) {
        // In memory of its own first: no character gives more key bytes than it has.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: range.count + 2) { keys in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: range.count + 2) { places in
                var count = 0
                folding.forEachKeyByte(text, from: range.start, to: range.end) { byte, offset in
                    keys[count] = byte
                    places[count] = offset
                    count += 1
                }
                plain.append(contentsOf: UnsafeBufferPointer(rebasing: keys[..<count]))
                offsets.append(contentsOf: UnsafeBufferPointer(rebasing: places[..<count]))
            }
        }
        end = range.end
    }

    var count: Int { plain.count }

    /// Drops the content and keeps the memory.
    mutating func removeAll() {
        plain.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        end = 0
    }

    /// Text offset of key byte `index`, or the end of the text.
    func offset(_ index: Int) -> Int { index < offsets.count ? offsets[index] : end }
}
