import Foundation
import Testing

@testable import Palimpsest

struct AnnotationWriterTests {
    @Test(arguments: try ReportRecords.hostile())
    func selectorsFindThePassage(_ hostile: ReportRecords.Hostile) throws {
        let record = ReportRecords.record(saying: hostile.text, after: "从江县 👩‍👧 before ")
        let collection = try ReportRecords.json(ReportRecords.report(.annotations, [record]))
        #expect(collection["@context"] as? String == "http://www.w3.org/ns/anno.jsonld")
        #expect(collection["total"] as? Int == 1)
        let items = try #require((collection["first"] as? [String: Any])?["items"] as? [[String: Any]])
        let selectors = try #require((items[0]["target"] as? [String: Any])?["selector"] as? [[String: Any]])
        let quote = selectors[0], position = selectors[1]
        #expect(quote["exact"] as? String == hostile.text)
        let text = Array(String(decoding: record.document.text.bytes, as: UTF8.self).unicodeScalars)
        let start = try #require(position["start"] as? Int), end = try #require(position["end"] as? Int)
        #expect(text[start..<end].elementsEqual(hostile.text.unicodeScalars))
        let prefix = try #require(quote["prefix"] as? String), suffix = try #require(quote["suffix"] as? String)
        #expect(text[..<start].suffix(32).elementsEqual(prefix.unicodeScalars))
        #expect(text[end...].prefix(32).elementsEqual(suffix.unicodeScalars))
        let bodies = try #require(items[0]["body"] as? [[String: Any]])
        #expect(bodies.map { $0["purpose"] as? String } == ["tagging", "commenting", "editing", "editing", "identifying"])
    }

    @Test func namesDifferByPathAndStayTheSame() throws {
        func identifiers(_ path: String) throws -> [String] {
            let collection = try ReportRecords.json(ReportRecords.report(.annotations, [ReportRecords.record(saying: "garble", path: path)]))
            return ((collection["first"] as? [String: Any])?["items"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
        }
        #expect(try identifiers("a.txt") == identifiers("a.txt"))
        #expect(try identifiers("a.txt") != identifiers("b.txt"))
        let identifier = try #require(try identifiers("a.txt").first)
        #expect(identifier.contains(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))
    }
}
