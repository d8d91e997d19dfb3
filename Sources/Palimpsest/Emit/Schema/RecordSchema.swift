/// The JSON Schema (draft 2020-12) of the record.
///
/// Without a template it is the schema of every record: what templates declare is left open, but whatever looks like a
/// value or a span must be a proper one. With a template it is the schema of that template's records, and no key that the
/// template does not declare is allowed.
public struct RecordSchema: Sendable {
    /// The version of the record's contract, after Semantic Versioning: a key that goes or changes its meaning raises the
    /// first number, a key that comes raises the second.
    public static let version = "1.0"

    private let template: TemplateKeys?

    public init(template: TemplateKeys? = nil) { self.template = template }

    /// The schema as indented JSON with a line feed at its end.
    public var text: String {
        var out = ByteWriter(capacity: 32_768)
        root.write(to: &out)
        out.literal("\n")
        return out.withBytes { String(decoding: $0, as: UTF8.self) }
    }

    private var root: SchemaNode {
        var name = "urn:palimpsest:record:\(Self.version)"
        if let template { name += ":" + template.id }
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .string(name),
            "title": .string("Palimpsest record" + (template.map { " of the template \($0.id)" } ?? "")),
            "description": "What was read from one profile: one line of NDJSON, or one item of the array of --format json.",
            "type": "object",
            "properties": .object(properties.map { ($0.key, $0.schema) }),
            "required": .array(properties.filter(\.isRequired).map { .string($0.key) }),
            "additionalProperties": template == nil ? SchemaParts.reference("node") : false,
            "$defs": .object(SchemaParts.definitions + SchemaParts.indicatorDefinitions(of: template)),
        ]
    }

    private var properties: [SchemaProperty] {
        let collections = template.map { SchemaParts.properties(of: $0.collections) } ?? []
        return SchemaParts.recordHead(of: template) + collections + SchemaParts.recordTail
    }
}

/// A property of an object in the schema.
struct SchemaProperty {
    var key: String
    var schema: SchemaNode
    var isRequired: Bool

    /// - Parameter description: added to the schema; beside a `$ref` it takes precedence for the reader.
    init(_ key: String, _ description: String?, _ schema: SchemaNode, isRequired: Bool = true) {
        self.key = key
        self.schema = description.map { schema.adding([("description", .string($0))]) } ?? schema
        self.isRequired = isRequired
    }
}
