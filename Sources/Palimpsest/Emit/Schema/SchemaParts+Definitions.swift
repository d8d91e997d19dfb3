extension SchemaParts {
    /// `$defs` that do not depend on the template.
    static var definitions: [(String, SchemaNode)] {
        [
            ("span", span), ("probability", probability), ("scalar", scalar), ("value", value), ("node", node),
            ("section", section), ("passage", passage), ("suspect", suspect),
        ]
    }

    private static let span = object([
        SchemaProperty("start", "Offset of the first byte in the file as it lies on disk.", count),
        SchemaProperty("end", "Offset after the last byte.", count),
        SchemaProperty("start_line", "Line of the first character, from 1.", position),
        SchemaProperty("start_column", "Its column, from 1, in Unicode scalars.", position),
        SchemaProperty("end_line", "Line of the position after the last character.", position),
        SchemaProperty("end_column", "Its column.", position),
    ]).adding([("description", "A place in the file: bytes [start, end) in the file's own encoding.")])

    private static let probability: SchemaNode = [
        "description": "Of all things given 0.9, nine in ten are right. At most four decimals.",
        "type": "number", "minimum": 0, "maximum": 1,
    ]

    private static let scalar: SchemaNode = [
        "description": "A bare value; a date is a string of the form 2025-12-23 (ISO 8601).",
        "type": ["string", "number", "boolean", "null"],
    ]

    private static let value = object([
        SchemaProperty("value", "The value, typed.", reference("scalar")),
        SchemaProperty("unit", "The unit as people write it, e.g. ha.", text, isRequired: false),
        SchemaProperty("ucum", "The unit's UCUM code, e.g. har.", text, isRequired: false),
        SchemaProperty("name", "What was measured.", text, isRequired: false),
        SchemaProperty("maximum", "The most that can be had, for points.", ["type": "integer"], isRequired: false),
        SchemaProperty("text", "The value as read.", text),
        SchemaProperty("confidence", "Probability that the value is right.", reference("probability")),
        SchemaProperty("span", "Where it stands; null: nowhere, it follows from the rest.", nullable(reference("span"))),
        pieces,
    ]).adding([("description", "A value that was read, with its text, its place and how sure it is.")])

    /// Open by nature; the conditions see to it that values and spans in it are whole.
    private static let node: SchemaNode = [
        "description": "A part that the template declares: a value, a bare value, a span, a list or an object of these.",
        "anyOf": [
            reference("scalar"),
            list(of: reference("node")),
            [
                "type": "object",
                "if": ["required": ["value", "text"]],
                "then": reference("value"),
                "else": [
                    "if": ["required": ["start", "end"]],
                    "then": reference("span"),
                    "else": ["additionalProperties": reference("node")],
                ],
            ],
        ],
    ]

    private static let section = object([
        SchemaProperty("id", "Identifier from the template; null: a heading that the template does not know.", optionalText),
        SchemaProperty("title", "The template's words for the heading.", text),
        SchemaProperty("level", "Depth, from 1.", position),
        SchemaProperty("parent", "Identifier of the section around it.", optionalText),
        SchemaProperty("confidence", "Probability that this heading stands here.", reference("probability")),
        SchemaProperty("text", "The heading as read.", text),
        SchemaProperty("span", "Where the heading stands.", nullable(reference("span"))),
        pieces,
    ]).adding([("description", "A heading that was found.")])

    private static let passage = object([
        SchemaProperty("text", "The text as read.", text),
        SchemaProperty("span", "Where it stands.", nullable(reference("span"))),
        pieces,
    ]).adding([("description", "A text of the document with its place.")])

    private static let suspect = object([
        SchemaProperty("id", "Identifier within this record.", text),
        SchemaProperty(
            "kind", "What is wrong with it.",
            oneOf(["wrong_script", "mojibake", "mixed_script", "misread", "fused_words", "noise"])),
        SchemaProperty("span", "Where it stands.", reference("span")),
        SchemaProperty("text", "The text as read.", text),
        SchemaProperty(
            "confidence", "Probability that the passage does not say what the page said.", reference("probability")),
        SchemaProperty("reasons", "Why it is doubtful.", list(of: text), isRequired: false),
        SchemaProperty("script", "ISO 15924 code of the lost text's script.", optionalText, isRequired: false),
        SchemaProperty("language", "BCP 47 tag of the lost text's language.", optionalText, isRequired: false),
        SchemaProperty(
            "language_confidence", "Probability that the language is right, if the passage is garbled.", reference("probability"),
            isRequired: false),
        SchemaProperty("indicator", "The indicator that it belongs to.", optionalText, isRequired: false),
        SchemaProperty("field", "The field that it belongs to.", optionalText, isRequired: false),
        SchemaProperty("candidates", "Possible repairs.", list(of: object([
            SchemaProperty("text", "What the page may have said.", text),
            SchemaProperty("confidence", "Probability that it did.", reference("probability")),
            SchemaProperty("method", "How the candidate was found.", text),
            SchemaProperty("applied", "Whether it stands in the field's repaired text.", ["type": "boolean"]),
            SchemaProperty("explanation", "What was done and on what grounds.", text, isRequired: false),
            SchemaProperty("at", "The part of the passage that it stands for, where it is not all of it.", reference("span"), isRequired: false),
        ])), isRequired: false),
        SchemaProperty("terms", "Words that the passage most likely holds, though the rest is lost.", list(of: object([
            SchemaProperty("text", "The term.", text),
            SchemaProperty("confidence", "Probability that the page said it there.", reference("probability")),
            SchemaProperty("source", "What kind of term it is: law, place, term, species, name or phrase.", text),
            SchemaProperty("at", "Where it stands.", reference("span")),
        ])), isRequired: false),
    ]).adding([("description", "A doubtful passage.")])
}
