import Foundation
import Testing

@testable import Palimpsest

/// How good repairs are, at least, on the labelled dumps with OCR slips put into the lines of the form.
@Suite struct RepairFloorTests {
    /// A little worse than what `extract evaluate --errors 0.2 --rounds 1` measured when they were last set.
    struct Floor: Sendable, CustomTestStringConvertible {
        var folder: String
        /// Shares of applied repairs that are right, by repairer.
        var right: [RepairMethod: Double]
        /// Applied repairs at least, so that nothing gets right by doing nothing.
        var applied: [RepairMethod: Int]
        /// Share of the damaged lines of the form that say after repair what was printed.
        var formMended: Double
        var testDescription: String { folder }
    }

    static let floors = [
        Floor(
            folder: "profiles", right: [.template: 0.99, .spacing: 0.995, .han: 0.9], applied: [.template: 190, .spacing: 2700, .han: 13],
            formMended: 0.97),
        Floor(
            folder: "profiles-made", right: [.template: 0.99, .spacing: 0.995, .han: 0.9], applied: [.template: 230, .spacing: 3900, .han: 7],
            formMended: 0.9),
    ]

    @Test(arguments: floors)
    func repairsAreRight(_ floor: Floor) throws {
        let folder = QualitySupport.root.appending(path: "Corpus/\(floor.folder)").path(percentEncoded: false)
        let report = try Evaluator(pipeline: QualitySupport.pipeline()).evaluate(directory: folder, errors: .init(rate: 0.2, rounds: 1)).repairs
        for (method, share) in floor.right {
            let score = report.score(method)
            #expect(score.applied >= floor.applied[method] ?? 1, "\(method): \(score.applied) applied")
            #expect(Double(score.right) >= share * Double(score.applied), "\(method): \(score.right) of \(score.applied) right; \(report.misses.prefix(10))")
        }
        #expect(Double(report.form.mended) >= floor.formMended * Double(report.form.damaged), "\(report.form)")
        #expect(report.form.spoilt == 0)
    }
}
