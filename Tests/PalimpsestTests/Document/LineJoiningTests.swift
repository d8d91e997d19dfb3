import Foundation
import Testing

@testable import Palimpsest

struct LineJoiningTests {
    struct Case: Decodable, CustomTestStringConvertible {
        var name: String
        var text: String
        var joined: String
        var testDescription: String { name }
    }

    @Test(arguments: try cases("ingest-line-joining", as: Case.self))
    func joinsAsDocumented(_ example: Case) throws {
        let text = example.text.precomposedStringWithCanonicalMapping
        #expect(Array(LineJoining.join(text).utf8) == Array(example.joined.utf8))
    }

    @Test func piecesJoinLikeLines() throws {
        let document = try document("A city has decision-\nfooter 3\n making power and 从江\nfooter\n县。")
        let passage = Passage([
            try range(of: "A city has decision-", in: document),
            try range(of: "making power and 从江", in: document),
            try range(of: "县。", in: document),
        ])
        #expect(document.string(of: passage) == "A city has decision-making power and 从江县。")
    }

    @Test func appendingLooksAtNothingBeforeThePassage() throws {
        let document = try document("county")
        var output = Array("x-".utf8)
        document.appendText(of: Passage(TextRange(0, 6)), to: &output)
        document.appendText(of: Passage([]), to: &output)
        document.appendText(of: Passage(TextRange(3, 3)), to: &output)
        #expect(String(decoding: output, as: UTF8.self) == "x-county")
    }
}
