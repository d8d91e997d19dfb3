import Foundation
import Testing

@testable import Palimpsest

/// Passages in the form's sentences begin and end where the slots do.
@Suite struct SlotEdgesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var what: String
        /// The sentence as read, with brackets around the slot.
        var sentence: String
        /// What was found of the slot.
        var found: String
        var testDescription: String { what }
    }

    static let cases = [
        Case(what: "the form's word before it is cut off", sentence: "is included in[#t3# > #43452] policies, plans and programmes of the city.", found: "in#t3# > #43452"),
        Case(what: "a rest at the end is taken in", sentence: "is included in [#ROAASt El & BARE] policies, plans and programmes of the city.", found: "#ROAASt El &"),
        Case(what: "a rest at the beginning is taken in", sentence: "is included in [tkll, 4SRPHEXMXIHREIZE] policies, plans and programmes of the city.", found: "4SRPHEXMXIHREIZE"),
        Case(what: "a passage that is right stays", sentence: "is included in [SRPHEXMXIHREIZE] policies, plans and programmes of the city.", found: "SRPHEXMXIHREIZE"),
    ]

    @Test(arguments: cases)
    func edgesAreTheSlots(_ example: Case) throws {
        let text = example.sentence.filter { $0 != "[" && $0 != "]" }
        let slot = try #require(example.sentence.split(whereSeparator: { $0 == "[" || $0 == "]" }).dropFirst().first).description
        let (template, number) = try #require(try Self.sentence())
        let bytes = Array(text.utf8)
        let place = try #require(range(of: slot, in: text)), found = try #require(range(of: example.found, in: text))
        let standing = StandingText(words: .sentence(number), text: Passage(TextRange(0, bytes.count)), slots: [place], confidence: 1)
        let result = bytes.withUnsafeBufferPointer {
            SlotEdges(bytes: $0).setting([Suspect(kind: .wrongScript, range: found, confidence: 0.9)], to: [standing], template)
        }
        #expect(result.map(\.range) == [place])
    }

    private func range(of part: String, in text: String) -> TextRange? {
        text.range(of: part).map { TextRange(text.utf8.distance(from: text.startIndex, to: $0.lowerBound), text.utf8.distance(from: text.startIndex, to: $0.upperBound)) }
    }

    /// A sentence of a real template that ends as the cases do.
    private static func sentence() throws -> (CompiledTemplate, Int)? {
        for template in try QualitySupport.pipeline().templates {
            if let number = template.sentences.firstIndex(where: { $0.pattern.source.contains("is included in {") && $0.pattern.source.contains("} policies, plans") }) { return (template, number) }
        }
        return nil
    }
}
