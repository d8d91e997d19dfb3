import FoundationEssentials

/// What one OCR slip in one label line costs.
///
/// Counted are the things that a hand-written template is usually asked for: each indicator (title, area and theme), each field
/// (owner and extent) and each date. The real dump has 92 of them. A thing is *lost* when it was right before the slip and is
/// not after it; a thing is *invented* when the slip adds one that is not on the page.
public struct SlipReport: Codable, Sendable {
    public struct Tally: Codable, Hashable, Sendable {
        public var slips = 0
        public var lost = 0
        public var invented = 0
        /// Slips that cost anything.
        public var costly = 0
        public var lostOnAverage: Double { slips == 0 ? 0 : Double(lost) / Double(slips) }
        public var inventedOnAverage: Double { slips == 0 ? 0 : Double(invented) / Double(slips) }
    }

    public struct Loss: Codable, Hashable, Sendable {
        public var file: String
        public var kind: String
        public var line: String
        public var damaged: String
        public var lost: [String]
        public var invented: [String]
    }

    /// Things that are right before any slip.
    public var rightBefore = 0
    public var total = Tally()
    public var byKind: [String: Tally] = [:]
    public var byLine: [String: Tally] = [:]
    public var losses: [Loss] = []
}

extension Evaluator {
    /// Puts every slip into every label line of each dump in turn.
    public func slips(in dumps: [LabelledDump], kinds: [Damage.Kind] = Damage.Kind.allCases) throws(IngestError) -> SlipReport {
        var report = SlipReport()
        for dump in dumps {
            let before = Counted(try findings(for: dump))
            report.rightBefore += before.right.count
            for slip in Damage.everyLabelLine(in: dump, kinds: kinds) {
                let after = Counted(try findings(for: slip.dump))
                report.add(
                    slip, lost: before.right.subtracting(after.right),
                    invented: after.invented.subtracting(before.invented))
            }
        }
        return report
    }

    private struct Counted {
        var right: Set<String> = []
        var invented: Set<String> = []

        init(_ findings: Findings) {
            var badExtents: Set<String> = []
            for judgement in findings.judgements where judgement.measure == .extents && judgement.outcome != .right {
                badExtents.insert(judgement.subject)
            }
            for judgement in findings.judgements where [.indicators, .fields, .dates].contains(judgement.measure) {
                let thing = "\(judgement.measure.rawValue) \(judgement.subject)"
                switch judgement.outcome {
                case .right where judgement.measure != .fields || !badExtents.contains(judgement.subject): right.insert(thing)
                case .invented: invented.insert(thing)
                default: break
                }
            }
        }
    }
}

extension SlipReport {
    mutating func add(_ slip: Damage.Slip, lost: Set<String>, invented: Set<String>) {
        func add(to tally: inout Tally) {
            tally.slips += 1
            tally.lost += lost.count
            tally.invented += invented.count
            if !(lost.isEmpty && invented.isEmpty) { tally.costly += 1 }
        }
        add(to: &total)
        add(to: &byKind[slip.edit.kind.rawValue, default: Tally()])
        add(to: &byLine[slip.lineKind.rawValue, default: Tally()])
        guard !(lost.isEmpty && invented.isEmpty) else { return }
        let start = slip.edit.range.lowerBound
        let around = slip.dump.string(max(0, start - 20)..<min(slip.dump.text.count, start + 20))
        losses.append(Loss(
            file: slip.dump.name, kind: slip.edit.kind.rawValue, line: slip.line,
            damaged: around.split(whereSeparator: \.isNewline).joined(separator: "⏎"), lost: lost.sorted(),
            invented: invented.sorted()))
    }

    /// A table for people.
    ///
    /// - Parameter verbose: whether every slip that cost something is listed.
    public func text(verbose: Bool = false) -> String {
        var table = TextTable(["slips in label lines", "slips", "costly", "lost on average", "invented on average"])
        func row(_ name: String, _ tally: Tally) {
            table.add([
                name, String(tally.slips), String(tally.costly), TextTable.decimals(tally.lostOnAverage, 3),
                TextTable.decimals(tally.inventedOnAverage, 3),
            ])
        }
        for kind in Damage.Kind.allCases {
            if let tally = byKind[kind.rawValue] { row(kind.rawValue, tally) }
        }
        for kind in LabelledDump.LabelLine.Kind.allCases {
            if let tally = byLine[kind.rawValue] { row("in a line of kind \(kind.rawValue)", tally) }
        }
        row("all", total)
        var result = "\(rightBefore) things right before any slip\n\n\(table.text)"
        if verbose {
            for loss in losses {
                result += "\n\(loss.file): \(loss.kind) in “\(loss.line)”: …\(loss.damaged)…\n"
                for thing in loss.lost { result += "    lost \(thing)\n" }
                for thing in loss.invented { result += "    invented \(thing)\n" }
            }
        }
        return result
    }

    /// The same as JSON, with keys in alphabetical order.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}
