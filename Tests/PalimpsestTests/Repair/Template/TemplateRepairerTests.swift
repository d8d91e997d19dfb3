import Foundation
import Testing

@testable import Palimpsest

@Suite struct TemplateRepairerTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        var printed: String
        var read: String
        var testDescription: String { read }
    }

    static let cases = RepairCases.decode([Case].self, "template-repairs.json")

    /// A slip in the form's words is mended: the file with the slip becomes the same as the file without it.
    @Test(arguments: cases)
    func theFormsWordsArePutBack(_ slip: Case) throws {
        let texts = try QualitySupport.dumps.map(QualitySupport.text)
        let text = try #require(texts.first { $0.contains(slip.printed) })
        let place = try #require(text.range(of: slip.printed))
        let damaged = text.replacingCharacters(in: place, with: slip.read)
        #expect(try RepairCases.repaired(damaged) == RepairCases.repaired(text))
    }

    /// The same bullet before many headings is the page's own; before one it may be an icon that was read wrongly.
    @Test func thePagesOwnBulletsStay() throws {
        let headings = ["Action area 1", "Protect and restore nature", "Protect, connect and restore ecosystems", "Conserve and restore fauna and flora", "Control Pollution"]
        func bulleted(_ isBulleted: (String) -> Bool) -> String {
            "The Action Platform\n\n" + headings.map { (isBulleted($0) ? "» " : "") + $0 + "\n\n" }.joined() + "Description of how city is taking action\nYes.\n"
        }
        let many = bulleted { _ in true }, one = bulleted { $0 == "Control Pollution" }
        #expect(try RepairCases.repaired(many).count { $0 == "»" } == headings.count)
        #expect(try !RepairCases.repaired(one).contains("»"))
    }

    @Test("A word of the form that the page may not have had is not put in, and no numeral beside a mark that was read for a part of it")
    func wordsAreNotAdded() throws {
        let text = try QualitySupport.text("20_aberllanfair")
        let without = text.replacing("how city is taking action", with: "how city taking action", maxReplacements: 1)
        try #require(without != text)
        #expect(try RepairCases.repaired(without).contains("how city taking action"))
        let torn = text.replacing("III. Accelerate", with: "“II. Accelerate")
        try #require(torn != text)
        #expect(try RepairCases.repaired(torn).contains("“II. Accelerate"))
    }

    /// Digits are proposed and not put in: how often they are right was never measured.
    @Test func lettersInADateAreProposedAsDigits() throws {
        let text = try QualitySupport.text("20_aberllanfair")
        let date = try #require(text.firstMatch(of: /Last update: 0[1-9] \w+ 20\d\d/))
        let damaged = text.replacingOccurrences(of: String(date.output), with: date.output.replacing("20", with: "2O", maxReplacements: 1))
        let candidates = try QualitySupport.records(Array(damaged.utf8))[0].suspects.flatMap(\.candidates)
        let year = String(date.output.suffix(4))
        let proposed = try #require(candidates.first { $0.method == RepairMethod.template.rawValue && $0.text == year })
        #expect(!proposed.isApplied)
        #expect(proposed.confidence > 0.8)
    }
}

/// What the tests of repairers share.
enum RepairCases {
    static func decode<Cases: Decodable>(_ type: Cases.Type, _ name: String) -> Cases {
        let url = QualitySupport.root.appending(path: "Corpus/cases/\(name)")
        do {
            return try JSONDecoder().decode(type, from: Data(contentsOf: url))
        } catch {
            preconditionFailure("\(name): \(error)")
        }
    }

    static func repaired(_ text: String) throws -> String {
        let file = try RepairedFile(QualitySupport.records(Array(text.utf8)), source: Array(text.utf8))
        return String(decoding: file?.text ?? [], as: UTF8.self)
    }
}
