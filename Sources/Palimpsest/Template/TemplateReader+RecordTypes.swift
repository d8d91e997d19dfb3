extension TemplateReader {
    mutating func declareRecordTypes(_ node: YAMLNode?) {
        for (name, value) in cursor.pairs(of: node, what: "`record_types`") {
            let members = cursor.members(
                of: value, what: "record type `\(name)`", required: ["collection"],
                optional: ["fields", "members", "defaults", "lines", "items", "entry", "scored", "maximum", "sum"]
            )
            typeNames.append(name)
            typeNodes.append(members)
            let collection = cursor.text(members["collection"], what: "`collection`") ?? name
            template.recordTypes.append(RecordType(id: name, collection: collection))
            if collection != "indicators" { reportReserved(collection, what: "the collection", at: members["collection"]) }
            checkFields(members, collection)
        }
        if typeNames.count > AlignmentState.maximumTypes {
            cursor.report("a template can have \(AlignmentState.maximumTypes) record types; use one for records with the same fields", at: node)
        }
    }

    /// Fields and everything else exclude each other: records with fields are the record's flat list of indicators.
    private func checkFields(_ members: [String: YAMLNode], _ collection: String) {
        guard let fields = members["fields"] else { return }
        if collection != "indicators" {
            cursor.report("records with `fields` are collected in `indicators`; say `collection: indicators`", at: members["collection"] ?? fields)
        }
        for key in ["members", "defaults", "lines", "items", "entry", "scored", "maximum", "sum"] {
            guard let node = members[key] else { continue }
            cursor.report("a record type with `fields` has no `\(key)`; take one of them away", at: node)
        }
        if cursor.list(fields, what: "`fields`").count > AlignmentState.maximumFields {
            cursor.report("a record type can have \(AlignmentState.maximumFields) fields; split it in two", at: fields)
        }
    }

    func reportReserved(_ key: String, what: String, at node: YAMLNode?) {
        guard JSONRecordWriter.recordKeys.contains(key) else { return }
        cursor.report("\(what) cannot be called `\(key)`: every record has that key for something else; choose another name", at: node)
    }

    mutating func readRecordType(_ index: Int) {
        let members = typeNodes[index]
        for node in cursor.list(members["fields"], what: "`fields`") { readField(node, type: index) }
        for (key, value) in cursor.pairs(of: members["members"], what: "`members`") {
            guard let source = MemberSource(rawValue: value.string ?? "") else {
                cursor.report("a member repeats `title`, `section` or `id`, as in `name: title`", at: value)
                continue
            }
            template.recordTypes[index].members.append((key, source))
        }
        template.recordTypes[index].defaults = constants(members["defaults"], what: "`defaults`")
        for node in cursor.list(members["lines"], what: "`lines`") {
            guard let rule = lineRule(node) else { continue }
            template.recordTypes[index].lines.append(rule)
            addAnchor(.typeLine(type: index, rule: template.recordTypes[index].lines.count - 1), rule.pattern, at: node)
        }
        if let node = members["items"] {
            let items = cursor.members(of: node, what: "`items`", required: ["key"], optional: ["none"])
            template.recordTypes[index].items = ItemsRule(key: cursor.text(items["key"], what: "`key`") ?? "items")
            if let none = pattern(items["none"]) { addAnchor(.noItems(type: index), none, at: items["none"]) }
        }
        readEntryRule(members["entry"], type: index)
        if let node = members["scored"] {
            template.recordTypes[index].scored = cursor.text(node, what: "`scored`") == "points"
            if !template.recordTypes[index].scored { cursor.report("`scored` can only be `points`", at: node) }
        }
        if let node = members["maximum"] {
            template.recordTypes[index].maximum = cursor.text(node, what: "`maximum`").flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
            if template.recordTypes[index].maximum == nil || !template.recordTypes[index].scored { cursor.report("`maximum` is the most points that a record with `scored: points` can have, such as 4", at: node) }
        }
        template.recordTypes[index].sum = sumRule(members["sum"])
    }

    private mutating func readEntryRule(_ node: YAMLNode?, type: Int) {
        guard let node else { return }
        let entry = cursor.members(of: node, what: "`entry`", required: ["title", "text"])
        guard let key = cursor.text(entry["title"], what: "`title`"), let pattern = pattern(entry["text"]) else { return }
        guard pattern.slots.count == 2, pattern.parts.count == 2, pattern.slots[1].type == .date else {
            cursor.report("the line of an entry is a slot, a bar and a date, as in `{kind:choice kinds} | {date:date}`", at: entry["text"])
            return
        }
        template.recordTypes[type].entry = EntryRule(titleKey: key, pattern: pattern)
    }

    // MARK: Fields

    private mutating func readField(_ node: YAMLNode, type: Int) {
        let members = cursor.members(
            of: node, what: "a field", required: ["id"], optional: ["label", "variants", "attributes", "sentences", "inline", "type"]
        )
        guard let id = cursor.text(members["id"], what: "`id`") else { return }
        var field = FieldRule(id: id)
        if template.recordTypes[type].fields.contains(where: { $0.id == id }) {
            cursor.report("the record type `\(typeNames[type])` has two fields called `\(id)`; give one another id", at: members["id"])
        }
        field.mayBeInline = members["inline"]?.scalar?.string == "consistently"
        field.isInline = !field.mayBeInline && cursor.flag(members["inline"], what: "`inline`, if it is not `consistently`,")
        field.readsSentences = cursor.flag(members["sentences"], what: "`sentences`")
        if let (type, unit) = typeAndUnit(members["type"]) {
            field.type = type
            field.unit = unit
            if type == .points { cursor.report("points stand in lines and headings; a field can be an integer", at: members["type"]) }
        }
        if members["label"] == nil { readUnlabelled(&field, members, type) }
        let number = template.recordTypes[type].fields.count
        let labels = [members["label"]] + cursor.list(members["variants"], what: "`variants`").map { Optional($0) }
        for label in labels {
            guard let pattern = pattern(label) else { continue }
            if !pattern.slots.isEmpty { cursor.report("a label has no slots; give the field a `type` to read its value", at: label) }
            addAnchor(.label(type: type, field: number), pattern, isOpen: field.isInline, at: label)
        }
        for attribute in cursor.list(members["attributes"], what: "`attributes`") { readAttribute(attribute, of: &field, recordType: type) }
        template.recordTypes[type].fields.append(field)
    }

    /// A field without a label is the text under the heading, of which there is only one.
    private func readUnlabelled(_ field: inout FieldRule, _ members: [String: YAMLNode], _ type: Int) {
        field.hasLabel = false
        for key in ["variants", "inline", "attributes"] {
            guard let node = members[key] else { continue }
            cursor.report("`\(key)` belongs to a field with a `label`; without one the field is the text right under the heading", at: node)
        }
        if template.recordTypes[type].fields.contains(where: { !$0.hasLabel }) {
            cursor.report("only one field can do without a `label`: it is the text right under the heading", at: members["id"])
        }
    }

    private mutating func readAttribute(_ node: YAMLNode, of field: inout FieldRule, recordType: Int) {
        let details = cursor.members(of: node, what: "an attribute", required: ["id", "label", "type"], optional: ["variants"])
        guard let id = cursor.text(details["id"], what: "`id`"), let (type, _) = typeAndUnit(details["type"]) else { return }
        if JSONRecordWriter.fieldKeys.contains(id) || (id == AttributeRule.valueKey && field.type != nil) {
            cursor.report("an attribute cannot be called `\(id)`: every field has that key for something else; choose another id", at: details["id"])
        }
        if field.attributes.contains(where: { $0.id == id }) {
            cursor.report("the field `\(field.id)` has two attributes called `\(id)`; give one another id", at: details["id"])
        }
        field.attributes.append(AttributeRule(id: id, type: type))
        let number = template.attributes.firstIndex(of: id) ?? template.attributes.count
        if number == template.attributes.count { template.attributes.append(id) }
        let role = Role.attribute(type: recordType, attribute: number)
        // Fields that share an attribute share its label.
        guard !template.anchors.contains(where: { $0.role == role }) else { return }
        for label in [details["label"]] + cursor.list(details["variants"], what: "`variants`").map({ Optional($0) }) {
            guard var pattern = pattern(label) else { continue }
            pattern.parts.append(.slot(Slot(id: id, type: type, unitWord: nil)))
            addAnchor(role, pattern, endsWithColon: pattern.source.hasSuffix(":"), at: label)
        }
    }
}
