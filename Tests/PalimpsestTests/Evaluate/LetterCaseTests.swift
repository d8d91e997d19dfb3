import Testing

@testable import Palimpsest

@Suite struct LetterCaseTests {
    @Test func whatWouldGrowOrShrinkStays() {
        #expect(LetterCase.upper.applied(to: "Straße ŉ ﬁ ñ я ı") == "STRAßE ŉ ﬁ Ñ Я ı")
        #expect(LetterCase.lower.applied(to: "İSTANBUL ÑЯ \u{212A}elvin") == "İstanbul ñя \u{212A}elvin")
    }

    @Test(arguments: LetterCase.allCases)
    func everyPlaceStaysWhereItWas(_ letterCase: LetterCase) throws {
        for dump in try LabelledDump.all(in: EvaluateSupport.profiles) {
            let other = dump.inCase(letterCase)
            #expect(other.text != dump.text)
            #expect(other.text.count == dump.text.count)
            #expect(other.spans.map(\.range) == dump.spans.map(\.range))
            let before = DetectionTruth(dump), after = DetectionTruth(other)
            #expect(before.ink.starts == after.ink.starts)
            #expect(zip(before.classes, after.classes).allSatisfy { $0.isGarbled == $1.isGarbled }, "\(dump.name)")
        }
    }
}
