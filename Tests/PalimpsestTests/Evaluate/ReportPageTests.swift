import Foundation
import Testing

@testable import Palimpsest

@Suite struct ReportPageTests {
    private func report(named name: String? = nil) throws -> EvaluationReport {
        let examples = try DetectionCase.all()
        var report = EvaluationReport(files: examples.map(\.name))
        for example in examples {
            var dump = example.dump
            if let name { dump.name = name }
            if let detection = Evaluator.detection(in: [example.record], of: dump) { report.detection.add(detection) }
        }
        return report
    }

    @Test func thePageLoadsNothingAndRunsNothing() throws {
        let page = try report().html
        for forbidden in ["<script", "http://", "https://", " src=", " href=", " style=", "url(", "@import"] {
            let own = page.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
            #expect(!own.contains(forbidden), "\(forbidden)")
        }
        #expect(page.contains("default-src 'none'; style-src '\(Markup.hash(of: ReportStyle.page))'"))
        let style = try #require(page.firstMatch(of: /<style>([\s\S]*?)<\/style>/))
        #expect(String(style.1) == ReportStyle.page)
        #expect(page.matches(of: /<style/).count == 1)
    }

    @Test func namesCannotBreakThePage() throws {
        let page = try report(named: "<b>&\"'\u{202E}x").html
        #expect(page.contains("&lt;b&gt;&amp;&quot;&#39;"))
        #expect(!page.contains("<b>"))
        #expect(!page.contains("\u{202E}"))
    }

    @Test func everyElementIsClosed() throws {
        for text in [try report().html, try report().detection.svg] {
            var open: [String] = []
            for match in text.matches(of: /<(\/?)([a-z1-6]+)[^>]*?(\/?)>/) {
                let name = String(match.2)
                if !match.3.isEmpty || name == "meta" || name == "br" { continue }
                if match.1.isEmpty { open.append(name) } else { #expect(open.popLast() == name) }
            }
            #expect(open.isEmpty)
        }
    }

    @Test func pointsStandAtConfidenceAndShare() {
        let samples = (0..<4).map { ConfidenceSample(group: .fields, confidence: 0.75, right: $0 < 1) }
        let drawing = ReliabilityDiagram(title: "x", reliability: Reliability(samples)).group()
        // 46 + 0.75 · 236, 44 + (1 − 0.25) · 236
        #expect(drawing.contains("cx=\"223\" cy=\"221\""))
        #expect(drawing.contains("4 samples, ECE 0.5000"))
    }

    /// Wilson's interval for 1 of 4 is 0.0456 to 0.6994 (Newcombe, Statistics in Medicine 17, 1998, gives the method).
    @Test func intervalsAreWilsons() {
        let bin = Reliability.Bin(lowest: 0.75, highest: 0.75, count: 4, meanConfidence: 0.75, rightShare: 0.25)
        let interval = ReliabilityDiagram.interval(bin)
        #expect(abs(interval.lowerBound - 0.0456) < 0.0001)
        #expect(abs(interval.upperBound - 0.6994) < 0.0001)
    }

    @Test func theJSONHasTheFigures() throws {
        let parsed = try JSONSerialization.jsonObject(with: Data(try report().json().utf8)) as? [String: Any]
        let detection = try #require(parsed?["detection"] as? [String: Any])
        let total = try #require(detection["total"] as? [String: Any])
        let garble = try #require(total["garble"] as? [String: Any])
        #expect(garble["characters"] as? Int == 54)
        #expect((detection["dumps"] as? [[String: Any]])?.count == 10)
        #expect((total["labels"] as? [[String: Any]])?.contains { ($0["suspected_as"] as? [String: Int])?["none"] != nil } == true)
        #expect((detection["calibration"] as? [[String: Any]])?.first?["of"] as? String == "suspects")
    }
}
