import Foundation
import Testing

@testable import Palimpsest

/// How well misread words in Latin letters are repaired on pages that nothing was learnt from, and that clean text stays as it is.
@Suite struct LatinRepairFloorTests {
    /// What repair at a threshold made of pages.
    struct Score: Equatable {
        var characters = 0, before = 0, after = 0
        /// Words that repair brought nearer to the page, and farther from it.
        var better = 0, worse = 0
        var suspected = 0, suspectedRightly = 0
    }

    struct Floor: Sendable, CustomTestStringConvertible {
        var page: String
        /// At most: character errors after repair by those before.
        var left: Double
        var testDescription: String { page }
    }

    static let threshold = 0.95
    /// Each somewhat worse than what was measured when it was last set.
    static let floors = [
        Floor(page: "es-fast", left: 0.38), Floor(page: "es-standard", left: 0.38), Floor(page: "fr-fast", left: 0.44), Floor(page: "fr-standard", left: 0.5),
        Floor(page: "pt-fast", left: 0.42), Floor(page: "pt-standard", left: 0.36), Floor(page: "de-fast", left: 0.34), Floor(page: "de-standard", left: 0.42),
        Floor(page: "pl-fast", left: 0.26), Floor(page: "pl-standard", left: 0.24),
    ]

    private let reader: LatinReader

    init() throws { reader = try LatinReader(directory: QualitySupport.root.appending(path: "Dictionaries").path) }

    /// Lines of `Corpus/cases/latin-misread.tsv`: page, what it said, what was read.
    private static func pages() throws -> [String: [(page: String, read: String)]] {
        let text = try String(contentsOf: QualitySupport.root.appending(path: "Corpus/cases/latin-misread.tsv"), encoding: .utf8)
        var found: [String: [(page: String, read: String)]] = [:]
        for row in text.split(separator: "\n").dropFirst() {
            let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            if cells.count == 3 { found[cells[0], default: []].append((cells[1], cells[2])) }
        }
        return found
    }

    private func score(_ lines: [(page: String, read: String)]) throws -> Score {
        let document = try document(lines.map(\.read).joined(separator: "\n") + "\n")
        let readings = reader.readings(in: document, range: TextRange(0, document.text.bytes.count), excluding: [])
        var score = Score(), start = 0, next = 0
        for line in lines {
            let end = start + line.read.utf8.count
            var repaired: [UInt8] = [], at = start
            var single: [String] = []
            while next < readings.count, readings[next].range.start < end {
                let reading = readings[next]
                next += 1
                guard let best = reading.candidates.first, best.confidence >= Self.threshold else { continue }
                let before = document.text.bytes[start..<reading.range.start], after = document.text.bytes[reading.range.end..<end]
                single.append(String(decoding: before + Array(best.text.utf8) + after, as: UTF8.self))
                repaired += document.text.bytes[at..<reading.range.start] + Array(best.text.utf8)
                at = reading.range.end
            }
            repaired += document.text.bytes[at..<end]
            let before = Self.distance(line.page, line.read)
            score.characters += line.page.unicodeScalars.count
            score.before += before
            score.after += Self.distance(line.page, String(decoding: repaired, as: UTF8.self))
            // Each change by itself, so that one does not hide another.
            for changed in single {
                let distance = Self.distance(line.page, changed)
                score.better += distance < before ? 1 : 0
                score.worse += distance > before ? 1 : 0
            }
            start = end + 1
        }
        return score
    }

    /// Edit distance in Unicode scalars.
    private static func distance(_ left: String, _ right: String) -> Int {
        let a = Array(left.unicodeScalars), b = Array(right.unicodeScalars)
        var row = Array(0...b.count)
        for (index, scalar) in a.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in b.indices {
                let above = row[column + 1]
                row[column + 1] = min(above + 1, row[column] + 1, diagonal + (scalar == b[column] ? 0 : 1))
                diagonal = above
            }
        }
        return row[b.count]
    }

    @Test(arguments: floors)
    func errorsAreMended(_ floor: Floor) throws {
        let lines = try #require(try Self.pages()[floor.page])
        let score = try score(lines)
        #expect(score.characters > 1500 && score.before > 30)
        let share = Double(score.after) / Double(score.before)
        #expect(share <= floor.left, "\(score.before) character errors became \(score.after): \(share)")
    }

    @Test func fewWordsAreMadeWorse() throws {
        var better = 0, worse = 0
        for (_, lines) in try Self.pages() {
            let score = try score(lines)
            (better, worse) = (better + score.better, worse + score.worse)
        }
        #expect(better > 600)
        #expect(Double(worse) <= 0.02 * Double(better), "\(worse) worse, \(better) better")
    }

    /// What was put back speaks against further changes of the same kind, so that a second repair finds nothing to do.
    @Test func repairingTwiceChangesNothingMore() throws {
        for (name, lines) in try Self.pages() {
            var text = Array((lines.map(\.read).joined(separator: "\n") + "\n").utf8)
            var changed = 0
            for pass in 0..<2 {
                let document = try document(bytes: text)
                let applied = reader.readings(in: document, range: TextRange(0, document.text.bytes.count), excluding: []).filter {
                    ($0.candidates.first?.confidence ?? 0) >= Self.threshold
                }
                for reading in applied.reversed() { text.replaceSubrange(reading.range.start..<reading.range.end, with: Array(reading.candidates[0].text.utf8)) }
                if pass == 0 { changed = applied.count } else { #expect(applied.isEmpty, "\(name): \(applied.compactMap(\.candidates.first?.text))") }
            }
            #expect(changed > 5, "\(name)")
        }
    }

    @Test func everyPageHasAFloor() throws {
        #expect(Set(try Self.pages().keys) == Set(Self.floors.map(\.page)))
    }

    /// `Corpus/cases/latin-negatives.txt`: clean text of some 120 languages and kinds; a line beginning with `#` begins a text.
    @Test func cleanTextStaysAsItIs() throws {
        let file = try String(contentsOf: QualitySupport.root.appending(path: "Corpus/cases/latin-negatives.txt"), encoding: .utf8)
        var texts: [(name: Substring, text: String)] = []
        for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("#") { texts.append((line, "")) } else if !texts.isEmpty { texts[texts.count - 1].text += line + "\n" }
        }
        #expect(texts.count >= 100)
        var characters = 0, suspected = 0
        for (name, text) in texts {
            let document = try document(text)
            characters += text.unicodeScalars.count
            for reading in reader.readings(in: document, range: TextRange(0, document.text.bytes.count), excluding: []) {
                let word = String(decoding: document.text.bytes[reading.range.start..<reading.range.end], as: UTF8.self)
                if let best = reading.candidates.first { #expect(best.confidence < Self.threshold, "\(name): \(word) became \(best.text)") }
                if reading.confidence >= 0.5 { suspected += word.unicodeScalars.count }
            }
        }
        #expect(Double(suspected) <= 0.001 * Double(characters), "\(suspected) of \(characters) characters are suspected")
    }
}
