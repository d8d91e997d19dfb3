/// Nature Pathway, City Biodiversity Index, Tools & resources.
extension Comparison {
    mutating func judgePathway() {
        let nodes = record.collections.node("pathway")?.items ?? []
        for truth in dump.truth.naturePathway {
            let subject = "step \(truth.step)"
            let node = nodes.first { $0.member("step")?.integer == truth.step }
            let title = text(node?.member("title"))
            noteValue(
                .steps, subject, expected: truth.title, got: node == nil ? nil : title ?? "",
                isRight: title.map { Folding.title($0) == Folding.title(truth.title) } ?? false, confidence: node?.probability)
            judgeUploads(node?.member("uploads")?.items ?? [], truth, subject)
        }
        for node in nodes where !dump.truth.naturePathway.contains(where: { $0.step == node.member("step")?.integer }) {
            note(.steps, .invented, "step \(text(node.member("step")) ?? "?")", got: text(node.member("title")) ?? "")
        }
    }

    private mutating func judgeUploads(_ nodes: [Node], _ truth: Truth.Step, _ subject: String) {
        var titles = nodes.map { node in (text(node) ?? text(node.member("title")) ?? "", node.probability) }
        if hasAllUploads(truth) {
            let expected = truth.uploads.count
            note(
                .uploads, titles.count == expected ? .right : titles.count < expected ? .missing : .invented,
                "\(subject)/count", expected: String(expected), got: String(titles.count))
        }
        for upload in truth.uploads where dump.isReadable(upload) {
            let match = titles.firstIndex { Folding.title($0.0) == Folding.title(upload) }
            let found = match.map { titles.remove(at: $0) }
            noteValue(
                .uploads, "\(subject)/\(upload)", expected: upload, got: found?.0, isRight: found != nil,
                confidence: found?.1)
        }
    }

    /// Whether the OCR shows as many uploads as there are. Of titles that it cannot read it may lose one or make two.
    private func hasAllUploads(_ step: Truth.Step) -> Bool {
        if step.uploads.allSatisfy(dump.isReadable) { return true }
        let headings = dump.labelLines.filter { $0.kind == .step || $0.kind == .component }.map(\.range)
        guard let heading = headings.first(where: { dump.string($0).contains("\(step.step).") }) else { return false }
        let end = headings.first { $0.lowerBound > heading.lowerBound }?.lowerBound ?? dump.text.count
        let stages = Set(dump.truth.naturePathway.compactMap { $0.stage.map(Folding.title) })
        let shown = dump.spans.filter { span in
            guard !span.isNoise, heading.upperBound <= span.range.lowerBound, span.range.upperBound <= end else { return false }
            return !stages.contains(Folding.title(span.trueText ?? ""))
        }
        return shown.count == step.uploads.count
    }

    mutating func judgeScores() {
        guard let truth = dump.truth.cbi else { return }
        let index = record.collections.node("biodiversity_index")
        judgeScore(index?.member("total"), truth.total, truth.outOf, "total")
        var components = index?.member("components")?.items ?? []
        for component in truth.components {
            let node = takeTitled(component.name, from: &components)
            judgeScore(score(of: node), component.score, component.max, component.name)
            let started = node?.member("started")?.boolean
            noteValue(
                .scores, "\(component.name)/started", expected: String(component.started), got: started.map { String($0) },
                isRight: started == component.started)
            var rows = node?.member("indicators")?.items ?? []
            for row in component.indicators {
                let node = takeTitled(row.title, from: &rows)
                judgeScore(score(of: node), row.score, row.max, "\(component.name)/\(row.title)")
            }
            for node in rows { note(.scores, .invented, component.name, got: text(node.member("title")) ?? "") }
        }
        for node in components { note(.scores, .invented, "component", got: text(node.member("title")) ?? "") }
    }

    private func score(of node: Node?) -> Node? { node?.member(anyOf: ["score", "points"]) ?? node }

    private func takeTitled(_ title: String, from nodes: inout [Node]) -> Node? {
        let wanted = Folding.title(title)
        let match = nodes.firstIndex { text($0.member(anyOf: ["title", "name"])).map(Folding.title) == wanted }
        return match.map { nodes.remove(at: $0) }
    }

    private mutating func judgeScore(_ node: Node?, _ score: Int64, _ maximum: Int64, _ subject: String) {
        let got = node.flatMap { node in
            node.integer.map { "\($0) of \(node.maximum.map(String.init) ?? "?")" }
        }
        let expected = "\(score) of \(maximum)"
        noteValue(.scores, subject, expected: expected, got: got, isRight: got == expected, confidence: node?.probability)
    }

    mutating func judgeResources() {
        var nodes = record.collections.node("resources")?.items ?? []
        for (index, truth) in dump.truth.toolsResources.enumerated() {
            let subject = "\(index + 1) \(Self.short(truth.title))"
            let readable = dump.isReadable(truth.title)
            let match = nodes.firstIndex { node in
                let date = text(node.member("date"))
                let kind = text(node.member("kind"))
                let sameTitle = text(node.member("title")).map(Folding.title) == Folding.title(truth.title)
                return date == truth.date && kind.map(Folding.title) == Folding.title(truth.type) && (sameTitle || !readable)
            }
            let node = match.map { nodes.remove(at: $0) }
            noteValue(
                .resources, subject, expected: "\(truth.type) \(truth.date ?? "")", got: node == nil ? nil : truth.title,
                isRight: node != nil, confidence: node?.member("title")?.probability)
        }
        for node in nodes {
            let shown = ["title", "kind", "date"].compactMap { text(node.member($0)) }.joined(separator: " | ")
            note(.resources, .invented, "resource", got: shown)
        }
    }
}
