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
        var foldedStart: [Int32] = []
        plainStart.reserveCapacity(lines.count + 1)
        foldedStart.reserveCapacity(lines.count + 1)
        var foldedBuffer: [UInt8] = []
        plain = document.text.bytes.withUnsafeBufferPointer { text in
            [UInt8](unsafeUninitializedCapacity: capacity) { plainOut, plainCount in
                foldedBuffer = [UInt8](unsafeUninitializedCapacity: capacity) { foldedOut, foldedCount in
                    folding.withFoldTable { fold in
                        for line in lines {
                            let content = table[line].content
                            plainStart.append(Int32(truncatingIfNeeded: plainCount))
                            foldedStart.append(Int32(truncatingIfNeeded: foldedCount))
                            var last: UInt8 = 0
                            folding.forEachKeyByte(text, from: content.start, to: content.end) { byte, _ in
                                plainOut[plainCount] = byte
                                plainCount += 1
                                if let merged = KeyFolding.merged(last, byte) {
                                    last = merged
                                    foldedOut[foldedCount - 1] = merged
                                } else {
                                    last = fold[Int(byte)]
                                    foldedOut[foldedCount] = last
                                    foldedCount += 1
                                }
                            }
                        }
                        plainStart.append(Int32(truncatingIfNeeded: plainCount))
                        foldedStart.append(Int32(truncatingIfNeeded: foldedCount))
                    }
                }
            }
        }
        folded = foldedBuffer
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
        for range in ranges {
            plain.reserveCapacity(plain.count + range.count)
            offsets.reserveCapacity(offsets.count + range.count)
            folding.forEachKeyByte(text, from: range.start, to: range.end) { byte, offset in
                plain.append(byte)
                offsets.append(offset)
            }
            end = range.end
        }
    }

    var count: Int { plain.count }

    /// Text offset of key byte `index`, or the end of the text.
    func offset(_ index: Int) -> Int { index < offsets.count ? offsets[index] : end }
}
