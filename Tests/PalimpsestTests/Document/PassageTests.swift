import Testing

@testable import Palimpsest

struct PassageTests {
    @Test func piecesAreThoseThatWentIn() {
        for pieces in [[], [TextRange(3, 7)], [TextRange(3, 7), TextRange(9, 12), TextRange(20, 21)]] {
            let passage = Passage(pieces)
            #expect(passage.pieces == pieces)
            #expect(Array(passage.eachPiece) == pieces)
            #expect(passage.count == pieces.count)
            #expect((0..<passage.count).map { passage[$0] } == pieces)
            #expect(passage.last == pieces.last)
            #expect(passage.extent == TextRange(pieces.first?.start ?? 0, pieces.last?.end ?? 0))
        }
        #expect(Passage(TextRange(1, 2)) == Passage([TextRange(1, 2)]))
        #expect(Passage([]) != Passage(TextRange(0, 0)))
    }

    @Test func piecesCanBeChanged() {
        var passage = Passage([])
        passage.append(TextRange(1, 2))
        passage.extendLast(to: 4)
        passage.append(TextRange(6, 7))
        passage.extendLast(to: 9)
        #expect(passage.pieces == [TextRange(1, 4), TextRange(6, 9)])
        passage.pieces.removeFirst()
        #expect(passage == Passage(TextRange(6, 9)))
        #expect(!passage.isEmpty)
        #expect(Passage([TextRange(2, 2)]).isEmpty)
    }

    @Test("A place is the same wherever the search for it begins", arguments: [
        "a\nbé\n\n  c d\r\ne", "\u{A0}x\ny\u{0B}z\u{0C}w\n\u{2028}v", String(repeating: "é", count: 5000) + "\nlast",
    ])
    func hintsChangeNothing(_ text: String) throws {
        let document = try Ingest(language: "en").document(from: Array(text.utf8), path: [])
        let breaks = "\n\r\u{2028}".unicodeScalars
        let offsets = text.unicodeScalars.indices.filter { !breaks.contains(text.unicodeScalars[$0]) }
            .map { text.utf8.distance(from: text.startIndex, to: $0) }
        for offset in offsets.count > 200 ? Array(offsets.suffix(100)) : offsets {
            let range = TextRange(offset, offset + UTF8Bytes.length(lead: document.text.bytes[offset]))
            let span = document.span(of: range)
            let before = String(decoding: Array(text.utf8)[..<offset], as: UTF8.self).unicodeScalars
            #expect(span.start == offset)
            #expect(span.startColumn == 1 + before.reversed().prefix { !breaks.contains($0) }.count)
            for hint in 0...document.lines.lines.count {
                var line = hint
                #expect(document.span(of: range, near: &line) == span)
            }
        }
    }
}
