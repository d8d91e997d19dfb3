extension RecordBuilder {
    // MARK: Headings

    mutating func openHeading(_ choice: TemplateAlignment.Choice, _ number: Int, _ part: Int) {
        let heading = passage(of: choice.candidate)
        if choice.before.element == Int16(number), !choice.before.isUnknown, joinsLastHeading(choice, number, heading) { return }
        closeColumns(before: choice.candidate.firstLine)
        flushPending()
        closeField()
        settlePoints()
        settleEntries()
        reportDamage(choice, number, heading)
        element = number
        itemsOwner = nil
        closeBuilders(at: number)
        guard let type = template.elements[number].recordType else {
            openSection(number, heading, choice)
            if template.elements[number].columns != nil { columnsStart = choice.candidate.lastLine + 1 }
            return
        }
        if template.recordTypes[type].isIndicator {
            openIndicator(number, heading, confidence: choice.posterior, type: type, slots: headingSlots(choice.candidate))
        } else {
            openRecord(choice, number, type, heading)
        }
    }

    /// The second part of a heading, or the same heading printed once more (as page title and as section title).
    private mutating func joinsLastHeading(_ choice: TemplateAlignment.Choice, _ number: Int, _ heading: Passage) -> Bool {
        guard let last = record.sections.indices.last, record.sections[last].id == template.elements[number].id else { return false }
        let isSecondPart = choice.before.part < choice.after.part
        guard isSecondPart || pending.isEmpty || columnsStart != nil else { return false }
        if columnsStart == nil { flushPending() }
        if isSecondPart {
            record.sections[last].heading = joined(record.sections[last].heading.pieces + heading.pieces)
            record.sections[last].confidence = max(record.sections[last].confidence, choice.posterior)
        } else {
            addFurniture("repeated_heading", heading)
            if columnsStart != nil { columnsStart = choice.candidate.lastLine + 1 }
        }
        return true
    }

    /// Keeps the builders of the elements around `number` only.
    mutating func closeBuilders(at number: Int) {
        let places = template.places
        builders.removeAll { $0.element >= number || number > Int(places[$0.element].lastDescendant) }
    }

    private mutating func reportDamage(_ choice: TemplateAlignment.Choice, _ number: Int, _ heading: Passage) {
        guard choice.candidate.cost >= 3 else { return }
        let message = "this heading was read with errors; it is taken for “\(template.elements[number].name)”"
        record.diagnostics.append(Diagnostic(.info, .damagedHeading, message, at: heading.extent))
    }

    private mutating func openSection(_ number: Int, _ heading: Passage, _ choice: TemplateAlignment.Choice) {
        let parent = template.elements[number].parent
        record.sections.append(
            SectionRecord(
                id: template.elements[number].id, title: template.elements[number].name, level: template.elements[number].level,
                parent: parent >= 0 ? template.elements[parent].id : nil, confidence: choice.posterior, heading: heading
            )
        )
        indicator = nil
        if template.elements[number].object != nil { _ = builder(for: element) }
    }

    mutating func openColumns(_ number: Int, at line: Int) {
        flushPending()
        closeField()
        element = number
        columnsStart = line
    }

    // MARK: Indicators

    /// - Parameter rule: the record that it is; `nil` when its heading is none that the template knows.
    mutating func openIndicator(_ rule: Int?, _ heading: Passage?, confidence: Double, type: Int, at start: Int? = nil, slots: [SlotValue] = []) {
        let parent = rule.map { template.elements[$0].parent } ?? sectionAround(element)
        let path = parent >= 0 ? template.inheritance[parent].path : []
        var attributes = rule.map { template.inheritance[$0].ownAttributes } ?? (parent >= 0 ? template.inheritance[parent].attributes : [])
        for found in slots { attributes.append((found.slot.id, found.value.scalar)) }
        let title: String
        if let rule { title = self.title(of: rule, slots, heading) } else { title = heading.map { record.document.string(of: $0) } ?? "" }
        if let rule {
            if repeats(rule, title, path, hasSlots: !slots.isEmpty) {
                record.diagnostics.append(Diagnostic(.warning, .repeatedRecord, "“\(title)” stands in this profile more than once", at: heading?.extent))
            }
            knownIndicators[template.inheritance[rule].sameID] = true
        }
        let extent = heading?.extent ?? TextRange(start ?? 0, start ?? 0)
        record.indicators.append(
            IndicatorRecord(
                id: rule.map { template.elements[$0].id }, title: title, path: path, attributes: attributes, confidence: confidence, heading: heading, range: extent, fields: []
            )
        )
        indicatorTypes.append(type)
        indicator = record.indicators.count - 1
        field = nil
    }

    /// Whether an indicator was found before that is the same as this one.
    private func repeats(_ rule: Int, _ title: String, _ path: [String], hasSlots: Bool) -> Bool {
        guard knownIndicators[template.inheritance[rule].sameID] else { return false }
        guard template.elements[rule].repeats else { return true }
        let id = template.elements[rule].id
        return hasSlots && record.indicators.contains { $0.id == id && $0.title == title && $0.path == path }
    }

    /// The record's name, with the slots of its heading filled.
    func title(of rule: Int, _ slots: [SlotValue], _ heading: Passage?) -> String {
        guard template.elements[rule].isNamedByHeading, template.elements[rule].headingAnchor >= 0 else { return template.elements[rule].name }
        let pattern = template.anchors[template.elements[rule].headingAnchor].pattern
        if slots.count < pattern.slots.count, let heading { return record.document.string(of: heading) }
        let values = pattern.slots.map { slot in slots.first { $0.slot.id == slot.id }.map { record.document.string(of: $0.value.text) } ?? "" }
        return pattern.filled(with: values)
    }

    /// The section that holds `element`, itself when it is one.
    private func sectionAround(_ element: Int) -> Int {
        var current = element
        while current >= 0, template.places[current].recordType >= 0 { current = Int(template.places[current].parent) }
        return current
    }

    mutating func openLabel(_ choice: TemplateAlignment.Choice, _ type: Int, _ number: Int, next: Double) {
        let label = withoutTrailingSpace(passage(of: choice.candidate))
        let opensUnknown = choice.after.isUnknown && (!choice.before.isUnknown || choice.before.seen & AlignmentState.bit(number) != 0 || indicator == nil)
        if opensUnknown { openUnknown(choice, type) }
        openLostFirstField(type, before: number)
        flushPending()
        closeField()
        guard let indicator else { return unmatch(Array(choice.candidate.firstLine...choice.candidate.lastLine)) }
        let id = template.recordTypes[type].fields[number].id
        let isSecond = record.indicators[indicator].fields.contains { $0.id == id }
        if isSecond {
            report(.init(level: .warning, code: .uncertainOwner, message: "this label stands in the record before; the heading of another record may be lost between"), at: label.extent)
        }
        let confidence = choice.posterior * (isSecond ? Self.maybeAnothers : 1)
        var text = Passage([])
        let lineEnd = document.lines.lines[choice.candidate.lastLine].content.end
        if choice.candidate.end < lineEnd { text = Passage(withoutRule(TextRange(choice.candidate.end, lineEnd))) }
        record.indicators[indicator].fields.append(
            FieldRecord(
                id: id, text: text, label: label, confidence: confidence,
                structureConfidence: confidence * next, attributes: [], quantities: []
            )
        )
        record.indicators[indicator].range.end = max(record.indicators[indicator].range.end, lineEnd)
        field = record.indicators[indicator].fields.count - 1
        if label.pieces.count == 1, label.extent.count + 3 < template.anchors[choice.candidate.anchor].pattern.source.utf8.count {
            labelPassed = 0
            labelRest = template.sideLabels.begun(by: label.extent, anchor: choice.candidate.anchor, bytes)
        }
    }

    /// What is left of the confidence in a field that may be another record's.
    static let maybeAnothers = 0.6

    /// An inline label is found with the space after it.
    private func withoutTrailingSpace(_ passage: Passage) -> Passage {
        guard var last = passage.last else { return passage }
        while last.end > last.start, ASCII.isSpace(bytes[last.end - 1]) { last.end -= 1 }
        var result = passage
        result.extendLast(to: last.end)
        return result
    }

    /// A record whose heading was not recognised: the lines just above the label are taken for it.
    private mutating func openUnknown(_ choice: TemplateAlignment.Choice, _ type: Int) {
        let found = takeHeading(before: choice.candidate.firstLine)
        if let found, let number = recognised(found, type: type) { return openRecognised(number, takeRest(of: number, above: found), type) }
        let heading = found
        flushPending()
        closeField()
        let message = heading == nil
            ? "the heading of this record is missing; its fields are kept under a record of its own"
            : "this heading is none that the template knows, or was read too badly to tell which"
        let place = heading?.extent ?? passage(of: choice.candidate).extent
        record.diagnostics.append(Diagnostic(.warning, .unknownHeading, message, at: place))
        openIndicator(repeatedRecord(type), heading, confidence: heading == nil ? 0.5 : 0.6, type: type, at: passage(of: choice.candidate).extent.start)
    }

    /// A record that what is left of its heading tells.
    private mutating func openRecognised(_ number: Int, _ heading: Passage, _ type: Int) {
        flushPending()
        closeField()
        element = number
        itemsOwner = nil
        let message = "words of this heading are lost; it is taken for “\(template.elements[number].name)”"
        record.diagnostics.append(Diagnostic(.warning, .damagedHeading, message, at: heading.extent))
        openIndicator(number, heading, confidence: 0.9, type: type)
    }

    /// The record that the section in hand repeats, if records of a type can be nothing else there: what it is is then known,
    /// even if its heading cannot be read.
    private func repeatedRecord(_ type: Int) -> Int? {
        let section = sectionAround(element)
        let possible = template.elements.indices.filter { template.elements[$0].parent == section && template.elements[$0].recordType == type }
        return possible.count == 1 && template.elements[possible[0]].repeats ? possible[0] : nil
    }

    /// The last lines before `line` that a blank line or an attribute parts from what is above.
    private mutating func takeHeading(before line: Int) -> Passage? {
        var taken: [Int] = []
        while let last = pending.last, taken.count < 4, taken.isEmpty || last == (taken.first ?? 0) - 1 {
            taken.insert(last, at: 0)
            pending.removeLast()
        }
        guard let first = taken.first else { return nil }
        let fieldIsOpen = indicator.flatMap { i in field.map { record.indicators[i].fields[$0].attributes.isEmpty } } ?? false
        let isParted = first == lines.lowerBound || document.lines.lines[first - 1].isBlank
        if fieldIsOpen && (!isParted || (pending.isEmpty && isFieldEmpty)) {
            pending += taken
            return nil
        }
        return joined(taken.map { document.lines.lines[$0].content })
    }

    var isFieldEmpty: Bool {
        guard let indicator, let field else { return false }
        return record.indicators[indicator].fields[field].text.isEmpty
    }

    // MARK: Fields

    mutating func closeField() {
        field = nil
        labelRest = nil
    }

    /// Opens the field that has no label, if the record's type has one and nothing else of the record was found yet.
    mutating func openBareField() {
        guard let indicator, field == nil, record.indicators[indicator].fields.isEmpty, let type = recordType(of: element),
            let number = template.recordTypes[type].fields.firstIndex(where: { !$0.hasLabel })
        else { return }
        let id = template.recordTypes[type].fields[number].id
        let confidence = record.indicators[indicator].confidence
        record.indicators[indicator].fields.append(
            FieldRecord(
                id: id, text: Passage([]), label: Passage([]), confidence: confidence, structureConfidence: confidence,
                attributes: [], quantities: []
            )
        )
        field = 0
    }
}
