/// The pieces that the record's schema is put together from.
enum SchemaParts {
    static func reference(_ name: String) -> SchemaNode { ["$ref": .string("#/$defs/" + name)] }

    static func list(of items: SchemaNode) -> SchemaNode { ["type": "array", "items": items] }

    static func nullable(_ schema: SchemaNode) -> SchemaNode { ["anyOf": [schema, ["type": "null"]]] }

    static func oneOf(_ words: [String]) -> SchemaNode { ["enum": .array(words.map { .string($0) })] }

    /// An object with exactly these properties.
    static func object(_ properties: [SchemaProperty], others: SchemaNode = false) -> SchemaNode {
        [
            "type": "object",
            "properties": .object(properties.map { ($0.key, $0.schema) }),
            "required": .array(properties.filter(\.isRequired).map { .string($0.key) }),
            "additionalProperties": others,
        ]
    }

    static let text: SchemaNode = ["type": "string"]
    static let count: SchemaNode = ["type": "integer", "minimum": 0]
    static let position: SchemaNode = ["type": "integer", "minimum": 1]
    static let optionalText: SchemaNode = ["type": ["string", "null"]]

    /// The keys that every record has before the template's collections.
    static func recordHead(of template: TemplateKeys?) -> [SchemaProperty] {
        let head = template.map { object(properties(of: $0.profile)) }
        return [
            SchemaProperty("schema_version", "Version of this contract.", ["const": .string(RecordSchema.version)]),
            SchemaProperty("source", "The file that was read.", source),
            SchemaProperty("template", "The template that the profile was read with.", templateMatch(template?.id)),
            SchemaProperty(
                "verdict", "Whether the profile's text is garbled; null: not assessed.",
                nullable(oneOf(verdicts))),
            SchemaProperty(
                "reocr_languages", "Languages (BCP 47) to read the pages again with, most likely first.",
                list(of: text)),
            SchemaProperty(
                "confidence", "Probability that a field of this record, drawn at random, is right.",
                reference("probability")),
            SchemaProperty(
                "profile", "The head of the profile, in the template's order; what was not found is absent.",
                head ?? ["type": "object", "additionalProperties": reference("node")]),
            SchemaProperty(
                "sections", "Every heading found, in document order.", list(of: reference("section"))),
            SchemaProperty(
                "indicators", "The indicators with their fields, flat, in document order.",
                list(of: reference("indicator"))),
        ]
    }

    /// The keys that every record has after the template's collections.
    static let recordTail: [SchemaProperty] = [
        SchemaProperty("suspects", "Every doubtful passage, in document order.", list(of: reference("suspect"))),
        SchemaProperty(
            "unmatched", "Text that no rule of the template claimed: nothing is dropped silently.",
            list(of: object([
                SchemaProperty("span", "Where it stands.", reference("span")),
                SchemaProperty("text", "The text as read.", text),
            ]))),
        SchemaProperty(
            "furniture", "Text of the form or the page: running heads, standing sentences.",
            list(of: object([
                SchemaProperty("id", "Identifier from the template.", text),
                SchemaProperty("span", "Where it stands.", nullable(reference("span"))),
                pieces,
            ]))),
        SchemaProperty(
            "diagnostics", "What a user should know about this profile.",
            list(of: object([
                SchemaProperty(
                    "level", "How grave it is.", oneOf(Diagnostic.Level.allCases.map(\.rawValue))),
                SchemaProperty(
                    "code", "Stable identifier of what was found.", oneOf(DiagnosticCode.allCases.map(\.rawValue))),
                SchemaProperty("message", "One English sentence.", text),
                SchemaProperty("span", "Where; null: the file as a whole.", nullable(reference("span"))),
            ]))),
    ]

    static let verdicts = ["clean", "repaired", "partly_repaired", "reocr_needed"]

    /// The list of pieces that a text has which page furniture interrupts.
    static let pieces = SchemaProperty(
        "spans", "The pieces of the text, only where page furniture interrupts it; span then covers them all.",
        ["type": "array", "items": reference("span"), "minItems": 2], isRequired: false)

    private static let source = object([
        SchemaProperty(
            "path", "The path as given; as base64 of its bytes where these are not UTF-8.",
            ["anyOf": [text, object([
                SchemaProperty("bytes", "Base64 (RFC 4648).", ["type": "string", "contentEncoding": "base64"])
            ])]]),
        SchemaProperty(
            "sha256", "SHA-256 of the file's bytes.", ["type": "string", "pattern": "^[0-9a-f]{64}$"]),
        SchemaProperty("byte_count", "Size of the file in bytes.", count),
        SchemaProperty("line_count", "Number of lines, as text editors count.", count),
        SchemaProperty("page_count", "Number of pages: form feeds end a page.", count),
        SchemaProperty("encoding", "IANA name of the character encoding.", text),
        SchemaProperty("encoding_confidence", "Probability that the encoding is right.", reference("probability")),
        SchemaProperty("profile_index", "Number of this profile within its file, from 0.", count),
    ])

    private static func templateMatch(_ id: String?) -> SchemaNode {
        object([
            SchemaProperty(
                "id", id == nil ? "Identifier of the template; unknown when none fits." : "Identifier of the template.",
                id.map { ["const": .string($0)] } ?? text),
            SchemaProperty("confidence", "Probability that this is the file's template.", reference("probability")),
        ])
    }
}
