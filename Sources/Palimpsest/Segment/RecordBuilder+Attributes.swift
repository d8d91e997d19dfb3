/// The values under the text of a field, such as the date of its last update.
extension RecordBuilder {
    mutating func readAttribute(_ choice: TemplateAlignment.Choice, _ type: Int, _ id: String) {
        flushPending()
        let passage = passage(of: choice.candidate)
        guard let indicator, let field, let place = choice.candidate.slots.last,
            let valueType = attributeType(type, field: record.indicators[indicator].fields[field].id, id)
        else {
            doubtAttribute(before: passage.extent.start)
            doubtOverPages()
            report(.init(level: .warning, code: .uncertainOwner, message: "no field is open to which this belongs; it is not stored"), at: passage.extent)
            return record.unmatched += passage.pieces
        }
        record.indicators[indicator].range.end = max(record.indicators[indicator].range.end, passage.extent.end)
        switch tools.values(bytes, template).read(valueType, in: place) {
        case .value(let scalar, let range, let confidence, let notes):
            let company = words(beside: range, in: place)
            if company == .sentence, choice.candidate.firstLine == choice.candidate.lastLine, passage.extent == document.lines.lines[choice.candidate.firstLine].content {
                return keepAsText(choice.candidate.firstLine, passage.extent)
            }
            for note in notes { report(note, at: range) }
            let isSecond = record.indicators[indicator].fields[..<field].contains { $0.id == record.indicators[indicator].fields[field].id }
            var value = Value(scalar, text: Passage(range), confidence: confidence * choice.posterior * (isSecond ? Self.maybeAnothers : 1))
            if company != .none {
                value.confidence *= 0.6
                report(.init(level: .warning, code: .uncertainOwner, message: "other words stand beside this value; it may be none of the form's"), at: place)
                record.unmatched += without(range, Passage(place)).pieces
            }
            store(value, id, indicator, field)
            noteAttribute(indicator, field, end: passage.extent.end)
            addFurniture("label", company == .none ? without(range, passage) : without(place, passage))
        case .unreadable(let note, let range):
            report(note, at: range)
            record.unmatched.append(range)
            addFurniture("label", without(range, passage))
        case .absent:
            report(.init(level: .info, code: .unreadableDate, message: "the label stands here without a value"), at: passage.extent)
            addFurniture("label", passage)
        }
        // Text that comes after a value of its own field was read too late.
        if !isFieldEmpty { self.field = nil }
    }

    /// Lowers the confidence in an attribute that another one follows at once: columns were read across, `Last update: 19 January 2025 Last update: 27 February
    /// 2026`, and which of the two is the field's is open.
    private mutating func doubtAttribute(before start: Int) {
        guard let (indicator, field, end, _) = lastAttribute, end <= start, WhiteSpace.trim(bytes, end, start).isEmpty else { return }
        for number in record.indicators[indicator].fields[field].attributes.indices {
            let value = record.indicators[indicator].fields[field].attributes[number].value
            record.indicators[indicator].fields[field].attributes[number].value.confidence = min(value.confidence, 0.5)
            report(.init(level: .warning, code: .uncertainOwner, message: "two of these follow one another; which of them is this field's is open"), at: value.text.extent)
        }
    }

    /// Stores an attribute of a field.
    ///
    /// When it has one already, that stood in front of the field's text: OCR read it too late, and it is the one of the field before.
    private mutating func store(_ value: Value, _ id: String, _ indicator: Int, _ field: Int) {
        if let known = record.indicators[indicator].fields[field].attributes.firstIndex(where: { $0.key == id }) {
            var earlier = record.indicators[indicator].fields[field].attributes.remove(at: known)
            let message = "this stands before the text of its field, which has another one; it is taken for that of the field before"
            report(.init(level: .warning, code: .uncertainOwner, message: message), at: earlier.value.text.extent)
            earlier.value.confidence = min(earlier.value.confidence, 0.6)
            if field > 0, !record.indicators[indicator].fields[field - 1].attributes.contains(where: { $0.key == id }) {
                record.indicators[indicator].fields[field - 1].attributes.append(earlier)
            } else {
                record.unmatched += earlier.value.text.pieces
            }
        }
        record.indicators[indicator].fields[field].attributes.append((id, value))
    }

    /// What stands in a slot besides its value.
    private enum Company { case none, words, sentence }

    /// Whether words stand beside a value: a sentence that goes on, `Last update: 12 May 2021 of the strategy`, or others.
    private func words(beside value: TextRange, in place: TextRange) -> Company {
        let front = WhiteSpace.trim(bytes, place.start, max(place.start, value.start)), back = WhiteSpace.trim(bytes, min(place.end, value.end), place.end)
        func letters(_ range: TextRange) -> Int { range.isEmpty ? 0 : (range.start..<range.end).count { ASCII.isLetter(bytes[$0]) || bytes[$0] >= 0x80 } }
        if letters(back) >= Self.lettersOfWords { return ASCII.isLetter(bytes[back.start]) && bytes[back.start] & 0x20 != 0 ? .sentence : .words }
        return letters(front) >= Self.lettersOfWords ? .words : .none
    }

    /// Letters from which on what stands beside a value is no noise.
    private static let lettersOfWords = 6

    /// Leaves a line that looked like an attribute to the text of the open field.
    private mutating func keepAsText(_ line: Int, _ range: TextRange) {
        record.standing.removeLast()
        report(.init(level: .warning, code: .uncertainOwner, message: "a sentence goes on here in which the words of a label stand; it is kept as text"), at: range)
        pending.append(line)
    }

    private func attributeType(_ type: Int, field: String, _ id: String) -> SlotType? {
        for number in template.recordTypes[type].fields.indices where template.recordTypes[type].fields[number].id == field {
            for attribute in template.recordTypes[type].fields[number].attributes where attribute.id == id { return attribute.type }
            return nil
        }
        return nil
    }
}
