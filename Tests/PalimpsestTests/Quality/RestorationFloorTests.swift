import Foundation
import Testing

@testable import Palimpsest

/// How well lost Han is proposed, at least: on regulations and on prose that no model saw, for both OCR models.
///
/// A passage is a few printed lines. Characters are right where the least edit distance pairs them with the truth; a word is right when all of it is.
@Suite struct RestorationFloorTests {
    struct Floor: Sendable, CustomTestStringConvertible {
        var file: String
        /// Share of the page's characters that are read right.
        var accuracy: Double
        /// At most: by how much confidences of words miss the share that is right, over ten bins.
        var calibration: Double
        var testDescription: String { file }
    }

    /// Each a little worse than what was measured when it was last set.
    static let floors = [
        Floor(file: "restoration-regulations.tsv", accuracy: 0.345, calibration: 0.05),
        Floor(file: "restoration-prose.tsv", accuracy: 0.21, calibration: 0.055),
    ]

    @Test(arguments: floors)
    func wordsAreProposed(_ floor: Floor) throws {
        let reader = try LostHanReader(directory: QualitySupport.root.appending(path: "Dictionaries/models").path(percentEncoded: false))
        var characters = 0, right = 0
        var judged: [(confidence: Double, right: Bool)] = []
        let content = try String(contentsOf: QualitySupport.root.appending(path: "Corpus/cases/\(floor.file)"), encoding: .utf8)
        for row in content.split(separator: "\n").dropFirst() {
            let columns = row.split(separator: "\t", omittingEmptySubsequences: false)
            try #require(columns.count == 4)
            var gibberish = String(columns[3])
            let proposal = gibberish.withUTF8 { reader.proposal(for: $0, language: String(columns[1])) }
            let truth = Array(columns[2].unicodeScalars), read = proposal.words.flatMap { Array($0.text.unicodeScalars) }
            let matched = Self.matched(read, truth)
            characters += truth.count
            right += matched.count { $0 }
            var at = 0
            for word in proposal.words {
                let end = at + word.text.unicodeScalars.count
                judged.append((word.confidence, matched[at..<end].allSatisfy { $0 }))
                at = end
            }
        }
        let sure = judged.filter { $0.confidence >= 0.95 }
        #expect(Double(right) / Double(characters) >= floor.accuracy)
        #expect(Self.calibrationError(judged) <= floor.calibration)
        #expect(sure.allSatisfy(\.right) || Double(sure.count { $0.right }) >= 0.9 * Double(sure.count))
    }

    /// Which characters of `read` the least edit distance pairs with the same character of `truth`.
    private static func matched(_ read: [UnicodeScalar], _ truth: [UnicodeScalar]) -> [Bool] {
        var costs = [Array(0...truth.count)]
        for (i, a) in read.enumerated() {
            var row = [i + 1]
            for (j, b) in truth.enumerated() { row.append(min(costs[i][j] + (a == b ? 0 : 1), costs[i][j + 1] + 1, row[j] + 1)) }
            costs.append(row)
        }
        var result = [Bool](repeating: false, count: read.count), i = read.count, j = truth.count
        while i > 0, j > 0 {
            let same = read[i - 1] == truth[j - 1]
            if costs[i][j] == costs[i - 1][j - 1] + (same ? 0 : 1) {
                result[i - 1] = same
                (i, j) = (i - 1, j - 1)
            } else if costs[i][j] == costs[i - 1][j] + 1 {
                i -= 1
            } else {
                j -= 1
            }
        }
        return result
    }

    private static func calibrationError(_ judged: [(confidence: Double, right: Bool)]) -> Double {
        var error = 0.0
        for bin in 0..<10 {
            let inside = judged.filter { min(9, Int($0.confidence * 10)) == bin }
            error += abs(inside.reduce(0) { $0 + $1.confidence } - Double(inside.count { $0.right }))
        }
        return error / Double(max(1, judged.count))
    }
}
