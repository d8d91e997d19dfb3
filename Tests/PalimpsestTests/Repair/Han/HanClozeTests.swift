import Foundation
import Testing

@testable import Palimpsest

/// What the sentence has room for is found among all characters, by rows that say what the model says.
@Suite struct HanClozeTests {
    private let model: HanModel

    init() throws { model = try HanModel(path: hanDictionaries + "/" + HanModel.fileName, pairsPath: hanDictionaries + "/" + HanModel.pairsFileName) }

    /// A sentence of which one character was misread.
    struct Case: Decodable, Sendable {
        var text: String
        var read: String
        var page: String
    }

    static let cases: [Case] = {
        let url = QualitySupport.root.appending(path: "Corpus/cases/han-cloze.json")
        return (try? JSONDecoder().decode([Case].self, from: Data(contentsOf: url))) ?? []
    }()

    @Test func thereAreCases() { #expect(Self.cases.count >= 4) }

    @Test(arguments: cases) func findsWhatStoodThere(_ item: Case) throws {
        let bytes = Array(item.text.utf8)
        let start = try #require(item.text.range(of: item.read)).lowerBound.utf16Offset(in: item.text) * 3
        let value = try #require(item.read.unicodeScalars.first?.value)
        var cloze = HanCloze(model: model, frequent: HanCloze.frequent(model))
        let found = bytes.withUnsafeBufferPointer { bytes in
            var text = HanText()
            text.append(bytes, 0, bytes.count, model)
            return cloze.candidates(for: value, at: TextRange(start, start + 3), in: bytes, cloze.surroundings(text.symbols))
        }
        #expect(found.first?.value == item.page.unicodeScalars.first?.value)
        #expect(abs(found.reduce(0) { $0 + $1.share } - 1) < 1e-3)
        #expect(!found.contains { $0.value == value })
    }

    @Test func rowsSayWhatTheModelSays() {
        let tried = Array(HanCloze.frequent(model).prefix(300))
        var neighbours = HanNeighbours(model: model, tried: tried)
        let grams = HanGrams(model: model)
        // Twice: what was made the first time is still so.
        for _ in 0..<2 {
            for (previous, next) in [(tried[3], tried[40]), (tried[250], tried[3]), (HanSymbol.firstMark, tried[17])] {
                let rows = neighbours.rows(between: previous, next)
                neighbours.withCosts(rows) { after, before in
                    for (rank, symbol) in tried.enumerated() {
                        #expect(cost(after[rank]) == grams.pair(previous, symbol))
                        #expect(cost(before[rank]) == grams.pair(symbol, next))
                    }
                }
            }
        }
    }

    private func cost(_ byte: UInt8) -> Float? { byte == HanNeighbours.unseen ? nil : -Float(byte) * HanModel.step }
}
