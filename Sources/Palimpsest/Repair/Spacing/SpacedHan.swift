/// Takes out the spaces that OCR puts between Han characters: `自然 保护 区`.
///
/// Tesseract parts Chinese into "words" and prints spaces between them, though the page has none. Where a text is read so, the
/// spaces are everywhere; a page that sets a space of its own (`第一章 总则`) has a few. So the share of spaces among the
/// document's neighbouring Han tells how sure one is of each.
struct SpacedHan {
    let bytes: UnsafeBufferPointer<UInt8>

    /// The share of spaced neighbours, and their number, from which on a space is surely the OCR's. Tesseract parts a third and
    /// more of all neighbours.
    private static let usual = 0.12, fewest = 8
    /// The confidence of each then.
    static let sure = 0.98

    func proposals(in lines: ArraySlice<LineTable.Line>) -> [RepairProposal] {
        var gaps: [TextRange] = []
        var neighbours = 0
        for line in lines where !line.isASCII { scan(line.content, &gaps, &neighbours) }
        guard !gaps.isEmpty else { return [] }
        let confidence = gaps.count >= Self.fewest && Double(gaps.count) >= Self.usual * Double(gaps.count + neighbours) ? Self.sure : 0.7
        return gaps.map {
            RepairProposal(range: $0, text: "", confidence: confidence, explanation: "Chinese is written without spaces; the OCR put them in.")
        }
    }

    /// Adds the gaps between neighbouring Han of a line, and counts the neighbours without one.
    private func scan(_ line: TextRange, _ gaps: inout [TextRange], _ neighbours: inout Int) {
        var isAfterHan = false
        var gap: Int?
        var at = line.start
        while at < line.end {
            let (value, length) = UTF8Bytes.scalar(bytes, at: at)
            defer { at += max(1, length) }
            if value == 0x20 {
                if isAfterHan, gap == nil { gap = at }
                continue
            }
            let isHan = isHan(value)
            if isHan, isAfterHan {
                if let gap { gaps.append(TextRange(gap, at)) } else { neighbours += 1 }
            }
            isAfterHan = isHan
            gap = nil
        }
    }

    /// Han and the punctuation that is set in a full square.
    private func isHan(_ value: UInt32) -> Bool {
        switch value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x3001...0x3003, 0x3007...0x3011, 0xFF08, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B: true
        default: value >= 0x20000 && value < 0x32000
        }
    }
}
