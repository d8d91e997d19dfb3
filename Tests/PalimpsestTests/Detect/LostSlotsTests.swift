import Foundation
import Testing

@testable import Palimpsest

/// What stands in the slots of the form's sentences: `Corpus/cases/lost-slots.tsv`.
@Suite struct LostSlotsTests {
    struct Case: CustomTestStringConvertible {
        var dump: String
        var isLost: Bool
        var slot: String
        var testDescription: String { "\(slot) in \(dump)" }
    }

    static let cases: [Case] = {
        let text = (try? TemplateSupport.bytes("Corpus/cases/lost-slots.tsv")) ?? []
        return String(decoding: text, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let cells = line.split(separator: "\t").map(String.init)
            return Case(dump: cells[0], isLost: cells[1] == "lost", slot: cells[2])
        }
    }()

    @Test func thereAreCases() { #expect(Self.cases.count >= 10) }

    private static let before = "developed management plans targeting "

    @Test(arguments: cases) func slotsAreJudgedByTheirWords(_ item: Case) throws {
        let text = try QualitySupport.text(item.dump)
        // What the city wrote there, up to the form's next words.
        let start = try #require(text.range(of: "developed management plans targeting")).upperBound
        let end = try #require(text.range(of: "invasive alien species", range: start..<text.endIndex)).lowerBound
        let changed = text.replacingCharacters(in: start..<end, with: " \(item.slot) ")
        let record = try QualitySupport.records(Array(changed.utf8))[0]
        let place = changed.utf8.distance(from: changed.startIndex, to: try #require(changed.range(of: Self.before)).upperBound)
        let slot = TextRange(place, place + item.slot.utf8.count)
        #expect(record.suspects.contains { $0.kind == .wrongScript && $0.range == slot } == item.isLost)
        if !item.isLost { #expect(!record.suspects.contains { $0.kind == .wrongScript && $0.range.overlaps(slot) }) }
    }
}
