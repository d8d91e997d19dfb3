/// What stands in a slot of a line or a heading.
struct SlotValue {
    var slot: Slot
    var value: Value
}

extension RecordBuilder {
    /// The values in the slots of a record's heading, such as the number in `Action 2`.
    mutating func headingSlots(_ candidate: Candidate) -> [SlotValue] {
        if candidate.slots.isEmpty { return [] }
        let anchor = template.anchors[candidate.anchor]
        return slotValues(anchor.pattern, candidate, anchor.quantities, confidence: 1).filter { $0.slot.type != .points }
    }

    /// Reads the slots of a line; what cannot be read is reported and left out.
    ///
    /// - Parameters:
    ///   - quantities: names and units of the slots, where the template gives them.
    ///   - confidence: probability that the line is what it was taken for.
    mutating func slotValues(
        _ pattern: Pattern, _ candidate: Candidate, _ quantities: [(slot: String, name: String?, unit: Unit?)], confidence: Double
    ) -> [SlotValue] {
        if candidate.slots.isEmpty { return [] }
        let values = tools.values(bytes, template)
        let certainty = confidence * (1 - min(0.3, Double(candidate.cost) * 0.01))
        var result: [SlotValue] = []
        for (slot, place) in zip(pattern.slots, candidate.slots) {
            switch values.read(slot.type, in: place) {
            case .value(let scalar, let range, let reading, let notes):
                for note in notes { report(note, at: range) }
                let details = quantities.first { $0.slot == slot.id }
                let unit = details?.unit
                result.append(
                    SlotValue(
                        slot: slot,
                        value: Value(scalar, text: Passage(range), confidence: reading * certainty, unit: unit?.symbol, ucum: unit?.ucum, name: details?.name)
                    )
                )
            case .unreadable(let note, let range): report(note, at: range)
            case .absent where place.isEmpty: break
            case .absent:
                // A word that no list has is kept as it was read.
                let value = Value(.asRead(Passage(place)), text: Passage(place), confidence: 0.5 * certainty)
                result.append(SlotValue(slot: slot, value: value))
            }
        }
        return result
    }

    /// Puts the values of a line's slots where the template wants them.
    mutating func store(_ choice: TemplateAlignment.Choice, _ rule: LineRule, _ target: LineTarget, owner: ObjectBuilder, nextLine: Int) {
        let candidate = wrapped(choice.candidate, rule, nextLine: nextLine)
        let line = passage(of: candidate)
        position = max(position, candidate.lastLine + 1)
        var claimed: [TextRange] = []
        for found in slotValues(rule.pattern, candidate, rule.quantities, confidence: choice.posterior) {
            switch target {
            case .profile: setProfile(found.slot.id, found.value)
            case .object where owner.members.contains(where: { $0.key == found.slot.id }): record.unmatched += found.value.text.pieces
            case .object: owner.set(found.slot.id, .value(found.value))
            }
            claimed += found.value.text.pieces
        }
        // The words around the values are the form's.
        if owner.range != nil { owner.cover(line.extent) }
        addFurniture("line", without(claimed, line.extent))
    }

    /// The line with the next one, when its last slot is a word of a list that is only whole with it.
    private func wrapped(_ candidate: Candidate, _ rule: LineRule, nextLine: Int) -> Candidate {
        let following = candidate.lastLine + 1
        guard case .slot(let slot)? = rule.pattern.parts.last, case .choice = slot.type, let place = candidate.slots.last, following < min(nextLine, lines.upperBound),
            !document.lines.lines[following].isBlank
        else { return candidate }
        let values = tools.values(bytes, template)
        if case .value = values.read(slot.type, in: place) { return candidate }
        var longer = candidate
        longer.lastLine = following
        longer.end = document.lines.lines[following].content.end
        longer.slots[longer.slots.count - 1].end = longer.end
        if case .value = values.read(slot.type, in: longer.slots[longer.slots.count - 1]) { return longer }
        return candidate
    }

    /// Reads the fields that the template says are values: the value stands beside the text, under the key `value`.
    mutating func readTypedFields() {
        let values = tools.values(bytes, template)
        for i in record.indicators.indices where template.recordTypes[indicatorTypes[i]].hasTypedFields {
            let rules = template.recordTypes[indicatorTypes[i]].fields
            for f in record.indicators[i].fields.indices {
                let field = record.indicators[i].fields[f]
                guard let rule = rules.first(where: { $0.id == field.id }), let type = rule.type, let place = field.text.pieces.first else { continue }
                switch values.read(type, in: place) {
                case .value(let scalar, let range, let confidence, let notes):
                    for note in notes { report(note, at: range) }
                    let value = Value(
                        scalar, text: Passage(range), confidence: confidence * field.confidence, unit: rule.unit?.symbol, ucum: rule.unit?.ucum
                    )
                    record.indicators[i].fields[f].attributes.insert((AttributeRule.valueKey, value), at: 0)
                case .unreadable(let note, let range): report(note, at: range)
                case .absent:
                    let message = "this text is no value of the kind that the template has here; it is kept as text and no value is stored"
                    report(.init(level: .info, code: .outOfRange, message: message), at: place)
                }
            }
        }
    }
}
