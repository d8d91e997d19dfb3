extension JSONRecordWriter {
    mutating func indicator(_ indicator: IndicatorRecord, of record: Record) {
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
        fields(indicator.fields, of: record)
        out.literal("}")
    }

    private mutating func fields(_ fields: [FieldRecord], of record: Record) {
        let names = UniqueKeys.renamed(fields, key: \.id)
        out.literal("{")
        for index in fields.indices {
            if index > 0 { out.literal(",") }
            out.string(names?[index] ?? fields[index].id)
            out.literal(":")
            field(fields[index], of: record)
        }
        out.literal("}")
    }

    private mutating func field(_ field: FieldRecord, of record: Record) {
        out.literal("{\"text\":")
        text(field.text)
        let assessment = record.assessment(of: field.text)
        repairedText(field.text, assessment.suspects, of: record)
        if let verdict = assessment.verdict {
            out.literal(",\"verdict\":")
            out.string(verdict.rawValue)
            out.literal(",\"clean_ratio\":")
            out.probability(assessment.cleanRatio)
        }
        out.literal(",\"confidence\":")
        out.probability(field.confidence * assessment.confidence)
        out.literal(",\"structure_confidence\":")
        out.probability(field.structureConfidence)
        if assessment.verdict != nil {
            out.literal(",\"text_confidence\":")
            out.probability(assessment.confidence)
        }
        let names = UniqueKeys.renamed(field.attributes, reserved: Self.fieldKeys, key: \.key)
        for index in field.attributes.indices {
            key(names?[index] ?? field.attributes[index].key)
            value(field.attributes[index].value)
        }
        out.literal(",\"quantities\":")
        list(field.quantities) { $0.value($1) }
        out.literal(",\"suspects\":")
        list(assessment.suspects) { $0.suspectIdentifier($1) }
        out.literal(",\"label\":")
        textAndPlace(field.label)
        place(field.text)
        out.literal("}")
    }

    /// `"repaired"`, where candidates were applied to the passage.
    private mutating func repairedText(_ passage: Passage, _ suspects: [Int], of record: Record) {
        let edits = record.edits(of: passage, suspects: suspects)
        if edits.isEmpty { return }
        out.literal(",\"repaired\":")
        out.string(record.repairedText(of: passage, edits))
    }
}

extension JSONRecordWriter {
    // Keys that the template cannot have for its own. Those of the coming repairs are kept free too.

    static let recordKeys = UniqueKeys.Reserved([
        "schema_version", "source", "template", "verdict", "reocr_languages", "confidence", "profile", "sections",
        "indicators", "suspects", "unmatched", "furniture", "diagnostics",
    ])
    static let indicatorKeys = UniqueKeys.Reserved(["id", "title", "path", "confidence", "heading", "span", "fields"])
    static let fieldKeys = UniqueKeys.Reserved([
        "text", "repaired", "verdict", "language", "language_confidence", "clean_ratio", "confidence",
        "structure_confidence", "text_confidence", "quantities", "suspects", "label", "span", "spans",
    ])
}
