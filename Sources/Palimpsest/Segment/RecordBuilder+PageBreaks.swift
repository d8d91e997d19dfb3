/// Fields that run over the end of a page. Where the page is set in columns, a text layer read page by page goes on there with the first column, whose text is
/// another field's.
extension RecordBuilder {
    /// What is left of the confidence in a field whose text does not go on over a page break, or whose value may be another's.
    private static let overPages = 0.6
    /// What is left of it where the text only breaks off.
    private static let brokenOff = 0.8

    /// Lowers the confidence in fields whose text ends above a page break and goes on below it in the middle of a sentence.
    mutating func doubtPageBreaks() {
        for i in record.indicators.indices {
            for f in record.indicators[i].fields.indices where holdsPageBreak(record.indicators[i].fields[f].text.extent) {
                let contents = lines(of: record.indicators[i].fields[f].text)
                for (above, below) in zip(contents, contents.dropFirst()) where holdsPageBreak(TextRange(above.end, below.start)) {
                    guard endsSentence(above.end), ASCII.isLowercase(bytes[below.start]) else { continue }
                    doubt(i, f, Self.overPages)
                    let message = "the text above the page break ends, and this goes on in the middle of a sentence: in a page of columns it may be another field's"
                    report(.init(level: .warning, code: .uncertainOwner, message: message), at: below)
                }
            }
        }
    }

    /// Lowers the confidence in a field that runs over a page break and its value, when another value or more text follows for which no field is open: both may
    /// be those of other columns.
    mutating func doubtOverPages() {
        guard let last = lastAttribute, last.indicator == indicator, last.isOverPages, isSure(last.indicator, last.field) else { return }
        doubt(last.indicator, last.field, Self.overPages)
    }

    mutating func noteAttribute(_ indicator: Int, _ field: Int, end: Int) {
        let known = record.indicators[indicator].fields[field]
        let start = known.label.isEmpty ? known.text.extent.start : known.label.extent.start
        lastAttribute = (indicator, field, end, holdsPageBreak(TextRange(start, end)))
    }

    /// Lowers the confidence in the field before text that nothing has taken, where its own text ends in the middle of a sentence: in a column or over a page
    /// break the values of a field may stand in front of the rest of its text.
    mutating func doubtBrokenOff() {
        guard let last = lastAttribute, last.indicator == indicator, isSure(last.indicator, last.field),
            let end = record.indicators[last.indicator].fields[last.field].text.last?.end, !endsSentence(end)
        else { return }
        doubt(last.indicator, last.field, Self.brokenOff)
    }

    /// Whether a field is not in doubt already.
    private func isSure(_ i: Int, _ f: Int) -> Bool { record.indicators[i].fields[f].structureConfidence > Self.brokenOff }

    private func holdsPageBreak(_ range: TextRange) -> Bool { range.start < range.end && bytes[range.start..<range.end].contains(0x0C) }

    /// Whether a mark that ends a sentence, or closes what one stands in, is in front of a place.
    private func endsSentence(_ end: Int) -> Bool {
        var start = end - 1
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        switch UTF8Bytes.scalar(bytes, at: max(0, start)).0 {
        case 0x2E, 0x21, 0x3F, 0x3B, 0x29, 0x22, 0x2026, 0x201D, 0x3002, 0xFF0E, 0xFF01, 0xFF1F, 0xFF1B, 0xFF09, 0x0964, 0x061F, 0x06D4: return true
        default: return false
        }
    }
}
