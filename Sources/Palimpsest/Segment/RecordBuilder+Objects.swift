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
        let object = builder(for: number)
        object.cover(heading.extent)
        object.confidence = choice.posterior
        if template.recordTypes[type].items != nil { itemsOwner = object }
        let slots = headingSlots(choice.candidate)
        for found in slots { object.set(found.slot.id, .value(found.value)) }
        let name = title(of: number, slots, heading)
        for (key, source) in template.recordTypes[type].members where source == .title { object.set(key, .scalar(.string(name))) }
        if template.recordTypes[type].scored, let place = choice.candidate.slots.last { readPoints(place, into: object, key: nil) }
        // What is below a record is content of it.
        let parent = template.elements[number].parent
        if parent >= 0, template.elements[parent].isRecord {
            builder(for: parent).hasContent = true
            builder(for: parent).cover(heading.extent)
        }
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
                readPoints(place, into: owner, key: nil)
                owner.confidence = min(owner.confidence, choice.posterior)
            }
        }
    }

    /// Points under a heading or label: `value` and `maximum` of the object itself.
    private mutating func readPoints(_ place: TextRange, into object: ObjectBuilder, key: String?) {
        let values = tools.values(bytes, template)
        let (reading, maximum) = values.points(in: values.trimmed(place))
        switch reading {
        case .value(let scalar, let range, let confidence, let notes):
            for note in notes { report(note, at: range) }
            object.set("value", .scalar(scalar))
            if let maximum { object.set("maximum", .scalar(.integer(maximum))) }
            object.set("points", .value(Value(scalar, text: Passage(range), confidence: confidence, maximum: maximum)))
            object.confidence = min(object.confidence, confidence)
        case .unreadable(let note, let range): report(note, at: range)
        case .absent: break
        }
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
        flushPending()
        let line = passage(of: choice.candidate)
        if let owner = enclosing(type) { owner.cover(line.extent) }
        // What follows on the page is another record's, read late: the form says that this one has none.
        itemsOwner = nil
        addFurniture("no_items", line)
    }

    // MARK: Entries

    /// A record of a free title over a line of known shape.
    mutating func readEntry(_ choice: TemplateAlignment.Choice, _ type: Int, _ number: Int) {
        guard let rule = template.recordTypes[type].entry else { return }
        let titleLines = takeTitle(before: choice.candidate.firstLine)
        flushPending()
        closeField()
        let object = ObjectBuilder(element: number)
        object.cover(passage(of: choice.candidate).extent)
        object.confidence = choice.posterior
        if !titleLines.isEmpty {
            let title = joined(titleLines.map { document.lines.lines[$0].content })
            object.cover(title.extent)
            object.set(rule.titleKey, .scalar(.asRead(title)))
        }
        let values = tools.values(bytes, template)
        for (slot, place) in zip(rule.pattern.slots, choice.candidate.slots) {
            switch values.read(slot.type, in: place) {
            case .value(let scalar, let range, let confidence, let notes):
                for note in notes { report(note, at: range) }
                object.confidence = min(object.confidence, confidence)
                object.set(slot.id, .scalar(scalar))
            case .unreadable(let note, let range): report(note, at: range)
            case .absent:
                // A word that is none of the choices is kept as it was read.
                object.confidence = min(object.confidence, 0.8)
                object.set(slot.id, .scalar(.asRead(Passage(place))))
            }
        }
        let parent = template.elements[number].parent
        builder(for: parent).append(object, toList: template.recordTypes[type].collection)
        builder(for: parent).hasContent = true
        itemsOwner = nil
        indicator = nil
    }

    /// The pending lines just above, at most three without a gap of more than one blank line.
    private mutating func takeTitle(before line: Int) -> [Int] {
        var taken: [Int] = []
        var below = line
        while let last = pending.last, taken.count < 3, below - last <= 2 {
            // A blank line between two pending lines ends the title.
            if !taken.isEmpty && below - last > 1 { break }
            taken.insert(last, at: 0)
            pending.removeLast()
            below = last
        }
        return taken
    }
}
