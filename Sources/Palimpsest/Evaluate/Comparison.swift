/// Compares one record with a labelled dump. ``Evaluator`` gives the result; the parts are in the extensions.
struct Comparison {
    let record: Record
    let dump: LabelledDump
    let unjudged: RangeSet<Int>
    var findings = Findings()
    /// For each of the truth's indicators the index of its record; set by ``matchIndicators()``.
    var partners: [Int?] = []

    init(_ record: Record, _ dump: LabelledDump) {
        self.record = record
        self.dump = dump
        unjudged = dump.unjudged
    }

    mutating func run() -> Findings {
        matchIndicators()
        judgeIndicators()
        judgeFields()
        judgeHeadings()
        judgeProfile()
        judgeAwards()
        judgePathway()
        judgeScores()
        judgeResources()
        return findings
    }

    mutating func note(
        _ measure: Judgement.Measure, _ outcome: Judgement.Outcome, _ subject: String, expected: String = "", got: String = ""
    ) {
        findings.judgements.append(Judgement(
            measure: measure, outcome: outcome, file: dump.name, subject: subject,
            expected: Self.short(expected), got: Self.short(got)))
    }

    /// Notes a value: missing when `got` is `nil`, right when `isRight`.
    mutating func noteValue(
        _ measure: Judgement.Measure, _ subject: String, expected: String, got: String?, isRight: Bool,
        confidence: Double? = nil
    ) {
        note(measure, got == nil ? .missing : isRight ? .right : .wrong, subject, expected: expected, got: got ?? "")
        if got != nil, let confidence { sample(.values, confidence, isRight) }
    }

    mutating func sample(_ group: ConfidenceSample.Group, _ confidence: Double, _ right: Bool) {
        findings.samples.append(ConfidenceSample(group: group, confidence: confidence, right: right))
    }

    /// The place in the file of a passage of the record.
    func place(_ passage: Passage) -> RangeSet<Int> {
        RangeSet(passage.pieces.lazy.filter { !$0.isEmpty }.map { piece in
            let start = record.document.text.sourceStart(piece.start)
            return start..<max(start, record.document.text.sourceEnd(piece.end))
        })
    }

    /// The text of a passage straight from the file, for comparisons and messages.
    func text(_ passage: Passage) -> String {
        place(passage).ranges.map(dump.string).joined(separator: " ")
    }

    func text(_ scalar: Scalar) -> String? {
        switch scalar {
        case .null: nil
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .decimal(let value): String(value.double)
        case .date(let value): value.iso
        case .string(let value): value
        case .asRead(let passage): text(passage)
        }
    }

    /// The text of a node that is a bare scalar or a value.
    func text(_ node: Node?) -> String? { node?.bareScalar.flatMap { text($0) } }

    static func short(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count <= 60 ? line : line.prefix(57) + "…"
    }
}

extension DecimalNumber {
    /// The nearest binary number: exact division while `digits` fits 53 bits and `scale` is at most 22.
    var double: Double {
        var divisor = 1.0
        for _ in 0..<max(0, scale) { divisor *= 10 }
        return Double(digits) / divisor
    }
}

extension CivilDate {
    /// ISO 8601, e.g. `2025-12-23`.
    var iso: String {
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
