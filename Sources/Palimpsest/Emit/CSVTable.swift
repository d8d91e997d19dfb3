/// The table that `--format csv` writes: RFC 4180, UTF-8, CRLF, a header, one row per field of an indicator.
///
/// | column | content |
/// |---|---|
/// | `path`, `sha256`, `profile_index`, `template` | as in the JSON record; bytes of a path that are not UTF-8 become U+FFFD |
/// | `profile_<key>` | one for each of the declared plain values of the profile's head, e.g. `profile_name` |
/// | `indicator`, `title` | identifier and title of the indicator |
/// | `section_path` | titles of the sections around it, joined by ` > ` |
/// | further keys of the indicator | as declared by the templates, e.g. `action_area`, `theme` |
/// | `field`, `text`, `repaired` | identifier of the field, its text as read, and with repairs applied where there are any |
/// | labelled values of the field | as declared by the templates, e.g. `last_update` |
/// | `confidence` | of the field; without a field of the indicator; without an indicator of the record |
/// | `verdict`, `text_confidence`, `suspects` | of the field's text, or the profile's verdict and number of suspects where there is no field |
/// | `quantities` | `value unit; value unit` |
/// | `start`, `end`, `start_line` | where the text lies in the file; without text its label, without field the indicator |
///
/// An indicator without fields has one row, and so has a profile without indicators: nothing is dropped silently. Lists
/// and nested objects (awards, pathway …) have no column; they are in the JSON record.
struct CSVTable {
    private let emitter: Emitter

    init(_ emitter: Emitter) { self.emitter = emitter }

    /// The header row. Keys that two templates use in two places are told apart by a number.
    func header() -> [UInt8] {
        let names =
            ["path", "sha256", "profile_index", "template"] + emitter.profileColumns.map { "profile_" + $0 }
            + ["indicator", "title", "section_path"] + emitter.attributeColumns + ["field", "text", "repaired"]
            + emitter.fieldColumns + ["confidence", "verdict", "text_confidence", "suspects", "quantities", "start", "end", "start_line"]
        let unique = UniqueKeys.renamed(names, key: \.self) ?? names
        var row = CSVRow()
        row.begin()
        for name in unique { row.cell(name) }
        row.end()
        var output: [UInt8] = []
        row.append(to: &output)
        return output
    }

    func append(_ record: Record, to output: inout [UInt8]) {
        var row = CSVRow()
        profile(record, &row)
        row.makePrefix()
        if record.indicators.isEmpty {
            row.begin()
            empty(3 + emitter.attributeColumns.count + 3 + emitter.fieldColumns.count, &row)
            row.probability(record.confidence)
            row.cell(record.verdict?.rawValue ?? "")
            row.cell("")
            row.integer(record.suspects.count)
            row.cell("")
            place(record.range, record.document, &row)
            row.end()
        }
        for indicator in record.indicators { append(indicator, record, &row) }
        row.append(to: &output)
    }

    private func profile(_ record: Record, _ row: inout CSVRow) {
        row.cell(record.document.source.path)
        row.cell(record.document.source.sha256)
        row.integer(record.profileIndex)
        row.cell(record.template.id)
        for column in emitter.profileColumns {
            switch record.profile.first(where: { $0.key == column })?.node {
            case .value(let value): row.scalar(value.scalar, record.document)
            case .scalar(let scalar): row.scalar(scalar, record.document)
            default: row.cell("")
            }
        }
    }

    private func append(_ indicator: IndicatorRecord, _ record: Record, _ row: inout CSVRow) {
        let document = record.document
        if indicator.fields.isEmpty {
            row.begin()
            cells(of: indicator, document, &row)
            empty(3 + emitter.fieldColumns.count, &row)
            row.probability(indicator.confidence)
            empty(4, &row)
            place(indicator.range, document, &row)
            row.end()
        }
        let names = UniqueKeys.renamed(indicator.fields, key: \.id)
        for (index, field) in indicator.fields.enumerated() {
            row.begin()
            cells(of: indicator, document, &row)
            row.cell(names?[index] ?? field.id)
            cells(of: field, record, &row)
            row.end()
        }
    }

    private func cells(of indicator: IndicatorRecord, _ document: Document, _ row: inout CSVRow) {
        row.cell(indicator.id ?? "")
        row.cell(indicator.title)
        row.cell(indicator.path.joined(separator: " > "))
        for column in emitter.attributeColumns {
            row.scalar(indicator.attributes.first { $0.key == column }?.value ?? .null, document)
        }
    }

    private func cells(of field: FieldRecord, _ record: Record, _ row: inout CSVRow) {
        let document = record.document, assessment = record.assessment(of: field.text)
        row.text(field.text, document)
        row.cell(repaired(field.text, assessment, record))
        for column in emitter.fieldColumns {
            row.scalar(field.attributes.first { $0.key == column }?.value.scalar ?? .null, document)
        }
        row.probability(field.confidence * assessment.confidence)
        row.cell(assessment.verdict?.rawValue ?? "")
        if assessment.verdict == nil { row.cell("") } else { row.probability(assessment.confidence) }
        row.integer(assessment.suspects.count)
        row.quantities(field.quantities, document)
        place(field.text.count == 0 ? field.label.extent : field.text.extent, document, &row)
    }

    /// The text with repairs applied; nothing where there are none.
    private func repaired(_ passage: Passage, _ assessment: TextAssessment, _ record: Record) -> [UInt8] {
        let edits = record.edits(of: passage, suspects: assessment.suspects)
        return edits.isEmpty ? [] : record.repairedText(of: passage, edits)
    }

    private func place(_ range: TextRange, _ document: Document, _ row: inout CSVRow) {
        let span = document.span(of: range)
        row.integer(span.start)
        row.integer(span.end)
        row.integer(span.startLine)
    }

    private func empty(_ cells: Int, _ row: inout CSVRow) {
        for _ in 0..<cells { row.cell("") }
    }
}
