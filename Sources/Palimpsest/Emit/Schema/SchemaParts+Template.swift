extension SchemaParts {
    /// The definitions of an indicator and its fields: open to values of any key without a template, closed with one.
    static func indicatorDefinitions(of template: TemplateKeys?) -> [(String, SchemaNode)] {
        guard let template else {
            let fields: SchemaNode = ["type": "object", "additionalProperties": reference("field")]
            return [
                ("indicator", indicator(attributes: [], fields: fields, others: reference("scalar"))),
                ("field", field(attributes: [], others: reference("value"))),
            ]
        }
        // A second `target` under one indicator has the key `target_2`.
        let fields: SchemaNode = [
            "type": "object",
            "patternProperties": .object(template.fields.map { declared in
                ("^\(escaped(declared.id))(_[0-9]+)?$", reference("field_" + declared.id))
            }),
            "additionalProperties": false,
        ]
        let definitions = template.fields.map { declared in
            var schema = field(attributes: properties(of: declared.attributes), others: false)
            if let description = declared.description { schema = schema.adding([("description", .string(description))]) }
            return ("field_" + declared.id, schema)
        }
        let attributes = properties(of: template.attributes)
        return [("indicator", indicator(attributes: attributes, fields: fields, others: false))] + definitions
    }

    private static func indicator(
        attributes: [SchemaProperty], fields: SchemaNode, others: SchemaNode
    ) -> SchemaNode {
        object(
            [
                SchemaProperty(
                    "id", "Identifier from the template, the same in all documents; null: the heading is unknown.",
                    optionalText),
                SchemaProperty("title", "The template's words, or the heading as read.", text),
                SchemaProperty("path", "Titles of the sections around it, outermost first.", list(of: text)),
            ] + attributes + [
                SchemaProperty("confidence", "Probability that this indicator stands here.", reference("probability")),
                SchemaProperty("heading", "The heading as read; null: not found.", nullable(reference("passage"))),
                SchemaProperty("span", "From the heading to the end of the last field.", reference("span")),
                SchemaProperty(
                    "fields", "Those present, in document order; a repeated field has a number at its key.", fields),
            ], others: others)
    }

    private static func field(attributes: [SchemaProperty], others: SchemaNode) -> SchemaNode {
        object(
            [
                SchemaProperty("text", "As read: NFC, lines joined, nothing invented; empty: only the label is there.", text),
                SchemaProperty("repaired", "The text with repairs applied.", text, isRequired: false),
                SchemaProperty("verdict", "Whether the text is garbled.", oneOf(verdicts), isRequired: false),
                SchemaProperty("language", "BCP 47 tag of the true text.", optionalText, isRequired: false),
                SchemaProperty(
                    "language_confidence", "Probability of the language.", reference("probability"), isRequired: false),
                SchemaProperty(
                    "clean_ratio", "Share of the characters outside suspects.", reference("probability"),
                    isRequired: false),
                SchemaProperty("confidence", "Probability that the field is right.", reference("probability")),
                SchemaProperty(
                    "structure_confidence", "Probability that owner, label, beginning and end are right.",
                    reference("probability")),
                SchemaProperty(
                    "text_confidence", "Probability that a word of the text is what the page said.",
                    reference("probability"), isRequired: false),
            ] + attributes + [
                SchemaProperty("quantities", "Numbers read from the sentence.", list(of: reference("value"))),
                SchemaProperty("suspects", "Identifiers of the doubtful passages in it.", list(of: text)),
                SchemaProperty("label", "The label as read.", reference("passage")),
                SchemaProperty("span", "Where the text stands; null: it is empty.", nullable(reference("span"))),
                pieces,
            ], others: others)
    }

    static func properties(of keys: [DeclaredKey]) -> [SchemaProperty] {
        keys.map { SchemaProperty($0.key, $0.description, schema(of: $0.shape), isRequired: $0.isRequired) }
    }

    private static func schema(of shape: NodeShape) -> SchemaNode {
        switch shape {
        case .value(.any): reference("value")
        case .value(let kind): reference("value").adding([("properties", ["value": schema(of: kind)])])
        case .scalar(let kind): schema(of: kind)
        case .object(let keys): object(properties(of: keys))
        case .list(let items): list(of: schema(of: items))
        case .span: reference("span")
        case .probability: reference("probability")
        case .optional(let shape): nullable(schema(of: shape))
        }
    }

    private static func schema(of kind: ScalarKind) -> SchemaNode {
        switch kind {
        case .boolean: ["type": "boolean"]
        case .integer: ["type": "integer"]
        case .decimal: ["type": "number"]
        case .date: ["type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"]
        case .text: text
        case .any: reference("scalar")
        }
    }

    /// `text` for use in a regular expression of ECMA-262.
    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { pattern, character in
            if #"\^$.|?*+()[]{}/"#.contains(character) { pattern.append("\\") }
            pattern.append(character)
        }
    }
}
