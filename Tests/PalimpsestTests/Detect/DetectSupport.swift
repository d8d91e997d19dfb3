import Foundation
import Testing

@testable import Palimpsest

/// The repository's models and cases.
enum DetectSupport {
    private static let loaded = Result<(GarbleDetector, Detector), any Error> {
        let folder = TemplateSupport.path("Dictionaries")
        return (try GarbleDetector(directory: folder), try Detector(directory: folder))
    }

    static func garble() throws -> GarbleDetector { try loaded.get().0 }
    static func detector() throws -> Detector { try loaded.get().1 }

    static func document(_ text: String) throws -> Document {
        try Ingest(language: "en").document(from: Array(text.utf8), path: Array("case.txt".utf8))
    }

    /// The suspects of a text that no template knows.
    static func suspects(in text: String) throws -> [(suspect: Suspect, text: String)] {
        let document = try document(text)
        var record = Record(
            document: document, profileIndex: 0, template: TemplateMatch(id: "unknown", confidence: 0),
            range: TextRange(0, document.text.bytes.count))
        try detector().assess(&record)
        return record.suspects.map { suspect in
            (suspect, String(decoding: document.text.bytes[suspect.range.start..<suspect.range.end], as: UTF8.self))
        }
    }

    static func cases<Case: Decodable>(_ name: String, as type: Case.Type) throws -> [Case] {
        try JSONDecoder().decode([Case].self, from: Data(try TemplateSupport.bytes("Corpus/cases/\(name)")))
    }
}
