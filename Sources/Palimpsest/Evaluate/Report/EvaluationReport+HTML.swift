extension EvaluationReport {
    /// The report as one page that loads nothing: tables, reliability diagrams and a strip for each dump. It has no script, and its
    /// Content-Security-Policy allows none.
    public var html: String {
        let policy = "default-src 'none'; style-src '\(Markup.hash(of: ReportStyle.page))'; base-uri 'none'; form-action 'none'"
        var body = "<h1>Evaluation</h1>\n<p>\(Markup.text(pageTitle))</p>\n"
        if !detection.isEmpty { body += detection.html }
        if hasStructure { body += structureHTML }
        if let falseAlarms { body += falseAlarms.html }
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>Evaluation: \(Markup.text(pageTitle))</title>
            <style>\(ReportStyle.page)</style>
            </head>
            <body>
            \(body)</body>
            </html>

            """
    }

    private var pageTitle: String {
        var parts = files.isEmpty ? [] : [title]
        if let falseAlarms { parts.append("\(falseAlarms.files.count) clean texts") }
        return parts.joined(separator: ", ")
    }

    private var structureHTML: String {
        let groups = ConfidenceSample.Group.allCases.map { ReliabilityDiagram(title: $0.rawValue, reliability: reliability($0)) }
        return "<h2>Structure and values</h2>\n" + Markup.table(structureTable, caption: "What is expected, and what the records have")
            + Markup.table(structureCalibration.summary, caption: "Calibration of structure and values")
            + "<div class=\"diagrams\">" + groups.filter { $0.reliability.count > 0 }.map { ReliabilityDiagram.svg([$0]) }.joined() + "</div>\n"
    }
}

extension DetectionReport {
    var html: String {
        let total = total
        return figures(total) + "<h2>Detection</h2>\n"
            + Markup.table(kindTable(total.matrix), caption: "Characters by kind, white space apart")
            + Markup.table(unjudgedTable(total.matrix), caption: "Clean text, and what counts for neither right nor wrong")
            + Markup.table(Self.table(of: "language, OCR, model", groups.map { ($0.group.title, $0.summary) } + [("all", total)]), caption: "By language and OCR model")
            + "<p>\(Self.sentences(total).split(separator: "\n").map { Markup.text(String($0)) }.joined(separator: "<br>\n"))</p>\n"
            + "<h2>What a confidence means</h2>\n<div class=\"diagrams\">" + diagrams.map { ReliabilityDiagram.svg([$0]) }.joined() + "</div>\n"
            + Markup.table(calibration.summary, caption: "Calibration of suspects") + "<h2>The dumps</h2>\n" + legend
            + dumps.map(strip).joined() + Markup.table(Self.table(of: "dump", dumps.map { ($0.name, Summary([$0])) }), caption: "Each dump")
            + Markup.table(verdictTable, caption: "Verdicts")
    }

    private func figures(_ total: Summary) -> String {
        let figures = [
            ("F1 of garble", TextTable.decimals(total.matrix.garble.f1, 4)),
            ("precision", Self.percent(total.matrix.garble.precision) + " %"), ("recall", Self.percent(total.matrix.garble.recall) + " %"),
            ("clean text flagged", Self.percent(total.falseAlarmShare, 3) + " %"),
            ("edges of lost script near", Self.percent(total.boundariesOfLostScript.edgeShare, 1) + " %"),
            ("language right", Self.percent(total.lostLanguage.languageShare, 1) + " %"),
            ("ECE of suspects", TextTable.decimals(reliabilityOfSuspects().error, 4)),
        ]
        return "<dl class=\"figures\">" + figures.map { "<div><dt>\(Markup.text($0))</dt><dd>\(Markup.text($1))</dd></div>" }.joined() + "</dl>\n"
    }

    private func strip(_ dump: DumpDetection) -> String {
        let f1 = TextTable.decimals(dump.matrix.garble.f1, 4)
        let about = "\(dump.group.title) · F1 \(f1) · clean text flagged \(Self.percent(dump.matrix.foundShare(.clean, asGarble: true), 3)) %"
        return "<section class=\"dump\"><h3>\(Markup.text(dump.name)) <span>\(Markup.text(about))</span></h3>\(StripMap(dump: dump).svg)</section>\n"
    }

    /// The colours that occur.
    private var legend: String {
        let matrix = total.matrix
        var entries = CharacterClass.allCases.filter { label in
            matrix.characters(label) > 0 || SuspectKind(rawValue: label.rawValue).map { kind in matrix.sum({ _ in true }, { $0 == kind }) > 0 } ?? false
        }.map { ("k-" + $0.rawValue, $0.rawValue.split(separator: "_").joined(separator: " ")) }
        entries += [("k-missed", "missed"), ("k-false", "clean text flagged")]
        return "<p>Labels above, suspects below, and at the bottom what was missed or flagged in vain.</p>\n<ul class=\"legend\">" + entries.map {
            "<li><svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><path class=\"\($0)\" d=\"M0 0H1V1H0z\"/></svg>\(Markup.text($1))</li>"
        }.joined() + "</ul>\n"
    }
}

extension FalseAlarms {
    var html: String {
        let missing = unreadable.map { "<li>\(Markup.text($0.name)): \(Markup.text($0.reason))</li>" }.joined()
        return "<h2>Clean texts</h2>\n" + Markup.table(scriptTable, caption: "False alarms by script")
            + Markup.table(worstTable, caption: "The ten texts with the largest shares in suspects, and their characters by kind")
            + (missing.isEmpty ? "" : "<p>Not read:</p>\n<ul>\(missing)</ul>\n")
    }
}
