import Foundation
import Testing

@testable import Palimpsest

struct PassageLinesTests {
    @Test(arguments: try ReportRecords.hostile())
    func everyLineIsAnObjectThatSaysAll(_ hostile: ReportRecords.Hostile) throws {
        let output = ReportRecords.report(.jsonl, [ReportRecords.record(saying: hostile.text), ReportRecords.record(saying: "x")])
        let lines = output.split(separator: 0x0A, omittingEmptySubsequences: false)
        #expect(lines.count == 3 && lines[2].isEmpty)
        let passage = try ReportRecords.json(lines[0])
        #expect(passage["kind"] as? String == "misread")
        #expect(passage["profile"] as? String == hostile.text)
        #expect(passage["before"] as? String == "Before: ")
        #expect((passage["after"] as? String)?.hasPrefix(" <- after") == true)
        #expect((passage["candidates"] as? [[String: Any]])?.map { $0["applied"] as? Bool } == [true, false])
        #expect((passage["terms"] as? [[String: Any]])?.first?["text"] as? String == hostile.text)
    }
}
