import Testing

@testable import Palimpsest

struct TextFixesTests {
    struct Example: Sendable {
        var fix: TextFixes.Fix
        var text: String
        var fixed: String
    }

    static let examples: [Example] = [
        Example(fix: .entities, text: "P&EACUTE;REZ &amp;amp; &#x20AC;5 &#233; &nope; &; AT&T", fixed: "PÉREZ & €5 é &nope; &; AT&T"),
        Example(fix: .entities, text: "<b>&eacute;</b>", fixed: "<b>&eacute;</b>"),
        Example(fix: .terminalEscapes, text: "\u{1B}[36;44mblue\u{1B}[0m \u{1B}x", fixed: "blue \u{1B}x"),
        Example(fix: .ligatures, text: "ﬂuﬃest Ǆ ŉ œ", fixed: "fluffiest DŽ 'n œ"),
        Example(fix: .width, text: "ＬＯＵＤ　ﾊﾝｶｸ １２ 漢字。", fixed: "LOUD ハンカク 12 漢字。"),
        Example(fix: .quotes, text: "“it’s” ‘x’ «y» ‚z„", fixed: "\"it's\" 'x' «y» 'z\""),
        Example(fix: .lineBreaks, text: "a\r\nb\rc\u{2028}d\u{85}e\nf", fixed: "a\nb\nc\nd\ne\nf"),
        Example(fix: .controls, text: "a\u{0}b\u{FEFF}c\td\u{7F}\u{9F}", fixed: "abc\td\u{9F}"),
    ]

    @Test(arguments: examples)
    func eachFixDoesWhatItSays(_ example: Example) throws {
        let fixes = TextFixes([example.fix], entities: try MojibakeSupport.entities.get())
        let fixed = fixes.apply(to: example.text)
        #expect(fixed.isSame(as: example.fixed), "\(fixed)")
        #expect(fixes.apply(to: fixed).isSame(as: fixed))
    }

    @Test(arguments: examples)
    func whatIsOffDoesNothing(_ example: Example) throws {
        let fixes = TextFixes([], entities: try MojibakeSupport.entities.get())
        #expect(fixes.apply(to: example.text).isSame(as: example.text))
    }

    @Test func entitiesMayHideMojibake() throws {
        let fixes = TextFixes([.entities], entities: try MojibakeSupport.entities.get())
        #expect(fixes.apply(to: "Tha&Atilde;&macr;s", repairer: try MojibakeSupport.repairer()) == "Thaïs")
    }
}
