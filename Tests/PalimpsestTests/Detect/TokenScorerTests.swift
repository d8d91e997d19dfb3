import Testing

@testable import Palimpsest

/// What is remembered of tokens is what would be computed.
@Suite struct TokenScorerTests {
    private func tokens(_ text: String, _ detector: GarbleDetector) throws -> [Token] {
        let document = try DetectSupport.document(text)
        return detector.withTokens(of: document, GarbleDetector.Request(range: TextRange(0, document.text.bytes.count))) { tokens, _, _ in Array(tokens) }
    }

    /// Tokens of 1 to 40 bytes, ASCII and not, at the end of the text too.
    private static let text = "a Street-tree “planting” SERETHAMANEIRTE, BTEEARR @@ 42432.88 naïve Ангара 湿地保护 é\nthe-longest-of-all-the-tokens-of-this-text a tree"

    @Test func rememberedTokensScoreAsNewOnes() throws {
        let folder = TemplateSupport.path("Dictionaries")
        let used = try GarbleDetector(directory: folder)
        let other = "Every small tree: SERETHAMANEIRTE 42432.88 Street-tree. " + Self.text.uppercased()
        for text in [Self.text, other, Self.text, other] {
            let new = try tokens(text, GarbleDetector(directory: folder)), again = try tokens(text, used)
            #expect(new.count == again.count && new.count >= 14)
            for (first, second) in zip(new, again) {
                #expect(first.range == second.range && first.kind == second.kind && first.length == second.length)
                #expect(first.letters == second.letters && first.shape == second.shape && first.posterior == second.posterior)
            }
        }
    }

    @Test func aKeyIsTheBytesOfItsTokenAndNoOthers() {
        let bytes = Array("abcdefghijklmnopqrstuvwxyz".utf8)
        bytes.withUnsafeBufferPointer { text in
            for start in 0..<bytes.count {
                for count in 1...min(TokenMemo.Key.longest, bytes.count - start) {
                    let key = TokenMemo.Key(text, start, count: count)
                    let all = (0..<8).map { UInt8(truncatingIfNeeded: key.low >> UInt64(8 * $0)) } + (0..<8).map { UInt8(truncatingIfNeeded: key.high >> UInt64(8 * $0)) }
                    #expect(all == bytes[start..<start + count] + [UInt8](repeating: 0, count: 16 - count))
                }
            }
        }
    }

    @Test(arguments: [("SMALL letters", 5, 7), ("Éa zZ[`{@ ab9", 1, 4), ("", 0, 0)]) func countsLettersEightAtATime(_ text: String, _ capitals: Int, _ small: Int) {
        let bytes = Array(String(repeating: text, count: 40).utf8)
        bytes.withUnsafeBufferPointer { buffer in
            #expect(CaseMode(of: buffer, TextRange(0, bytes.count)) == CaseMode(capitals: 40 * capitals, small: 40 * small))
        }
        let words = stride(from: 0, to: bytes.count - 7, by: 8).map { at in bytes[at..<at + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        for (word, at) in zip(words, stride(from: 0, to: bytes.count, by: 8)) {
            #expect(ByteWord.letters(word, from: 65).nonzeroBitCount == bytes[at..<at + 8].count { (65...90).contains($0) })
            #expect(ByteWord.blanks(word).nonzeroBitCount == bytes[at..<at + 8].count { $0 <= 32 })
        }
    }

    @Test func plainLettersAreThoseOfICU() {
        let classes = CharacterClasses()
        for scalar in stride(from: UInt32(0x3000), to: 0xD800, by: 1) where CharacterClasses.isPlainLetter(scalar) {
            #expect(classes[scalar] == CharacterClasses.classify(scalar))
        }
    }
}
