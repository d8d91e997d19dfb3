import Testing

@testable import Palimpsest

/// What a passage's confidence is made of.
@Suite struct SuspectBuilderTests {
    /// The confidences of passages of equal words, each given by its number of words and their posterior; a blank line parts them.
    private func confidences(_ passages: [(words: Int, posterior: Float)], of letters: String = "QZXVKWRH") throws -> [Double] {
        let model = try GarbleModel(path: TemplateSupport.path("Dictionaries/" + GarbleModel.fileName))
        let scorer = TokenScorer(model: model, classes: CharacterClasses(), mode: .normal, memo: TokenMemo())
        var text: [UInt8] = [], tokens: [Token] = []
        for (words, posterior) in passages {
            for word in 0..<words {
                let start = Int32(text.count)
                text += Array(letters.utf8)
                var token = Token(start: start, end: Int32(text.count))
                (token.length, token.posterior, token.kind) = (Int32(letters.utf8.count), posterior, .unknown9)
                token.link = word == 0 ? .afterBlank : .sameLine
                tokens.append(token)
                text.append(UInt8(ascii: " "))
            }
        }
        return text.withUnsafeBufferPointer { bytes in
            tokens.withUnsafeBufferPointer { SuspectBuilder(model: model, scorer: scorer, bytes: bytes, tokens: $0).suspects(expectedLanguages: []).map(\.confidence) }
        }
    }

    @Test func sureOnesBearAPassageOut() throws {
        let alone = try confidences([(3, 0.9)])[0]
        let beside = try confidences([(3, 0.9), (20, 0.9999)])
        #expect(alone < 0.9)
        #expect(beside[0] > alone + 0.04)
        #expect(beside[0] < 0.999)
    }

    /// Neither a few sure words nor many doubtful ones do, and a passage is no witness of its own: else the verdict on a clean profile in an odd
    /// language would hang on how many of its words are odd.
    @Test func doubtfulOnesDoNot() throws {
        let alone = try confidences([(3, 0.9)])[0]
        for others in [[(3, Float(0.9999))], [(40, 0.9), (40, 0.8)]] {
            #expect(try confidences([(3, 0.9)] + others)[0] == alone)
        }
        #expect(try confidences([(40, 0.9)])[0] == alone)
    }

    /// Three letters can be an icon or a code, whatever stands elsewhere.
    @Test func shortOnesAreNeverSure() throws {
        #expect(try confidences([(1, 0.9999)], of: "QZX") == [0.85])
        #expect(try confidences([(1, 0.9999), (60, 0.9999)], of: "QZX")[0] == 0.85)
    }
}
