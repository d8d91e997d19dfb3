import Yams

/// Reads a template file into a ``TemplateDraft``.
///
/// The language is described in `Dictionaries/templates/README.md`. Every fault is collected with its line; a template
/// with faults is not compiled.
struct TemplateReader {
    let cursor: YAMLCursor
    let folding: KeyFolding
    var template = TemplateDraft()
    var choiceNames: [String] = []
    private var typeNames: [String] = []
    private var typeNodes: [[String: YAMLNode]] = []

    /// - Throws: ``TemplateErrors`` with every fault found.
    static func read(yaml: String, path: String, folding: KeyFolding) throws(TemplateErrors) -> TemplateDraft {
        let cursor = YAMLCursor(path: path)
        var reader = TemplateReader(cursor: cursor, folding: folding)
        do {
            guard let root = try Yams.compose(yaml: yaml) else {
                throw TemplateErrors([TemplateIssue(path: path, line: 1, column: 1, message: "the file holds no YAML document")])
            }
            reader.readRoot(root)
        } catch let error as TemplateErrors {
            throw error
        } catch let error as YamlError {
            throw TemplateErrors([error.issue(path: path)])
        } catch {
            throw TemplateErrors([TemplateIssue(path: path, line: 1, column: 1, message: "\(error)")])
        }
        guard cursor.issues.isEmpty else { throw TemplateErrors(cursor.issues) }
        return reader.template
    }

    private init(cursor: YAMLCursor, folding: KeyFolding) {
        self.cursor = cursor
        self.folding = folding
    }

    // MARK: Root

    private mutating func readRoot(_ root: YAMLNode) {
        let members = cursor.members(
            of: root, what: "a template", required: ["template", "title", "language", "sections"],
            optional: ["units", "choices", "furniture", "record_types", "sentences"]
        )
        template.id = cursor.text(members["template"], what: "`template`") ?? ""
        template.title = cursor.text(members["title"], what: "`title`") ?? ""
        template.language = cursor.text(members["language"], what: "`language`") ?? "en"
        readUnits(members["units"])
        readChoices(members["choices"])
        for node in cursor.list(members["furniture"], what: "`furniture`") { readFurniture(node, columns: nil) }
        declareRecordTypes(members["record_types"])
        for i in typeNodes.indices { readRecordType(i) }
        for node in cursor.list(members["sentences"], what: "`sentences`") { readSentence(node) }
        for node in cursor.list(members["sections"], what: "`sections`") { readSection(node, parent: -1, level: 1) }
        if !template.elements.contains(where: \.beginsProfile), let sections = members["sections"] {
            cursor.report("one section must say `begins_profile: true`, so that several profiles in one file can be told apart", at: sections)
        }
    }

    private mutating func readUnits(_ node: YAMLNode?) {
        for (symbol, value) in cursor.pairs(of: node, what: "`units`") {
            let members = cursor.members(of: value, what: "a unit", required: ["ucum", "words"])
            let words = cursor.list(members["words"], what: "`words`").compactMap { cursor.text($0, what: "a unit word") }
            template.units.append(Unit(symbol: symbol, ucum: cursor.text(members["ucum"], what: "`ucum`") ?? "", words: words))
        }
    }

    private mutating func readChoices(_ node: YAMLNode?) {
        for (name, value) in cursor.pairs(of: node, what: "`choices`") {
            let values = cursor.list(value, what: "choice `\(name)`").compactMap { cursor.text($0, what: "a choice") }
            template.choices.append(Choice(id: name, values: values.map { ($0, folding.key(of: $0)) }))
            choiceNames.append(name)
        }
    }

    private mutating func readFurniture(_ node: YAMLNode, columns: Int?) {
        let members = cursor.members(of: node, what: "a standing text", required: ["id", "text"])
        guard let id = cursor.text(members["id"], what: "`id`"), let pattern = pattern(members["text"]) else { return }
        template.furniture.append(id)
        let index = template.furniture.count - 1
        if let columns {
            template.columns[columns].furniture.append((index, pattern.prefix))
        }
        addAnchor(.furniture(index), pattern)
    }

    private mutating func readSentence(_ node: YAMLNode) {
        let members = cursor.members(of: node, what: "a sentence", required: ["id", "text"], optional: ["slots"])
        guard let id = cursor.text(members["id"], what: "`id`"), let pattern = pattern(members["text"]) else { return }
        var sentence = Sentence(id: id, pattern: pattern, quantities: [])
        for (slot, value) in cursor.pairs(of: members["slots"], what: "`slots`") {
            let details = cursor.members(of: value, what: "a slot", optional: ["name", "unit", "ucum"])
            guard let declared = pattern.slots.first(where: { $0.id == slot }) else {
                cursor.report("the sentence has no slot {\(slot)}", at: value)
                continue
            }
            var unit = declared.unitWord.flatMap { word in template.units.first { $0.words.contains(word) } }
            if declared.type == .percent { unit = Unit(symbol: "%", ucum: "%", words: []) }
            if let symbol = cursor.text(details["unit"], what: "`unit`") {
                unit = Unit(symbol: symbol, ucum: cursor.text(details["ucum"], what: "`ucum`") ?? symbol, words: [])
            }
            if unit == nil, declared.unitWord != nil {
                cursor.report("no unit of `units` has the word `\(declared.unitWord ?? "")`", at: value)
            }
            sentence.quantities.append((slot, cursor.text(details["name"], what: "`name`"), unit))
        }
        template.sentences.append(sentence)
    }

    // MARK: Record types

    private mutating func declareRecordTypes(_ node: YAMLNode?) {
        for (name, value) in cursor.pairs(of: node, what: "`record_types`") {
            let members = cursor.members(
                of: value, what: "record type `\(name)`", required: ["collection"],
                optional: ["fields", "members", "defaults", "lines", "items", "entry", "scored", "sum"]
            )
            typeNames.append(name)
            typeNodes.append(members)
            let collection = cursor.text(members["collection"], what: "`collection`") ?? name
            template.recordTypes.append(RecordType(id: name, collection: collection))
        }
    }

    private mutating func readRecordType(_ index: Int) {
        let members = typeNodes[index]
        for node in cursor.list(members["fields"], what: "`fields`") { readField(node, type: index) }
        for (key, value) in cursor.pairs(of: members["members"], what: "`members`") {
            guard let source = MemberSource(rawValue: value.string ?? "") else {
                cursor.report("a member repeats `title`, `section` or `id`", at: value)
                continue
            }
            template.recordTypes[index].members.append((key, source))
        }
        template.recordTypes[index].defaults = constants(members["defaults"], what: "`defaults`")
        for node in cursor.list(members["lines"], what: "`lines`") {
            guard let rule = lineRule(node) else { continue }
            template.recordTypes[index].lines.append(rule)
            addAnchor(.typeLine(type: index, rule: template.recordTypes[index].lines.count - 1), rule.pattern)
        }
        if let node = members["items"] {
            let items = cursor.members(of: node, what: "`items`", required: ["key"], optional: ["none"])
            template.recordTypes[index].items = ItemsRule(key: cursor.text(items["key"], what: "`key`") ?? "items")
            if let none = pattern(items["none"]) { addAnchor(.noItems(type: index), none) }
        }
        if let node = members["entry"] {
            let entry = cursor.members(of: node, what: "`entry`", required: ["title", "text"])
            if let key = cursor.text(entry["title"], what: "`title`"), let pattern = pattern(entry["text"]) {
                template.recordTypes[index].entry = EntryRule(titleKey: key, pattern: pattern)
            }
        }
        template.recordTypes[index].scored = members["scored"] != nil
        template.recordTypes[index].sum = sumRule(members["sum"])
    }

    private mutating func readField(_ node: YAMLNode, type: Int) {
        let members = cursor.members(
            of: node, what: "a field", required: ["id", "label"], optional: ["variants", "attributes", "sentences", "inline", "type"]
        )
        guard let id = cursor.text(members["id"], what: "`id`") else { return }
        var field = FieldRule(id: id)
        field.isInline = cursor.flag(members["inline"], what: "`inline`")
        field.readsSentences = cursor.flag(members["sentences"], what: "`sentences`")
        field.type = slotType(members["type"])
        let number = template.recordTypes[type].fields.count
        let role = Role.label(type: type, field: number)
        let labels = [members["label"]] + cursor.list(members["variants"], what: "`variants`").map { Optional($0) }
        for label in labels {
            guard let pattern = pattern(label) else { continue }
            addAnchor(role, pattern, isOpen: field.isInline)
        }
        for attribute in cursor.list(members["attributes"], what: "`attributes`") {
            let details = cursor.members(of: attribute, what: "an attribute", required: ["id", "label", "type"], optional: ["variants"])
            guard let id = cursor.text(details["id"], what: "`id`"), let type = readAttribute(details, id: id, recordType: type) else { continue }
            field.attributes.append(AttributeRule(id: id, type: type))
        }
        template.recordTypes[type].fields.append(field)
    }

    private mutating func readAttribute(_ details: [String: YAMLNode], id: String, recordType: Int) -> SlotType? {
        guard let type = slotType(details["type"]) else { return nil }
        let role = Role.attribute(type: recordType, id: id)
        guard !template.anchors.contains(where: { $0.role == role }) else { return type }
        let labels = [details["label"]] + cursor.list(details["variants"], what: "`variants`").map { Optional($0) }
        for label in labels {
            guard var pattern = pattern(label) else { continue }
            pattern.parts.append(.slot(Slot(id: id, type: type, unitWord: nil)))
            addAnchor(role, pattern, endsWithColon: pattern.source.hasSuffix(":"))
        }
        return type
    }

    // MARK: Sections and records

    private mutating func readSection(_ node: YAMLNode, parent: Int, level: Int) {
        let members = cursor.members(
            of: node, what: "a section", required: ["id", "title"],
            optional: [
                "kicker", "variants", "name", "as", "set", "object", "begins_profile", "layout", "furniture", "lines",
                "values", "matrix", "sections", "records", "sum",
            ]
        )
        let index = addElement(members, recordType: nil, parent: parent, level: level)
        template.elements[index].role = cursor.text(members["as"], what: "`as`")
        template.elements[index].object = cursor.text(members["object"], what: "`object`")
        template.elements[index].beginsProfile = cursor.flag(members["begins_profile"], what: "`begins_profile`")
        template.elements[index].sum = sumRule(members["sum"])
        addHeadings(members, element: index)
        let isColumns = readLayout(members, element: index)
        for furniture in cursor.list(members["furniture"], what: "`furniture`") {
            readFurniture(furniture, columns: isColumns ? template.columns.count - 1 : nil)
        }
        if !isColumns { readLines(members["lines"], element: index) }
        for child in cursor.list(members["sections"], what: "`sections`") { readSection(child, parent: index, level: level + 1) }
        for child in cursor.list(members["records"], what: "`records`") { readRecord(child, parent: index, level: level + 1) }
        template.elements[index].lastDescendant = template.elements.count - 1
    }

    private mutating func readRecord(_ node: YAMLNode, parent: Int, level: Int) {
        let members = cursor.members(
            of: node, what: "a record", required: ["type", "id"], optional: ["title", "variants", "name", "set", "records"]
        )
        guard let typeName = cursor.text(members["type"], what: "`type`") else { return }
        guard let type = typeNames.firstIndex(of: typeName) else {
            cursor.report("there is no record type `\(typeName)`; `record_types` has \(typeNames.joined(separator: ", "))", at: members["type"])
            return
        }
        let index = addElement(members, recordType: type, parent: parent, level: level)
        if let entry = template.recordTypes[type].entry {
            template.elements[index].hasHeading = false
            addAnchor(.entry(type: type, element: index), entry.pattern)
        } else if members["title"] == nil {
            cursor.report("a record needs a `title`, unless its type has an `entry`", at: node)
        } else {
            addHeadings(members, element: index, scored: template.recordTypes[type].scored)
        }
        for child in cursor.list(members["records"], what: "`records`") { readRecord(child, parent: index, level: level + 1) }
        template.elements[index].lastDescendant = template.elements.count - 1
    }

    private mutating func addElement(_ members: [String: YAMLNode], recordType: Int?, parent: Int, level: Int) -> Int {
        let id = cursor.text(members["id"], what: "`id`") ?? ""
        let title = cursor.text(members["title"], what: "`title`") ?? id
        if let node = members["id"], template.elements.contains(where: { $0.id == id && $0.parent == parent }) {
            cursor.report("there are two parts called `\(id)` side by side", at: node)
        }
        template.elements.append(
            Element(
                id: id, name: cursor.text(members["name"], what: "`name`") ?? title, recordType: recordType,
                parent: parent, level: level, lastDescendant: template.elements.count,
                constants: constants(members["set"], what: "`set`")
            )
        )
        return template.elements.count - 1
    }

    private mutating func addHeadings(_ members: [String: YAMLNode], element: Int, scored: Bool = false) {
        if let kicker = pattern(members["kicker"]) { addAnchor(.heading(element: element, part: 0), kicker) }
        let part = members["kicker"] == nil ? 0 : 1
        let titles = [members["title"]] + cursor.list(members["variants"], what: "`variants`").map { Optional($0) }
        for (number, title) in titles.enumerated() {
            guard var heading = pattern(title) else { continue }
            if scored { heading.parts.append(.slot(Slot(id: "points", type: .points, unitWord: nil))) }
            addAnchor(.heading(element: element, part: part), heading)
            if number == 0 { template.elements[element].headingAnchor = template.anchors.count - 1 }
        }
    }

    // MARK: Shared

    mutating func addAnchor(_ role: Role, _ pattern: Pattern, isOpen: Bool = false, endsWithColon: Bool? = nil) {
        template.anchors.append(
            Anchor(role: role, pattern: pattern, endsWithColon: endsWithColon ?? pattern.source.hasSuffix(":"), isOpen: isOpen)
        )
    }

    func pattern(_ node: YAMLNode?) -> Pattern? {
        guard let node, let source = cursor.text(node, what: "a line of the form") else { return nil }
        do {
            return try Pattern(source, folding: folding, choices: choiceNames)
        } catch {
            cursor.report(error.message, at: node)
            return nil
        }
    }

    func slotType(_ node: YAMLNode?) -> SlotType? {
        guard let node, let source = cursor.text(node, what: "`type`") else { return nil }
        let words = source.split(separator: " ", maxSplits: 1)
        do {
            return try SlotType(String(words[0]), argument: words.count > 1 ? String(words[1]) : nil, choices: choiceNames)
        } catch {
            cursor.report(error.message, at: node)
            return nil
        }
    }

    private func constants(_ node: YAMLNode?, what: String) -> [(key: String, value: Scalar)] {
        cursor.pairs(of: node, what: what).map { ($0.key, cursor.constant($0.value)) }
    }

    private mutating func readLines(_ node: YAMLNode?, element: Int) {
        for line in cursor.list(node, what: "`lines`") {
            guard let rule = lineRule(line) else { continue }
            template.elements[element].lines.append(rule)
            addAnchor(.line(element: element, rule: template.elements[element].lines.count - 1), rule.pattern)
        }
    }

    func lineRule(_ node: YAMLNode) -> LineRule? {
        let members = cursor.members(of: node, what: "a line", required: ["text"], optional: ["score", "merge", "set"])
        guard let pattern = pattern(members["text"]) else { return nil }
        return LineRule(
            pattern: pattern, score: cursor.text(members["score"], what: "`score`"), merges: members["merge"] != nil,
            constants: constants(members["set"], what: "`set`")
        )
    }

    private func sumRule(_ node: YAMLNode?) -> SumRule? {
        guard let node else { return nil }
        let members = cursor.members(of: node, what: "`sum`", required: ["value", "of"])
        let path = (cursor.text(members["of"], what: "`of`") ?? "").split(separator: ".").map(String.init)
        guard path.count == 2, let value = cursor.text(members["value"], what: "`value`") else {
            cursor.report("`of` names a list and a key in it, as in `components.value`", at: node)
            return nil
        }
        return SumRule(value: value, list: path[0], member: path[1])
    }
}
