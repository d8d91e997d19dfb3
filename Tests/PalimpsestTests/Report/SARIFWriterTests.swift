import Foundation
import Testing

@testable import Palimpsest

struct SARIFWriterTests {
    private func run(_ records: [Record]) throws -> [String: Any] {
        let log = try ReportRecords.json(ReportRecords.report(.sarif, records))
        #expect(log["version"] as? String == "2.1.0")
        return try #require((log["runs"] as? [[String: Any]])?.first)
    }

    private func results(_ records: [Record]) throws -> [[String: Any]] { try run(records)["results"] as? [[String: Any]] ?? [] }

    private func at(_ keys: Any..., in node: Any?) -> Any? {
        keys.reduce(node) { node, key in
            if let index = key as? Int { return (node as? [Any]).flatMap { index < $0.count ? $0[index] : nil } }
            return (node as? [String: Any])?[key as? String ?? ""]
        }
    }

    @Test func ruleIdentifiersAreStable() throws {
        let rules = at("tool", "driver", "rules", in: try run([])) as? [[String: Any]] ?? []
        #expect(rules.map { $0["id"] as? String } == [
            "palimpsest/wrong-script", "palimpsest/mojibake", "palimpsest/mixed-script", "palimpsest/misread", "palimpsest/fused-words", "palimpsest/noise",
        ])
    }

    @Test(arguments: try ReportRecords.hostile())
    func regionsCutThePassageFromTheFile(_ hostile: ReportRecords.Hostile) throws {
        let record = ReportRecords.record(saying: hostile.text)
        let result = try #require(try results([record]).first)
        let region = try #require(at("locations", 0, "physicalLocation", "region", in: result) as? [String: Any])
        let start = try #require(region["byteOffset"] as? Int), length = try #require(region["byteLength"] as? Int)
        #expect(Array(hostile.text.utf8) == Array(record.document.text.bytes[start..<start + length]))
        #expect(at("snippet", "text", in: region) as? String == hostile.text)
        #expect(at("fixes", 0, "artifactChanges", 0, "replacements", 0, "insertedContent", "text", in: result) as? String == hostile.text + "!")
        #expect(at("fixes", 0, "properties", "applied", in: result) as? Bool == true)
        #expect(result["level"] as? String == "note", "what is mended needs nobody")
    }

    @Test func fingerprintsOutliveTextAbove() throws {
        func fingerprints(_ before: String) throws -> [String] {
            let record = ReportRecords.record(saying: "MRBENE FIMEN", after: before)
            return try results([record]).compactMap { at("partialFingerprints", "palimpsestPassage/v1", in: $0) as? String }
        }
        #expect(try fingerprints("One line.\n") == fingerprints("One line.\nAnd another.\n\n"))
        #expect(try fingerprints("").count == 1)
    }

    @Test func filesWithoutPassagesLeaveNoTrace() throws {
        var clean = ReportRecords.record(saying: "text")
        clean.suspects = []
        let one = ReportRecords.record(saying: "garble")
        #expect(try results([clean, one, clean, clean, one, clean]).count == 2)
        #expect(try results([clean]).isEmpty)
    }

    @Test(arguments: [("a b/c#d?.txt", "a%20b/c%23d%3F.txt"), ("从.txt", "%E4%BB%8E.txt"), ("/x/y.txt", "file:///x/y.txt"), ("c:d.txt", "c%3Ad.txt")])
    func pathsBecomeReferences(_ path: String, _ uri: String) {
        #expect(ReportedPassage.uri(of: Array(path.utf8)) == uri)
        #expect(ReportedPassage.uri(of: [0xFF, 0x61]) == "%FFa")
    }

    @Test func failuresAreNotifications() throws {
        var tally = PassageTally()
        tally.count(FileFailure(.notFound, Array("none.txt".utf8), "there is no such file"))
        let report = PassageReport(format: .sarif)
        let log = try ReportRecords.json(report.prologue() + report.epilogue(tally))
        let invocation = at("runs", 0, "invocations", 0, in: log)
        #expect(at("executionSuccessful", in: invocation) as? Bool == false)
        #expect(at("toolExecutionNotifications", 0, "descriptor", "id", in: invocation) as? String == "palimpsest/not-found")
    }
}
