import Testing

@testable import Palimpsest

/// What a compiled template declares is what its records have.
struct TemplateKeysTests {
    @Test func everyKeyOfTheCorpusIsDeclared() throws {
        let templates = try TemplateSupport.templates()
        var count = 0
        for path in try TemplateSupport.texts("Corpus/profiles") + TemplateSupport.texts("Corpus/profiles-cdp-iclei-track") {
            for record in try TemplateSupport.records(path, templates) {
                let keys = try #require(templates.first { $0.id == record.template.id }).keys
                #expect(undeclared(in: record, keys) == [], "\(path)")
                count += record.indicators.count + record.collections.count
            }
        }
        #expect(count > 100)
    }

    private func undeclared(in record: Record, _ keys: TemplateKeys) -> [String] {
        var missing = undeclared(record.profile, keys.profile, "profile")
        missing += undeclared(record.collections, keys.collections, "")
        for indicator in record.indicators {
            for attribute in indicator.attributes where !keys.attributes.contains(where: { $0.key == attribute.key }) {
                missing.append("indicator.\(attribute.key)")
            }
            for field in indicator.fields {
                let declared = keys.fields.first { $0.id == field.id }
                if declared == nil { missing.append("fields.\(field.id)") }
                for attribute in field.attributes {
                    let key = declared?.attributes.first { $0.key == attribute.key }
                    if key.map({ fits(.value(attribute.value), $0.shape) }) != true { missing.append("fields.\(field.id).\(attribute.key)") }
                }
            }
        }
        return missing
    }

    private func undeclared(_ members: [Member], _ keys: [DeclaredKey], _ path: String) -> [String] {
        members.flatMap { member -> [String] in
            let here = path + "." + member.key
            guard let key = keys.first(where: { $0.key == member.key }) else { return [here] }
            return undeclared(member.node, key.shape, here)
        }
    }

    private func undeclared(_ node: Node, _ shape: NodeShape, _ path: String) -> [String] {
        switch (node, shape) {
        case (.object(let members), .object(let keys)): undeclared(members, keys, path)
        case (.list(let nodes), .list(let items)): nodes.flatMap { undeclared($0, items, path + "[]") }
        case (.scalar(.null), .optional): []
        case (_, .optional(let inner)): undeclared(node, inner, path)
        default: fits(node, shape) ? [] : [path]
        }
    }

    private func fits(_ node: Node, _ shape: NodeShape) -> Bool {
        switch (node, shape) {
        case (.value(let value), .value(let kind)): fits(value.scalar, kind)
        case (.scalar(let scalar), .scalar(let kind)): fits(scalar, kind)
        case (.span, .span), (.probability, .probability): true
        default: false
        }
    }

    private func fits(_ scalar: Scalar, _ kind: ScalarKind) -> Bool {
        kind == .any || scalar.kind == kind || (kind == .decimal && scalar.kind == .integer)
    }

    @Test func shapesAreThoseOfTheRules() throws {
        let keys = try #require(try TemplateSupport.templates().first { $0.id == "cdp-iclei-track" }).keys
        #expect(keys.profile.map(\.key) == ["country", "name", "boundary", "leader_title", "population", "population_year", "area"])
        #expect(keys.attributes.map(\.key) == ["question", "number", "kind"])
        let base = try #require(keys.fields.first { $0.id == "base_year" })
        guard case .value(.integer)? = base.attributes.first(where: { $0.key == "value" })?.shape else {
            Issue.record("base_year is no whole number")
            return
        }
        guard case .object(let inventory)? = keys.collections.first(where: { $0.key == "inventory" })?.shape else {
            Issue.record("inventory is no object")
            return
        }
        #expect(inventory.map(\.key) == ["year", "population", "methodology", "total", "sectors"])
        guard case .list(.object(let sector))? = inventory.last?.shape else {
            Issue.record("sectors is no list of objects")
            return
        }
        #expect(sector.map(\.key) == ["sector", "emissions", "confidence", "span"])
    }
}
