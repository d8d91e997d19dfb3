import Testing

@testable import Palimpsest

/// Where a token may be cut.
@Suite struct TokenSplitterTests {
    private func edges(of word: String) throws -> [Int] {
        let model = try GarbleModel(path: TemplateSupport.path("Dictionaries/" + GarbleModel.fileName))
        let scorer = TokenScorer(model: model, classes: CharacterClasses(), mode: .normal, memo: TokenMemo())
        let bytes = Array(word.utf8)
        return bytes.withUnsafeBufferPointer { scorer.wordEdges(of: Token(start: 0, end: Int32(bytes.count)), in: $0, 4...18) }
    }

    @Test(arguments: [("swaletkll,", 5), ("(swaletkll", 6), ("TKLLswale.", 4), ("7HAIEE(Sicyos", 6), ("angulatus)&1x", 10)]) func wordsAndBracketsAreEdges(_ word: String, _ edge: Int) throws {
        #expect(try edges(of: word).contains(edge))
    }

    /// What a word list lacks of plurals is no word with a garbled letter behind.
    @Test(arguments: ["swales", "swales,", "(swales)"]) func aPluralIsNotCut(_ word: String) throws {
        #expect(try edges(of: word).allSatisfy { $0 < 5 })
    }
}
