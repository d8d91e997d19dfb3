/// Finds the labels that a page sets in a column of their own, so long that they are broken over lines, with the text in the column beside them:
///
///     Description of how city is   Three wetlands were opened
///     taking action                to the public.
///
/// Engines that keep to the lines (`tesseract --psm 6`, `pdftotext -layout`), and those that take the gap between the columns for a space between words (Smith,
/// "Hybrid page layout analysis via tab-stop detection", ICDAR 2009), give each line as a piece of the label and a piece of the text. The first piece
/// is the anchor here; the others are taken out of the text when the field's lines are read.
struct SideLabels: Sendable {
    struct Label: Sendable {
        var anchor: Int
        var key: [UInt8]
        /// Key lengths at which its words end.
        var ends: [Int]
    }

    private let labels: [Label]
    private let folding: KeyFolding

    /// Letters that the first piece must have: fewer may begin a sentence.
    private static let leastFirst = 8
    /// Lines that are not blank over which a label may be broken.
    private static let mostLines = 4
    /// Lines of text alone between two pieces.
    static let mostPassed = 1
    /// Letters from which on a label is broken.
    private static let leastLabel = 20
    /// Nats that a label in pieces is less likely than one that stands alone.
    private static let doubt: Float = 2

    init(anchors: [Anchor], folding: KeyFolding) {
        self.folding = folding
        labels = anchors.indices.compactMap { number in
            guard case .label = anchors[number].role, anchors[number].slots.isEmpty else { return nil }
            return Self.label(number, anchors[number].pattern, folding)
        }
    }

    /// An anchor's words, when they are enough to be broken.
    private static func label(_ anchor: Int, _ pattern: Pattern, _ folding: KeyFolding) -> Label? {
        let key = pattern.prefix.plain
        guard key.count >= leastLabel else { return nil }
        var ends: [Int] = [], end = 0
        let source = Array(pattern.source.utf8)
        source.withUnsafeBufferPointer { bytes in
            for word in bytes.split(separator: 0x20) {
                end += folding.plainKey(of: TextRange(word.startIndex, word.endIndex), in: bytes).count
                ends.append(end)
            }
        }
        return ends.last == key.count ? Label(anchor: anchor, key: key, ends: ends) : nil
    }

    /// The labels in pieces with text beside one of these.
    func candidates(in document: Document, _ lines: Range<Int>) -> [Candidate] {
        if labels.isEmpty { return [] }
        let table = document.lines.lines
        return document.text.bytes.withUnsafeBufferPointer { bytes in
            lines.compactMap { line in
                let content = table[line].content
                guard content.count > Self.leastFirst, let label = labels.first(where: { begins($0, content, bytes) }), let end = firstPiece(of: label, line, table, lines, bytes)
                else { return nil }
                let weight = MatchWeight.weight(length: label.key.count, cost: 0) - Self.doubt
                return Candidate(anchor: label.anchor, firstLine: line, lastLine: line, cost: 0, weight: weight, start: content.start, end: end, slots: [])
            }
        }
    }

    /// Where labels stand side by side of which the first is broken, `Description of how city is Baseline: Target:`: the columns below them are run together, and
    /// no gap tells them apart.
    func openRows(in table: [LineTable.Line], beside others: [[UInt8]], _ bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
        if labels.isEmpty { return [] }
        return table.indices.compactMap { line in
            let content = table[line].content
            guard content.count > Self.leastFirst, let label = labels.first(where: { begins($0, content, bytes) }),
                let end = firstPiece(of: label, line, table, table.indices, bytes)
            else { return nil }
            let rest = WhiteSpace.trim(bytes, end, content.end)
            return others.contains { rest.count >= $0.count && bytes[rest.start..<rest.end].starts(with: $0) } ? content.start : nil
        }
    }

    /// The next piece of a label whose first `count` key bytes were found, at the beginning of a line: how many are found then, and where the piece ends.
    func piece(of label: Label, after count: Int, in content: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) -> (count: Int, end: Int)? {
        let rest = label.key.count - count
        let key = folding.plainKey(of: TextRange(content.start, min(content.end, content.start + 2 * rest + 8)), in: bytes)
        var alike = 0
        while alike < min(rest, key.count), folding.fold[Int(key[alike])] == folding.fold[Int(label.key[count + alike])] { alike += 1 }
        guard let found = label.ends.last(where: { $0 <= count + alike }), found > count else { return nil }
        guard let end = folding.offset(ofKeyByte: found - count, in: content, bytes) else { return (found, content.end) }
        // The label's words end where words of the line do.
        return end > content.start && !ASCII.isLetter(bytes[end - 1]) && bytes[end - 1] < 0x80 ? (found, end) : nil
    }

    /// The label that a passage is a piece of, and how much of it that is.
    func begun(by passage: TextRange, anchor: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> (label: Label, count: Int)? {
        guard let label = labels.first(where: { $0.anchor == anchor }), let piece = piece(of: label, after: 0, in: passage, bytes), piece.count < label.key.count
        else { return nil }
        return (label, piece.count)
    }

    /// Whether a line may begin with a label: its first two letters.
    private func begins(_ label: Label, _ content: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes[content.start] | 0x20 == label.key[0] && bytes[content.start + 1] | 0x20 == label.key[1]
    }

    /// Where the first piece ends of a label that begins on a line, if all of the label follows and text stands beside it.
    private func firstPiece(of label: Label, _ first: Int, _ table: [LineTable.Line], _ lines: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let piece = piece(of: label, after: 0, in: table[first].content, bytes), piece.count >= Self.leastFirst, piece.count < label.key.count else { return nil }
        var count = piece.count, hasText = piece.end < table[first].content.end, seen = 1, passed = 0
        var line = first + 1
        while line < lines.upperBound, seen < Self.mostLines, count < label.key.count {
            if !table[line].isBlank {
                if let next = self.piece(of: label, after: count, in: table[line].content, bytes) {
                    count = next.count
                    hasText = hasText || next.end < table[line].content.end
                    seen += 1
                } else {
                    passed += 1
                    if passed > Self.mostPassed { return nil }
                }
            }
            line += 1
        }
        return count == label.key.count && hasText ? piece.end : nil
    }
}

extension RecordBuilder {
    /// Takes the next piece of the open field's label from the beginning of a line.
    ///
    /// - Returns: where the text of the line begins.
    mutating func takeLabelPiece(_ content: TextRange, _ indicator: Int, _ field: Int) -> Int {
        guard let (label, count) = labelRest else { return content.start }
        guard let piece = template.sideLabels.piece(of: label, after: count, in: content, bytes) else {
            labelPassed += 1
            if labelPassed > SideLabels.mostPassed { labelRest = nil }
            return content.start
        }
        let words = WhiteSpace.trim(bytes, content.start, piece.end)
        record.indicators[indicator].fields[field].label = joined(record.indicators[indicator].fields[field].label.pieces + [words])
        labelRest = piece.count < label.key.count ? (label, piece.count) : nil
        return withoutRule(TextRange(piece.end, content.end)).start
    }

    /// Text beside a label without what OCR made of a rule between the two: `| Three wetlands`. That goes to `unmatched`.
    mutating func withoutRule(_ text: TextRange) -> TextRange {
        var end = text.start
        while end < text.end, "|=[]{}\\".utf8.contains(bytes[end]) { end += 1 }
        guard end > text.start, end == text.end || bytes[end] == 0x20 else { return text }
        record.unmatched.append(TextRange(text.start, end))
        while end < text.end, ASCII.isSpace(bytes[end]) { end += 1 }
        return TextRange(end, text.end)
    }
}
