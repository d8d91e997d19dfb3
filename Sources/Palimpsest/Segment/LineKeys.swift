/// The keys of every line of a document, in two flat buffers.
struct LineKeys {
    let plain: [UInt8]
    let folded: [UInt8]
    /// For line `i`: where its keys begin; one more entry than lines.
    let plainStart: [Int32]
    let foldedStart: [Int32]

    init(document: Document, lines: Range<Int>, folding: KeyFolding) {
        let table = document.lines.lines
        let extent = lines.isEmpty ? 0 : table[lines.upperBound - 1].content.end - table[lines.lowerBound].content.start
        let capacity = max(0, extent) + 64
        var plainStart: [Int32] = []
        plainStart.reserveCapacity(lines.count + 1)
        let plain = document.text.bytes.withUnsafeBufferPointer { text in
            [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
                for line in lines {
                    plainStart.append(Int32(truncatingIfNeeded: count))
                    folding.copyKey(text, table[line].content, isASCII: table[line].isASCII, to: output, &count)
                }
                plainStart.append(Int32(truncatingIfNeeded: count))
            }
        }
        var foldedStart: [Int32] = []
        foldedStart.reserveCapacity(lines.count + 1)
        folded = plain.withUnsafeBufferPointer { plain in
            [UInt8](unsafeUninitializedCapacity: plain.count + 1) { output, count in
                for line in 0..<lines.count {
                    foldedStart.append(Int32(truncatingIfNeeded: count))
                    folding.copyFolded(plain, Int(plainStart[line]), Int(plainStart[line + 1]), to: output, &count)
                }
                foldedStart.append(Int32(truncatingIfNeeded: count))
            }
        }
        self.plain = plain
        self.plainStart = plainStart
        self.foldedStart = foldedStart
    }

    @inline(__always) func plainRange(_ line: Int) -> Range<Int> { Int(plainStart[line])..<Int(plainStart[line + 1]) }
    @inline(__always) func foldedRange(_ line: Int) -> Range<Int> { Int(foldedStart[line])..<Int(foldedStart[line + 1]) }
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
        plain.reserveCapacity(plain.count + range.count)
        offsets.reserveCapacity(offsets.count + range.count)
        folding.forEachKeyByte(text, from: range.start, to: range.end) { byte, offset in
            plain.append(byte)
            offsets.append(offset)
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
