import Testing

@testable import Palimpsest

@Suite struct SafeTextTests {
    @Test(arguments: [
        ("plain.txt", "plain.txt"),
        ("two\nlines\r\t.txt", #"two\nlines\r\t.txt"#),
        ("\u{1B}[31mred", #"\x1B[31mred"#),
        ("从江县 Ærø.txt", "从江县 Ærø.txt"),
        ("a\u{202E}txt.exe", #"a\u{202E}txt.exe"#),
        (#"back\slash"#, #"back\\slash"#),
        ("\u{2028}", #"\u{2028}"#),
    ])
    func nothingDrivesTheTerminal(_ text: String, _ shown: String) {
        #expect(SafeText.line(Array(text.utf8)) == shown)
    }

    @Test func bytesThatAreNotUTF8() {
        #expect(SafeText.line([0x61, 0xFF, 0x62, 0xE4, 0xBB]) == #"a\xFFb\xE4\xBB"#)
        // A surrogate in UTF-8 and an overlong form are no characters.
        #expect(SafeText.line([0xED, 0xA0, 0x80]) == #"\xED\xA0\x80"#)
        #expect(SafeText.line([0xC0, 0x80]) == #"\xC0\x80"#)
    }

    @Test func differentNamesStayDifferent() {
        #expect(SafeText.line(Array("\n".utf8)) != SafeText.line(Array(#"\n"#.utf8)))
    }
}
