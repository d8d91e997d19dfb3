import Testing

@testable import Palimpsest

/// Dates in the OCR's spellings: what is read, how surely, and what is reported and not stored.
struct DateReaderTests {
    struct Case: Decodable, CustomTestStringConvertible {
        var text: String
        /// ISO 8601; nothing is stored when it is missing.
        var value: String?
        /// Bounds of the confidence.
        var least: Double?
        var most: Double?
        var diagnostic: String?
        var testDescription: String { text }
    }

    @Test("A date is only stored where each of its digits is read", arguments: try cases("values-dates", as: Case.self))
    func isReadOrReported(_ item: Case) throws {
        let template = try #require(try TemplateSupport.templates().first { $0.id == "citieswithnature" })
        let reading = Array(item.text.utf8).withUnsafeBufferPointer { bytes in
            template.tools.values(bytes, template).read(.date, in: TextRange(0, bytes.count))
        }
        switch reading {
        case .value(let scalar, _, let confidence, let notes):
            guard case .date(let date) = scalar else {
                Issue.record("\(scalar)")
                return
            }
            #expect(CivilDate(iso: item.value) == date)
            #expect(confidence >= item.least ?? 0 && confidence <= item.most ?? 1, "\(confidence)")
            #expect(notes.map(\.code.rawValue) == (item.diagnostic.map { [$0] } ?? []))
        case .unreadable(let note, _):
            #expect(item.value == nil)
            #expect(note.code.rawValue == item.diagnostic)
        case .absent:
            Issue.record("nothing was read")
        }
    }
}

extension CivilDate {
    /// A date in the form of ISO 8601.
    fileprivate init?(iso: String?) {
        let numbers = iso?.split(separator: "-").compactMap { Int($0) } ?? []
        guard numbers.count == 3 else { return nil }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }
}
