import Testing

@testable import Palimpsest

/// The two programs for the edit distance of keys, and the bound that spares most of their runs.
struct KeyDistanceTests {
    private static let letters = Array("abcdeghilmnorstuvw0125".utf8)

    /// A random key and what `slips` unit edits make of it.
    private static func pair(_ generator: inout SplitMix64, slips: Int) -> (key: [UInt8], read: [UInt8]) {
        let key = (0..<8 + generator.index(below: 60)).map { _ in letters[generator.index(below: letters.count)] }
        var read = key
        for _ in 0..<slips {
            let place = generator.index(below: read.count), letter = letters[generator.index(below: letters.count)]
            switch generator.index(below: 3) {
            case 0: read[place] = letter
            case 1: read.insert(letter, at: place)
            default: read.remove(at: place)
            }
        }
        return (key, read)
    }

    @Test("The aligner, which looks only at places within its limit, finds the distance that the banded program finds", arguments: 0..<4)
    func alignerAndDistanceAgree(_ slips: Int) throws {
        let tools = try #require(TemplateSupport.templates().first).tools
        var generator = SplitMix64(seed: UInt64(slips) + 1)
        for _ in 0..<300 {
            let (key, read) = Self.pair(&generator, slips: slips)
            let limit = max(20, Float(key.count))
            let distance = tools.distance(key, read, limit: limit)
            let pattern = Pattern(source: "", parts: [.literal(Key(plain: key, folded: []))])
            let result = tools.aligner.align(pattern, read, limit: limit)
            #expect(result.cost == distance, "\(key) read as \(read)")
            #expect(distance <= Float(slips) * ConfusionCosts.substitution)
            // A limit below the distance gives it up.
            if distance > 0 { #expect(tools.aligner.align(pattern, read, limit: distance - 0.01).cost == .infinity) }
        }
    }

    @Test("What a slot takes does not depend on the limit", arguments: ["Currently, the city has {count:integer} protected areas covering {area:decimal}, or more."])
    func slotsAreTheSameWithinAnyLimit(_ source: String) throws {
        let tools = try #require(TemplateSupport.templates().first).tools
        let pattern = try Pattern(source, folding: tools.folding, choices: [])
        let read = tools.folding.key(of: "Currentiy, the clty has 12 protected arcas covering 2O4.5, or rnore.").plain
        let wide = tools.aligner.align(pattern, read, limit: 1000)
        #expect(wide.cost > 0)
        let narrow = tools.aligner.align(pattern, read, limit: wide.cost)
        #expect(narrow.cost == wide.cost)
        #expect(narrow.slots == wide.slots)
        #expect(wide.slots.map { String(decoding: read[$0], as: UTF8.self) } == ["12", "2o45"])
    }

    @Test("Letter counts turn away no key within reach", arguments: 0..<6)
    func countsAreALowerBound(_ slips: Int) {
        var generator = SplitMix64(seed: UInt64(slips) + 77)
        for _ in 0..<500 {
            let (key, read) = Self.pair(&generator, slips: slips)
            #expect(LetterCounts(key).isNear(LetterCounts(read), edits: slips))
        }
        #expect(!LetterCounts(Array("aaaa".utf8)).isNear(LetterCounts(Array("bbbb".utf8)), edits: 3))
    }

    @Test func countsGrowPieceByPiece() {
        let key = Array("protectedareas".utf8)
        var counts = LetterCounts()
        key.withUnsafeBufferPointer { key in
            counts.add(key, 0, 5)
            counts.add(key, 5, key.count)
        }
        #expect(counts.isNear(LetterCounts(key), edits: 0))
    }
}
