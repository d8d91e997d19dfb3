import Foundation
import Testing

@testable import Palimpsest

@Suite struct SlotSuspectsTests {
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
        let bytes = Array(text.utf8)
        let place = try #require(range(of: slot, in: text)), found = try #require(range(of: example.found, in: text))
        let standing = StandingText(words: .sentence(0), text: Passage(TextRange(0, bytes.count)), slots: [place], confidence: 1)
        let result = bytes.withUnsafeBufferPointer {
            SlotSuspects(bytes: $0).settled([Suspect(kind: .wrongScript, range: found, confidence: 0.9)], by: [standing])
        }
        #expect(result.map(\.range) == [place])
    }

    private func range(of part: String, in text: String) -> TextRange? {
        text.range(of: part).map { TextRange(text.utf8.distance(from: text.startIndex, to: $0.lowerBound), text.utf8.distance(from: text.startIndex, to: $0.upperBound)) }
    }

    /// In the real dump each slot that holds garble is a suspect from end to end, and none of the form's words beside it is one.
    @Test func garbleInSentencesIsTheSlot() throws {
        let record = try QualitySupport.records(QualitySupport.bytes("congjiang-county"))[0]
        let sentences = record.standing.filter { if case .sentence = $0.words { true } else { false } }
        let suspects = record.suspects.filter { $0.kind == .wrongScript }
        var found = 0
        for sentence in sentences {
            for suspect in suspects where suspect.range.overlaps(sentence.text.extent) {
                #expect(sentence.slots.contains(suspect.range), "\(suspect.range) is no slot of the sentence at \(sentence.text.extent)")
                found += 1
            }
        }
        #expect(found >= 5)
    }

    /// A slot that the city filled with English is left alone.
    @Test func cleanSlotsStay() throws {
        let record = try QualitySupport.records(QualitySupport.bytes("20_aberllanfair"))[0]
        for sentence in record.standing {
            guard case .sentence = sentence.words else { continue }
            #expect(!record.suspects.contains { $0.kind == .wrongScript && $0.range.overlaps(sentence.text.extent) })
        }
    }
}

@Suite struct HeadValuesTests {
    @Test(arguments: [("K ", "K"), ("1l1 ", "1l1"), ("° P ", "° P"), ("¥ ", "¥")])
    func signsBeforeAValueAreNoise(_ item: (before: String, icon: String)) throws {
        let record = try records(before: item.before)
        let bytes = record.document.text.bytes
        let noise = record.suspects.filter { $0.kind == .noise }.map { String(decoding: bytes[$0.range.start..<$0.range.end], as: UTF8.self) }
        #expect(noise.contains(item.icon))
        #expect(!record.suspects.contains { String(decoding: bytes[$0.range.start..<$0.range.end], as: UTF8.self).contains("299,707") })
    }

    /// What stands in the columns beside the head is not the head's icon.
    @Test(arguments: ["67% ", "12 ", "Population ", "3. "]) func wordsAndNumbersBeforeAValueStay(_ before: String) throws {
        let record = try records(before: before)
        let bytes = try QualitySupport.bytes("20_aberllanfair")
        let start = try #require(bytes.firstRange(of: Array("299,707".utf8))).lowerBound
        #expect(!record.suspects.contains { $0.kind == .noise && $0.range.overlaps(TextRange(start, start + before.utf8.count)) })
    }

    private func records(before: String) throws -> Record {
        let text = try QualitySupport.text("20_aberllanfair")
        let changed = text.replacingOccurrences(of: "\n299,707", with: "\n\(before)299,707")
        try #require(changed != text)
        return try QualitySupport.records(Array(changed.utf8))[0]
    }
}
