import Foundation
import Testing

@testable import Palimpsest

@Suite struct RepairPlanTests {
    private static let dumps = ["congjiang-county", "06_yunhe_county", "17_villa_quebrada"]

    @Test(arguments: dumps)
    func replayGivesTheSameBytes(_ dump: String) throws {
        let source = try QualitySupport.bytes(dump)
        let records = try QualitySupport.records(source)
        let repaired = try #require(RepairedFile(records, source: source))
        #expect(!repaired.edits.edits.isEmpty)
        let plan = try RepairPlan(json: RepairPlan(of: records).json)
        #expect(try plan.replay(on: repaired.document, source: source).text == repaired.text)
    }

    /// Offsets in a plan are of the file as it lies on disk, whatever its encoding.
    @Test func replayGivesTheSameBytesInAnotherEncoding() throws {
        let text = try QualitySupport.text("06_yunhe_county")
        let source = [0xFF, 0xFE] + Array(try #require(text.data(using: .utf16LittleEndian)))
        let records = try QualitySupport.records(source)
        let repaired = try #require(RepairedFile(records, source: source))
        let plan = RepairPlan(of: records)
        let first = try #require(plan.edits.first { $0.applied && $0.text.utf8.count > 1 })
        let cut = try #require(String(data: Data(source[first.start..<first.end]), encoding: .utf16LittleEndian))
        #expect(cut == first.text)
        #expect(try plan.replay(on: repaired.document, source: source).text == repaired.text)
    }

    @Test func whatAReviewerTurnsOffIsLeftAsRead() throws {
        let records = try QualitySupport.records(try QualitySupport.bytes("congjiang-county"))
        var plan = RepairPlan(of: records)
        for index in plan.edits.indices { plan.edits[index].applied = false }
        #expect(try plan.replay(on: records[0].document, source: records[0].document.text.bytes).text == records[0].document.text.bytes)
    }

    @Test func aPlanForAnotherFileIsRefused() throws {
        let plan = RepairPlan(of: try QualitySupport.records(try QualitySupport.bytes("congjiang-county")))
        let other = try QualitySupport.records(try QualitySupport.bytes("06_yunhe_county"))[0].document
        #expect(throws: RepairPlanError.self) { try plan.replay(on: other, source: []) }
    }

    @Test func editsThatOverlapAreRefused() throws {
        let records = try QualitySupport.records(try QualitySupport.bytes("congjiang-county"))
        var plan = RepairPlan(of: records)
        let edit = try #require(plan.edits.first { $0.applied && !$0.text.isEmpty })
        plan.edits.append(edit)
        #expect { try plan.replay(on: records[0].document, source: []) } throws: { "\($0)".contains("another edit") }
    }

    @Test func anEditThatDoesNotFitIsRefused() throws {
        let records = try QualitySupport.records(try QualitySupport.bytes("congjiang-county"))
        let plan = RepairPlan(of: records)
        let index = try #require(plan.edits.firstIndex { $0.applied })
        for (start, end) in [(-4, 2), (3, 1), (1 << 40, 1 << 41), (plan.edits[index].start + 1, plan.edits[index].end + 1)] {
            var changed = plan
            (changed.edits[index].start, changed.edits[index].end) = (start, end)
            #expect(throws: RepairPlanError.self) { try changed.replay(on: records[0].document, source: []) }
        }
    }

    @Test(arguments: ["", "{", "[]", #"{"plan_version": 1}"#, #"{"plan_version": 9, "sha256": "", "encoding": "", "edits": []}"#])
    func whatIsNoPlanIsRefused(_ json: String) {
        #expect(throws: RepairPlanError.self) { try RepairPlan(json: Array(json.utf8)) }
    }
}
