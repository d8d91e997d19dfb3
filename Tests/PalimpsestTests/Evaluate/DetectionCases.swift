import Foundation

@testable import Palimpsest

/// The cases of `Corpus/cases/evaluate-detection.json`: a text with labels, what was suspected in it, and what that is worth, counted by hand.
struct DetectionCase: Sendable, CustomStringConvertible {
    var name: String
    var dump: LabelledDump
    var record: Record
    var expected: Expected

    var description: String { name }

    /// Counts in the order of the properties of what they are compared with.
    struct Expected: Decodable, Sendable {
        var classes: String?
        var garble: [Int]?
        var kinds: [String: [Int]]?
        var boundaries: [Int]?
        var language: [Int]?
        var asRead: [Int]?
        var outsideSuspects: [Int]?
        /// Samples, and those that are right.
        var suspects: [Int]?
        var characters: [Int]?
        var verdictRight: Bool
        var reocrRight: Bool?
        var group: String?
    }

    private struct Stored: Decodable {
        var name: String
        var text: String
        var suspects: [StoredSuspect]
        var verdict: String
        var reocrLanguages: [String]
        var expect: Expected
    }

    private struct StoredSuspect: Decodable {
        var kind: String
        var start: Int
        var end: Int
        var confidence: Double
        var language: String?
        var script: String?
    }

    static func all() throws -> [DetectionCase] {
        let data = try Data(contentsOf: QualitySupport.root.appending(path: "Corpus/cases/evaluate-detection.json"))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let stored = try decoder.decode([Stored].self, from: data)
        let labels = (try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []).compactMap { $0["labels"] as? [String: Any] }
        return try zip(stored, labels).map { stored, labels in
            let json = try JSONSerialization.data(withJSONObject: labels.merging(["name": stored.name]) { first, _ in first })
            let dump = try LabelledDump(name: stored.name, text: Array(stored.text.utf8), labels: Array(json))
            return DetectionCase(name: stored.name, dump: dump, record: record(stored, dump), expected: stored.expect)
        }
    }

    private static func record(_ stored: Stored, _ dump: LabelledDump) -> Record {
        let scalars = stored.text.unicodeScalars
        func offset(_ position: Int) -> Int { scalars.prefix(position).reduce(0) { $0 + UTF8.width($1) } }
        var record = Record(
            document: EvaluateSupport.document(dump), profileIndex: 0, template: TemplateMatch(id: "unknown", confidence: 0),
            range: TextRange(0, dump.text.count))
        record.suspects = stored.suspects.compactMap { suspect in
            SuspectKind(rawValue: suspect.kind).map { kind in
                Suspect(
                    kind: kind, range: TextRange(offset(suspect.start), offset(suspect.end)), confidence: suspect.confidence,
                    script: suspect.script, language: suspect.language)
            }
        }
        record.verdict = Verdict(rawValue: stored.verdict)
        record.reocrLanguages = stored.reocrLanguages
        return record
    }
}
