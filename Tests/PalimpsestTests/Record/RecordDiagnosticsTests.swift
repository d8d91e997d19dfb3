import Testing
@testable import Palimpsest

@Suite struct RecordDiagnosticsTests {
    private let file = Diagnostic(.warning, .uncertainEncoding, "The encoding is a guess.")
    private let inside = Diagnostic(.warning, .invalidBytes, "A byte.", at: TextRange(3, 4))
    private let outside = Diagnostic(.warning, .invalidBytes, "Another byte.", at: TextRange(30, 31))
    private let own = Diagnostic(.info, .damagedHeading, "A heading.", at: TextRange(1, 2))

    private func record(document: [Diagnostic], own: [Diagnostic]) -> Record {
        var tiny = SampleRecords.document("some words in a line, and some more")
        tiny.diagnostics = document
        var record = Record(
            document: tiny, profileIndex: 0, template: TemplateMatch(id: "x", confidence: 1), range: TextRange(0, 10))
        record.diagnostics = own
        return record
    }

    @Test func thoseOfTheProfilesPartComeFirst() {
        #expect(record(document: [file, inside, outside], own: [own]).allDiagnostics == [file, inside, own])
    }

    @Test func thoseThatWerePassedOnAreListedOnce() {
        #expect(record(document: [file, inside], own: [inside, file, own]).allDiagnostics == [inside, file, own])
    }

    @Test func anEmptyRangeAtTheBeginningCounts() {
        let point = Diagnostic(.warning, .invalidBytes, "Here.", at: TextRange(0, 0))
        #expect(record(document: [point], own: []).allDiagnostics == [point])
    }
}
