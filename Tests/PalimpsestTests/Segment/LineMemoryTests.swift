import Testing

@testable import Palimpsest

/// What is remembered of lines makes records faster, never different.
struct LineMemoryTests {
    private static func ndjson(_ records: [Record]) -> [UInt8] {
        var output: [UInt8] = []
        Emitter(format: .ndjson).append(records, to: &output)
        return output
    }

    /// A text with OCR's slips put in: letters dropped, misread or doubled, lines split and joined.
    private static func damaged(_ text: [UInt8], _ generator: inout SplitMix64) -> [UInt8] {
        var result: [UInt8] = []
        for byte in text {
            switch byte < 0x80 ? generator.index(below: 400) : 400 {
            case 0: break
            case 1: result += [byte, 0x20]
            case 2: result += [byte, 0x0A]
            case 3: result.append(0x31)
            case 4 where byte == 0x0A: result.append(0x20)
            default: result.append(byte)
            }
        }
        return result
    }

    @Test("Files read one after the other give the records that each gives by itself, also when every line is known")
    func memoryChangesNoRecord() throws {
        let templates = try TemplateSupport.templates()
        let pipeline = Pipeline(templates: templates)
        var generator = SplitMix64(seed: 7)
        var files: [[UInt8]] = []
        for folder in ["Corpus/profiles", "Corpus/profiles-cdp-iclei-track"] {
            for name in try TemplateSupport.texts(folder) {
                let bytes = try TemplateSupport.bytes(name)
                files += [bytes, Self.damaged(bytes, &generator)]
            }
        }
        // Lines that follow one another in one file and stand at the end in another.
        files += files.prefix(6).map { Array($0.prefix($0.count / 2)) }
        let expected = try files.map { Self.ndjson(try pipeline.records(of: $0, path: [])) }
        var memory = LineMemory()
        for round in 0..<2 {
            for (number, file) in files.enumerated() {
                #expect(Self.ndjson(try pipeline.records(of: file, path: [], memory: &memory)) == expected[number], "file \(number), round \(round)")
            }
        }
    }

    @Test("A batch with more lines than are kept gives the records of each file, too")
    func fullMemoryChangesNoRecord() throws {
        let pipeline = Pipeline(templates: try TemplateSupport.templates())
        let dump = try TemplateSupport.bytes("Corpus/profiles/congjiang-county.txt")
        let expected = Self.ndjson(try pipeline.records(of: dump, path: []))
        var memory = LineMemory()
        for part in 0..<3 {
            // Each line twice, since only what comes again is kept.
            let lines = (0..<6_000).map { "Line \(part) number \($0) of a very long list\n" }.joined()
            let filler = Array((lines + lines).utf8)
            let alone = Self.ndjson(try pipeline.records(of: filler, path: []))
            #expect(Self.ndjson(try pipeline.records(of: filler, path: [], memory: &memory)) == alone)
            #expect(Self.ndjson(try pipeline.records(of: dump, path: [], memory: &memory)) == expected)
        }
    }

    @Test("A line that is known has the keys that it would be given anew")
    func rememberedKeysAreTheKeys() throws {
        let folding = try #require(TemplateSupport.templates().first).tools.folding
        let text = Array("Last update: 07 April 2026\n\n  Čeština – 中文 Ⅻ\nLast update: 07 April 2026\nrn vv\nLast update: 07 April 2026\n".utf8)
        let document = try Ingest(language: "en").document(from: text, path: [])
        let lines = 0..<document.lines.lines.count
        let fresh = LineKeys(document: document, lines: lines, folding: folding)
        var memory = LineMemory()
        for _ in 0..<3 {
            let keys = LineKeys(document: document, lines: lines, folding: folding, memory: &memory)
            #expect(keys.plain == fresh.plain)
            #expect(keys.folded == fresh.folded)
            #expect(keys.plainStart == fresh.plainStart)
            #expect(keys.foldedStart == fresh.foldedStart)
        }
        let known = LineKeys(document: document, lines: lines, folding: folding, memory: &memory)
        #expect(lines.allSatisfy { known.remembered[$0] >= 0 || document.lines.lines[$0].isBlank })
    }

    @Test("Places of slots are kept in order, however many there are", arguments: 0..<6)
    func slotPlacesKeepTheirOrder(_ count: Int) {
        let places = (0..<count).map { TextRange($0 * 10, $0 * 10 + 3) }
        var slots = SlotPlaces(places)
        #expect(Array(slots) == places)
        slots.move(by: 5)
        #expect(Array(slots) == places.map { TextRange($0.start + 5, $0.end + 5) })
        if count > 0 {
            slots[count - 1].end = 99
            #expect(slots.last?.end == 99)
        }
    }
}
