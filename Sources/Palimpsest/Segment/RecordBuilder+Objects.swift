extension RecordBuilder {
    // MARK: Builders

    /// The builder of an element, made with those around it if need be. Sections without an object share their parent's.
    mutating func builder(for number: Int) -> ObjectBuilder {
        guard number >= 0 else { return root }
        for open in builders where open.element == number { return open.object }
        let parent = aroundBuilder(for: template.elements[number].parent)
        guard let type = template.elements[number].recordType else {
            guard let key = template.elements[number].object else { return parent }
            let made = parent.object(key, element: number)
            builders.append((number, made))
            return made
        }
        let made = ObjectBuilder(element: number)
        fill(made, number, type)
        if !template.elements[number].repeats { madeRecords[number] = made }
        parent.append(made, toList: template.recordTypes[type].collection)
        builders.append((number, made))
        return made
    }

    /// The builder of what is around a record: one that was closed is opened again, where OCR read a line after the next heading.
    private mutating func aroundBuilder(for number: Int) -> ObjectBuilder {
        guard number >= 0, !builders.contains(where: { $0.element == number }), let made = madeRecords[number] else { return builder(for: number) }
        builders.append((number, made))
        return made
    }

    /// The builder of the open record of a type.
    mutating func enclosing(_ type: Int) -> ObjectBuilder? {
        var number = element
        while number >= 0 {
            if Int(template.places[number].recordType) == type { return builder(for: number) }
            number = Int(template.places[number].parent)
        }
        return nil
    }

    /// Constants and names that the template knows.
    private func fill(_ object: ObjectBuilder, _ number: Int, _ type: Int) {
        for (key, value) in template.elements[number].constants { object.set(key, .scalar(value)) }
        for (key, source) in template.recordTypes[type].members {
            switch source {
            case .title: object.set(key, .scalar(.string(template.elements[number].name)))
            case .id: object.set(key, .scalar(.string(template.elements[number].id)))
            case .section:
                let parent = template.elements[number].parent
                if parent >= 0 { object.set(key, .scalar(.string(template.elements[parent].name))) }
            }
        }
        if let key = template.recordTypes[type].items?.key { object.declareItems(key) }
    }

    mutating func openRecord(_ choice: TemplateAlignment.Choice, _ number: Int, _ type: Int, _ heading: Passage) {
        indicator = nil
        if let made = madeRecords[number] { return readAgain(choice, number, made, heading) }
        let object = builder(for: number)
        object.cover(heading.extent)
        object.confidence = choice.posterior
        if template.recordTypes[type].items != nil {
            itemsOwner = object
            if hasTextBeside(choice.candidate) { besideItems.insert(number) }
        }
        let slots = headingSlots(choice.candidate)
        for found in slots { object.set(found.slot.id, .value(found.value)) }
        let name = title(of: number, slots, heading)
        for (key, source) in template.recordTypes[type].members where source == .title { object.set(key, .scalar(.string(name))) }
        if template.recordTypes[type].scored, !awaitsPoints(choice.candidate, object), let place = choice.candidate.slots.last { readPoints(place, into: object) }
        // What is below a record is content of it.
        let parent = template.elements[number].parent
        if parent >= 0, template.elements[parent].isRecord {
            builder(for: parent).hasContent = true
            builder(for: parent).cover(heading.extent)
        }
    }

    /// The heading of a record that was found before: the record goes on, and is doubted where the two do not say the same.
    private mutating func readAgain(_ choice: TemplateAlignment.Choice, _ number: Int, _ made: ObjectBuilder, _ heading: Passage) {
        builders.append((number, made))
        guard let type = template.elements[number].recordType else { return }
        addFurniture("repeated_heading", choice.candidate.slots.last.map { without($0, heading) } ?? heading)
        if template.recordTypes[type].items != nil { itemsOwner = made }
        if template.recordTypes[type].scored, let place = choice.candidate.slots.last { readPoints(place, into: made) }
        record.diagnostics.append(Diagnostic(.warning, .repeatedRecord, "“\(template.elements[number].name)” stands in this profile more than once", at: heading.extent))
    }

    // MARK: Lines

    mutating func readLine(_ choice: TemplateAlignment.Choice, _ rule: LineRule, owner: ObjectBuilder?, nextLine: Int) {
        flushPending()
        let line = passage(of: choice.candidate)
        guard let owner else { return record.unmatched += line.pieces }
        itemsOwner = nil
        owner.hasContent = true
        for (key, value) in rule.constants { owner.set(key, .scalar(value)) }
        if let target = rule.target { return store(choice, rule, target, owner: owner, nextLine: nextLine) }
        if owner.range != nil { owner.cover(line.extent) } else { addFurniture("line", line) }
        if let key = rule.score {
            readScore(choice.candidate, rule, owner, key, line)
            return
        }
        for (slot, place) in zip(rule.pattern.slots, choice.candidate.slots) {
            if rule.merges, slot.type == .points {
                readPoints(place, into: owner)
                owner.confidence = min(owner.confidence, choice.posterior)
            }
        }
    }

    /// Points under a heading or label: `value` and `maximum` of the object itself.
    mutating func readPoints(_ place: TextRange, into object: ObjectBuilder) {
        let values = tools.values(bytes, template)
        let (reading, maximum) = values.points(in: values.trimmed(place))
        switch reading {
        case .value(let scalar, let range, let confidence, let notes):
            for note in notes { report(note, at: range) }
            guard let certainty = certainty(of: scalar, maximum, for: object, at: range) else { return record.unmatched.append(range) }
            object.set("value", .scalar(scalar))
            if let maximum { object.set("maximum", .scalar(.integer(maximum))) }
            object.set("points", .value(Value(scalar, text: Passage(range), confidence: confidence * certainty, maximum: maximum)))
            object.confidence = min(object.confidence, confidence * certainty)
        case .unreadable(let note, let range): report(note, at: range)
        case .absent: break
        }
    }

    /// How sure it is that points are a record's, by what it has already and by the maximum that the form gives it; `nil` when they are another's.
    private mutating func certainty(of points: Scalar, _ maximum: Int64?, for object: ObjectBuilder, at range: TextRange) -> Double? {
        if let known = object.number("value") {
            if case .integer(known) = points { return nil }
            object.confidence = min(object.confidence, 0.6)
            report(.init(level: .warning, code: .uncertainOwner, message: "other points stand here before; these are not stored, and the heading of whose they are may be lost"), at: range)
            return nil
        }
        guard let maximum, object.element >= 0, let expected = template.maxima[object.element], expected != maximum else { return 1 }
        if template.elements.indices.contains(where: { template.elements[$0].recordType == recordType(of: object.element) && template.maxima[$0] == maximum }) {
            report(.init(level: .warning, code: .uncertainOwner, message: "the form gives this maximum to another heading, which may be lost; the points are not stored"), at: range)
            return nil
        }
        report(.init(level: .warning, code: .outOfRange, message: "the form has a maximum of \(expected) here; a digit may have been misread or lost"), at: range)
        return 0.6
    }

    /// A line with a `value` and a `maximum` slot.
    private mutating func readScore(_ candidate: Candidate, _ rule: LineRule, _ owner: ObjectBuilder, _ key: String, _ line: Passage) {
        let values = tools.values(bytes, template)
        var found: [String: (scalar: Int64, range: TextRange, confidence: Double)] = [:]
        for (slot, place) in zip(rule.pattern.slots, candidate.slots) {
            switch values.read(slot.type, in: place) {
            case .value(.integer(let number), let range, let confidence, let notes):
                for note in notes { report(note, at: range) }
                found[slot.id] = (number, range, confidence)
            case .unreadable(let note, let range): report(note, at: range)
            default: break
            }
        }
        guard let value = found["value"] else { return }
        let maximum = found["maximum"]?.scalar
        if let maximum, value.scalar > maximum {
            return report(.init(level: .warning, code: .outOfRange, message: "more points than the maximum; they are not stored"), at: value.range)
        }
        let confidence = min(value.confidence, 1 - min(0.3, Double(candidate.cost) * 0.01))
        owner.set(key, .value(Value(.integer(value.scalar), text: Passage(value.range), confidence: confidence, maximum: maximum)))
    }

    mutating func noItems(_ choice: TemplateAlignment.Choice, _ type: Int) {
        openLostRecord(type)
        flushPending()
        let line = passage(of: choice.candidate)
        if let owner = enclosing(type) {
            owner.cover(line.extent)
            owner.saysNone = true
        }
        // What follows on the page is another record's, read late: the form says that this one has none.
        itemsOwner = nil
        addFurniture("no_items", line)
    }

    /// Opens the next record of the form where what is left of its heading, in pieces or with letters lost, stands above the sentence that it
    /// has no items.
    private mutating func openLostRecord(_ type: Int) {
        let last = element
        guard let next = template.elements.indices.first(where: { $0 > last && template.elements[$0].recordType == type }), madeRecords[next] == nil,
            (1...3).contains(pending.count), let heading = remains(pending.map { document.lines.lines[$0].content }, of: next)
        else { return }
        pending.removeAll(keepingCapacity: true)
        flushPending()
        closeField()
        element = next
        closeBuilders(at: next)
        let object = builder(for: next)
        object.cover(heading.extent)
        object.confidence = 0.8
        indicator = nil
        itemsOwner = object
        addFurniture("heading", heading)
        let message = "words of this heading are lost; it is taken for “\(template.elements[next].name)”"
        record.diagnostics.append(Diagnostic(.warning, .damagedHeading, message, at: heading.extent))
    }

    // MARK: Items

    /// Lowers the confidence in items that may be another record's: the heading of the next one is lost, or the form says of this one
    /// that it has none, or the record before has neither items nor that sentence.
    mutating func doubtItems() {
        for type in template.recordTypes.indices {
            guard let key = template.recordTypes[type].items?.key else { continue }
            let elements = template.elements.indices.filter { template.elements[$0].recordType == type && !template.elements[$0].repeats }
            guard let last = elements.lastIndex(where: { madeRecords[$0] != nil }) else { continue }
            for place in elements.indices {
                guard let object = madeRecords[elements[place]], let items = object.items.first(where: { $0.key == key })?.nodes, !items.isEmpty else { continue }
                let isNextLost = place < last && madeRecords[elements[place + 1]] == nil
                let before = place > 0 ? madeRecords[elements[place - 1]] : nil
                let isNextParted = place + 1 < elements.count && isParted(elements[place + 1])
                let isOwnerOpen = object.saysNone || isParted(elements[place]) || before.map { !$0.saysNone && $0.items.allSatisfy { $0.nodes.isEmpty } } ?? false
                guard isOwnerOpen || (isNextLost || isNextParted) && items.count > 1, let range = object.range else { continue }
                object.doubtItems(key, from: isOwnerOpen ? 0 : 1, 0.6)
                let message = isOwnerOpen || !isNextLost ? "some of these \(key) may be of the record before or after: headings and \(key) do not stand in the form's order"
                    : "the next heading of the form is lost; some of these \(key) may be its own"
                report(.init(level: .warning, code: .uncertainOwner, message: message), at: range)
            }
        }
    }

    /// A line of the open record that is broken over several.
    mutating func readBrokenLine(_ broken: [Int]) -> Bool {
        guard (2...4).contains(broken.count), let type = enclosingTypeWithLines(), let owner = enclosing(type) else { return false }
        let pieces = broken.map { document.lines.lines[$0].content }
        let text = KeyedText(bytes, pieces, folding: tools.folding)
        for rule in template.recordTypes[type].lines where !rule.constants.isEmpty && rule.target == nil && rule.score == nil && !rule.merges {
            guard text.count <= rule.pattern.literalLength + 80, tools.matcher.match(rule.pattern, text, bytes: bytes, limit: 8) != nil else { continue }
            for (key, value) in rule.constants { owner.set(key, .scalar(value)) }
            owner.hasContent = true
            let line = joined(pieces)
            if owner.range != nil { owner.cover(line.extent) }
            addFurniture("line", line)
            return true
        }
        return false
    }

    /// The type of the open record, or of one around it, that has lines of its own.
    private func enclosingTypeWithLines() -> Int? {
        var number = element
        while number >= 0 {
            if let type = template.elements[number].recordType, !template.recordTypes[type].lines.isEmpty { return type }
            number = template.elements[number].parent
        }
        return nil
    }
}
