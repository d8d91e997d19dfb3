/// Puts full-width marks in the place of half-width ones between Han characters: `管理 ;` for `管理；`.
///
/// A page is set with one of the two kinds. Where its commas were read full-width, the half-width marks beside Han are the OCR's,
/// which has no full-width form for some of them; a page of half-width commas is left as it is. Only for text in which the spaces tell that
/// an OCR wrote it (``SpacedHan``): typed regulations mix both kinds.
struct HanPunctuation {
    let bytes: UnsafeBufferPointer<UInt8>

    private static let fullWidth: [UInt8: String] = [
        0x2C: "，", 0x3B: "；", 0x3A: "：", 0x28: "（", 0x29: "）", 0x3F: "？", 0x21: "！",
    ]
    /// Whether a sign is one of those: asked of every character.
    private static func isHalfWidth(_ value: UInt32) -> Bool {
        switch value {
        case 0x2C, 0x3B, 0x3A, 0x28, 0x29, 0x3F, 0x21: true
        default: false
        }
    }

    /// Brackets are set half-width on many pages whose commas are full-width.
    private static let brackets: Set<UInt8> = [0x28, 0x29]
    /// Full-width marks that it takes to know how the page is set, and how many times more there must be of them.
    private static let fewest = 6, times = 3

    func proposals(in lines: ArraySlice<LineTable.Line>) -> [RepairProposal] {
        var found: [TextRange] = []
        var full = 0, fullBrackets = 0, commas = 0
        for line in lines where !line.isASCII {
            var at = line.content.start
            while at < line.content.end {
                let (value, length) = UTF8Bytes.scalar(bytes, at: at)
                switch value {
                case 0xFF0C, 0x3002, 0xFF1B, 0xFF1A: full += 1
                case 0xFF08, 0xFF09: fullBrackets += 1
                case 0x2C where isBesideHan(at, line.content): commas += 1
                default: break
                }
                if Self.isHalfWidth(value), isBesideHan(at, line.content) { found.append(withSpaces(at, line.content)) }
                at += max(1, length)
            }
        }
        guard full >= Self.fewest, full >= Self.times * commas else { return [] }
        return found.compactMap { proposal($0, bracketsAreFull: fullBrackets > 0) }
    }

    /// A mark with the spaces that the OCR put between it and the Han beside it: a full-width mark has none. What stands outside a
    /// bracket may be parted from it.
    private func withSpaces(_ at: Int, _ line: TextRange) -> TextRange {
        var start = at, end = at + 1
        if bytes[at] != 0x28 { while start > line.start, bytes[start - 1] == 0x20 { start -= 1 } }
        if bytes[at] != 0x29 { while end < line.end, bytes[end] == 0x20 { end += 1 } }
        return TextRange(start, end == line.end ? at + 1 : end)
    }

    private func proposal(_ range: TextRange, bracketsAreFull: Bool) -> RepairProposal? {
        guard let read = bytes[range.start..<range.end].first(where: { $0 != 0x20 }), let mark = Self.fullWidth[read] else { return nil }
        let confidence = Self.brackets.contains(read) && !bracketsAreFull ? 0.8 : 0.97
        let flag = RepairProposal.Flag(
            kind: .fusedWords, confidence: confidence, reasons: ["The page sets its marks full-width; this one was read half-width."], language: "zh-Hans")
        return RepairProposal(range: range, text: mark, confidence: confidence, explanation: "The mark is given the width that the page sets.", flag: flag)
    }

    /// Whether Han stands on the side of a mark that it belongs to: after an opening bracket, else before; and on the other nothing
    /// but Han, marks or the end of the line.
    private func isBesideHan(_ at: Int, _ line: TextRange) -> Bool {
        let isOpening = bytes[at] == 0x28
        let before = neighbour(before: at, line), after = neighbour(after: at + 1, line)
        guard let own = isOpening ? after : before, HanSymbol.isHan(own) else { return false }
        guard let other = isOpening ? before : after else { return true }
        return HanSymbol.isHan(other) || (0x3000...0x303F).contains(other) || (0xFF00...0xFF60).contains(other)
    }

    private func neighbour(before offset: Int, _ line: TextRange) -> UInt32? {
        var at = offset
        while at > line.start {
            let (value, length) = UTF8Bytes.scalar(bytes, before: at)
            if value != 0x20 { return value }
            at -= max(1, length)
        }
        return nil
    }

    private func neighbour(after offset: Int, _ line: TextRange) -> UInt32? {
        var at = offset
        while at < line.end {
            let (value, length) = UTF8Bytes.scalar(bytes, at: at)
            if value != 0x20 { return value }
            at += max(1, length)
        }
        return nil
    }
}
