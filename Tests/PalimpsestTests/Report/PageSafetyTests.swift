import Crypto
import Foundation
import Testing

@testable import Palimpsest

/// The page is a program that is sent around: no text of a document may become part of it.
struct PageSafetyTests {
    private func pieces(_ page: String, between start: String, and end: String) -> [String] {
        page.components(separatedBy: start).dropFirst().map { $0.components(separatedBy: end)[0] }
    }

    private func page(_ records: [Record]) -> String { String(decoding: ReportRecords.report(.html, records), as: UTF8.self) }

    @Test(arguments: try ReportRecords.hostile())
    func dataBlocksHoldNoMarkup(_ hostile: ReportRecords.Hostile) throws {
        let page = page([ReportRecords.record(saying: hostile.text)])
        let blocks = pieces(page, between: "<script type=\"application/json\" class=\"profile\">", and: "</script>")
        #expect(blocks.count == 1)
        let block = try #require(blocks.first)
        #expect(!block.utf8.contains { [UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0, 0x0A].contains($0) })
        let data = try ReportRecords.json(block.utf8)
        let suspect = try #require((data["suspects"] as? [[String: Any]])?.first)
        let at = try #require(suspect["at"] as? [Int])
        let units = Array((data["text"] as? String ?? "").utf16)
        #expect(String(decoding: units[at[0]..<at[1]], as: UTF16.self) == hostile.text)
        #expect((suspect["reasons"] as? [String]) == [hostile.text])
        #expect((suspect["candidates"] as? [[String: Any]])?.first?["text"] as? String == hostile.text + "!")
        #expect(data["name"] as? String == hostile.text)
        // One profile, the summary, the script.
        #expect(page.lowercased().components(separatedBy: "</script").count == 4)
    }

    @Test func thePolicyAllowsTheOwnStyleAndScriptAndNothingElse() throws {
        let page = page([ReportRecords.record(saying: "garble")])
        let policy = try #require(pieces(page, between: "http-equiv=\"Content-Security-Policy\" content=\"", and: "\"").first)
        func source(_ text: String) -> String { "'sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString() + "'" }
        let style = try #require(pieces(page, between: "<style>", and: "</style>").first)
        let script = try #require(pieces(page, between: "<script>", and: "</script>").first)
        #expect(style.count > 1000 && script.count > 1000)
        #expect(policy == "default-src 'none'; style-src \(source(style)); script-src \(source(script)); base-uri 'none'; form-action 'none'")
    }

    @Test func theFrameHasNothingInlineAndLoadsNothing() {
        let page = page([])
        let frame = page.replacing(/<style>.*?<\/style>|<script.*?<\/script>/.dotMatchesNewlines(), with: "")
        #expect(!frame.contains(/\s(style|on[a-z]+|src)\s*=/))
        #expect(!frame.contains(/href="(?!#)/))
        let resources = PageAssets()
        let script = String(decoding: resources.script, as: UTF8.self), style = String(decoding: resources.style, as: UTF8.self)
        for sink in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch(", "import("] {
            #expect(!script.contains(sink), "the script uses \(sink)")
        }
        #expect(!style.contains("url(") && !style.contains("@import"))
    }

    @Test func theSameRecordsGiveTheSamePage() {
        let records = [ReportRecords.record(saying: "one"), ReportRecords.record(saying: "two")]
        #expect(ReportRecords.report(.html, records) == ReportRecords.report(.html, records))
    }

    @Test func failuresAreTold() throws {
        var tally = PassageTally()
        tally.count(FileFailure(.notFound, Array("no\u{202E}such</script>".utf8), "there is no such file"))
        let end = String(decoding: PassageReport(format: .html).epilogue(tally), as: UTF8.self)
        let summary = try #require(pieces(end, between: "id=\"summary\">", and: "</script>").first)
        let failures = try #require(try ReportRecords.json(summary.utf8)["failures"] as? [[String: String]])
        #expect(failures == [["path": "no\\u{202E}such</script>", "message": "there is no such file"]])
    }
}
