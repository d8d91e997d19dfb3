import Testing

@testable import Palimpsest

struct SpanTests {
    private func span(_ needle: String, in text: String) throws -> SourceSpan {
        let document = try document(text)
        return document.span(of: try range(of: needle, in: document))
    }

    @Test func linesAndColumnsStartAtOne() throws {
        #expect(
            try span("abc", in: "abc")
                == SourceSpan(start: 0, end: 3, startLine: 1, startColumn: 1, endLine: 1, endColumn: 4))
        #expect(
            try span("b c", in: "a\r\n  b c\n")
                == SourceSpan(start: 5, end: 8, startLine: 2, startColumn: 3, endLine: 2, endColumn: 6))
        #expect(
            try span("b\n\nc", in: "a b\n\nc")
                == SourceSpan(start: 2, end: 6, startLine: 1, startColumn: 3, endLine: 3, endColumn: 2))
    }

    @Test func columnsCountScalars() throws {
        #expect(
            try span("x", in: "é日🌳x")
                == SourceSpan(start: 9, end: 10, startLine: 1, startColumn: 4, endLine: 1, endColumn: 5))
    }

    @Test func columnsCountScalarsOfTheFile() throws {
        // The file holds e + U+0301: two scalars, three bytes; the text holds é.
        #expect(
            try span("é", in: "ae\u{301}x")
                == SourceSpan(start: 1, end: 4, startLine: 1, startColumn: 2, endLine: 1, endColumn: 4))
        #expect(
            try span("x", in: "e\u{301}\ne\u{301}e\u{301}x")
                == SourceSpan(start: 10, end: 11, startLine: 2, startColumn: 5, endLine: 2, endColumn: 6))
    }

    @Test func formFeedsEndNoLine() throws {
        #expect(
            try span("c", in: "a\n b\u{0C}c")
                == SourceSpan(start: 5, end: 6, startLine: 2, startColumn: 4, endLine: 2, endColumn: 5))
    }

    @Test func theEndOfTheFile() throws {
        let document = try document("ab\n")
        #expect(
            document.span(of: TextRange(0, 3))
                == SourceSpan(start: 0, end: 3, startLine: 1, startColumn: 1, endLine: 2, endColumn: 1))
        #expect(
            document.span(of: TextRange(3, 3))
                == SourceSpan(start: 3, end: 3, startLine: 2, startColumn: 1, endLine: 2, endColumn: 1))
    }

    @Test func byteOrderMarkIsNoText() throws {
        let document = try document(bytes: [0xEF, 0xBB, 0xBF, 0x61, 0x62])
        #expect(document.text.bytes == [0x61, 0x62])
        #expect(
            document.span(of: TextRange(0, 2))
                == SourceSpan(start: 3, end: 5, startLine: 1, startColumn: 1, endLine: 1, endColumn: 3))
    }

    @Test func longLinesHaveColumnsToo() throws {
        let text = String(repeating: "日本é", count: 5000) + "x\n" + String(repeating: "e\u{301}", count: 5000) + "y"
        let x = try span("x", in: text)
        #expect(x.startColumn == 15001 && x.startLine == 1 && x.start == 40000)
        let y = try span("y", in: text)
        #expect(y.startColumn == 10001 && y.startLine == 2 && y.start == 40002 + 15000)
    }

    @Test func aLineTableMadeByHandWorks() throws {
        var document = try document("ab\ncd\n")
        document.lines = LineTable(lines: document.lines.lines)
        #expect(document.span(of: TextRange(3, 5)).startLine == 2)
        #expect(document.span(of: TextRange(3, 5)).endColumn == 3)
    }
}
