import Foundation
import Testing
@testable import Palimpsest

@Suite struct RecordSchemaTests {
    private func parse(_ schema: RecordSchema) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(schema.text.utf8)) as? [String: Any])
    }

    /// Every pair of a property's name and its schema below `node`.
    private func properties(_ node: Any) -> [(String, [String: Any])] {
        if let list = node as? [Any] { return list.flatMap(properties) }
        guard let object = node as? [String: Any] else { return [] }
        let own = (object["properties"] as? [String: [String: Any]] ?? [:]).map { ($0.key, $0.value) }
        return own + object.values.flatMap(properties)
    }

    @Test func everyPropertyIsDescribed() throws {
        let all = properties(try parse(RecordSchema()))
        #expect(all.count > 80)
        for (name, schema) in all {
            #expect((schema["description"] as? String)?.hasSuffix(".") == true, "\(name)")
        }
    }

    @Test(arguments: [RecordSchema(), RecordSchema(template: SampleRecords.keys)])
    func everyReferenceHasATarget(schema: RecordSchema) throws {
        let definitions = try #require(try parse(schema)["$defs"] as? [String: Any])
        let references = schema.text.split(separator: "\"").filter { $0.hasPrefix("#/$defs/") }
        #expect(references.count > 20)
        for reference in references {
            #expect(definitions[String(reference.dropFirst("#/$defs/".count))] != nil, "\(reference)")
        }
    }

    @Test func theTemplatesKeysAreDeclared() throws {
        let schema = try parse(RecordSchema(template: SampleRecords.keys))
        #expect(schema["additionalProperties"] as? Bool == false)
        let properties = try #require(schema["properties"] as? [String: [String: Any]])
        #expect(properties["pathway"]?["type"] as? String == "array")
        #expect(properties["pathway"]?["description"] as? String == "Steps of the pathway.")
        #expect(properties["profile"]?["additionalProperties"] as? Bool == false)
        #expect(try parse(RecordSchema())["additionalProperties"] is [String: Any])
    }

    @Test func identifiersAreLiteralInPatterns() throws {
        let keys = TemplateKeys(id: "odd", fields: [DeclaredField("a.b(c)")])
        let pattern = #""^a\\.b\\(c\\)(_[0-9]+)?$""#
        #expect(RecordSchema(template: keys).text.contains(pattern))
    }
}
