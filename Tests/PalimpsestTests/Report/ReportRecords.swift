import Foundation
import Testing

@testable import Palimpsest

/// Records for the reports, made by hand.
enum ReportRecords {
    struct Hostile: Decodable, Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var testDescription: String { name }
    }

    static func hostile() throws -> [Hostile] { try cases("report-hostile", as: Hostile.self) }

    /// A record with one doubtful passage that says `text`, which also stands wherever a text of a document can stand.
    static func record(saying text: String, after before: String = "Before: ", path: String = "dumps/a.txt") -> Record {
        let whole = Array("\(before)\(text) <- after\n".utf8)
        let range = TextRange(before.utf8.count, before.utf8.count + text.utf8.count)
        var record = Record(
            document: document(whole, path: Array(path.utf8)), profileIndex: 0, template: TemplateMatch(id: "sample", confidence: 1),
            range: TextRange(0, whole.count))
        record.profile = [Member("name", .value(Value(.string(text), text: Passage(range), confidence: 0.9)))]
        let field = FieldRecord(
            id: "target", text: Passage(range), label: Passage([]), confidence: 0.9, structureConfidence: 0.9, attributes: [], quantities: [])
        record.indicators = [
            IndicatorRecord(
                id: nil, title: text, path: [text], attributes: [], confidence: 0.8, heading: nil, range: range, fields: [field])
        ]
        var candidate = RepairCandidate(text: text + "!", confidence: 0.97, method: "latin", explanation: text)
        candidate.isApplied = true
        record.suspects = [
            Suspect(
                kind: .misread, range: range, confidence: 0.75, reasons: [text], script: "Latn", language: "fr", languageConfidence: 0.9,
                candidates: [candidate, RepairCandidate(text: text, confidence: 0.2, method: "latin")],
                terms: [SpottedTerm(range: range, text: text, confidence: 0.6, source: "term")])
        ]
        record.verdict = .repaired
        return record
    }

    /// A document whose text is the file, as it is.
    static func document(_ bytes: [UInt8], path: [UInt8] = Array("dumps/a.txt".utf8)) -> Document {
        var document = SampleRecords.document(String(decoding: bytes, as: UTF8.self), path: path)
        document.source.sha256 = SourceDigest.sha256(bytes)
        return document
    }

    /// A whole report on these records, each of a file of its own.
    static func report(_ format: PassageReportFormat, _ records: [Record]) -> [UInt8] {
        let report = PassageReport(format: format)
        var tally = PassageTally()
        var output = report.prologue()
        var hasBody = false
        for record in records {
            tally.count(profiles: 1, passages: record.suspects.count)
            let body = report.body(of: [record])
            if body.isEmpty { continue }
            if hasBody { output += report.separator() }
            output += body
            hasBody = true
        }
        return output + report.epilogue(tally)
    }

    static func json(_ bytes: some Sequence<UInt8>) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
    }
}
