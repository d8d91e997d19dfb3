import Foundation
import Testing

@testable import Palimpsest

struct EncodingRepairerTests {
    /// A case of ftfy 6.3.1's test suite (Apache-2.0).
    struct Case: Decodable, CustomTestStringConvertible {
        var label: String
        var original: String
        var fixedEncoding: String?
        var fixed: String
        var testDescription: String { label }
        enum CodingKeys: String, CodingKey { case label, original, fixed, fixedEncoding = "fixed-encoding" }
    }

    @Test(arguments: try cases("encoding-ftfy", as: Case.self))
    func undoesWhatFtfyUndoes(_ example: Case) throws {
        let repaired = try MojibakeSupport.repairer().repair(example.original)
        #expect(repaired.isSame(as: example.fixedEncoding ?? example.fixed), "\(repaired)")
    }

    @Test(arguments: try cases("encoding-ftfy", as: Case.self))
    func withAllFixesOnGivesWhatFtfyGives(_ example: Case) throws {
        let fixes = TextFixes(entities: try MojibakeSupport.entities.get())
        let repairer = try MojibakeSupport.repairer()
        let fixed = fixes.apply(to: example.original, repairer: repairer)
        #expect(fixed.isSame(as: example.fixed), "\(fixed)")
        #expect(fixes.apply(to: fixed, repairer: repairer).isSame(as: fixed))
    }

    /// Where nothing is lost and no space was a byte, the reading is sure enough to be applied without asking.
    @Test(arguments: try cases("encoding-ftfy", as: Case.self))
    func wholePassagesAreSure(_ example: Case) throws {
        for passage in try MojibakeSupport.detector.get().passages(in: example.original) where !passage.isLossy && !passage.plan.steps.contains(.restoreSpaces) {
            #expect(passage.confidence >= RepairEngine.usualThreshold, "\(passage.repaired)")
        }
    }

    /// A space that was a byte may have had another one beside it, inside a word; a word by itself leaves nothing open.
    @Test(arguments: [("piÃ¹ alberi e perchÃ© la proprietÃ cia Ã¨ verde", false), ("dla su libertÃ sola", false), ("Ã la carte, et dÃ©jÃ vu", true)])
    func aSpaceThatWasAByteIsOnlySureInAWordByItself(_ text: String, _ isSure: Bool) throws {
        let passage = try #require(MojibakeSupport.detector.get().passages(in: text).first { $0.repaired.contains("à ") })
        #expect((passage.confidence >= RepairEngine.usualThreshold) == isSure, "\(passage.repaired): \(passage.confidence)")
    }

    /// A probability says what share comes back exactly.
    @Test func whatIsSureIsRight() throws {
        let repairer = try MojibakeSupport.repairer()
        let mixups = try cases("encoding-mixups", as: Mixup.self).filter { !$0.isLossy }
        let applied = mixups.filter { !repairer.repair($0.original, threshold: RepairEngine.usualThreshold).isSame(as: $0.original) }
        let right = applied.count {
            repairer.repair($0.original, threshold: RepairEngine.usualThreshold).replacing("\u{A0}", with: " ").isSame(as: $0.text.replacing("\u{A0}", with: " "))
        }
        #expect(Double(applied.count) >= 0.9 * Double(mixups.count), "\(applied.count) of \(mixups.count)")
        #expect(Double(right) >= 0.98 * Double(applied.count), "\(right) of \(applied.count)")
    }

    struct Mixup: Decodable {
        var language: String
        var reading: String?
        var pair: String?
        var text: String
        var original: String
        var isLossy: Bool { original.unicodeScalars.contains("\u{FFFD}") }
    }

    /// 90 languages in up to 15 readings each. Some cannot be told apart: `ž` read as ISO 8859-15 is `ş` read as windows-1252.
    @Test func recoversManyLanguagesFromManyReadings() throws {
        let mixups = try cases("encoding-mixups", as: Mixup.self)
        #expect(Set(mixups.map(\.language)).count >= 40)
        #expect(Set(mixups.map(\.reading)).count >= 12)
        let right = try share(mixups)
        #expect(right >= 0.98, "\(right)")
    }

    @Test func recoversEastAsianAndOlderEncodings() throws {
        let mixups = try cases("encoding-cjk", as: Mixup.self).filter { !$0.isLossy }
        #expect(mixups.count >= 60)
        #expect(Set(mixups.map(\.pair)).count >= 8)
        let right = try share(mixups)
        #expect(right >= 0.95, "\(right)")
    }

    private func share(_ mixups: [Mixup]) throws -> Double {
        let repairer = try MojibakeSupport.repairer()
        let right = mixups.count { mixup in
            // A no-break space that became a space is no loss.
            repairer.repair(mixup.original).replacing("\u{A0}", with: " ").isSame(as: mixup.text.replacing("\u{A0}", with: " "))
        }
        return Double(right) / Double(mixups.count)
    }

    /// What is lost is marked: the rest of the text stands in its place, and U+FFFD for the characters between.
    @Test func lossyReadingsAreNeverGuessed() throws {
        let repairer = try MojibakeSupport.repairer()
        for mixup in try cases("encoding-cjk", as: Mixup.self) where mixup.isLossy {
            for passage in repairer.detector.passages(in: mixup.original) where passage.isLossy {
                #expect(passage.confidence < 0.95, "\(mixup.original)")
                #expect(repairer.candidate(for: passage).explanation.contains("U+FFFD"))
            }
        }
    }

    /// Characters of the line that are whole bear the reading out; what is lost stays U+FFFD.
    @Test(arguments: [
        ("Ð ÑƒÑ�Ñ�ÐºÐ¸Ð¹", "Ру��кий"), ("Ă�frica, AmĂ©rica", "�frica, América"), ("â€œYesâ€? he said", "“Yes� he said"),
        ("à®¤à®®à®¿à®´à¯�", "தமிழ�"), ("Ã�", "Ã�"), ("Ñ� 3", "Ñ� 3"),
    ])
    func whatIsLeftOfALossyReadingIsSureBesideWholeCharacters(_ original: String, _ repaired: String) throws {
        #expect(try MojibakeSupport.repairer().repair(original, threshold: RepairEngine.usualThreshold).isSame(as: repaired))
    }

    @Test func plansGiveTheSameBytesAndRepairsAreIdempotent() throws {
        let repairer = try MojibakeSupport.repairer()
        let tables = repairer.detector.charsets
        let originals = try cases("encoding-ftfy", as: Case.self).map(\.original)
            + cases("encoding-cjk", as: Mixup.self).map(\.original)
        for original in originals {
            let bytes = Array(original.utf8)
            for passage in repairer.detector.passages(in: original) {
                let cut = String(decoding: bytes[passage.range.start..<passage.range.end], as: UTF8.self)
                let stored = try JSONDecoder().decode(EncodingPlan.self, from: try JSONEncoder().encode(passage.plan))
                #expect(stored == passage.plan)
                #expect(stored.apply(to: cut, using: tables)?.isSame(as: passage.repaired) == true, "\(cut)")
            }
            let repaired = repairer.repair(original)
            #expect(repairer.repair(repaired).isSame(as: repaired), "\(original)")
        }
    }

    @Test func explainsAsFtfyDoes() throws {
        let repairer = try MojibakeSupport.repairer()
        let passage = try #require(repairer.detector.passages(in: "Iggy Pop (nÃƒÂ© Jim Osterberg)").first)
        #expect(passage.plan.steps == [.encode("windows-1252"), .decode("UTF-8"), .encode("windows-1252"), .decode("UTF-8")])
        let candidate = repairer.candidate(for: passage)
        #expect(candidate.text == "é" && candidate.method == "encoding")
        #expect(candidate.explanation.contains("UTF-8 was read as windows-1252") && candidate.explanation.contains("twice over"))
    }

    @Test func aPlanForOtherTextIsRefused() throws {
        let tables = try MojibakeSupport.repairer().detector.charsets
        #expect(EncodingPlan([.encode("windows-1252"), .decode("windows-1251")]).apply(to: "日本", using: tables) == nil)
        #expect(EncodingPlan([.encode("no-such"), .decode("UTF-8")]).apply(to: "Ã©", using: tables) == nil)
        #expect(EncodingPlan([.decode("UTF-8")]).apply(to: "Ã©", using: tables) == nil)
    }
}
