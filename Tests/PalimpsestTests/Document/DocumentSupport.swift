import Foundation

@testable import Palimpsest

/// The document that `text`'s UTF-8 makes.
func document(_ text: String) throws -> Document { try document(bytes: Array(text.utf8)) }

func document(bytes: [UInt8], language: String = "en") throws -> Document {
    try Ingest(language: language).document(from: bytes, path: Array("test.txt".utf8))
}

/// The range of the first occurrence of `needle` in the document's text.
func range(of needle: String, in document: Document) throws -> TextRange {
    let pattern = Array(needle.utf8)
    let bytes = document.text.bytes
    for start in 0...(max(bytes.count - pattern.count, 0)) where bytes[start...].starts(with: pattern) {
        return TextRange(start, start + pattern.count)
    }
    throw NotFound(needle: needle)
}

struct NotFound: Error { var needle: String }

/// The cases of a data file in `Corpus/cases`.
func cases<Case: Decodable>(_ name: String, as type: Case.Type = Case.self) throws -> [Case] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: root.appending(path: "Corpus/cases/\(name).json"))
    return try JSONDecoder().decode([Case].self, from: data)
}
