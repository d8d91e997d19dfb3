import Foundation
import Testing

@testable import Palimpsest

struct NormalizerTests {
    private func normalized(_ text: String) -> AlignedText { Normalizer().normalize(AlignedText(identity: Array(text.utf8))) }

    @Test(arguments: [
        ("e\u{301}", "é"), ("\u{1112}\u{1161}\u{11AB}", "한"), ("a\u{301}\u{327}", "\u{E1}\u{327}"), ("\u{212B}", "Å"),
        ("\u{958}", "\u{915}\u{93C}"), ("\u{F900}", "豈"), ("q\u{307}\u{323}", "q\u{323}\u{307}"),
    ])
    func composes(_ text: String, _ expected: String) {
        for (before, after) in [("", ""), ("plain text ", " and more"), ("\n", "\n"), ("日本", "語")] {
            let result = normalized(before + text + after)
            let whole = before + expected + after
            #expect(result.bytes == Array(whole.utf8))
            let start = before.utf8.count
            #expect(result.sourceStart(start) == start)
            #expect(result.sourceEnd(start + expected.utf8.count) == start + text.utf8.count)
            #expect(result.sourceEnd(result.bytes.count) == (before + text + after).utf8.count)
        }
    }

    @Test(arguments: ["ﬁ", "ﷺ", "２０２６", "ｶﾅ", "²", "㎡", "…", "\u{FEFF}", "ÄÖÜ", "plain"])
    func compatibilityCharactersStay(_ text: String) {
        let result = normalized(text)
        #expect(result.bytes == Array(text.utf8))
        #expect(result.alignment.isIdentity)
    }

    @Test func agreesWithFoundation() throws {
        var random = SplitMix64(seed: 5)
        let alphabet: [Unicode.Scalar] = [
            "a", "e", " ", "\n", "\u{301}", "\u{327}", "\u{323}", "é", "\u{1100}", "\u{1161}", "\u{11A8}", "각", "日", "\u{3099}",
            "か", "\u{93C}", "\u{915}", "\u{212B}", "🌳", "ệ", "\u{FFFD}", "x", "y", "z", "0", "1",
        ]
        for _ in 0..<400 {
            let scalars = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            let text = String(String.UnicodeScalarView(scalars))
            guard !text.isEmpty else { continue }
            let document = try document(text)
            #expect(document.text.bytes == Array(text.precomposedStringWithCanonicalMapping.utf8))
            let source = Array(text.utf8)
            guard !scalars.contains("\0") else { continue }
            try SpanProperty(document: document, source: source) { String(decoding: $0, as: UTF8.self) }.check()
        }
    }

    @Test func longTextsAreNormalisedInBlocks() throws {
        let line = String(repeating: "Conserva\u{301}cio\u{301}n y restauracio\u{301}n 日本 ", count: 40) + "\n"
        let text = String(repeating: "plain line\n", count: 9000) + String(repeating: line, count: 100)
        let result = normalized(text)
        #expect(result.bytes == Array(text.precomposedStringWithCanonicalMapping.utf8))
        #expect(result.sourceEnd(result.bytes.count) == text.utf8.count)
        let source = Array(text.utf8)
        for offset in stride(from: 0, to: result.bytes.count, by: 997) where result.bytes[offset] < 0x80 {
            if result.alignment.start(offset).text == offset { #expect(source[result.sourceStart(offset)] == result.bytes[offset]) }
        }
    }
}
