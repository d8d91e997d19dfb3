extension RecordBuilder {
    /// Lines at the end of a field that are looked through for a sentence.
    private static let sentenceLines = 4

    /// What is left of the confidence in a field that may be two.
    private static let maybeTwo = 0.6

    /// Lowers the confidence in fields whose text has a gap where the label of the next field may have stood: the next field is missing, and
    /// the date at the end may be its own. Hardly a field has one: of the 595 in the labelled dumps 32 have any blank lines.
    mutating func doubtFieldsWithGaps() {
        for i in record.indicators.indices {
            let rules = template.recordTypes[indicatorTypes[i]].fields
            for f in record.indicators[i].fields.indices where !record.indicators[i].fields[f].attributes.isEmpty {
                guard let place = rules.firstIndex(where: { $0.id == record.indicators[i].fields[f].id }), place + 1 < rules.count,
                    !record.indicators[i].fields.contains(where: { $0.id == rules[place + 1].id }),
                    let gap = gap(in: record.indicators[i].fields[f].text, anywhere: isRare(rules[place].id)) ?? quotedLabel(in: record.indicators[i].fields[f].text, i),
                    // Last, since it takes the longest.
                    !isKnown(record.indicators[i].fields[f])
                else { continue }
                record.indicators[i].fields[f].structureConfidence *= Self.maybeTwo
                record.indicators[i].fields[f].confidence *= Self.maybeTwo
                for a in record.indicators[i].fields[f].attributes.indices { record.indicators[i].fields[f].attributes[a].value.confidence *= Self.maybeTwo }
                let message = "the label of the next field may be lost here; then the text below and the date are that field's"
                report(.init(level: .warning, code: .uncertainOwner, message: message), at: gap)
            }
        }
    }

    /// Whether a field is one of the form's sentences, so that nothing else is in it.
    func isKnown(_ field: FieldRecord) -> Bool { template.sentenceFields.contains(field.id) && tools.sentences(bytes, template).read(field.text).isKnown }

    /// Where a line of a text begins with the label of a field that its record lacks: OCR may have run the two lines into one.
    private func quotedLabel(in text: Passage, _ indicator: Int) -> TextRange? {
        let labels = template.joinedLabels.marked.filter { label in
            guard case .label(indicatorTypes[indicator], let number) = label.role else { return false }
            let id = template.recordTypes[indicatorTypes[indicator]].fields[number].id
            return !record.indicators[indicator].fields.contains { $0.id == id }
        }
        for piece in text.pieces {
            var start = piece.start
            while start < piece.end {
                for label in labels where start + label.words.count < piece.end && bytes[start..<start + label.words.count].elementsEqual(label.words) {
                    return TextRange(start, start + label.words.count)
                }
                start = (bytes[start..<piece.end].firstIndex(of: 0x0A) ?? piece.end) + 1
                while start < piece.end, ASCII.isSpace(bytes[start]) { start += 1 }
            }
        }
        return nil
    }

    /// Whether few fields of a kind have a date in this profile, so that one with a date may have got it from another field.
    private func isRare(_ id: String) -> Bool {
        let fields = record.indicators.flatMap(\.fields).filter { $0.id == id }
        return fields.count >= 6 && 3 * fields.count { !$0.attributes.isEmpty } <= fields.count
    }

    /// The blank lines in a text that stand where a paragraph ends: OCR puts them between the lines of one as well.
    private func gap(in text: Passage, anywhere: Bool) -> TextRange? {
        var widest = 0, start = 0
        for piece in text.pieces {
            start = piece.start
            for at in piece.start...piece.end where at == piece.end || bytes[at] == 0x0A {
                widest = max(widest, at - start)
                start = at + 1
            }
        }
        return blankLines(in: text) { line in
            if anywhere { return true }
            guard let last = (line.start..<line.end).last(where: { !ASCII.isSpace(bytes[$0]) }) else { return false }
            return 10 * line.count < 8 * widest || ".!?:;".utf8.contains(bytes[last]) || bytes[last] == 0x82 && last > 1 && bytes[last - 2] == 0xE3 && bytes[last - 1] == 0x80
        }
    }

    /// The first blank lines in a text after a line that `isEnd` takes for the end of a paragraph.
    private func blankLines(in text: Passage, where isEnd: (TextRange) -> Bool) -> TextRange? {
        for piece in text.pieces {
            var ends = 0, start = piece.start, line = TextRange(piece.start, piece.start)
            for at in piece.start..<piece.end {
                if bytes[at] == 0x0A {
                    if ends == 0 { (line, start) = (TextRange(line.start, at), at) }
                    ends += 1
                    if ends == 2, isEnd(line) { return TextRange(start, at + 1) }
                } else if !ASCII.isSpace(bytes[at]) {
                    if ends > 0 { line.start = at }
                    ends = 0
                }
            }
        }
        return nil
    }

    /// Opens fields whose label OCR lost and whose sentence, one of the form's, stands at the end of the field before.
    mutating func openLostFields() {
        guard let id = template.sentenceFields.first, template.sentenceFields.count == 1 else { return }
        let reader = tools.sentences(bytes, template)
        for i in record.indicators.indices where !record.indicators[i].fields.contains(where: { $0.id == id }) {
            let rules = template.recordTypes[indicatorTypes[i]].fields
            guard let place = rules.firstIndex(where: { $0.id == id }), place > 0,
                let f = record.indicators[i].fields.firstIndex(where: { $0.id == rules[place - 1].id }),
                let start = sentenceStart(in: record.indicators[i].fields[f], reader)
            else { continue }
            split(i, f, at: start, into: id)
        }
    }

    /// Opens the first field of a record where text stands under its heading and the label is that of a later field: the first label is lost.
    mutating func openLostFirstField(_ type: Int, before number: Int) {
        guard number > 0, let indicator, field == nil, record.indicators[indicator].fields.isEmpty, indicatorTypes[indicator] == type, record.indicators[indicator].id != nil,
            let rule = template.recordTypes[type].fields.first, rule.hasLabel, rule.type == nil,
            pending.reduce(0, { $0 + document.lines.lines[$1].content.count }) >= Self.enoughText, let first = pending.first
        else { return }
        let reader = tools.sentences(bytes, template)
        let contents = pending.map { document.lines.lines[$0].content }
        if template.sentenceFields.contains(where: { $0 != rule.id }), contents.indices.prefix(Self.sentenceLines).contains(where: { reader.stands(Array(contents[$0...])) }) { return }
        let confidence = 0.7 * record.indicators[indicator].confidence
        record.indicators[indicator].fields.append(
            FieldRecord(id: rule.id, text: Passage([]), label: Passage([]), confidence: confidence, structureConfidence: confidence, attributes: [], quantities: []))
        field = 0
        let start = document.lines.lines[first].content.start
        let message = "the label of this field is lost; it is known by its place under the heading"
        record.diagnostics.append(Diagnostic(.warning, .damagedHeading, message, at: TextRange(start, start)))
    }

    /// Opens a field by its sentence where no other is open: its label is lost, or scraps of it are left (`Basel` over `e:`).
    ///
    /// - Returns: whether it did; lines that are neither the sentence nor a scrap are `unmatched` then.
    mutating func openBySentence(_ lines: [Int]) -> Bool {
        guard let indicator, template.sentenceFields.count == 1, let id = template.sentenceFields.first,
            !record.indicators[indicator].fields.contains(where: { $0.id == id }), let number = template.recordTypes[indicatorTypes[indicator]].fields.firstIndex(where: { $0.id == id })
        else { return false }
        let reader = tools.sentences(bytes, template)
        let contents = lines.map { document.lines.lines[$0].content }
        guard let first = contents.indices.prefix(Self.sentenceLines).first(where: { reader.stands(Array(contents[$0...])) }) else { return false }
        let label = contents[..<first].filter { isScrap($0, of: indicatorTypes[indicator], number) }
        record.unmatched += contents[..<first].filter { !label.contains($0) }
        let confidence = 0.9 * record.indicators[indicator].confidence
        record.indicators[indicator].fields.append(
            FieldRecord(
                id: id, text: joined(contents[first...]), label: joined(label), confidence: confidence, structureConfidence: confidence, attributes: [], quantities: []
            )
        )
        record.indicators[indicator].range.end = max(record.indicators[indicator].range.end, contents[contents.count - 1].end)
        field = record.indicators[indicator].fields.count - 1
        let message = "the label of this field is lost; it is known by its sentence, which is one of the form's"
        record.diagnostics.append(Diagnostic(.warning, .damagedHeading, message, at: TextRange(contents[first].start, contents[first].start)))
        return true
    }

    /// Whether a line is a piece of a field's label.
    private func isScrap(_ content: TextRange, of type: Int, _ field: Int) -> Bool {
        let key = tools.folding.plainKey(of: content, in: bytes)
        return !key.isEmpty && template.anchors.contains { anchor in
            guard case .label(type, field) = anchor.role else { return false }
            let label = anchor.pattern.prefix.plain
            return key.count <= label.count && (label.starts(with: key) || label.suffix(key.count).elementsEqual(key))
        }
    }

    /// Where the form's sentence begins that ends a field's text.
    private func sentenceStart(in field: FieldRecord, _ reader: SentenceReader) -> Int? {
        guard let end = field.text.last?.end, let begin = field.text.pieces.first?.start else { return nil }
        var line = self.line(at: end - 1)
        var seen = 0
        while seen < Self.sentenceLines, line >= lines.lowerBound {
            let content = document.lines.lines[line].content
            guard content.start > begin else { return nil }
            let rest = field.text.pieces.compactMap { $0.end <= content.start ? nil : TextRange(max($0.start, content.start), $0.end) }
            if !document.lines.lines[line].isBlank {
                if reader.stands(rest) { return rest.first?.start }
                seen += 1
            }
            line -= 1
        }
        return nil
    }

    /// The line that `offset` stands on.
    private func line(at offset: Int) -> Int {
        let next = lines.partitioningIndex { document.lines.lines[$0].content.start > offset }
        return around(next - 1, offset) ?? next - 1
    }

    /// Lines of a block of columns at most, which do not stand in the order of the text.
    private static let block = 400

    /// The line near another one that an offset lies in, when that is not the line itself.
    private func around(_ line: Int, _ offset: Int) -> Int? {
        func holds(_ number: Int) -> Bool { document.lines.lines[number].content.start <= offset && offset < document.lines.lines[number].content.end }
        if lines.contains(line), holds(line) { return nil }
        return (max(lines.lowerBound, line - Self.block)..<min(lines.upperBound, line + Self.block)).first(where: holds)
    }

    private mutating func split(_ i: Int, _ f: Int, at start: Int, into id: String) {
        let whole = record.indicators[i].fields[f]
        let before = whole.text.pieces.compactMap { piece -> TextRange? in
            guard piece.start < start else { return nil }
            let kept = WhiteSpace.trim(bytes, piece.start, min(piece.end, start))
            return kept.isEmpty ? nil : kept
        }
        let after = whole.text.pieces.compactMap { $0.end <= start ? nil : TextRange(max($0.start, start), $0.end) }
        record.indicators[i].fields[f].text = joined(before)
        record.indicators[i].fields[f].attributes = whole.attributes.filter { $0.value.text.extent.start < start }
        record.indicators[i].fields.insert(
            FieldRecord(
                id: id, text: joined(after), label: Passage([]), confidence: whole.confidence * 0.8,
                structureConfidence: whole.structureConfidence * 0.8, attributes: whole.attributes.filter { $0.value.text.extent.start >= start }, quantities: []
            ),
            at: f + 1
        )
        let message = "the label of this field is lost; it is known by its sentence, which is one of the form's"
        record.diagnostics.append(Diagnostic(.warning, .damagedHeading, message, at: TextRange(start, start)))
    }
}
