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
        /// Which of ``anchors`` are headings of sections: before these the page has icons, and never a number.
        let isSectionHeading: [Bool]
        /// Names of the months in the form's language, January first; empty when they are not known.
        let months: [String]

        init(_ template: CompiledTemplate) {
            anchors = template.anchors.map { FormText($0.pattern.source) }
            sentences = template.sentences.map { FormText($0.pattern.source) }
            isSectionHeading = template.anchors.map { anchor in
                guard case .heading(let element, _) = anchor.role else { return false }
                // A record may be numbered by the page, unless the form numbers it itself.
                let first = anchor.pattern.source.utf8.prefix { $0 != 0x20 }
                return !template.elements[element].isRecord || first.last == 0x2E && first.first.map(ASCII.isDigit) == true
            }
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
            var fronts = Self.fronts(in: record, form, bytes)
            if record.suspects.contains(where: { $0.kind == .noise }) { fronts += Self.icons(in: record, form) }
            proposals += Self.withoutBullets(fronts, bytes)
            proposals += LabelMarks(bytes: bytes, labels: form.anchors).proposals(for: record.standing)
            return proposals.map { Self.fitted($0, to: record, bytes) }
        }
    }

    /// A proposal that reaches over the edge of a suspect, narrowed to the letters that change, where these lie in the suspect: what
    /// is proposed for half of it could not be kept.
    private static func fitted(_ proposal: RepairProposal, to record: Record, _ bytes: UnsafeBufferPointer<UInt8>) -> RepairProposal {
        guard record.suspectIndex(around: proposal.range) == nil, !record.suspectIndices(touching: proposal.range).isEmpty else { return proposal }
        var text = Array(proposal.text.utf8), range = proposal.range
        guard text.allSatisfy({ $0 < 0x80 }), bytes[range.start..<range.end].allSatisfy({ $0 < 0x80 }) else { return proposal }
        // A letter stays, so that what is put in or taken out has a place.
        while range.count > 1, text.count > 1, let last = text.last, bytes[range.end - 1] == last {
            range.end -= 1
            text.removeLast()
        }
        while range.count > 1, text.count > 1, let first = text.first, bytes[range.start] == first {
            range.start += 1
            text.removeFirst()
        }
        guard record.suspectIndex(around: range) != nil else { return proposal }
        var narrowed = proposal
        narrowed.range = range
        narrowed.text = String(decoding: text, as: UTF8.self)
        return narrowed
    }

    /// What was read of an icon before the heading of a section, on its line, when it was not noticed as noise: `O Action area 2`.
    private static func fronts(in record: Record, _ form: Form, _ bytes: UnsafeBufferPointer<UInt8>) -> [RepairProposal] {
        record.standing.compactMap { standing in
            guard case .anchor(let index) = standing.words, form.isSectionHeading[index], standing.confidence >= 0.98,
                let word = form.anchors[index].literals.first?.firstWord, !word.isEmpty, !missesNumber(standing, form)
            else { return nil }
            // The heading begins as it should, with no piece torn off; the icon may have been taken for a slip in it.
            let first = standing.text.extent.start
            func begins(_ place: Int) -> Bool {
                place + word.count <= bytes.count && zip(word, bytes[place..<place + word.count]).allSatisfy { ASCII.lowercased($0) == ASCII.lowercased($1) }
            }
            guard let start = (first...min(first + longestIcon, standing.text.extent.end)).first(where: { $0 > 0 && bytes[$0 - 1] <= 0x20 && begins($0) || $0 == first && begins($0) })
            else { return nil }
            var line = start
            while line > 0, bytes[line - 1] != 0x0A, bytes[line - 1] != 0x0C, start - line <= longestIcon { line -= 1 }
            while line < start, ASCII.isSpace(bytes[line]) { line += 1 }
            guard start - line >= 2, start - line <= longestIcon, bytes[start - 1] == 0x20 else { return nil }
            let range = TextRange(line, start)
            guard !bytes[line..<start].contains(UInt8(ascii: ".")), record.suspectIndices(touching: range).isEmpty else { return nil }
            let flag = RepairProposal.Flag(kind: .noise, confidence: iconConfidence, reasons: ["The form has nothing before this heading but an icon."])
            return RepairProposal(range: range, text: "", confidence: iconConfidence, explanation: "An icon before a heading was read as characters.", flag: flag)
        }
    }

    /// Signs that pages set before headings, and that are no icon read wrongly when the same one stands before many.
    private static let bullets = ["•", "·", "▪", "■", "▸", "►", "»", "›", "→", "◆", "●", "–", "—"]
    private static let manyBullets = 4

    /// What is taken away in front of headings, but for the page's own bullets: the same sign before many of them was read right.
    private static func withoutBullets(_ proposals: [RepairProposal], _ bytes: UnsafeBufferPointer<UInt8>) -> [RepairProposal] {
        func bullet(_ range: TextRange) -> String? {
            // None of them is ASCII.
            guard bytes[range.start..<range.end].contains(where: { $0 >= 0x80 }) else { return nil }
            let said = String(decoding: bytes[range.start..<range.end], as: UTF8.self)
            return said.split(separator: " ").last.map(String.init).flatMap { bullets.contains($0) ? $0 : nil }
        }
        var counts: [String: Int] = [:]
        for proposal in proposals {
            if let sign = bullet(proposal.range) { counts[sign, default: 0] += 1 }
        }
        return proposals.compactMap { proposal in
            guard let sign = bullet(proposal.range), counts[sign] ?? 0 >= manyBullets else { return proposal }
            var kept = proposal
            while kept.range.end > kept.range.start, ASCII.isSpace(bytes[kept.range.end - 1]) { kept.range.end -= 1 }
            kept.range.end -= sign.utf8.count
            return kept.range.isEmpty ? nil : kept
        }
    }

    /// Bytes of what is read for an icon, the space after it included.
    private static let longestIcon = 5

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
        form.text(of: standing).literals.first?.beginsWithNumeral ?? false
    }

    /// Probability that signs right before the form's words, on their line, are an icon. The form has no text there.
    private static let iconConfidence = 0.97

    /// The noise that stands on the line of a heading, before it.
    private static func icons(in record: Record, _ form: Form) -> [RepairProposal] {
        let numbered = Set(record.standing.lazy.filter { missesNumber($0, form) }.map { $0.text.extent.start })
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
