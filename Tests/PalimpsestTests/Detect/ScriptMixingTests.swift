import Testing

@testable import Palimpsest

/// Words whose letters are of scripts that do not go together.
@Suite struct ScriptMixingTests {
    private func found(_ text: String) throws -> [String] {
        let document = try DetectSupport.document(text)
        return ScriptMixing().suspects(in: document, range: TextRange(0, document.text.bytes.count))
            .map { String(decoding: document.text.bytes[$0.range.start..<$0.range.end], as: UTF8.self) }
    }

    @Test(arguments: [
        ("the pаrk and the cіty’s river", ["pаrk", "cіty"]), ("Жh hЖ жж", ["Жh", "hЖ"]), ("湿地ж保护", ["湿地ж保护"]), ("한ひ", ["한ひ"]), ("abжcde fgh", ["abжcde"]),
        ("city\u{FFFD}s \u{E000}", ["\u{FFFD}", "\u{E000}"]), ("αβδγ abγδ", ["abγδ"]),
    ]) func findsMixtures(_ text: String, _ expected: [String]) throws {
        #expect(try found(text + "\n") == expected)
    }

    @Test(arguments: [
        "Température naïve Øresund ĳ", "日本のカタカナとABC漢字", "한국어漢字abc", "ΔT kΩ μm", "Ангара и Енисей", "“quoted” — city’s", "注音ㄅㄆ", "e\u{301}\u{323} x\u{335}y", "مدينة شنغهاي",
    ]) func leavesWritingAlone(_ text: String) throws {
        #expect(try found(text + "\n").isEmpty)
    }
}
