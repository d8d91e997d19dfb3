import Testing

@testable import Palimpsest

@Suite struct SlipReportTests {
    /// Reads the real dump by exact lines only: what a template without tolerance does.
    private struct ExactReader: Sendable {
        let titles: [[UInt32]: Truth.Indicator]
        let labels = ["Description of how city is taking action": "description", "Baseline:": "baseline", "Target:": "target"]
        /// Lines that end a field.
        let headings: Set<String>

        init(_ dump: LabelledDump) {
            titles = Dictionary(
                dump.truth.indicators.map { (Folding.title($0.title), $0) }, uniquingKeysWith: { first, _ in first })
            headings = Set(dump.labelLines.filter { [.area, .theme, .title].contains($0.kind) }.map { dump.string($0.range) })
        }

        func records(of bytes: [UInt8]) -> [Record] {
            let source = SourceInfo(
                path: [], sha256: "", byteCount: bytes.count, lineCount: 0, pageCount: 1, encoding: "UTF-8",
                encodingConfidence: 1)
            let document = Document(source: source, text: AlignedText(identity: bytes), lines: LineTable(lines: []))
            var record = Record(
                document: document, profileIndex: 0, template: TemplateMatch(id: "exact", confidence: 1),
                range: TextRange(0, bytes.count))
            var field: FieldRecord?
            var offset = 0, pending = ""
            func close() {
                guard let done = field, !record.indicators.isEmpty else { return }
                record.indicators[record.indicators.count - 1].fields.append(done)
                field = nil
            }
            for slice in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
                let line = String(decoding: slice, as: UTF8.self), range = TextRange(offset, offset + slice.count)
                offset += slice.count + 1
                if slice.allSatisfy({ $0 <= 0x20 }) { continue }
                if let id = labels[line] {
                    close()
                    field = FieldRecord(
                        id: id, text: Passage([]), label: Passage(range), confidence: 1, structureConfidence: 1, attributes: [],
                        quantities: [])
                } else if line.hasPrefix("Last update: "), field != nil {
                    field?.attributes = Self.date(line).map { [("last_update", $0)] } ?? []
                    close()
                } else if headings.contains(line) {
                    close()
                    pending += line
                    let read = Folding.title(pending)
                    guard let truth = titles.first(where: { read.suffix($0.key.count) == $0.key[...] })?.value
                    else { continue }
                    pending = ""
                    record.indicators.append(IndicatorRecord(
                        id: nil, title: truth.title, path: [truth.actionAreaTitle ?? "", truth.theme],
                        attributes: [("action_area", .integer(truth.actionArea))], confidence: 1, heading: Passage(range),
                        range: range, fields: []))
                } else if line.hasPrefix(" ") {
                    close()
                } else {
                    field?.text.pieces.append(range)
                }
            }
            close()
            return [record]
        }

        private static func date(_ line: String) -> Value? {
            let words = line.dropFirst("Last update: ".count).split(separator: " ")
            let months = ["December": 12, "April": 4]
            guard words.count == 3, let day = Int(words[0]), let month = months[String(words[1])], let year = Int(words[2])
            else { return nil }
            return CivilDate(year: year, month: month, day: day).map { EvaluateSupport.value(.date($0)) }
        }
    }

    private func evaluator(_ dump: LabelledDump) -> Evaluator {
        let reader = ExactReader(dump)
        return Evaluator(reader: { (bytes, _) throws(IngestError) in reader.records(of: bytes) })
    }

    @Test func anExactReaderIsRightOnTheDumpItWasMadeFor() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        let findings = try evaluator(dump).findings(for: dump)
        for judgement in findings.judgements
        where [.indicators, .fields, .extents, .dates].contains(judgement.measure) && judgement.outcome != .right {
            Issue.record("\(judgement)")
        }
    }

    @Test func slipsCostAnExactReaderWhatTheyDamage() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        let report = try evaluator(dump).slips(in: [dump], kinds: [.eToC, .splitLine])
        #expect(report.rightBefore == 92)
        #expect(report.total.slips > 150)
        #expect(report.total.slips == report.byKind.values.reduce(0) { $0 + $1.slips })
        #expect(report.total.slips == report.byLine.values.reduce(0) { $0 + $1.slips })
        // A title that is not read takes its indicator and fields along; a damaged step costs none of these.
        #expect(try #require(report.byLine["title"]).lostOnAverage > 1)
        #expect(report.byLine["step"]?.lost == 0)
        #expect(report.losses.count == report.total.costly)
        #expect(report.text(verbose: true).contains("lost fields"))
        #expect(try report.json().contains("\"right_before\" : 92"))
    }

    @Test func aPerfectReaderLosesNothing() throws {
        let dump = try EvaluateSupport.dump("20_aberllanfair")
        let slips = Dictionary(
            Damage.everyLabelLine(in: dump, kinds: [.splitLine, .iconNoise]).map { ($0.dump.text, $0.dump) }, uniquingKeysWith: { first, _ in first })
        let evaluator = Evaluator(reader: { (bytes, _) throws(IngestError) in
            [EvaluateSupport.perfectRecord(of: slips[bytes] ?? dump)]
        })
        let report = try evaluator.slips(in: [dump], kinds: [.splitLine, .iconNoise])
        #expect(report.total.slips > 50)
        #expect(report.total.lost == 0)
        #expect(report.total.invented == 0)
        #expect(report.total.costly == 0)
        #expect(report.losses.isEmpty)
    }

    @Test func damagedDumpsAreEvaluatedInRounds() throws {
        let dump = try EvaluateSupport.dump("20_aberllanfair")
        let evaluator = evaluator(dump)
        let one = try evaluator.evaluate([dump], errors: .init(rate: 0.3, seed: 2, rounds: 1))
        let three = try evaluator.evaluate([dump], errors: .init(rate: 0.3, seed: 2, rounds: 3))
        #expect(three.score(.fields).expected == 3 * one.score(.fields).expected)
        #expect(one.score(.fields).right < one.score(.fields).expected)
    }
}
