extension RecordBuilder {
    /// Lines at the end of a field that are looked through for a sentence.
    private static let sentenceLines = 4

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
        var low = lines.lowerBound, high = lines.upperBound
        while low < high {
            let middle = (low + high) / 2
            if document.lines.lines[middle].content.start <= offset { low = middle + 1 } else { high = middle }
        }
        return low - 1
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
