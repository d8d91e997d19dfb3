import Testing

@testable import Palimpsest

@Suite struct EditedTextTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func edit(_ start: Int, _ end: Int, _ text: String) -> Replacement {
        Replacement(range: TextRange(start, end), replacement: Array(text.utf8))
    }

    @Test func appliesInAnyOrder() {
        let edited = EditedText([edit(8, 11, "cat"), edit(0, 3, "A")])
        #expect(text(edited.apply(to: Array("The big dog ran".utf8))) == "A big cat ran")
    }

    @Test func ofTwoThatOverlapTheFirstStays() {
        let edited = EditedText([edit(4, 7, "small"), edit(6, 9, "x")])
        #expect(text(edited.apply(to: Array("The big dog".utf8))) == "The small dog")
    }

    @Test func putsInAndTakesOut() {
        let edited = EditedText([edit(4, 4, "very "), edit(7, 11, "")])
        #expect(text(edited.apply(to: Array("The big dog".utf8))) == "The very big")
    }

    /// Whatever the edits: text between them keeps its bytes, and its offsets map there and back.
    @Test func offsetsMapBothWays() {
        var random = SplitMix64(seed: 11)
        for _ in 0..<300 {
            let bytes = (0..<40).map { _ in UInt8(ascii: "a") + UInt8(random.index(below: 26)) }
            let edits = (0..<random.index(below: 6)).map { _ in
                let start = random.index(below: 38)
                return edit(start, start + random.index(below: min(4, 40 - start)), String(repeating: "X", count: random.index(below: 4)))
            }
            let edited = EditedText(edits)
            let after = edited.apply(to: bytes)
            for offset in 0..<40 where !edited.edits.contains(where: { $0.range.contains(offset) }) {
                let place = edited.edited(TextRange(offset, offset + 1))
                guard !edited.edits.contains(where: { $0.range.start == offset + 1 && $0.range.isEmpty || $0.range.start == offset && $0.range.isEmpty }) else { continue }
                #expect(after[place.start] == bytes[offset])
                #expect(edited.original(place) == TextRange(offset, offset + 1))
            }
        }
    }

    @Test func aPartIsCutAsTheWholeIs() {
        let bytes = Array("one two three".utf8)
        let edited = EditedText([edit(0, 3, "1"), edit(8, 13, "3")])
        #expect(text(edited.apply(to: bytes, in: TextRange(4, 13))) == "two 3")
    }
}
