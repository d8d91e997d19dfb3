/// Puts the form's own words back where the OCR damaged them: headings, labels, standing sentences, the words and digits of
/// typed values; and takes away the icon that was read in front of a heading.
///
/// The alignment of the whole document with the template says which words should stand where, so that nothing is guessed: what
/// is left to judge is whether a difference is the OCR's or another wording of the form (``FormWords``).
struct TemplateRepairer: Repairer {
    static let method = RepairMethod.template

    private let templates: [String: Form]

    /// Words that differ more than OCR makes words differ may be another wording of the form, and nothing is wrong with them.
    private static let leastFlagged = 0.85

    private struct Form: Sendable {
        var template: CompiledTemplate
        /// Names of the months in the form's language, January first; empty when they are not known.
        var months: [String]
    }

    init(templates: [CompiledTemplate]) {
        self.templates = Dictionary(
            templates.map { ($0.id, Form(template: $0, months: (try? LocaleNames(language: $0.language).months(.wide, .format)) ?? [])) },
            uniquingKeysWith: { first, _ in first })
    }

    func findings(for record: Record) -> RepairFindings { RepairFindings(proposals: proposals(for: record)) }

    private func proposals(for record: Record) -> [RepairProposal] {
        guard let form = templates[record.template.id] else { return [] }
        return record.document.text.bytes.withUnsafeBufferPointer { bytes in
            let words = FormWords(bytes: bytes)
            var proposals: [RepairProposal] = []
            for standing in record.standing {
                for damage in words.damages(Self.source(of: standing, in: form.template), in: standing) where damage.confidence >= Self.leastFlagged {
                    proposals.append(Self.proposal(damage, certainty: standing.confidence))
                }
            }
            let typed = TypedValues(bytes: bytes, months: form.months)
            for value in Self.values(of: record) {
                for damage in typed.damages(of: value) { proposals.append(Self.proposal(damage, certainty: 1)) }
            }
            let marks = LabelMarks(bytes: bytes, template: form.template)
            return proposals + Self.icons(in: record, form.template) + marks.proposals(for: record.standing)
        }
    }

    private static func source(of standing: StandingText, in template: CompiledTemplate) -> String {
        switch standing.words {
        case .anchor(let index): template.anchors[index].pattern.source
        case .sentence(let index): template.sentences[index].pattern.source
        }
    }

    private static func proposal(_ damage: FormWords.Damage, certainty: Double) -> RepairProposal {
        let confidence = damage.confidence * certainty
        let words = damage.words.split(separator: " ").joined(separator: " ")
        let flag = RepairProposal.Flag(
            kind: damage.isSpacing ? .fusedWords : .misread, confidence: confidence, reasons: ["The form has “\(words)” here."])
        return RepairProposal(
            range: damage.range, text: damage.words, confidence: confidence,
            explanation: damage.isSpacing ? "The spaces are put as the form has them." : "The form's own words are put back.", flag: flag)
    }

    // MARK: Values

    /// The values with a type that stand in the record, wherever.
    private static func values(of record: Record) -> [Value] {
        var values: [Value] = []
        for member in record.profile { collect(member.node, into: &values) }
        for member in record.collections { collect(member.node, into: &values) }
        for indicator in record.indicators {
            for field in indicator.fields { values += field.attributes.map(\.value) }
        }
        return values
    }

    private static func collect(_ node: Node, into values: inout [Value]) {
        switch node {
        case .value(let value): values.append(value)
        case .object(let members): for member in members { collect(member.node, into: &values) }
        case .list(let nodes): for node in nodes { collect(node, into: &values) }
        case .scalar, .span, .probability: break
        }
    }

    // MARK: Icons

    /// Whether the form has a numeral in front of the words that were found, which what stands there may be.
    private static func missesNumber(_ standing: StandingText, _ form: CompiledTemplate) -> Bool {
        let words = source(of: standing, in: form).split(separator: " ")
        guard words.count > 1, let first = words.first, first.hasSuffix(".") else { return false }
        return first.dropLast().utf8.allSatisfy { ASCII.isDigit($0) || "IVXL".utf8.contains($0) }
    }

    /// Probability that signs right before the form's words, on their line, are an icon. The form has no text there.
    private static let iconConfidence = 0.97

    /// The noise that stands on the line of a heading, before it.
    private static func icons(in record: Record, _ form: CompiledTemplate) -> [RepairProposal] {
        let numbered = Set(record.standing.filter { missesNumber($0, form) }.map { $0.text.extent.start })
        let headings = Set(record.sections.map(\.heading.extent.start) + record.indicators.compactMap(\.heading?.extent.start)).subtracting(numbered)
        let starts = headings.union(record.standing.lazy.map(\.text.extent.start)).subtracting(numbered)
        return record.document.text.bytes.withUnsafeBufferPointer { bytes in
            let finder = NoiseFinder(bytes: bytes)
            return record.suspects.compactMap { suspect in
                guard suspect.kind == .noise else { return nil }
                let (next, isSameLine) = finder.next(after: suspect.range)
                guard (isSameLine ? starts : headings).contains(next) || starts.contains(suspect.range.start) else { return nil }
                return RepairProposal(
                    range: suspect.range, text: "", confidence: iconConfidence, explanation: "An icon before a heading was read as characters.")
            }
        }
    }
}
