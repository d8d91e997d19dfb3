extension TemplateReader {
    /// Reports lines of the form that could be taken for each other at the same place: no document could tell which is meant.
    ///
    /// The same words may stand in two sections (each has its `Action 1`), because the section decides; they may not stand
    /// twice in one, and a standing text, which may turn up anywhere, must be unlike everything else.
    func reportAmbiguities() {
        var byWords: [[UInt8]: [Int]] = [:]
        for (number, anchor) in template.anchors.enumerated() where anchor.pattern.literalLength > 0 {
            if case .card = anchor.role { continue }
            byWords[words(anchor.pattern), default: []].append(number)
        }
        for number in template.anchors.indices {
            let same = byWords[words(template.anchors[number].pattern)] ?? []
            if same.contains(where: { $0 < number && template.anchors[$0].role == template.anchors[number].role && isVariant(number) }) {
                cursor.report("this reads like \(name(of: number)) already; marks, spaces and case make no difference: take it away", at: anchorNodes[number])
                continue
            }
            guard same.count > 1, let other = same.first(where: { $0 < number && meet($0, number) }) else { continue }
            cursor.report(
                "\(name(of: number)) reads like \(name(of: other)) once case, spaces and look-alike letters are set aside, and could stand at the same place; "
                    + "change the words of one of them",
                at: anchorNodes[number]
            )
        }
    }

    private func isVariant(_ anchor: Int) -> Bool {
        switch template.anchors[anchor].role {
        case .heading, .label: true
        default: false
        }
    }

    /// The folded key of a pattern, with a mark for each slot.
    private func words(_ pattern: Pattern) -> [UInt8] {
        pattern.parts.reduce(into: []) { key, part in
            switch part {
            case .literal(let literal): key += literal.folded
            case .slot: key.append(0)
            }
        }
    }

    /// Whether two anchors mean different things and could stand at the same place.
    private func meet(_ a: Int, _ b: Int) -> Bool {
        switch (template.anchors[a].role, template.anchors[b].role) {
        case (.heading(let first, _), .heading(let second, _)):
            // A section and the first one in it follow each other at once.
            let one = template.elements[first], other = template.elements[second]
            return first != second && (one.parent == other.parent || one.parent == second || other.parent == first)
        case (.label(let type, let field), .label(let otherType, let otherField)): return type == otherType && field != otherField
        case (.label(let type, _), .attribute(let otherType, _)), (.attribute(let type, _), .label(let otherType, _)),
            (.attribute(let type, _), .attribute(let otherType, _)):
            return type == otherType && template.anchors[a].role != template.anchors[b].role
        case (.heading(let element, _), .label(let type, _)), (.label(let type, _), .heading(let element, _)):
            return isBeside(element, type)
        case (.line(let first, let rule), .line(let second, let otherRule)): return first == second && rule != otherRule
        case (.furniture(let first), .furniture(let second)): return first != second && template.furniture[first] != template.furniture[second]
        case (.furniture(let id), let role), (let role, .furniture(let id)): return !isColumnsFurniture(id) && role != .furniture(id)
        default: return false
        }
    }

    /// Whether a record of the type may be open where the heading of `element` is expected.
    private func isBeside(_ element: Int, _ type: Int) -> Bool {
        let parent = template.elements[element].parent
        return template.elements.contains { $0.recordType == type && $0.parent == parent }
    }

    /// A section in columns reads its own standing texts; they mean nothing elsewhere.
    private func isColumnsFurniture(_ id: Int) -> Bool {
        template.columns.contains { $0.furniture.contains { $0.id == id } }
    }

    private func name(of anchor: Int) -> String {
        let source = template.anchors[anchor].pattern.source
        switch template.anchors[anchor].role {
        case .heading(let element, _): return "the heading “\(source)” of `\(template.elements[element].id)`"
        case .label(let type, let field):
            let fields = template.recordTypes[type].fields
            return "the label “\(source)” of the field `\(field < fields.count ? fields[field].id : "")`"
        case .attribute(_, let number): return "the label “\(source)” of the attribute `\(template.attributes[number])`"
        case .furniture(let id): return "the standing text “\(source)” (`\(template.furniture[id])`)"
        default: return "the line “\(source)”"
        }
    }
}
