import Foundation
import Testing

@testable import Palimpsest

struct RunComparisonTests {
    private static func record(_ path: String, _ name: String?, text: String = "garble", verdict: String = "reocr_needed", clean: Double = 0, extra: String = "") -> String {
        let head = name.map { #"{"name":{"value":"\#($0)","text":"\#($0)","confidence":0.9}}"# } ?? "{}"
        return """
            {"schema_version":"1.0","source":{"path":"\(path)","sha256":"","profile_index":0},"verdict":"\(verdict)","profile":\(head),\
            "indicators":[{"id":"connectivity","fields":{"target":{"text":"\(text)","verdict":"\(verdict)","clean_ratio":\(clean),"confidence":0.5,\
            "quantities":[{"value":42.5,"unit":"ha"}]\(extra)}}}]}
            """
    }

    /// Compares two runs that are written to files first.
    private func compare(_ old: [String], _ new: [String]) throws -> (profiles: [RunComparison.Profile], gone: [String], added: [String], totals: RunTotals) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "compare-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func path(_ name: String, _ lines: [String]) throws -> [UInt8] {
            let url = folder.appending(path: name)
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: url)
            return Array(url.path(percentEncoded: false).utf8)
        }
        let comparison = try RunComparison(old: path("old", old), new: path("new", new))
        var profiles: [RunComparison.Profile] = []
        var totals = RunTotals()
        try comparison.forEach {
            profiles.append($0)
            totals.count($0)
        }
        return (profiles, comparison.gone.map(\.path), comparison.added.map(\.path), totals)
    }

    @Test func theSameRunTwiceHasNoChanges() throws {
        let lines = try QualitySupport.dumps.flatMap { try QualitySupport.ndjson(try QualitySupport.bytes($0), path: $0) }.map { String(decoding: $0, as: UTF8.self) }
        let result = try compare(lines, lines)
        #expect(result.profiles.count == lines.count && lines.count >= 9)
        #expect(result.profiles.allSatisfy { $0.changes.isEmpty })
        #expect(result.totals.unchanged == lines.count)
        #expect(result.gone.isEmpty && result.added.isEmpty)
    }

    @Test func tellsTheGain() throws {
        let result = try compare(
            [Self.record("a.txt", "A", text: "garblegarble")],
            [Self.record("a.txt", "A", text: "Clean text.", verdict: "clean", clean: 1, extra: #","last_update":{"value":"2026-01-02","confidence":0.9}"#)])
        let profile = try #require(result.profiles.first)
        #expect(profile.changes.map(\.key) == ["connectivity.target", "connectivity.target.last_update"])
        #expect(profile.changes.map(\.kind) == [.changed, .came])
        #expect(profile.old.cleanShare == 0 && profile.new.cleanShare == 1)
        #expect(result.totals.verdictChanges.map(\.change) == ["reocr_needed → clean"])
        let page = ComparisonText(columns: 80).text(of: profile)
        #expect(page.contains("clean text 0.0 % → 100.0 % (+100.0 points)"))
        #expect(page.contains("  + connectivity.target.last_update  2026-01-02\n"))
    }

    @Test(arguments: [
        ("the same path and name", "a.txt", "A", "a.txt", "A", "path and name"),
        ("the same path", "a.txt", "A", "a.txt", "Á", "path"),
        ("the same name", "a.txt", "A", "other.txt", "A", "name"),
        ("the same file in another folder", "x/a.txt", "A", "y/a.txt", "B", "file name"),
    ])
    func matches(_ what: String, _ oldPath: String, _ oldName: String, _ newPath: String, _ newName: String, _ ground: String) throws {
        let result = try compare([Self.record(oldPath, oldName)], [Self.record(newPath, newName)])
        #expect(result.profiles.map(\.ground) == [ground])
    }

    @Test func matchesByContentAndLeavesStrangersAlone() throws {
        let words = "The county protects forests, wetlands and rivers; twelve reserves cover nineteen percent of its land by now."
        let result = try compare(
            [Self.record("1.txt", nil, text: words), Self.record("2.txt", nil, text: "Buses run every ten minutes between both stations downtown.")],
            [Self.record("x.txt", "X", text: words + " And more."), Self.record("y.txt", "Y", text: "Schools teach swimming, music, chess, painting, history.")])
        #expect(result.profiles.map(\.ground) == ["content"])
        #expect(result.gone == ["2.txt"])
        #expect(result.added == ["y.txt"])
    }

    @Test func eachRecordIsUsedOnce() throws {
        let result = try compare([Self.record("a.txt", "A"), Self.record("a.txt", "A")], [Self.record("a.txt", "A"), Self.record("a.txt", "A"), Self.record("a.txt", "A")])
        #expect(result.profiles.count == 2)
        #expect(result.added.count == 1)
    }

    @Test(arguments: [
        ("not json", "old:2: is not JSON (at byte 2 of the line)"), ("{\"a\":1}", "old:2: is JSON, but no record of extract"),
        (#"{"schema_version":"7.0"}"#, "has schema version 7.0"), (#"{"schema_version":"1.0"}"#, "is a record without its source"),
    ])
    func linesThatAreNoRecordsAreNamed(_ line: String, _ message: String) throws {
        do {
            _ = try compare([Self.record("a.txt", "A"), line], [])
            Issue.record("no failure")
        } catch let failure as RunFailure {
            #expect(failure.message.contains(message), "\(failure.message)")
        }
    }

    @Test func hostileValuesStayOnTheirLine() throws {
        let result = try compare([Self.record("a.txt", "A", text: "x")], [Self.record("a.txt", "A", text: #"\u001b[31m\n\u202egnp"#)])
        let page = ComparisonText(columns: 80).text(of: try #require(result.profiles.first))
        #expect(!page.contains("\u{1B}") && !page.contains("\u{202E}"))
        #expect(page.split(separator: "\n").count == 3)
    }

    @Test func theJSONIsOneObject() throws {
        let result = try compare([Self.record("a.txt", "A"), Self.record("b.txt", nil)], [Self.record("a.txt", "A", text: "\\\"new\\\""), Self.record("c.txt", nil, text: "z")])
        var page = ComparisonJSON()
        var bytes = page.prologue
        for profile in result.profiles { bytes += page.bytes(of: profile) }
        bytes += page.epilogue(result.totals, gone: [(nil, "b.txt")], added: [])
        let value = try ReportRecords.json(bytes)
        #expect((value["profiles"] as? [Any])?.count == result.profiles.count)
        #expect((value["totals"] as? [String: Any])?["changed"] as? Int == 1)
        #expect((value["only_old"] as? [[String: Any]])?.first?["path"] as? String == "b.txt")
    }
}
