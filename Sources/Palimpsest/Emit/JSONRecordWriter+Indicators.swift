extension JSONRecordWriter {
    mutating func indicator(_ indicator: IndicatorRecord) {
        out.literal("{\"id\":")
        optional(indicator.id)
        out.literal(",\"title\":")
        out.string(indicator.title)
        out.literal(",\"path\":")
        list(indicator.path) { $0.out.string($1) }
        let names = UniqueKeys.renamed(indicator.attributes, reserved: Self.indicatorKeys, key: \.key)
        for index in indicator.attributes.indices {
            key(names?[index] ?? indicator.attributes[index].key)
            scalar(indicator.attributes[index].value)
        }
        out.literal(",\"confidence\":")
        out.probability(indicator.confidence)
        out.literal(",\"heading\":")
        if let heading = indicator.heading { textAndPlace(heading) } else { out.literal("null") }
        out.literal(",\"span\":")
        span(indicator.range)
        out.literal(",\"fields\":")
        fields(indicator.fields)
        out.literal("}")
    }

    private mutating func fields(_ fields: [FieldRecord]) {
        let names = UniqueKeys.renamed(fields, key: \.id)
        out.literal("{")
        for index in fields.indices {
            if index > 0 { out.literal(",") }
            out.string(names?[index] ?? fields[index].id)
            out.literal(":")
            field(fields[index])
        }
        out.literal("}")
    }

    private mutating func field(_ field: FieldRecord) {
        out.literal("{\"text\":")
        text(field.text)
        out.literal(",\"confidence\":")
        out.probability(field.confidence)
        out.literal(",\"structure_confidence\":")
        out.probability(field.structureConfidence)
        let names = UniqueKeys.renamed(field.attributes, reserved: Self.fieldKeys, key: \.key)
        for index in field.attributes.indices {
            key(names?[index] ?? field.attributes[index].key)
            value(field.attributes[index].value)
        }
        out.literal(",\"quantities\":")
        list(field.quantities) { $0.value($1) }
        out.literal(",\"suspects\":[],\"label\":")
        textAndPlace(field.label)
        place(field.text)
        out.literal("}")
    }
}

extension JSONRecordWriter {
    // Keys that the template cannot have for its own. Those of the coming detection of garbled text are kept free too.

    static let recordKeys = [
        "schema_version", "source", "template", "verdict", "reocr_languages", "confidence", "profile", "sections",
        "indicators", "suspects", "unmatched", "furniture", "diagnostics",
    ]
    static let indicatorKeys = ["id", "title", "path", "confidence", "heading", "span", "fields"]
    static let fieldKeys = [
        "text", "repaired", "verdict", "language", "language_confidence", "clean_ratio", "confidence",
        "structure_confidence", "text_confidence", "quantities", "suspects", "label", "span", "spans",
    ]
}
