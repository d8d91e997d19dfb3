/// Puts the form's own words back where the OCR damaged them: headings, labels, standing sentences, the words and digits of
/// typed values; and takes away the icon that was read in front of a heading.
///
/// The alignment of the whole document with the template says which words should stand where, so that nothing is guessed: what
/// is left to judge is whether a difference is the OCR's or another wording of the form (``FormWords``).
struct TemplateRepairer: Repairer {
    static let method = RepairMethod.template

    private let templates: [String: OnDemand<Form>]

    /// Words that differ more than OCR makes words differ may be another wording of the form, and nothing is wrong with them.
    private static let leastFlagged = 0.85

    /// What is known of a template, made ready once.
    private struct Form: Sendable {
        /// By the index of ``StandingText/Words-swift.enum``.
        let anchors: [FormText], sentences: [FormText]
        /// Names of the months in the form's language, January first; empty when they are not known.
        let months: [String]

        init(_ template: CompiledTemplate) {
            anchors = template.anchors.map { FormText($0.pattern.source) }
            sentences = template.sentences.map { FormText($0.pattern.source) }
            months = (try? LocaleNames(language: template.language).months(.wide, .format)) ?? []
        }

        func text(of standing: StandingText) -> FormText {
            switch standing.words {
            case .anchor(let index): anchors[index]
            case .sentence(let index): sentences[index]
            }
        }
    }

    init(templates: [CompiledTemplate]) {
        self.templates = Dictionary(templates.map { template in (template.id, OnDemand { Form(template) }) }, uniquingKeysWith: { first, _ in first })
    }

    func findings(for record: Record) -> RepairFindings { RepairFindings(proposals: proposals(for: record)) }

    private func proposals(for record: Record) -> [RepairProposal] {
        guard let form = templates[record.template.id]?.value else { return [] }
        return record.document.text.bytes.withUnsafeBufferPointer { bytes in
            let words = FormWords(bytes: bytes)
            var proposals: [RepairProposal] = []
            for standing in record.standing {
                for damage in words.damages(form.text(of: standing), in: standing) where damage.confidence >= Self.leastFlagged {
                    proposals.append(Self.proposal(damage, certainty: standing.confidence))
                }
            }
            let typed = TypedValues(bytes: bytes, months: form.months)
            Self.forEachValue(of: record) { value in
                for damage in typed.damages(of: value) { proposals.append(Self.proposal(damage, certainty: 1)) }
            }
            if record.suspects.contains(where: { $0.kind == .noise }) { proposals += Self.icons(in: record, form) }
            return proposals + LabelMarks(bytes: bytes, labels: form.anchors).proposals(for: record.standing)
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

    /// Calls `body` with each value with a type that stands in the record, wherever.
    private static func forEachValue(of record: Record, _ body: (Value) -> Void) {
        for member in record.profile { visit(member.node, body) }
        for member in record.collections { visit(member.node, body) }
        for indicator in record.indicators {
            for field in indicator.fields {
                for attribute in field.attributes { body(attribute.value) }
            }
        }
    }

    private static func visit(_ node: Node, _ body: (Value) -> Void) {
        switch node {
        case .value(let value): body(value)
        case .object(let members): for member in members { visit(member.node, body) }
        case .list(let nodes): for node in nodes { visit(node, body) }
        case .scalar, .span, .probability: break
        }
    }

    // MARK: Icons

    /// Whether the form has a numeral in front of the words that were found, which what stands there may be.
    private static func missesNumber(_ standing: StandingText, _ form: Form) -> Bool {
        guard let words = form.text(of: standing).literals.first?.pieces, words.count > 1, let first = words.first, first.last == 0x2E else { return false }
        return first.dropLast().allSatisfy { scalar in scalar < 0x80 && (ASCII.isDigit(UInt8(scalar)) || "ivxl".utf8.contains(UInt8(scalar))) }
    }

    /// Probability that signs right before the form's words, on their line, are an icon. The form has no text there.
    private static let iconConfidence = 0.97

    /// The noise that stands on the line of a heading, before it.
    private static func icons(in record: Record, _ form: Form) -> [RepairProposal] {
        let numbered = Set(record.standing.filter { missesNumber($0, form) }.map { $0.text.extent.start })
        let headings = NoiseFinder.headingStarts(of: record).subtracting(numbered)
        let starts = headings.union(record.standing.lazy.map(\.text.extent.start)).subtracting(numbered)
        return record.document.text.bytes.withUnsafeBufferPointer { bytes in
            let finder = NoiseFinder(bytes: bytes)
            return record.suspects.compactMap { suspect in
                // What ends with a point is the number of an item that was misread: `|.` for `4.`
                guard suspect.kind == .noise, bytes[suspect.range.end - 1] != UInt8(ascii: ".") else { return nil }
                let (next, isSameLine) = finder.next(after: suspect.range)
                guard (isSameLine ? starts : headings).contains(next) || starts.contains(suspect.range.start) else { return nil }
                return RepairProposal(
                    range: suspect.range, text: "", confidence: iconConfidence, explanation: "An icon before a heading was read as characters.")
            }
        }
    }
}
