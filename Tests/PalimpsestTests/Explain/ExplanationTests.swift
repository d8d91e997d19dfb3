import Testing

@testable import Palimpsest

@Suite struct ExplanationTests {
    private func record(_ text: String) throws -> Record {
        try #require(try Pipeline(templates: []).records(of: Array(text.utf8), path: Array("dir/a\n.txt".utf8)).first)
    }

    @Test func everyPartIsShownWithItsPlace() throws {
        var record = try record("Population\n395000 people\n")
        let number = Passage(TextRange(11, 17))
        record.profile = [Member("population", .value(Value(.integer(395_000), text: number, confidence: 0.97, unit: "people")))]
        record.sections = [
            SectionRecord(id: "head", title: "Head", level: 1, parent: nil, confidence: 0.4, heading: Passage(TextRange(0, 10)))
        ]
        record.unmatched = [TextRange(18, 24)]
        record.collections = [Member("steps", .list([.object([Member("open", .scalar(.boolean(false)))])]))]
        let text = Explanation(of: [record]).text
        for line in [
            #"Source dir/a\n.txt"#, "  population  395000 people  0.97  2:1–2:7", "  Head  head  0.40  1:1–1:11",
            "  2:8–2:14    “people”", "    1.", "      open  false",
        ] {
            #expect(text.split(separator: "\n").contains { $0.replacing("    “", with: "  “") == line.replacing("    “", with: "  “") }, "\(line) in \(text)")
        }
    }

    @Test func colourIsOnlyUsedWhenAskedFor() throws {
        let record = try record("Some text\n")
        #expect(!Explanation(of: [record]).text.contains("\u{1B}"))
        #expect(Explanation(of: [record], style: Explanation.Style(color: true)).text.contains("\u{1B}[1;36mSource\u{1B}[0m"))
    }

    @Test func longTextsAreCutToTheWidth() throws {
        let record = try record(String(repeating: "word ", count: 100) + "\n")
        let lines = Explanation(of: [record], style: Explanation.Style(columns: 80)).text.split(separator: "\n")
        #expect(lines.contains { $0.hasSuffix("…”") })
        #expect(lines.filter { !$0.contains("sha256") && !$0.contains("no template") }.allSatisfy { $0.count <= 80 })
    }
}
