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
