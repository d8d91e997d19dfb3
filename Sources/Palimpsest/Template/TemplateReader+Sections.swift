extension TemplateReader {
    mutating func readSection(_ node: YAMLNode, parent: Int, level: Int) {
        let members = cursor.members(
            of: node, what: "a section", required: ["id", "title"],
            optional: [
                "kicker", "variants", "name", "as", "set", "object", "begins_profile", "layout", "furniture", "lines",
                "values", "matrix", "sections", "records", "parts", "sum",
            ]
        )
        let index = addElement(members, recordType: nil, parent: parent, level: level)
        template.elements[index].role = cursor.text(members["as"], what: "`as`")
        template.elements[index].object = cursor.text(members["object"], what: "`object`")
        if let key = template.elements[index].object { reportReserved(key, what: "the object", at: members["object"]) }
        template.elements[index].beginsProfile = cursor.flag(members["begins_profile"], what: "`begins_profile`")
        template.elements[index].sum = sumRule(members["sum"])
        addHeadings(members, element: index)
        let isColumns = readLayout(members, element: index)
        for furniture in cursor.list(members["furniture"], what: "`furniture`") {
            readFurniture(furniture, columns: isColumns ? template.columns.count - 1 : nil)
        }
        if !isColumns { readLines(members["lines"], element: index) }
        readParts(members, of: index, level: level + 1)
        template.elements[index].lastDescendant = template.elements.count - 1
    }

    /// What stands in a section: sections, records, or a mixture of them in the order of the form.
    private mutating func readParts(_ members: [String: YAMLNode], of index: Int, level: Int) {
        let given = ["sections", "records", "parts"].filter { members[$0] != nil }
        if given.count > 1 {
            cursor.report("a section has one of `sections`, `records` and `parts`; put both kinds under `parts`, in the order of the form", at: members[given[1]])
        }
        for child in cursor.list(members["sections"], what: "`sections`") { readSection(child, parent: index, level: level) }
        for child in cursor.list(members["records"], what: "`records`") { readRecord(child, parent: index, level: level) }
        for child in cursor.list(members["parts"], what: "`parts`") {
            if child.mapping?.contains(where: { $0.key.string == "type" }) == true {
                readRecord(child, parent: index, level: level)
            } else {
                readSection(child, parent: index, level: level)
            }
        }
    }

    private mutating func readRecord(_ node: YAMLNode, parent: Int, level: Int) {
        let members = cursor.members(
            of: node, what: "a record", required: ["type", "id"], optional: ["title", "variants", "name", "set", "records", "repeats"]
        )
        guard let typeName = cursor.text(members["type"], what: "`type`") else { return }
        guard let type = typeNames.firstIndex(of: typeName) else {
            let known = typeNames.isEmpty ? "and `record_types` is empty; declare it there" : "`record_types` has \(typeNames.joined(separator: ", "))"
            cursor.report("there is no record type `\(typeName)`; \(known)", at: members["type"])
            return
        }
        let index = addElement(members, recordType: type, parent: parent, level: level)
        template.elements[index].repeats = cursor.flag(members["repeats"], what: "`repeats`")
        if let entry = template.recordTypes[type].entry {
            template.elements[index].hasHeading = false
            addAnchor(.entry(type: type, element: index), entry.pattern)
            if let title = members["title"] {
                cursor.report("the records of type `\(typeName)` have titles of their own; take this `title` away", at: title)
            }
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
            cursor.report("there are two parts called `\(id)` side by side; give one of them another id", at: node)
        }
        let name = cursor.text(members["name"], what: "`name`")
        template.elements.append(
            Element(
                id: id, name: name ?? title, recordType: recordType,
                parent: parent, level: level, lastDescendant: template.elements.count,
                constants: constants(members["set"], what: "`set`")
            )
        )
        template.elements[template.elements.count - 1].isNamedByHeading = recordType != nil && name == nil && title.contains("{")
        return template.elements.count - 1
    }

    private mutating func addHeadings(_ members: [String: YAMLNode], element: Int, scored: Bool = false) {
        if let kicker = pattern(members["kicker"]) { addAnchor(.heading(element: element, part: 0), kicker, at: members["kicker"]) }
        let part = members["kicker"] == nil ? 0 : 1
        let titles = [members["title"]] + cursor.list(members["variants"], what: "`variants`").map { Optional($0) }
        for (number, title) in titles.enumerated() {
            guard var heading = pattern(title) else { continue }
            if heading.literalLength == 0 { cursor.report("a heading needs words to be found by, not only slots", at: title) }
            if scored { heading.parts.append(.slot(Slot(id: "points", type: .points, unitWord: nil))) }
            addAnchor(.heading(element: element, part: part), heading, at: title)
            template.anchors[template.anchors.count - 1].quantities = quantities(nil, heading, at: title)
            if number == 0 { template.elements[element].headingAnchor = template.anchors.count - 1 }
        }
    }

    private mutating func readLines(_ node: YAMLNode?, element: Int) {
        for line in cursor.list(node, what: "`lines`") {
            guard let rule = lineRule(line) else { continue }
            template.elements[element].lines.append(rule)
            addAnchor(.line(element: element, rule: template.elements[element].lines.count - 1), rule.pattern, at: line)
        }
    }
}
