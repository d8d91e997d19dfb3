/// What a template declares of the record, for the schema and for tables.
extension CompiledTemplate {
    public var keys: TemplateKeys {
        var profile = KeyList(), attributes = KeyList(), collections = KeyList()
        for layout in columns { add(layout, to: &profile) }
        for number in elements.indices {
            for rule in elements[number].lines where rule.target == .profile { addSlots(of: rule, to: &profile) }
            addAttributes(of: number, to: &attributes)
            if elements[number].parent < 0 { addMembers(of: number, to: &collections) }
        }
        return TemplateKeys(id: id, profile: profile.keys, attributes: attributes.keys, fields: fieldKeys, collections: collections.keys)
    }

    // MARK: Head

    private func add(_ layout: ColumnsLayout, to profile: inout KeyList) {
        for rule in layout.lines { addSlots(of: rule, to: &profile) }
        for value in layout.bare { profile.add(DeclaredKey(value.key, .value(value.type.kind))) }
        guard let matrix = layout.matrix else { return }
        profile.add(DeclaredKey(matrix.key, .list(.object([
            DeclaredKey(matrix.groupKey, .optional(.scalar(.text)), isRequired: true),
            DeclaredKey(matrix.rowKey, .scalar(.text), isRequired: true),
            DeclaredKey(matrix.cellSlot.id, .value(matrix.cellSlot.type.kind), isRequired: true),
        ]))))
    }

    private func addSlots(of rule: LineRule, to keys: inout KeyList) {
        for slot in rule.pattern.slots { keys.add(DeclaredKey(slot.id, .value(slot.type.kind))) }
    }

    // MARK: Indicators

    /// What the sections around an indicator and its own heading give it.
    private func addAttributes(of number: Int, to attributes: inout KeyList) {
        guard let type = elements[number].recordType, recordTypes[type].isIndicator else { return }
        var around = number
        while around >= 0 {
            for (key, value) in elements[around].constants { attributes.add(DeclaredKey(key, .scalar(value.kind))) }
            if let role = elements[around].role { attributes.add(DeclaredKey(role, .scalar(.text))) }
            around = elements[around].parent
        }
        for slot in headingSlots(of: number) { attributes.add(DeclaredKey(slot.id, .scalar(slot.type.kind))) }
    }

    private func headingSlots(of number: Int) -> [Slot] {
        anchors.flatMap { anchor -> [Slot] in
            guard case .heading(number, _) = anchor.role else { return [] }
            return anchor.pattern.slots.filter { $0.type != .points }
        }
    }

    /// The fields of all record types; those of one name are one, with the attributes of all.
    private var fieldKeys: [DeclaredField] {
        var names: [String] = []
        var attributes: [String: KeyList] = [:]
        for rule in recordTypes.flatMap(\.fields) {
            if attributes[rule.id] == nil { names.append(rule.id) }
            var list = attributes[rule.id] ?? KeyList()
            if let type = rule.type { list.add(DeclaredKey(AttributeRule.valueKey, .value(type.kind))) }
            for attribute in rule.attributes { list.add(DeclaredKey(attribute.id, .value(attribute.type.kind))) }
            attributes[rule.id] = list
        }
        return names.map { DeclaredField($0, attributes: attributes[$0]?.keys ?? []) }
    }

    // MARK: Collections

    /// What an element brings into the object around it: a list for a record, an object or its own parts for a section.
    private func addMembers(of number: Int, to around: inout KeyList) {
        let rule = elements[number]
        if let type = rule.recordType {
            guard !recordTypes[type].isIndicator else { return }
            around.add(DeclaredKey(recordTypes[type].collection, .list(.object(recordKeys(of: number, recordTypes[type])))))
            return
        }
        var keys = KeyList()
        for line in rule.lines { add(line, to: &keys) }
        for child in children(of: number) { addMembers(of: child, to: &keys) }
        if let object = rule.object {
            around.add(DeclaredKey(object, .object(keys.keys)))
        } else {
            for key in keys.keys { around.add(key) }
        }
    }

    private func recordKeys(of number: Int, _ type: RecordType) -> [DeclaredKey] {
        var keys = KeyList()
        for (key, value) in elements[number].constants + type.defaults { keys.add(DeclaredKey(key, .scalar(value.kind))) }
        for (key, _) in type.members { keys.add(DeclaredKey(key, .scalar(.text))) }
        if let entry = type.entry {
            keys.add(DeclaredKey(entry.titleKey, .scalar(.text)))
            // A word that the slot's type does not know is kept as it was read.
            for slot in entry.pattern.slots { keys.add(DeclaredKey(slot.id, .scalar(slot.type.kind))) }
        }
        for slot in headingSlots(of: number) { keys.add(DeclaredKey(slot.id, .value(slot.type.kind))) }
        if type.scored { addPoints(to: &keys) }
        for line in type.lines { add(line, to: &keys) }
        if let items = type.items { keys.add(DeclaredKey(items.key, .list(.value(.text)))) }
        for child in children(of: number) { addMembers(of: child, to: &keys) }
        keys.add(DeclaredKey("confidence", .probability, description: "Probability that this record stands here."))
        keys.add(DeclaredKey("span", .span, description: "What the record covers in the text."))
        return keys.keys
    }

    private func add(_ line: LineRule, to keys: inout KeyList) {
        for (key, value) in line.constants { keys.add(DeclaredKey(key, .scalar(value.kind))) }
        if let key = line.score { keys.add(DeclaredKey(key, .value(.integer))) }
        if line.merges { addPoints(to: &keys) }
        if line.target == .object { addSlots(of: line, to: &keys) }
    }

    private func addPoints(to keys: inout KeyList) {
        keys.add(DeclaredKey("value", .scalar(.integer), description: "The points."))
        keys.add(DeclaredKey("maximum", .scalar(.integer), description: "The most points that can be had."))
        keys.add(DeclaredKey("points", .value(.integer), description: "The points as read, with their place."))
    }

    private func children(of number: Int) -> [Int] { elements.indices.filter { elements[$0].parent == number } }
}

/// Declared keys in order of first use; where a key is declared twice, the shapes become one that allows both.
private struct KeyList {
    private(set) var keys: [DeclaredKey] = []

    mutating func add(_ key: DeclaredKey) {
        guard let index = keys.firstIndex(where: { $0.key == key.key }) else { return keys.append(key) }
        keys[index].shape = KeyList.union(keys[index].shape, key.shape)
        keys[index].isRequired = keys[index].isRequired && key.isRequired
    }

    private static func union(_ a: NodeShape, _ b: NodeShape) -> NodeShape {
        switch (a, b) {
        case (.value(let first), .value(let second)): return .value(union(first, second))
        case (.scalar(let first), .scalar(let second)): return .scalar(union(first, second))
        case (.list(let first), .list(let second)): return .list(union(first, second))
        case (.object(let first), .object(let second)):
            var list = KeyList()
            for key in first { list.add(DeclaredKey(key.key, key.shape, description: key.description, isRequired: false)) }
            for key in second { list.add(DeclaredKey(key.key, key.shape, description: key.description, isRequired: false)) }
            return .object(list.keys)
        case (.optional(let first), .optional(let second)): return .optional(union(first, second))
        default: return a
        }
    }

    private static func union(_ a: ScalarKind, _ b: ScalarKind) -> ScalarKind {
        if a == b { return a }
        return Set([a, b]) == [.integer, .decimal] ? .decimal : .any
    }
}

extension SlotType {
    /// The kind of scalar that its values are.
    var kind: ScalarKind {
        switch self {
        case .integer, .year, .points: .integer
        case .decimal, .percent: .decimal
        case .date: .date
        case .text, .person, .place, .country, .choice: .text
        }
    }
}

extension Scalar {
    /// The kind of a constant of the template.
    var kind: ScalarKind {
        switch self {
        case .boolean: .boolean
        case .integer: .integer
        case .decimal: .decimal
        case .date: .date
        case .string, .asRead: .text
        case .null: .any
        }
    }
}
