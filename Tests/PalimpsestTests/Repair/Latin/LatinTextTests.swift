import Testing

@testable import Palimpsest

/// Which words of a text are looked at, and what shape they have.
@Suite struct LatinTextTests {
    private func words(_ text: String, excluding excluded: [TextRange] = []) -> [(text: String, shape: LatinWord.Shape)] {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { buffer in
            var lines: [TextRange] = [], start = 0
            for at in 0...buffer.count where at == buffer.count || buffer[at] == 10 {
                lines.append(TextRange(start, at))
                start = at + 1
            }
            let found = LatinText(lines: lines, excluding: excluded, in: buffer)
            return found.words.map { (String(decoding: buffer[$0.range.start..<$0.range.end], as: UTF8.self), $0.shape) }
        }
    }

    @Test func wordsAreCutAtPunctuationAndClitics() {
        #expect(words("l’écran (situé) à-côté, fin.").map(\.text) == ["l", "écran", "situé", "à", "côté", "fin"])
        let shapes = words("l’écran sous-sol")
        #expect(shapes[0].shape.contains(.clitic) && !shapes[1].shape.contains(.clitic))
        #expect(shapes[2].shape.contains(.joined) && shapes[3].shape.contains(.joined))
    }

    @Test func signsThatStandForLettersBelongToTheWord() {
        #expect(words("by¢, bot6n i |’eau").map(\.text) == ["by¢", "bot6n", "i", "|", "eau"])
        #expect(words("che & bella R&D 5€").map(\.text) == ["che", "&", "bella", "R&D"], "alone between spaces it may be an è")
        #expect(words("bot6n")[0].shape.contains(.digit) && !words("bot6n")[0].shape.contains(.outerDigit))
        #expect(words("m2")[0].shape.contains(.outerDigit))
    }

    @Test func whatIsNoProseIsLeftOut() {
        #expect(words("see www.example.org/a, info@x.org, src/main.c, B.A.-BA, nbs_v2 a=b Москва 山林x 12,5 5%x").map(\.text) == ["see"])
        #expect(words("and/or [x] {y}").map(\.text) == ["and", "or"])
    }

    @Test func capitalsAreTold() {
        let found = words("POBLACION Total CtriH fIor")
        #expect(found[0].shape.contains(.allCapitals))
        #expect(found[1].shape.contains(.capital) && found[1].shape.isDisjoint(with: [.allCapitals, .innerCapital]))
        #expect(found[2].shape.contains(.innerCapital))
        #expect(!found[3].shape.contains(.innerCapital), "a capital I within a word is an l that was misread")
    }

    @Test func sentencesBeginAfterStopsAndBlankLines() {
        let found = words("Una frase. Otra frase\nsigue aquí\n\nNueva")
        #expect(found.map { $0.shape.contains(.first) } == [true, false, true, false, false, false, true])
    }

    @Test func excludedPlacesAreLeftOut() {
        #expect(words("uno dos tres", excluding: [TextRange(4, 7)]).map(\.text) == ["uno", "tres"])
    }
}
