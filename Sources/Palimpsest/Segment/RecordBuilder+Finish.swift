extension RecordBuilder {
    /// Reads the values of fields, checks sums, and settles what is left.
    mutating func finish() {
        openLostFields()
        doubtFieldsWithGaps()
        doubtEmptyFields()
        doubtOpenColumns()
        doubtPageBreaks()
        readSentences()
        doubtItems()
        reportVisualOrder()
        checkSums()
        declareCollections()
        reportUnreadHeadings()
        record.collections += root.finished()
        settleFieldConfidence()
        readTypedFields()
        record.unmatched.sort { $0.start < $1.start }
        record.furniture.sort { $0.text.extent.start < $1.text.extent.start }
        record.diagnostics.sort { ($0.range?.start ?? 0) < ($1.range?.start ?? 0) }
    }

    /// Every collection that the template declares at its top is there, if only empty, once its section was found.
    private func declareCollections() {
        for number in template.elements.indices {
            guard let type = template.elements[number].recordType, !template.recordTypes[type].isIndicator else { continue }
            var parent = template.elements[number].parent
            while parent >= 0, !template.elements[parent].isRecord, template.elements[parent].object == nil { parent = template.elements[parent].parent }
            guard parent < 0, record.sections.contains(where: { $0.id == template.elements[topSection(of: number)].id }) else { continue }
            let key = template.recordTypes[type].collection
            if !root.lists.contains(where: { $0.key == key }) { root.declareItems(key) }
        }
    }

    private func topSection(of number: Int) -> Int {
        var current = number
        while template.elements[current].parent >= 0 { current = template.elements[current].parent }
        return current
    }

    // MARK: Pages

    /// Lines and bytes from which on a page without any line of the form is spoken of.
    private static let wholePage = (lines: 12, bytes: 500)

    /// Says of pages on which nothing of the form was found that they may have been read upside down or sideways: their letters would
    /// otherwise pass for the text of the field that was open.
    mutating func reportUnreadPages(_ choices: ArraySlice<TemplateAlignment.Choice>) {
        let table = document.lines.lines
        guard let first = lines.first, let last = lines.last, table[first].page < table[last].page else { return }
        var known: Set<Int> = []
        for choice in choices { for line in choice.candidate.firstLine...choice.candidate.lastLine { known.insert(table[line].page) } }
        guard known.count > 1 else { return }
        var start = first
        while start <= last {
            var end = start
            while end < last, table[end + 1].page == table[start].page { end += 1 }
            let full = (start...end).filter { !table[$0].isBlank }
            let bytes = full.reduce(0) { $0 + table[$1].content.count }
            if !known.contains(table[start].page), full.count >= Self.wholePage.lines, bytes >= Self.wholePage.bytes, let top = full.first, let bottom = full.last {
                let message = "no line of the form was found on this page; it may have been read upside down or sideways, or be all of one field's text"
                report(.init(level: .warning, code: .unmatchedText, message: message), at: TextRange(table[top].content.start, table[bottom].content.end))
            }
            start = end + 1
        }
    }

    /// Says of a profile most of whose headings could not be read that it should be read again.
    private mutating func reportUnreadHeadings() {
        let lost = record.indicators.count { $0.id == nil }
        guard lost >= 3, 2 * lost >= record.indicators.count, let first = record.indicators.first(where: { $0.id == nil }) else { return }
        let message = "\(lost) of the \(record.indicators.count) records of this profile have no heading that can be read; the page should be read again"
        record.diagnostics.append(Diagnostic(.warning, .unknownHeading, message, at: first.range))
    }

    // MARK: Sentences

    private mutating func readSentences() {
        if template.sentenceFields.isEmpty { return }
        let reader = tools.sentences(bytes, template)
        for i in record.indicators.indices {
            for f in record.indicators[i].fields.indices where template.sentenceFields.contains(record.indicators[i].fields[f].id) {
                let confidence = record.indicators[i].fields[f].confidence
                var result = reader.read(record.indicators[i].fields[f].text)
                for q in result.quantities.indices { result.quantities[q].confidence *= confidence }
                record.indicators[i].fields[f].quantities = result.quantities
                for (note, range) in result.notes { report(note, at: range) }
                if let (number, match) = result.match {
                    let words = StandingText(
                        words: .sentence(number), text: record.indicators[i].fields[f].text, slots: match.slots,
                        // A whole sentence is known by its own words, whatever field it stands in.
                        confidence: max(confidence, 0.99))
                    record.standing.append(words)
                }
                if !result.isKnown, hasDigits(record.indicators[i].fields[f].text) {
                    report(
                        .init(level: .info, code: .unreadSentence, message: "this text holds digits but is no sentence that the template knows; no value was read from it"),
                        at: record.indicators[i].fields[f].text.extent
                    )
                }
            }
        }
    }

    private func hasDigits(_ passage: Passage) -> Bool {
        passage.pieces.contains { piece in (piece.start..<piece.end).contains { ASCII.isDigit(bytes[$0]) } }
    }

    // MARK: Sums

    private mutating func checkSums() {
        checkSums(of: root)
    }

    private mutating func checkSums(of object: ObjectBuilder) {
        for (_, below) in object.objects { checkSums(of: below) }
        for (_, list) in object.lists { for below in list { checkSums(of: below) } }
        applyDefaults(to: object)
        guard object.element >= 0 else { return }
        let rule = template.elements[object.element].sum ?? recordType(of: object.element).flatMap { template.recordTypes[$0].sum }
        guard let rule, let total = object.number(rule.value), let list = object.lists.first(where: { $0.key == rule.list })?.objects else { return }
        let parts = list.compactMap { $0.number(rule.member) }
        guard parts.count == list.count, isWhole(object.element, rule.list, count: parts.count) else { return }
        let sum = parts.reduce(0, +)
        guard sum != total else { return }
        object.confidence = min(object.confidence, 0.6)
        for part in list { part.confidence = min(part.confidence, 0.8) }
        report(
            .init(level: .warning, code: .sumMismatch, message: "the parts add up to \(sum), the total says \(total): one of them was misread or the page is wrong"),
            at: object.range ?? TextRange(document.lines.lines[lines.lowerBound].content.start, document.lines.lines[lines.lowerBound].content.start)
        )
    }

    /// Whether a list has as many records as the template: a sum over fewer says nothing. How often a repeated record stands
    /// on the form is not known, so that any number of them is whole.
    private func isWhole(_ element: Int, _ list: String, count: Int) -> Bool {
        let declared = template.elements.indices.filter { number in
            guard Int(template.places[number].parent) == element, let type = template.elements[number].recordType else { return false }
            return template.recordTypes[type].collection == list
        }
        return declared.contains { template.places[$0].repeats } || declared.count == count
    }

    private func applyDefaults(to object: ObjectBuilder) {
        guard object.hasContent, let type = recordType(of: object.element) else { return }
        // The line that says otherwise may be lost: where the form has records below, it takes one of them, or points.
        let hasBelow = template.elements.contains { $0.parent == object.element && $0.isRecord }
        guard !hasBelow || !object.lists.isEmpty || object.number("value") ?? 0 > 0 else { return }
        for (key, value) in template.recordTypes[type].defaults where !object.members.contains(where: { $0.key == key }) { object.set(key, .scalar(value)) }
    }

    // MARK: Confidence

    private mutating func settleFieldConfidence() {
        var sum = 0.0, count = 0.0
        for i in record.indicators.indices {
            let heading = record.indicators[i].confidence
            for f in record.indicators[i].fields.indices {
                let structure = tools.calibration.field(
                    structure: record.indicators[i].fields[f].structureConfidence, heading: heading
                )
                record.indicators[i].fields[f].structureConfidence = structure
                record.indicators[i].fields[f].confidence = structure
                sum += structure
                count += 1
            }
        }
        record.confidence = count > 0 ? sum / count : record.template.confidence
    }
}
