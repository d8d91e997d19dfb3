import Foundation
import Testing

@testable import Palimpsest

/// What browsers print above and below pages, in the middle of fields: `Corpus/cases/segment-page-edges.json`.
struct PageEdgeTests {
    struct Case: Decodable, CustomTestStringConvertible {
        var name: String
        /// The lines in the middle of a field's text.
        var lines: [String]
        /// In how many fields they stand.
        var times: Int?
        /// What stands in one more field instead, and is to be found alike.
        var misread: [String]?, last: [String]?
        /// Whether the lines are the city's own text.
        var content: Bool?
        /// Whether it is not known: then nothing may get lost, and that is all.
        var open: Bool?
        var testDescription: String { name }

        /// The lines of each field in turn.
        var fields: [[String]] { Array(repeating: lines, count: times ?? 1) + [misread, last].compactMap { $0 } }

        var text: String {
            let headings = [
                "Increase protected areas", "Increase connectivity between natural areas",
                "Integrate ecosystem protection considerations across policies, plans and programmes.",
            ]
            let records = zip(headings, fields).map { heading, lines in
                (["", heading, "Description of how city is taking action", PageEdgeTests.before] + lines + [PageEdgeTests.after, "Last update: 07 April 2026"]).joined(separator: "\n")
            }
            return "The Action Platform\nAction area 1\nProtect and restore nature\nProtect, connect and restore ecosystems\n" + records.joined(separator: "\n") + "\n"
        }
    }

    private static let before = "We plant trees together with", after = "schools and gardens of the county."

    private static let cases: [Case] =
        (try? JSONDecoder().decode([Case].self, from: Data(contentsOf: QualitySupport.root.appending(path: "Corpus/cases/segment-page-edges.json")))) ?? []

    @Test func casesAreThere() { #expect(Self.cases.count >= 30) }

    @Test("Edges of pages are no part of a field and break none; a city's own text is kept", arguments: cases)
    func fieldRunsOverThePage(_ item: Case) throws {
        let bytes = Array(item.text.utf8)
        let record = try #require(QualitySupport.parsed(bytes).first)
        #expect(try Accounting.unaccounted(bytes).isEmpty)
        let indicators = try #require(record["indicators"] as? [[String: Any]])
        #expect(indicators.count == item.fields.count)
        for (indicator, lines) in zip(indicators, item.fields) {
            let field = try #require((indicator["fields"] as? [String: Any])?["description"] as? [String: Any])
            #expect((field["last_update"] as? [String: Any])?["value"] as? String == "2026-04-07")
            if item.open == true { continue }
            let words = [Self.before] + (item.content == true ? lines : []) + [Self.after]
            let text = (field["text"] as? String)?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(text == words.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " "))
        }
    }

    @Test("A heading that the edge of a page parts is found, and a date on the next page belongs to its label")
    func headingsAndDatesRunOverThePage() throws {
        let edge = "https://citieswithnature.org/city-profile/?city=1030 2/5\n\n12/23/25, 3:45 PM CitiesWithNature | Kestrel Bay\n"
        let text = """
            The Action Platform
            Action area 1
            Protect and restore nature
            Climate change adaptation and mitigation
            Promote integration of nature-based solutions and ecosystem-based approaches into urban infrastructure maintenance
            \(edge)& development.
            Description of how city is taking action
            We plant trees.
            Last update:
            \(edge)07 April 2026

            """
        let bytes = Array(text.utf8)
        let record = try #require(QualitySupport.parsed(bytes).first)
        #expect(try Accounting.unaccounted(bytes).isEmpty)
        let indicator = try #require((record["indicators"] as? [[String: Any]])?.first)
        #expect(indicator["id"] as? String == "nature_based_infrastructure")
        let field = try #require((indicator["fields"] as? [String: Any])?["description"] as? [String: Any])
        #expect(field["text"] as? String == "We plant trees.")
        #expect((field["last_update"] as? [String: Any])?["value"] as? String == "2026-04-07")
    }
}
