import Testing

@testable import Palimpsest

/// What the chain is told of a token: its kind and how it is written.
@Suite struct TokenCueTests {
    private func cues(_ text: String) throws -> [(word: String, cue: UInt8)] {
        let document = try DetectSupport.document(text)
        let request = GarbleDetector.Request(range: TextRange(0, document.text.bytes.count))
        return try DetectSupport.garble().withTokens(of: document, request, splitting: false) { tokens, _, bytes in
            tokens.map { (String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self), $0.cue) }
        }
    }

    /// Words with the first cue of their kind, and how many cases after it.
    private static let words: [(word: String, kind: UInt8, letters: UInt8)] = [
        ("wetland", TokenCue.known, 0), ("Wetland,", TokenCue.known, 1), ("WETLAND", TokenCue.known, 2), ("(WetLand)", TokenCue.known, 2),
        ("qzxvkw", TokenCue.unknown, 0), ("Qzxvkw", TokenCue.unknown, 1), ("QZXVKW", TokenCue.unknown, 2), ("qzXvkw", TokenCue.unknown, 3),
        ("vkq", TokenCue.unknownShort, 0), ("VKq", TokenCue.unknownShort, 1), ("42432.88", TokenCue.number, 0), ("of", TokenCue.short, 0),
        ("--", TokenCue.other, 0),
    ]

    @Test func kindAndCaseMakeTheCue() throws {
        for (word, kind, letters) in Self.words {
            #expect(try cues("The city plants \(word) along the river.")[3].cue == kind + letters, "\(word)")
        }
    }

    @Test func inADocumentOfOneCaseAllCountAsSmall() throws {
        let text = "THE CITY PLANTS WETLAND TREES ALONG THE RIVER AND QZXVKW IN THE PARKS"
        #expect(try cues(text).map(\.cue) == cues(text.lowercased()).map(\.cue))
    }

    @Test func everyStepHasANumberOfItsOwn() {
        let links: [GarbleModel.Link] = [.sameLine, .nextLine, .afterBlank, .fused]
        var seen: Set<UInt16> = []
        for link in links {
            for before in 0..<UInt8(TokenCue.count) {
                for cue in 0..<UInt8(TokenCue.count) { seen.insert(TokenCue.step(link, from: before, to: cue)) }
            }
        }
        #expect(links.count == GarbleModel.Link.count && seen.count == TokenCue.steps && seen.max() == UInt16(TokenCue.steps - 1))
    }
}
