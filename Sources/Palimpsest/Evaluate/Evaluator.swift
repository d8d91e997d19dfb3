/// Measures a pipeline against labelled dumps.
///
///     let report = try Evaluator(pipeline: pipeline).evaluate(directory: "Corpus/profiles")
///     print(report.text(verbose: true))
public struct Evaluator: Sendable {
    /// What is measured: the records of a file's bytes and path.
    public typealias Reader = @Sendable (_ bytes: [UInt8], _ path: [UInt8]) throws(IngestError) -> [Record]

    let read: Reader

    /// Errors to put into the label lines before measuring.
    public struct Errors: Sendable {
        /// Probability that a label line gets a slip, and that it gets another one after each.
        public var rate: Double
        public var seed: UInt64
        /// How often each dump is damaged anew.
        public var rounds: Int

        public init(rate: Double, seed: UInt64 = 1, rounds: Int = 1) {
            self.rate = rate
            self.seed = seed
            self.rounds = rounds
        }
    }

    public init(pipeline: Pipeline) {
        read = { (bytes, path) throws(IngestError) in try pipeline.records(of: bytes, path: path) }
    }

    /// Measures another reader, e.g. an older version.
    public init(reader: @escaping Reader) { read = reader }

    /// Evaluates every `NAME.txt` with a `NAME.truth.json` in a folder.
    ///
    /// - Throws: ``LabelError`` when labels cannot be read, ``IngestError`` when a dump is not text.
    public func evaluate(directory: String, errors: Errors? = nil, letterCase: LetterCase? = nil) throws -> EvaluationReport {
        try evaluate(LabelledDump.all(in: directory), errors: errors, letterCase: letterCase)
    }

    /// - Parameter letterCase: what the dumps' letters are changed to; only detection is measured then, as the labels of the
    ///   structure are in other letters.
    /// - Throws: ``IngestError`` when a dump is not text.
    public func evaluate(
        _ dumps: [LabelledDump], errors: Errors? = nil, letterCase: LetterCase? = nil
    ) throws(IngestError) -> EvaluationReport {
        var report = EvaluationReport(files: dumps.map(\.name))
        report.letterCase = letterCase
        for (index, dump) in dumps.enumerated() {
            let dump = letterCase.map(dump.inCase) ?? dump
            guard let errors else {
                try add(dump, to: &report)
                continue
            }
            for round in 0..<max(1, errors.rounds) {
                let seed = errors.seed &+ UInt64(index) &* 1_000_003 &+ UInt64(round) &* 7919
                try add(Damage.random(rate: errors.rate, seed: seed, in: dump), to: &report)
            }
        }
        return report
    }

    private func add(_ dump: LabelledDump, to report: inout EvaluationReport) throws(IngestError) {
        let records = try records(of: dump)
        if dump.truth.hasStructure, report.letterCase == nil { report.add(Self.compare(records[0], with: dump)) }
        if let detection = DumpDetection(records, dump) {
            report.detection.add(detection)
            if report.letterCase == nil, let repairs = DumpRepairs(records, dump) { report.repairs.add(repairs, detection.group) }
        }
    }

    /// Runs the pipeline on a dump and compares its first record.
    public func findings(for dump: LabelledDump) throws(IngestError) -> Findings {
        Self.compare(try records(of: dump)[0], with: dump)
    }

    /// The records of a dump, at least one.
    private func records(of dump: LabelledDump) throws(IngestError) -> [Record] {
        let path = Array("\(dump.name).txt".utf8)
        let records = try read(dump.text, path)
        guard records.isEmpty else { return records }
        // A pipeline that gives no record misses everything.
        let source = SourceInfo(
            path: path, sha256: "", byteCount: dump.text.count, lineCount: 0, pageCount: 0, encoding: "UTF-8",
            encodingConfidence: 1)
        let empty = Document(source: source, text: AlignedText(identity: dump.text), lines: LineTable(lines: []))
        let match = TemplateMatch(id: "unknown", confidence: 0)
        return [Record(document: empty, profileIndex: 0, template: match, range: TextRange(0, dump.text.count))]
    }

    /// Compares a record with what its dump really says.
    public static func compare(_ record: Record, with dump: LabelledDump) -> Findings {
        var comparison = Comparison(record, dump)
        return comparison.run()
    }

    /// Compares the suspects of a file's records with its dump's labels; `nil` when nothing has looked for suspects.
    public static func detection(in records: [Record], of dump: LabelledDump) -> DumpDetection? { DumpDetection(records, dump) }
}
