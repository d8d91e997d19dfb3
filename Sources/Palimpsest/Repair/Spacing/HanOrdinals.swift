/// Puts the first ordinal of a list back where its stroke was read as a dash: `(—) 擅自占用` for `（一）擅自占用`.
///
/// The numeral one is a stroke as a dash is. Items of regulations are numbered `（一）（二）（三）`, so that where the document has the others, a dash
/// alone in brackets before Han is the first of them.
struct HanOrdinals {
    let bytes: UnsafeBufferPointer<UInt8>

    private static let confidence = 0.97
    /// 二 to 十.
    private static let others: Set<UInt32> = [0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341]
    private static let dashes: Set<UInt32> = [0x2014, 0x2013, 0x2015, 0x2500]

    func proposals(in lines: ArraySlice<LineTable.Line>) -> [RepairProposal] {
        var found: [TextRange] = []
        var hasOthers = false
        for line in lines where !line.isASCII {
            // The three signs before each one: a bracket, what stands in it, a bracket; and where the last two of them stand.
            var open: UInt32 = 0, inside: UInt32 = 0, closed: UInt32 = 0
            var insideRange = TextRange(0, 0), closedRange = insideRange
            var at = line.content.start
            while at < line.content.end {
                let (value, length) = UTF8Bytes.scalar(bytes, at: at)
                if value != 0x20 {
                    if open == 0x28 || open == 0xFF08, closed == 0x29 || closed == 0xFF09 {
                        if Self.others.contains(inside) { hasOthers = true }
                        if Self.dashes.contains(inside), HanSymbol.isHan(value) { found.append(insideRange) }
                    }
                    (open, inside, closed) = (inside, closed, value)
                    (insideRange, closedRange) = (closedRange, TextRange(at, at + max(1, length)))
                }
                at += max(1, length)
            }
        }
        guard hasOthers else { return [] }
        return found.map {
            RepairProposal(
                range: $0, text: "一", confidence: Self.confidence, explanation: "The first item of a list; the others are numbered so.",
                flag: .init(kind: .misread, confidence: Self.confidence, reasons: ["A dash stands in brackets where the items of a list are numbered in Chinese."], language: "zh-Hans"))
        }
    }
}
