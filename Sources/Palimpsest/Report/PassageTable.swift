/// The passages as CSV: RFC 4180, CRLF, UTF-8 with a byte order mark, so that Excel reads it as UTF-8, and with no cell that a
/// spreadsheet would take for a formula (see ``CSVCell``).
enum PassageTable {
    private static let columns = [
        "path", "profile_index", "profile", "id", "kind", "confidence", "indicator", "field", "start_line", "end_line", "language",
        "language_confidence", "text", "proposal", "proposal_confidence", "method", "applied", "proposals", "terms", "expected_gain", "reasons",
        "start", "end", "sha256",
    ]

    static var header: [UInt8] {
        var row = CSVRow()
        row.begin()
        for column in columns { row.cell(column) }
        row.end()
        var output: [UInt8] = [0xEF, 0xBB, 0xBF]
        row.append(to: &output)
        return output
    }

    static func append(_ record: Record, to output: inout [UInt8]) {
        var row = CSVRow()
        row.cell(record.document.source.path)
        row.integer(record.profileIndex)
        row.cell(record.displayName ?? "")
        row.makePrefix()
        ReportedPassage.forEach(of: record) { append($0, to: &row) }
        row.append(to: &output)
    }

    private static func append(_ passage: ReportedPassage, to row: inout CSVRow) {
        let suspect = passage.suspect
        row.begin()
        row.cell(passage.identifier)
        row.cell(suspect.kind.rawValue)
        row.probability(suspect.confidence)
        row.cell(passage.indicator.map { $0.id ?? $0.title } ?? "")
        row.cell(passage.field?.id ?? "")
        row.integer(passage.span.startLine)
        row.integer(passage.span.endLine)
        row.cell(suspect.language ?? "")
        optional(suspect.languageConfidence, &row)
        row.cell(passage.text)
        let best = passage.bestCandidate
        row.cell(best?.text ?? "")
        optional(best?.confidence, &row)
        row.cell(best?.method ?? "")
        row.cell(best.map { $0.isApplied ? "yes" : "no" } ?? "")
        row.integer(suspect.candidates.count)
        row.cell(suspect.terms.map(\.text).joined(separator: "; "))
        row.integer(Int(passage.record.gain(of: suspect).rounded()))
        row.cell(suspect.reasons.joined(separator: " "))
        row.integer(passage.span.start)
        row.integer(passage.span.end)
        row.cell(passage.record.document.source.sha256)
        row.end()
    }

    private static func optional(_ probability: Double?, _ row: inout CSVRow) {
        if let probability { row.probability(probability) } else { row.cell("") }
    }
}
