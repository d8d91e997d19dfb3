/// Takes out hyphens at the ends of lines that only the break put there: `biodi-` over `versity`.
///
/// A hyphen at a line's end is either the break's or the word's own (`decision-` over `making`). The word list tells: the whole
/// without the hyphen is a word, and one of the parts is none.
struct LineEndHyphens {
    let bytes: UnsafeBufferPointer<UInt8>
    let words: GarbleModel

    func proposals(in lines: ArraySlice<LineTable.Line>, apartFrom suspects: [Suspect]) -> [RepairProposal] {
        var found: [RepairProposal] = []
        for (line, next) in zip(lines, lines.dropFirst()) {
            guard line.content.count >= 3, bytes[line.content.end - 1] == 0x2D, let parts = parts(line.content, next.content) else { continue }
            let range = TextRange(line.content.end - 1, next.content.start)
            guard !suspects.contains(where: { $0.range.overlaps(TextRange(parts.start, parts.end)) }), let confidence = confidence(parts) else { continue }
            let flag = RepairProposal.Flag(
                kind: .fusedWords, confidence: confidence, reasons: ["The word was broken at the end of the line; the hyphen is the break's."])
            found.append(
                RepairProposal(range: range, text: "", confidence: confidence, explanation: "The two halves of the word are joined.", flag: flag))
        }
        return found
    }

    private struct Parts {
        var start: Int
        var end: Int
        var first: [UInt8]
        var second: [UInt8]
    }

    private func parts(_ line: TextRange, _ next: TextRange) -> Parts? {
        var start = line.end - 1
        while start > line.start, ASCII.isLetter(bytes[start - 1]) { start -= 1 }
        var end = next.start
        while end < next.end, bytes[end] &- 0x61 < 26 { end += 1 }
        guard line.end - 1 - start >= 2, end - next.start >= 2, start == line.start || bytes[start - 1] == 0x20 else { return nil }
        return Parts(start: start, end: end, first: bytes[start..<line.end - 1].map { $0 | 0x20 }, second: Array(bytes[next.start..<end]))
    }

    private func confidence(_ parts: Parts) -> Double? {
        guard knows(parts.first + parts.second) else { return nil }
        return knows(parts.first) && knows(parts.second) ? 0.8 : 0.98
    }

    private func knows(_ word: [UInt8]) -> Bool {
        var hash = TokenHash.seed
        for byte in word { hash = TokenHash.step(hash, UInt32(byte)) }
        return words.knows(hash == 0 ? 1 : hash)
    }
}
