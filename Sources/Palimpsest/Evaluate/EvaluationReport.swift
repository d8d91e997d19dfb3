import FoundationEssentials

/// How good the records of a set of labelled dumps are.
public struct EvaluationReport: Sendable {
    public var files: [String]
    public private(set) var findings = Findings()
    /// How well suspects match the labels; empty when nothing has looked for suspects.
    public var detection = DetectionReport()
    /// How well repairs match the labels; empty when nothing was mended or proposed.
    public var repairs = RepairReport()
    /// What was suspected in clean texts, when some were measured.
    public var falseAlarms: FalseAlarms?
    /// What the letters of all texts were changed to before.
    public var letterCase: LetterCase?

    public init(files: [String]) { self.files = files }

    /// Whether anything of the structure was compared.
    var hasStructure: Bool { !findings.judgements.isEmpty }

    public mutating func add(_ findings: Findings) { self.findings.append(findings) }

    /// The counts of one measure.
    public struct Score: Codable, Hashable, Sendable {
        public var measure: String
        /// How many there are on the pages (that the OCR left readable).
        public var expected: Int
        public var right: Int
        public var wrong: Int
        public var missing: Int
        /// In the records but not on the pages; not among `expected`.
        public var invented: Int
        /// `right / expected`; `nil` when nothing is expected.
        public var rightShare: Double?
    }

    public func score(_ measure: Judgement.Measure) -> Score {
        let outcomes = findings.judgements.filter { $0.measure == measure }.map(\.outcome)
        func count(_ outcome: Judgement.Outcome) -> Int { outcomes.filter { $0 == outcome }.count }
        let right = count(.right), invented = count(.invented)
        let expected = outcomes.count - invented
        return Score(
            measure: measure.rawValue, expected: expected, right: right, wrong: count(.wrong), missing: count(.missing),
            invented: invented, rightShare: expected == 0 ? nil : Double(right) / Double(expected))
    }

    public var scores: [Score] { Judgement.Measure.allCases.map(score) }

    /// Everything that is not right, in the order of the files.
    public var misses: [Judgement] { findings.judgements.filter { $0.outcome != .right } }

    public func reliability(_ group: ConfidenceSample.Group) -> Reliability {
        Reliability(findings.samples.filter { $0.group == group })
    }
}

extension EvaluationReport {
    /// A report for people.
    ///
    /// - Parameter verbose: whether every miss is listed.
    public func text(verbose: Bool = false) -> String {
        var parts: [String] = []
        if !files.isEmpty { parts.append(title + "\n") }
        if hasStructure { parts += [structureTable.text, structureCalibration.text] }
        if !detection.isEmpty { parts.append(detection.text(verbose: verbose)) }
        if !repairs.isEmpty { parts.append(repairs.text) }
        if verbose { parts += misses.map(Self.text) + repairs.misses.map { $0 + "\n" } }
        if let falseAlarms { parts.append(falseAlarms.text) }
        return parts.joined(separator: "\n")
    }

    var title: String {
        (files.count == 1 ? "1 labelled dump" : "\(files.count) labelled dumps") + (letterCase.map { ", in \($0.rawValue) case" } ?? "")
    }

    var structureTable: TextTable {
        var table = TextTable(["", "expected", "right", "wrong", "missing", "invented", "right %"])
        for score in scores {
            let counts = [score.expected, score.right, score.wrong, score.missing, score.invented]
            table.add([score.measure] + counts.map { String($0) } + [DetectionReport.percent(score.rightShare)])
        }
        return table
    }

    var structureCalibration: CalibrationTables {
        var tables = CalibrationTables()
        for group in ConfidenceSample.Group.allCases { tables.add(group.rawValue, reliability(group)) }
        return tables
    }

    private static func text(_ miss: Judgement) -> String {
        "\(miss.file): \(miss.measure.rawValue) \(miss.outcome.rawValue): \(miss.subject)\n"
            + (miss.expected.isEmpty ? "" : "    expected \(miss.expected)\n") + (miss.got.isEmpty ? "" : "    got      \(miss.got)\n")
    }
}

extension EvaluationReport {
    private struct JSON: Encodable {
        var files: [String]
        var measures: [Score]
        var calibration: [CalibrationJSON]
        var misses: [Miss]
        var letterCase: String?
        var detection: DetectionJSON?
        var falseAlarms: FalseAlarmsJSON?

        struct Miss: Encodable {
            var file: String
            var measure: String
            var outcome: String
            var subject: String
            var expected: String
            var got: String
        }
    }

    /// The same as JSON, with keys in alphabetical order; what could not be computed is left out.
    public func json() throws -> String {
        let groups = ConfidenceSample.Group.allCases.map { CalibrationJSON($0.rawValue, reliability($0)) }
        let misses = misses.map { miss in
            JSON.Miss(
                file: miss.file, measure: miss.measure.rawValue, outcome: miss.outcome.rawValue, subject: miss.subject,
                expected: miss.expected, got: miss.got)
        }
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let value = JSON(
            files: files, measures: scores, calibration: groups, misses: misses, letterCase: letterCase?.rawValue,
            detection: detection.isEmpty ? nil : DetectionJSON(detection), falseAlarms: falseAlarms.map(FalseAlarmsJSON.init))
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}
