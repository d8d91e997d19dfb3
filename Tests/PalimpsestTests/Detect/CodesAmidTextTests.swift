import Foundation
import Testing

@testable import Palimpsest

@Suite struct CodesAmidTextTests {
    /// Corpus/cases/codes.tsv: a shape and a word.
    @Test func codesAreKnownByTheirShape() throws {
        let cases = try String(contentsOf: QualitySupport.root.appending(path: "Corpus/cases/codes.tsv"), encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(cases.count >= 30)
        for line in cases {
            let columns = line.split(separator: "\t", maxSplits: 1)
            try #require(columns.count == 2)
            #expect("\(CodeShape.of(Array(columns[1].utf8)))" == columns[0], "\(columns[1])")
        }
    }

    @Test func compoundsFallApartAtTheirCapitals() {
        func parts(_ word: String) -> [String] { CodeShape.parts(Array(word.utf8)).map { String(decoding: $0, as: UTF8.self) } }
        #expect(parts("BioBlitz") == ["Bio", "Blitz"])
        #expect(parts("isiZulu") == ["isi", "Zulu"])
        #expect(parts("word") == ["word"])
    }
}
