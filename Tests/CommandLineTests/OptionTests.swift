import Palimpsest
import Testing

@testable import extract

@Suite struct OptionTests {
    @Test(arguments: [
        ("4096", 4096), ("10k", 10_000), ("10K", 10_000), ("256MB", 256_000_000), ("1GiB", 1 << 30), ("1mib", 1 << 20), ("7b", 7),
    ])
    func sizes(_ text: String, _ bytes: Int) {
        #expect(ByteCount(argument: text)?.bytes == bytes)
    }

    @Test(arguments: ["", "k", "0", "-1", "1.5M", "10x", "1 MB", "٣", "99999999999999999999", "9999999999GiB"])
    func sizesWithoutSense(_ text: String) {
        #expect(ByteCount(argument: text) == nil)
    }

    @Test func whoAsksForColourGetsIt() {
        #expect(ColorChoice.always.isOn(for: 1, environment: ["NO_COLOR": "1"]))
        #expect(!ColorChoice.never.isOn(for: 1, environment: [:]))
        #expect(!ColorChoice.auto.isOn(for: 1, environment: ["NO_COLOR": "1"]))
        #expect(!ColorChoice.auto.isOn(for: 1, environment: ["TERM": "dumb"]))
    }

    @Test func onlyTheFirstArgumentNamesASubcommand() {
        #expect(ObjectIdentifier(Extract.command(for: ["explain", "a.txt"]).type) == ObjectIdentifier(Explain.self))
        #expect(ObjectIdentifier(Extract.command(for: ["a.txt", "explain"]).type) == ObjectIdentifier(Extract.self))
        #expect(Extract.command(for: ["help", "template", "check"]).arguments == ["--help"])
        #expect(ObjectIdentifier(Extract.command(for: ["template", "check", "x"]).type) == ObjectIdentifier(TemplateCommand.Check.self))
    }

    @Test func progressTellsRateAndTimeLeft() {
        var tally = BatchTally()
        tally.files = 10
        tally.bytes = 2_000_000
        #expect(ProgressLine.text(tally, of: BatchSize(files: 40, bytes: 8_000_000), after: 2) == "10/40 files, 1.0 MB/s, 6 s left")
        #expect(ProgressLine.text(tally, of: nil, after: 2) == "10 files, 1.0 MB/s")
        #expect(ProgressLine.text(tally, of: BatchSize(files: 40, bytes: 800_000_000), after: 2) == "10/40 files, 1.0 MB/s, 13 min 18 s left")
    }

    @Test(arguments: [(0.0, "0.00"), (1.005, "1.00"), (12.345, "12.35"), (0.999, "1.00")])
    func decimals(_ value: Double, _ text: String) {
        #expect(Messages.decimal(value, places: 2) == text)
    }
}
