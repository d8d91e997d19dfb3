import Foundation
import Testing

@testable import Palimpsest

@Suite struct NameSuspectsTests {
    /// Corpus/cases/names.tsv: `yes` or `no`, and a text.
    @Test func namesAreKnownByTheirShape() throws {
        let cases = try String(contentsOf: QualitySupport.root.appending(path: "Corpus/cases/names.tsv"), encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(cases.count >= 25)
        for line in cases {
            let columns = line.split(separator: "\t", maxSplits: 1)
            try #require(columns.count == 2)
            #expect(NameSuspects.isNames(Array(columns[1].utf8)) == (columns[0] == "yes"), "\(columns[1])")
        }
    }

    /// Names of towns that the detector by itself takes for garble, in the place of a city's name in a dump that is garbled elsewhere.
    @Test(arguments: [("el-fast-7-0", "Ano Elaionas"), ("ar-standard-7-0", "Ribat Al Khayr"), ("ar-standard-7-0", "Tlet El Hanchane"), ("th-standard-7-0", "Khan Na Yao")])
    func aCityKeepsItsName(_ dump: String, _ name: String) throws {
        let text = try String(contentsOf: QualitySupport.root.appending(path: "Corpus/profiles-made/\(dump).txt"), encoding: .utf8)
        let truth = try JSONSerialization.jsonObject(with: Data(contentsOf: QualitySupport.root.appending(path: "Corpus/profiles-made/\(dump).truth.json"))) as? [String: Any]
        let city = try #require((truth?["profile"] as? [String: Any])?["city"] as? String)
        let changed = text.replacingOccurrences(of: city, with: name)
        let places = changed.ranges(of: name).map { changed.utf8.distance(from: changed.startIndex, to: $0.lowerBound) }
        try #require(!places.isEmpty)
        let record = try QualitySupport.records(Array(changed.utf8))[0]
        #expect(record.suspects.contains { $0.kind == .wrongScript }, "the dump is garbled elsewhere")
        for place in places {
            #expect(!record.suspects.contains { $0.kind == .wrongScript && $0.range.overlaps(TextRange(place, place + name.utf8.count)) })
        }
    }

    /// A word in two places of running text is no slot, and lost Cyrillic can look like a name.
    @Test func garbleStays() throws {
        let record = try QualitySupport.records(QualitySupport.bytes("congjiang-county"))[0]
        #expect(record.suspects.count { $0.kind == .wrongScript } >= 40)
    }
}
