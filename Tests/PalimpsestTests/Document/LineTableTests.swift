import Testing

@testable import Palimpsest

struct LineTableTests {
    private func table(_ text: String) -> LineTable { LineScanner.scan(Array(text.utf8)).table }

    private func contents(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return LineScanner.scan(bytes).table.lines.map {
            String(decoding: bytes[$0.content.start..<$0.content.end], as: UTF8.self)
        }
    }

    @Test func everyLineEnd() {
        let text = "a\nb\rc\r\nd\u{85}e\u{2028}f\u{2029}g\u{0B}h\u{0C}i"
        #expect(contents(text) == ["a", "b", "c", "d", "e", "f", "g", "h", "i"])
        #expect(table(text).lines.map(\.number) == [1, 2, 3, 4, 5, 6, 7, 7, 7])
        #expect(table(text).lines.map(\.page) == [0, 0, 0, 0, 0, 0, 0, 0, 1])
        #expect(table(text).editorLineCount == 7)
        #expect(table(text).pageCount == 2)
    }

    @Test func blankLinesAreLines() {
        #expect(contents("\n\n a \n\r\n\r\rb") == ["", "", "a", "", "", "", "b"])
        #expect(contents("a\n\u{0C}b") == ["a", "b"])
        #expect(contents("a\u{0C}\nb") == ["a", "", "b"])
        #expect(contents("\u{0C}\u{0C}a\u{0C}") == ["a"])
        #expect(contents("a\n") == ["a"])
        #expect(contents("") == [])
        #expect(contents("\n") == [""])
    }

    @Test func lineCountIsAnEditors() {
        #expect(table("a").editorLineCount == 1)
        #expect(table("a\n").editorLineCount == 1)
        #expect(table("a\nb").editorLineCount == 2)
        #expect(table("").editorLineCount == 0)
        #expect(table("a\u{0C}b\u{0C}").editorLineCount == 1)
    }

    @Test func pagesEndAtFormFeedsWithTextAfter() {
        #expect(table("a\u{0C}b\u{0C}").pageCount == 2)
        #expect(table("a\u{0C} \n\u{0C}\n").pageCount == 1)
        #expect(table("\u{0C}\u{0C}a").pageCount == 3)
        #expect(table("").pageCount == 1)
    }

    @Test func contentIsTrimmedOfAllWhiteSpace() {
        #expect(contents(" \t\u{A0}\u{3000}a b\u{3000}\u{2009}\u{1680} \r\n") == ["a b"])
        #expect(contents("\u{FEFF}a\u{200B}") == ["\u{FEFF}a\u{200B}"])
        let blank = table("ab\n \u{3000}\ncd").lines[1]
        #expect(blank.isBlank && blank.isASCII)
    }

    @Test func asciiIsToldByTheContentOnly() {
        let text = "plain text of some length\nnaïve text of some length\n\u{3000}plain\u{A0}\u{85}é\nplain 2\u{2028}x"
        #expect(table(text).lines.map(\.isASCII) == [true, false, true, false, true, true])
    }

    /// The scanner reads words of eight bytes: what stands where in a word must not matter.
    @Test func positionInTheWordDoesNotMatter() {
        let text = "ab\r\ncdé\u{85}\u{2028}\n\n日本\t x\u{0C}y \u{3000}\rz\u{7F}\u{81}\0"
        let expected = contents(text)
        for shift in 0..<17 {
            let padding = String(repeating: "-", count: shift)
            var shifted = contents(padding + text)
            shifted[0].removeFirst(shift)
            #expect(shifted == expected)
            let controls = LineScanner.scan(Array((padding + text).utf8)).controls
            #expect(controls.count == 3)
            #expect(controls.first == shift + Array(text.utf8).firstIndex(of: 0x7F)!)
        }
    }

    /// Against a scanner that goes scalar by scalar and is slow and plain.
    @Test func agreesWithAPlainScanner() {
        var random = SplitMix64(seed: 7)
        let alphabet: [Unicode.Scalar] = [
            "a", "b", " ", "\n", "\r", "\u{0C}", "\u{0B}", "\u{85}", "\u{2028}", "\u{2029}", "é", "日", "🌳", "\u{A0}", "\t",
            "\u{2026}", "Â", "\u{3000}",
        ]
        for _ in 0..<500 {
            var scalars: [Unicode.Scalar] = []
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                scalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
            }
            let text = String(String.UnicodeScalarView(scalars))
            #expect(contents(text) == plainLines(scalars), "\(scalars)")
        }
    }

    private func plainLines(_ scalars: [Unicode.Scalar]) -> [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        func close() {
            var kept = line[...]
            while let first = kept.first, first.properties.isWhitespace { kept.removeFirst() }
            while let last = kept.last, last.properties.isWhitespace { kept.removeLast() }
            lines.append(String(kept))
            line = .init()
        }
        for (place, scalar) in scalars.enumerated() {
            switch scalar {
            case "\r" where place + 1 < scalars.count && scalars[place + 1] == "\n": continue
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": close()
            case "\u{0B}", "\u{0C}": if !line.isEmpty { close() }
            default: line.append(scalar)
            }
        }
        if !line.isEmpty { close() }
        return lines
    }
}
