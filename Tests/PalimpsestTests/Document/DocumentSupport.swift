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

/// Pseudo-random numbers that are the same in every run (SplitMix64).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
