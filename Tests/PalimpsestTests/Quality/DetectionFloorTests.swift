import Foundation
import Testing

@testable import Palimpsest

/// How well the passages that the OCR could not read are found, at least, in each labelled folder of the corpus.
@Suite struct DetectionFloorTests {
    /// Floors of one folder, each a little worse than what `extract evaluate` measured when it was last set.
    struct Floor: Sendable, CustomTestStringConvertible {
        var folder: String
        /// F1 of garble, character by character: as it is, in small letters, in capitals.
        var f1: Double
        var f1Lower: Double
        var f1Upper: Double
        /// At most: share of clean characters in suspects of garble.
        var falseAlarms: Double
        /// Share of the edges of lost script inside lines that are within one character.
        var edges: Double
        /// Share of found characters of a lost script whose language is right.
        var language: Double
        /// Share of dumps with the right verdict, and with the right language to read again with.
        var verdicts: Double
        var reocr: Double
        /// At most: expected calibration error of suspects and of characters.
        var suspectsError: Double
        var charactersError: Double

        var testDescription: String { folder }
    }

    // Slips in the form's words are suspects, and rightly; the labels call them clean.
    static let floors = [
        Floor(
            folder: "profiles", f1: 0.995, f1Lower: 0.987, f1Upper: 0.986, falseAlarms: 0.0008, edges: 0.92, language: 0.999, verdicts: 0.88,
            reocr: 0.99, suspectsError: 0.08, charactersError: 0.004),
        Floor(
            folder: "profiles-made", f1: 0.998, f1Lower: 0.99, f1Upper: 0.99, falseAlarms: 0.0005, edges: 0.82, language: 0.999, verdicts: 0.93,
            reocr: 0.93, suspectsError: 0.09, charactersError: 0.004),
    ]

    private static var corpus: URL { QualitySupport.root.appending(path: "Corpus") }

    private func measure(_ floor: Floor, _ letterCase: LetterCase? = nil) throws -> EvaluationReport {
        let folder = Self.corpus.appending(path: floor.folder).path(percentEncoded: false)
        return try Evaluator(pipeline: QualitySupport.pipeline()).evaluate(directory: folder, letterCase: letterCase)
    }

    /// A folder that comes to the corpus gets floors, or its quality would be nobody's business.
    @Test func everyLabelledFolderHasFloors() throws {
        let folders = try FileManager.default.contentsOfDirectory(at: Self.corpus, includingPropertiesForKeys: nil).filter { folder in
            let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
            guard let labels = files.first(where: { $0.lastPathComponent.hasSuffix(".truth.json") }) else { return false }
            let keys = try JSONSerialization.jsonObject(with: Data(contentsOf: labels)) as? [String: Any]
            return keys?["spans"] != nil
        }
        #expect(Set(folders.map(\.lastPathComponent)) == Set(Self.floors.map(\.folder)))
    }

    @Test(arguments: floors)
    func garbleIsFound(_ floor: Floor) throws {
        let detection = try measure(floor).detection
        let total = detection.total
        #expect(try #require(total.matrix.garble.f1) >= floor.f1)
        #expect(try #require(total.falseAlarmShare) <= floor.falseAlarms)
        #expect(try #require(total.boundariesOfLostScript.edgeShare) >= floor.edges)
        #expect(try #require(total.lostLanguage.languageShare) >= floor.language)
        #expect(Double(total.verdictsRight) / Double(total.dumps) >= floor.verdicts)
        #expect(Double(total.reocrRight) / Double(max(1, total.reocrAsked)) >= floor.reocr)
        #expect(try #require(detection.reliabilityOfSuspects().error) <= floor.suspectsError)
        #expect(try #require(detection.reliabilityOfCharacters.error) <= floor.charactersError)
    }

    @Test(arguments: floors)
    func capitalsAreNoTell(_ floor: Floor) throws {
        #expect(try #require(try measure(floor, .lower).detection.total.matrix.garble.f1) >= floor.f1Lower)
        #expect(try #require(try measure(floor, .upper).detection.total.matrix.garble.f1) >= floor.f1Upper)
    }
}
