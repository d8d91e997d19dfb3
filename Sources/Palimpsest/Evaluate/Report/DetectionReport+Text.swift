extension DetectionReport {
    /// Tables for people.
    ///
    /// - Parameter verbose: whether each dump has a row of its own.
    func text(verbose: Bool) -> String {
        let total = total
        var result = kindTable(total.matrix).text + "\n" + unjudgedTable(total.matrix).text
        result += "\n" + Self.table(of: "language, OCR, model", groups.map { ($0.group.title, $0.summary) } + [("all", total)]).text
        if verbose {
            result += "\n" + Self.table(of: "dump", dumps.map { ($0.name, Summary([$0])) }).text + "\n" + verdictTable.text
        }
        return result + "\n" + Self.sentences(total) + "\n" + calibration.text
    }

    /// Detection by kind, each under its own name, and of all garble together.
    func kindTable(_ matrix: DetectionMatrix) -> TextTable {
        var table = TextTable(["characters of kind", "labelled", "suspected", "precision %", "recall %", "F1", "found as any kind %"])
        func row(_ name: String, _ score: DetectionScore, _ found: Double?) {
            table.add([
                name, String(score.characters), String(score.suspected), Self.percent(score.precision), Self.percent(score.recall),
                TextTable.decimals(score.f1, 4), Self.percent(found),
            ])
        }
        for kind in SuspectKind.allCases {
            let score = matrix.score(kind)
            if score.characters + score.suspected > 0 { row(kind.rawValue, score, matrix.foundShare(CharacterClass(kind))) }
        }
        let all = matrix.sum({ $0.isGarbled }, { _ in true })
        row("garble of any kind", matrix.garble, all == 0 ? nil : Double(matrix.sum({ $0.isGarbled }, { $0 != nil })) / Double(all))
        return table
    }

    /// What was found of the characters that the score of garble leaves out, and of clean text.
    func unjudgedTable(_ matrix: DetectionMatrix) -> TextTable {
        var table = TextTable(["other characters", "labelled", "in garble %", "in any suspect %"])
        for label in CharacterClass.allCases where label == .clean || label.isUnjudgedAsGarble && matrix.characters(label) > 0 {
            table.add([
                label.rawValue, String(matrix.characters(label)), Self.percent(matrix.foundShare(label, asGarble: true), 3),
                Self.percent(matrix.foundShare(label), 3),
            ])
        }
        return table
    }

    static func table(of title: String, _ rows: [(name: String, summary: Summary)]) -> TextTable {
        var table = TextTable([
            title, "dumps", "garbled", "precision %", "recall %", "F1", "false alarms %", "edges near %", "language %", "CER %", "outside %",
        ])
        for (name, summary) in rows {
            let garble = summary.matrix.garble
            table.add([
                name, String(summary.dumps), String(garble.characters), percent(garble.precision), percent(garble.recall),
                TextTable.decimals(garble.f1, 4), percent(summary.falseAlarmShare, 3), percent(summary.boundariesOfLostScript.edgeShare, 1),
                percent(summary.lostLanguage.languageShare, 1), percent(summary.errors[.asRead]?.rate),
                percent(summary.errors[.outsideSuspects]?.rate),
            ])
        }
        return table
    }

    var verdictTable: TextTable {
        var table = TextTable(["dump", "verdict", "right", "read again with", "right"])
        for dump in dumps {
            table.add([
                dump.name, dump.verdict.rawValue, dump.verdictIsRight ? "yes" : "no",
                dump.reocrLanguages.isEmpty ? "–" : dump.reocrLanguages.joined(separator: " "), dump.reocrIsRight.map { $0 ? "yes" : "no" } ?? "–",
            ])
        }
        return table
    }

    static func sentences(_ total: Summary) -> String {
        let inner = total.boundaries, lost = total.boundariesOfLostScript, language = total.lostLanguage
        var lines = [
            "garble inside lines: \(inner.passages) passages, \(inner.edgesNear) of \(inner.edges) edges within one character (\(percent(inner.edgeShare)) %); "
                + "of a lost script: \(lost.passages) passages, \(lost.edgesNear) of \(lost.edges) edges (\(percent(lost.edgeShare)) %)",
            "lost language: right for \(percent(language.languageShare)) % of \(language.characters) found characters "
                + "(\(language.languageOpen) without one), script for \(percent(language.scriptShare)) %",
            "verdict right for \(total.verdictsRight) of \(total.dumps) dumps, first language to read again with for \(total.reocrRight) of \(total.reocrAsked)",
        ]
        for reading in CharacterErrors.Reading.allCases {
            guard let errors = total.errors[reading] else { continue }
            let name = reading == .asRead ? "as read" : "outside suspects"
            let unknown = errors.unknown > 0 ? "; \(errors.unknown) characters of unknown truth left out" : ""
            lines.append("character error rate \(name): \(percent(errors.rate, 3)) % (\(errors.edits) edits of \(errors.characters) characters\(unknown))")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    var calibration: CalibrationTables {
        var tables = CalibrationTables()
        tables.add("suspects", reliabilityOfSuspects())
        for kind in SuspectKind.allCases {
            let reliability = reliabilityOfSuspects(kind)
            if reliability.count > 0 { tables.add("– \(kind.rawValue)", reliability, withBins: false) }
        }
        tables.add("characters", reliabilityOfCharacters)
        return tables
    }

    static func percent(_ share: Double?, _ places: Int = 2) -> String { TextTable.decimals(share.map { $0 * 100 }, places) }
}

/// A table of calibration errors, and under it one of bins for each row that has them.
struct CalibrationTables {
    private(set) var summary = TextTable(["confidence of", "samples", "ECE", "by chance", "ECE (equal sizes)", "Brier"])
    private(set) var bins: [TextTable] = []

    mutating func add(_ name: String, _ reliability: Reliability, withBins: Bool = true) {
        summary.add([
            name, String(reliability.count), TextTable.decimals(reliability.error, 4), TextTable.decimals(reliability.floor, 4),
            TextTable.decimals(reliability.adaptiveError, 4), TextTable.decimals(reliability.brier, 4),
        ])
        guard withBins, reliability.count > 0 else { return }
        var table = TextTable(["reliability of \(name)", "samples", "mean confidence", "right"])
        for bin in reliability.bins {
            table.add([
                "\(TextTable.decimals(bin.lowest, 3))–\(TextTable.decimals(bin.highest, 3))", String(bin.count),
                TextTable.decimals(bin.meanConfidence, 4), TextTable.decimals(bin.rightShare, 4),
            ])
        }
        bins.append(table)
    }

    var text: String { ([summary] + bins).map(\.text).joined(separator: "\n") }
}

extension FalseAlarms {
    var text: String {
        var result = "\(files.count) clean texts\n\n" + scriptTable.text + "\n" + worstTable.text
        for file in unreadable { result += "\n\(SafeText.line(Array(file.name.utf8))): \(file.reason)" }
        return unreadable.isEmpty ? result : result + "\n"
    }

    var scriptTable: TextTable {
        var table = TextTable(["script", "texts", "characters", "in suspects %", "mean of texts %", "over 0.1 %", "over 0.5 %"])
        func row(_ name: String, _ summary: Summary) {
            table.add([
                name, String(summary.files), String(summary.characters), DetectionReport.percent(summary.share, 3),
                DetectionReport.percent(summary.meanShare, 3), String(summary.aboveThousandth), String(summary.aboveFiveThousandths),
            ])
        }
        for (script, summary) in byScript { row(script, summary) }
        row("all", total)
        return table
    }

    var worstTable: TextTable {
        var table = TextTable(["worst texts", "script", "characters", "in suspects %"] + SuspectKind.allCases.map(\.rawValue))
        for file in worst() {
            table.add(
                [SafeText.line(Array(file.name.utf8)), file.script ?? "–", String(file.characters), DetectionReport.percent(file.share, 3)]
                    + SuspectKind.allCases.map { String(file.suspected[$0] ?? 0) })
        }
        return table
    }
}
