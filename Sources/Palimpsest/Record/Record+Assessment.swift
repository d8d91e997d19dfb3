/// What detection says of a part of a record's text.
public struct TextAssessment: Sendable {
    /// Indices into ``Record/suspects`` of those that touch the text.
    public var suspects: [Int]
    /// Share of its characters, white space apart, that lie outside suspects.
    public var cleanRatio: Double
    /// The share of its characters, white space apart, that one may expect to say what the page said.
    public var confidence: Double
    /// `nil` when nothing has looked for doubtful passages.
    public var verdict: Verdict?
}

extension Record {
    /// What detection says of a passage.
    public func assessment(of passage: Passage) -> TextAssessment {
        guard verdict != nil else { return TextAssessment(suspects: [], cleanRatio: 1, confidence: 1, verdict: nil) }
        var touching: [Int] = []
        var doubtful = 0, expected = 0.0
        for index in suspectIndices(touching: passage.extent) {
            var inside = 0
            for piece in passage.eachPiece where suspects[index].range.overlaps(piece) {
                inside += ink(TextRange(max(piece.start, suspects[index].range.start), min(piece.end, suspects[index].range.end)))
            }
            guard inside > 0 else { continue }
            touching.append(index)
            // The letters of words run together are right.
            if suspects[index].kind == .fusedWords { continue }
            doubtful += inside
            expected += Double(inside) * suspects[index].confidence
        }
        if touching.isEmpty { return TextAssessment(suspects: [], cleanRatio: 1, confidence: 1, verdict: .clean) }
        let total = Double(max(1, passage.eachPiece.reduce(0) { $0 + ink($1) }))
        return TextAssessment(
            suspects: touching, cleanRatio: 1 - Double(doubtful) / total, confidence: 1 - expected / total,
            verdict: Verdict(of: touching.lazy.map { suspects[$0] }))
    }

    /// The suspects that touch a place: they are in order and apart, so that theirs is a range.
    func suspectIndices(touching range: TextRange) -> Range<Int> {
        let first = suspects.partitioningIndex { $0.range.end > range.start }
        var end = first
        while end < suspects.count, suspects[end].range.start < range.end { end += 1 }
        return first..<end
    }

    /// The number of characters, ASCII white space apart.
    private func ink(_ range: TextRange) -> Int {
        document.text.bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            var count = 0, offset = range.start
            while offset + 8 <= range.end {
                let word = ByteWord.load(base, offset)
                count += 8 - ByteWord.count(ByteWord.blanks(word) | ByteWord.continuations(word))
                offset += 8
            }
            while offset < range.end {
                if bytes[offset] > 0x20, bytes[offset] & 0xC0 != 0x80 { count += 1 }
                offset += 1
            }
            return count
        }
    }
}
