import Foundation
import Testing

@testable import Palimpsest

@Suite struct FalseAlarmsTests {
    /// A reader that suspects every `Q`, and cannot read what begins with `!`.
    private let reader: Evaluator.Reader = { (bytes, path) throws(IngestError) in
        if bytes.first == 0x21 { throw IngestError(.binary, "is no text") }
        let source = SourceInfo(
            path: path, sha256: "", byteCount: bytes.count, lineCount: 0, pageCount: 1, encoding: "UTF-8", encodingConfidence: 1)
        var record = Record(
            document: Document(source: source, text: AlignedText(identity: bytes), lines: LineTable(lines: [])), profileIndex: 0,
            template: TemplateMatch(id: "unknown", confidence: 0), range: TextRange(0, bytes.count))
        record.suspects = bytes.indices.filter { bytes[$0] == 0x51 }.map { Suspect(kind: .noise, range: TextRange($0, $0 + 1), confidence: 1) }
        record.verdict = .clean
        return [record]
    }

    @Test func sharesAreOfCharactersOtherThanWhiteSpace() throws {
        let folder = try TemporaryFolder()
        try folder.write("abc d\nQ fgh iQ", to: "one.txt")
        try folder.write("абвг", to: "two.txt")
        try folder.write("!", to: "bad.txt")
        try folder.write("QQQQ", to: "labelled.txt")
        try folder.write("{}", to: "labelled.truth.json")
        let alarms = try Evaluator(reader: reader).falseAlarms(inPlain: folder.url.path)
        #expect(alarms.files.map(\.name) == ["one", "two"])
        #expect(alarms.files.map(\.characters) == [10, 4])
        #expect(alarms.files.map(\.all) == [2, 0])
        #expect(alarms.files.map(\.script) == ["Latn", "Cyrl"])
        #expect(alarms.unreadable.map(\.name) == ["bad"])
        #expect(alarms.total.share == 2.0 / 14)
        #expect(alarms.total.meanShare == 0.1)
        #expect(alarms.total.aboveThousandth == 1)
        #expect(alarms.worst(1).map(\.name) == ["one"])
        let report = { var report = EvaluationReport(files: []); report.falseAlarms = alarms; return report }()
        #expect(report.text().hasPrefix("2 clean texts\n"))
        #expect(try report.json().contains("\"above_thousandth\" : 1"))
        #expect(report.html.contains("<td>14.286</td>"))
    }

    @Test func theLettersCanBeChangedFirst() throws {
        let folder = try TemporaryFolder()
        try folder.write("q q Q", to: "a.txt")
        let evaluator = Evaluator(reader: reader)
        #expect(try evaluator.falseAlarms(inPlain: folder.url.path, letterCase: .upper).total.share == 1)
        #expect(try evaluator.falseAlarms(inPlain: folder.url.path, letterCase: .lower).total.share == 0)
    }

    @Test func aFolderWithoutTextsIsRefused() throws {
        let folder = try TemporaryFolder()
        #expect(throws: LabelError.self) { try Evaluator(reader: reader).falseAlarms(inPlain: folder.url.path) }
        #expect(throws: LabelError.self) { try Evaluator(reader: reader).falseAlarms(inPlain: folder.url.path + "/none") }
    }
}
