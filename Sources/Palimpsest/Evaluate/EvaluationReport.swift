import FoundationEssentials

/// How good the records of a set of labelled dumps are.
public struct EvaluationReport: Sendable {
    public var files: [String]
    public private(set) var findings = Findings()

    public init(files: [String]) { self.files = files }

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
        var result = files.count == 1 ? "1 labelled dump\n\n" : "\(files.count) labelled dumps\n\n"
        var table = TextTable(["", "expected", "right", "wrong", "missing", "invented", "right %"])
        for score in scores {
            let counts = [score.expected, score.right, score.wrong, score.missing, score.invented]
            table.add([score.measure] + counts.map { String($0) }
                + [TextTable.decimals(score.rightShare.map { $0 * 100 }, 2)])
        }
        result += table.text + "\n" + calibrationText()
        if verbose {
            for miss in misses {
                result += "\n\(miss.file): \(miss.measure.rawValue) \(miss.outcome.rawValue): \(miss.subject)\n"
                if !miss.expected.isEmpty { result += "    expected \(miss.expected)\n" }
                if !miss.got.isEmpty { result += "    got      \(miss.got)\n" }
            }
        }
        return result
    }

    private func calibrationText() -> String {
        var summary = TextTable(["confidence of", "samples", "ECE", "by chance", "ECE (equal sizes)", "Brier"])
        var tables = ""
        for group in ConfidenceSample.Group.allCases {
            let reliability = reliability(group)
            summary.add([
                group.rawValue, String(reliability.count), TextTable.decimals(reliability.error, 4),
                TextTable.decimals(reliability.floor, 4), TextTable.decimals(reliability.adaptiveError, 4),
                TextTable.decimals(reliability.brier, 4),
            ])
            guard reliability.count > 0 else { continue }
            var table = TextTable(["reliability of \(group.rawValue)", "samples", "mean confidence", "right"])
            for bin in reliability.bins {
                table.add([
                    "\(TextTable.decimals(bin.lowest, 3))–\(TextTable.decimals(bin.highest, 3))", String(bin.count),
                    TextTable.decimals(bin.meanConfidence, 4), TextTable.decimals(bin.rightShare, 4),
                ])
            }
            tables += "\n" + table.text
        }
        return summary.text + tables
    }
}

extension EvaluationReport {
    private struct JSON: Encodable {
        var files: [String]
        var measures: [Score]
        var calibration: [Group]
        var misses: [Miss]

        struct Group: Encodable {
            var of: String
            var samples: Int
            var expectedCalibrationError: Double?
            var expectedByChance: Double?
            var adaptiveCalibrationError: Double?
            var brierScore: Double?
            var bins: [Reliability.Bin]
            var adaptiveBins: [Reliability.Bin]
        }

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
        let groups = ConfidenceSample.Group.allCases.map { group in
            let reliability = reliability(group)
            return JSON.Group(
                of: group.rawValue, samples: reliability.count, expectedCalibrationError: reliability.error,
                expectedByChance: reliability.floor, adaptiveCalibrationError: reliability.adaptiveError,
                brierScore: reliability.brier, bins: reliability.bins, adaptiveBins: reliability.adaptiveBins)
        }
        let misses = misses.map { miss in
            JSON.Miss(
                file: miss.file, measure: miss.measure.rawValue, outcome: miss.outcome.rawValue, subject: miss.subject,
                expected: miss.expected, got: miss.got)
        }
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let value = JSON(files: files, measures: scores, calibration: groups, misses: misses)
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}
