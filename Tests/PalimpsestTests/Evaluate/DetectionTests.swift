import Testing

@testable import Palimpsest

@Suite struct DetectionTests {
    private func detection(_ example: DetectionCase) throws -> DumpDetection {
        try #require(Evaluator.detection(in: [example.record], of: example.dump))
    }

    @Test(arguments: try DetectionCase.all())
    func charactersHaveTheirLabels(_ example: DetectionCase) {
        let letters: [CharacterClass: Character] = [
            .clean: "c", .wrongScript: "w", .mojibake: "M", .mixedScript: "x", .misread: "m", .fusedWords: "f", .noise: "n", .slip: "s",
            .inGarble: "i", .unlabelled: "u",
        ]
        guard let expected = example.expected.classes else { return }
        #expect(String(DetectionTruth(example.dump).classes.map { letters[$0] ?? "?" }) == expected)
    }

    @Test(arguments: try DetectionCase.all())
    func charactersAreCounted(_ example: DetectionCase) throws {
        let detection = try detection(example)
        func counts(_ score: DetectionScore) -> [Int] { [score.characters, score.suspected, score.right] }
        if let garble = example.expected.garble { #expect(counts(detection.matrix.garble) == garble) }
        guard let kinds = example.expected.kinds else { return }
        for kind in SuspectKind.allCases { #expect(counts(detection.matrix.score(kind)) == kinds[kind.rawValue] ?? [0, 0, 0], "\(kind)") }
    }

    @Test(arguments: try DetectionCase.all())
    func boundariesAreJudged(_ example: DetectionCase) throws {
        guard let expected = example.expected.boundaries else { return }
        let score = try detection(example).boundaries
        #expect([score.passages, score.passagesNear, score.edges, score.edgesNear] == expected)
    }

    @Test(arguments: try DetectionCase.all())
    func languageAndVerdictAreJudged(_ example: DetectionCase) throws {
        let detection = try detection(example)
        if let expected = example.expected.language {
            let score = detection.lostLanguage
            #expect([score.characters, score.languageRight, score.languageOpen, score.scriptRight] == expected)
        }
        #expect(detection.verdictIsRight == example.expected.verdictRight)
        #expect(detection.reocrIsRight == example.expected.reocrRight)
        if let group = example.expected.group { #expect(detection.group.title == group) }
    }

    @Test(arguments: try DetectionCase.all())
    func characterErrorsAreCounted(_ example: DetectionCase) throws {
        let errors = try detection(example).errors
        for (reading, expected) in [(CharacterErrors.Reading.asRead, example.expected.asRead), (.outsideSuspects, example.expected.outsideSuspects)] {
            guard let expected, let counted = errors[reading] else { continue }
            #expect([counted.edits, counted.characters, counted.unknown] == expected, "\(reading)")
        }
    }

    @Test(arguments: try DetectionCase.all())
    func confidencesAreSampled(_ example: DetectionCase) throws {
        var report = DetectionReport()
        report.add(try detection(example))
        func counts(_ reliability: Reliability) -> [Int] {
            [reliability.count, Int(reliability.bins.reduce(0) { $0 + $1.rightShare * Double($1.count) }.rounded())]
        }
        if let expected = example.expected.suspects { #expect(counts(report.reliabilityOfSuspects()) == expected) }
        if let expected = example.expected.characters { #expect(counts(report.reliabilityOfCharacters) == expected) }
    }

    @Test func recordsThatNobodyLookedAtAreNotMeasured() throws {
        let example = try #require(try DetectionCase.all().first)
        var record = example.record
        record.verdict = nil
        #expect(Evaluator.detection(in: [record], of: example.dump) == nil)
    }

    @Test func groupsAndTotalsAreSumsOverCharacters() throws {
        let examples = try DetectionCase.all()
        var report = DetectionReport()
        for example in examples { report.add(try detection(example)) }
        #expect(report.total.dumps == examples.count)
        let sums = examples.compactMap(\.expected.garble).reduce([0, 0, 0]) { zip($0, $1).map(+) }
        let garble = report.total.matrix.garble
        #expect([garble.characters, garble.suspected, garble.right] == sums)
        #expect(report.groups.map(\.summary.dumps).reduce(0, +) == examples.count)
        #expect(report.groups.contains { $0.group.title == "zh-Hans, eng, fast" })
    }

    /// A second reading of the same dump, with slips in it, adds to the first.
    @Test func readingsOfOneDumpAreOneDump() throws {
        let example = try #require(try DetectionCase.all().first)
        var report = DetectionReport()
        report.add(try detection(example))
        report.add(try detection(example))
        #expect(report.dumps.count == 1)
        #expect(report.total.matrix.garble.characters == 24)
        #expect(report.reliabilityOfSuspects().count == 2)
    }

    @Test func spansAloneAreEnough() throws {
        let example = try #require(try DetectionCase.all().first)
        #expect(!example.dump.truth.hasStructure)
        let record = example.record
        let report = try Evaluator(reader: { (_, _) throws(IngestError) in [record] }).evaluate([example.dump])
        #expect(report.findings.judgements.isEmpty)
        #expect(report.detection.total.matrix.garble.right == 10)
    }

    /// The issue of detection says of the real dump: nine of its garbled spans take up part of a line.
    @Test func theRealDumpHasNinePassagesInsideLines() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        var record = Record(
            document: EvaluateSupport.document(dump), profileIndex: 0, template: TemplateMatch(id: "unknown", confidence: 0),
            range: TextRange(0, dump.text.count))
        record.suspects = dump.spans.filter(\.isGarbled).map {
            Suspect(kind: .wrongScript, range: TextRange($0.range.lowerBound, $0.range.upperBound), confidence: 1, script: "Hans", language: "zh-Hans")
        }
        record.verdict = .reocrNeeded
        record.reocrLanguages = ["zh-Hans"]
        let detection = try #require(Evaluator.detection(in: [record], of: dump))
        #expect(detection.boundaries.passages == 9)
        #expect(detection.boundaries.edgeShare == 1)
        #expect(detection.matrix.garble.f1 == 1)
        #expect(detection.lostLanguage.languageShare == 1)
        #expect(detection.reocrIsRight == true)
    }

    /// The labels themselves as suspects are right in all dumps, whatever their kinds.
    @Test func perfectSuspectsAreRight() throws {
        for dump in try LabelledDump.all(in: EvaluateSupport.profiles) {
            let truth = DetectionTruth(dump)
            var record = Record(
                document: EvaluateSupport.document(dump), profileIndex: 0, template: TemplateMatch(id: "unknown", confidence: 0),
                range: TextRange(0, dump.text.count))
            for index in truth.classes.indices {
                guard let kind = SuspectKind(rawValue: truth.classes[index].rawValue) else { continue }
                let start = truth.ink.starts[index]
                record.suspects.append(Suspect(kind: kind, range: TextRange(start, start + 1), confidence: 1))
            }
            record.verdict = record.suspects.contains { $0.kind.isGarble } ? .reocrNeeded : .clean
            let detection = try #require(Evaluator.detection(in: [record], of: dump))
            for kind in SuspectKind.allCases {
                let score = detection.matrix.score(kind)
                #expect(score.characters == score.right && score.suspected == score.right, "\(dump.name): \(kind)")
            }
            #expect(detection.boundaries.edges == detection.boundaries.edgesNear, "\(dump.name)")
            #expect(detection.matrix.characters(.unlabelled) == 0, "\(dump.name)")
            #expect(detection.verdictIsRight, "\(dump.name)")
        }
    }
}
