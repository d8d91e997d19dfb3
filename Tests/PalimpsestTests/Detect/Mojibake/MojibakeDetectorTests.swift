import Testing

@testable import Palimpsest

struct MojibakeDetectorTests {
    struct Negative: Decodable, CustomTestStringConvertible {
        var language: String
        var text: String
        var testDescription: String { "\(language): \(text)" }
    }

    @Test func negativesAreManyAndOfManyLanguages() throws {
        let negatives = try cases("encoding-negatives", as: Negative.self)
        #expect(negatives.count >= 300)
        #expect(Set(negatives.map(\.language)).count >= 40)
    }

    @Test(arguments: try cases("encoding-negatives", as: Negative.self))
    func textThatIsRightStays(_ negative: Negative) throws {
        #expect(try MojibakeSupport.repairer().repair(negative.text).isSame(as: negative.text))
    }

    @Test func allNegativesTogetherStay() throws {
        let text = try cases("encoding-negatives", as: Negative.self).map(\.text).joined(separator: "\n")
        #expect(try MojibakeSupport.detector.get().passages(in: text).isEmpty)
    }

    @Test func rangesAreThoseOfThePassages() throws {
        let text = "Plain line\nLa ville de LiÃ¨ge, naÃ¯ve\nÐŸÑ€Ð¸Ð²ÐµÑ‚ — already fine: é\nend"
        let passages = try MojibakeSupport.detector.get().passages(in: text)
        let bytes = Array(text.utf8)
        let cut = passages.map { String(decoding: bytes[$0.range.start..<$0.range.end], as: UTF8.self) }
        #expect(cut == ["Ã¨", "Ã¯", "ÐŸÑ€Ð¸Ð²ÐµÑ‚"])
        #expect(passages.map(\.repaired) == ["è", "ï", "Привет"])
        for passage in passages {
            #expect(passage.confidence > 0.9 && passage.confidence <= 1)
            #expect(!passage.reasons.isEmpty && !passage.isLossy)
        }
    }

    /// Programs break lines at U+0085, which is also the last byte of `…` and of `Å`.
    @Test func controlsThatOtherStagesTakeForLineEndsAreBytes() throws {
        let repairer = try MojibakeSupport.repairer()
        #expect(repairer.repair("et cetera â\u{80}¦ â\u{80}\u{9C}xâ\u{80}\u{9D}") == "et cetera … “x”")
        #expect(repairer.repair("Ã\u{85}ngstrÃ¶m") == "Ångström")
        #expect(repairer.repair("first\u{85}Second") == "first\u{85}Second")
        // Bytes of readings that are not understood: as characters of windows-1252 they would be lost among the others.
        #expect(repairer.repair("譽\u{80}譟") == "譽\u{80}譟")
        #expect(repairer.repair("\u{81}g12\u{81}h \u{82}Í\u{97}L\u{8C}ø\u{82}È") == "“12” は有効な")
    }

    /// Long lines are looked at in pieces; nothing is lost or torn at their ends.
    @Test func longLinesAreReadInPieces() throws {
        let unit = "une rÃ©gion dÃ©partementale Ã  l’Ã©cart "
        let text = String(repeating: unit, count: 2000)
        let repaired = try MojibakeSupport.repairer().repair(text)
        #expect(repaired.isSame(as: String(repeating: "une région départementale à l’écart ", count: 2000)))
    }

    @Test func lossIsSaidAndLowersTheConfidence() throws {
        let detector = try MojibakeSupport.detector.get()
        let whole = try #require(detector.passages(in: "Ð±ÑŠÐ»Ð³Ð°Ñ€Ñ\u{81}ÐºÐ¸ ÐµÐ·Ð¸Ðº").first)
        let lossy = try #require(detector.passages(in: "Ð±ÑŠÐ»Ð³Ð°Ñ€Ñ\u{FFFD}ÐºÐ¸ ÐµÐ·Ð¸Ðº").first)
        #expect(whole.repaired == "български език" && !whole.isLossy)
        #expect(lossy.repaired == "българ\u{FFFD}ки език" && lossy.isLossy)
        #expect(lossy.confidence < whole.confidence)
        #expect(lossy.reasons.contains { $0.contains("bytes of them are lost") })
    }

    @Test func normalisationKeepsTheControls() throws {
        let text = "â\u{80}\u{99}\u{85}\u{AD}\u{A0}Å\u{9B}"
        let document = try document(bytes: Array(text.utf8))
        #expect(String(decoding: document.text.bytes, as: UTF8.self).isSame(as: text))
    }

    @Test(arguments: ["", "x\tA", "a\tb", "=\té", "é\tab"])
    func aFileThatIsNoModelIsRefused(_ text: String) {
        #expect(throws: MojibakeModelError.self) { _ = try LetterModel(text: Array(text.utf8)) }
    }
}
