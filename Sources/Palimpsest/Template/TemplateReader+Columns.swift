extension TemplateReader {
    /// Reads the parts of a section that is printed in columns. Returns whether it is one.
    mutating func readLayout(_ members: [String: YAMLNode], element: Int) -> Bool {
        guard let layout = members["layout"] else {
            if members["matrix"] != nil || members["values"] != nil {
                cursor.report("`values` and `matrix` belong to a section with `layout: columns`", at: members["matrix"] ?? members["values"])
            }
            return false
        }
        guard cursor.text(layout, what: "`layout`") == "columns" else {
            cursor.report("the only layout is `columns`", at: layout)
            return false
        }
        var columns = ColumnsLayout()
        columns.lines = cursor.list(members["lines"], what: "`lines`").compactMap(lineRule)
        if let node = members["values"] {
            let values = cursor.members(of: node, what: "`values`", required: ["order"], optional: ["under"])
            columns.bareHeading = cursor.text(values["under"], what: "`under`").map(folding.key(of:))
            for value in cursor.list(values["order"], what: "`order`") {
                let details = cursor.members(of: value, what: "a value", required: ["id", "type"], optional: ["between"])
                guard let key = cursor.text(details["id"], what: "`id`"), let (type, _) = typeAndUnit(details["type"]) else { continue }
                columns.bare.append(.init(key: key, type: type, range: numbers(between: details["between"], type)))
            }
        }
        columns.matrix = matrix(members["matrix"])
        template.columns.append(columns)
        template.elements[element].columns = template.columns.count - 1
        addCards(columns, element: element)
        return true
    }

    /// `[100, 50000000]`
    private func numbers(between node: YAMLNode?, _ type: SlotType) -> ClosedRange<Int64>? {
        guard let node else { return nil }
        let bounds = cursor.list(node, what: "`between`").compactMap { cursor.text($0, what: "a bound").flatMap { Int64($0) } }
        guard bounds.count == 2, bounds[0] <= bounds[1], type == .integer else {
            cursor.report("`between` gives an integer its least and its greatest likely value, as in [100, 50000000]", at: node)
            return nil
        }
        return bounds[0]...bounds[1]
    }

    private func matrix(_ node: YAMLNode?) -> ColumnsLayout.Matrix? {
        guard let node else { return nil }
        let members = cursor.members(of: node, what: "`matrix`", required: ["key", "groups", "group_key", "rows", "row_key", "cell"])
        guard let key = cursor.text(members["key"], what: "`key`"), let rowKey = cursor.text(members["row_key"], what: "`row_key`"),
            let cell = pattern(members["cell"])
        else { return nil }
        guard cell.parts.count == 2, case .slot(let slot) = cell.parts[0], case .literal(let literal) = cell.parts[1] else {
            cursor.report("a cell is a slot and a word after it, as in `{percent:percent} complete`", at: members["cell"])
            return nil
        }
        return ColumnsLayout.Matrix(
            key: key,
            groupKey: cursor.text(members["group_key"], what: "`group_key`") ?? "group",
            groups: cursor.pairs(of: members["groups"], what: "`groups`").compactMap { pair in
                cursor.text(pair.value, what: "a group").map { (pair.key, $0, folding.key(of: $0)) }
            },
            rowKey: rowKey,
            rows: cursor.pairs(of: members["rows"], what: "`rows`").compactMap { pair in
                cursor.text(pair.value, what: "a row").map { text in
                    (pair.key, folding.key(of: text), text.split(separator: " ").map { folding.key(of: String($0)).plain })
                }
            },
            cellSlot: slot, cellLiteral: literal
        )
    }

    /// Lets the alignment see the section's own headings and labels, so that it takes them for no others.
    private mutating func addCards(_ columns: ColumnsLayout, element: Int) {
        var keys = columns.matrix.map { $0.groups.map(\.key) + $0.rows.map(\.key) } ?? []
        if let heading = columns.bareHeading { keys.append(heading) }
        for key in keys {
            addAnchor(.card(element: element), Pattern(source: "", parts: [.literal(key)]))
        }
        for line in columns.lines { addAnchor(.card(element: element), line.pattern) }
    }
}
