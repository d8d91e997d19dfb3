import Testing

@testable import Palimpsest

/// Numbers in the form's sentences, as OCR leaves them: what is read, how surely, and what is left open.
struct SentenceReaderTests {
    struct Case: Decodable, CustomTestStringConvertible {
        /// Which sentence: its number stands where `text` is put.
        var sentence: String
        var text: String
        /// What is stored; nothing when it is missing.
        var value: Double?
        var unit: String?
        /// Bounds of the confidence.
        var least: Double?
        var most: Double?
        /// A code that the reading must tell of; none when it is missing.
        var diagnostic: String?
        var testDescription: String { "\(sentence): \(text)" }
    }

    private static let sentences = [
        "mesh": "Currently, the connectivity between natural areas, including protected areas and OECMs, %, measured as effective mesh size.",
        "campaigns": "Currently, the city % city-led outreach, public awareness and education campaigns that focus on meaningful experiences with nature.",
    ]

    @Test("A number is only taken where nothing beside it can have been part of it", arguments: try cases("values-numbers", as: Case.self))
    func isReadOrLeftOpen(_ item: Case) throws {
        let sentence = try #require(Self.sentences[item.sentence])
        let text = Array(sentence.replacing("%", with: item.text).utf8)
        let template = try #require(try TemplateSupport.templates().first { $0.id == "citieswithnature" })
        let result = text.withUnsafeBufferPointer { bytes in
            SentenceReader(template: template, bytes: bytes).read(Passage(TextRange(0, bytes.count)))
        }
        try #require(result.isKnown)
        #expect(result.notes.map(\.note.code.rawValue) == (item.diagnostic.map { [$0] } ?? []))
        guard let value = item.value else {
            #expect(result.quantities.isEmpty, "\(result.quantities)")
            return
        }
        let quantity = try #require(result.quantities.first)
        #expect(quantity.scalar.asDouble == value)
        #expect(quantity.unit ?? quantity.ucum == item.unit)
        #expect(quantity.confidence >= item.least ?? 0 && quantity.confidence <= item.most ?? 1, "\(quantity.confidence)")
    }
}
