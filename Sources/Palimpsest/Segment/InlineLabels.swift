/// Finds the labels whose text stands beside them, `Target: plant trees`, on a page that sets its labels so.
///
/// A label with text beside it cannot be told from a sentence that begins with its words, `Target: 30 % by 2030` in the middle of a
/// description. But a page is set in one way throughout: Namboodiri and Jain ("Document structure and layout analysis", 2007) call it
/// the physical layout, which comes before the reading of what stands in it. So they are looked for only where labels
/// with text beside them outnumber those that stand alone by far, and the alignment has the last word on each.
struct InlineLabels {
    private let template: CompiledTemplate
    /// The anchors that may have text beside them.
    private let anchors: [Int]
    /// Those that the form prints without a colon: a page that runs its text in puts one there, `Description of the action: three ponds were dug`.
    private let colonless: [Int]
    /// Bytes at the beginning of a line in which a label's colon stands: those of the longest label and some noise.
    private let reach: Int

    /// How many labels with text beside them there must be for each that stands alone.
    private static let leastShare = 3
    /// Labels that stand alone on a page that sets none so: words of a sentence, broken off at the end of a line.
    private static let mostAlone = 3
    private static let slack = 12
    /// Nats that a label with text beside it is less likely than one that stands alone.
    private static let doubt: Float = 3

    /// `nil` when the template has no such labels.
    init?(template: CompiledTemplate) {
        self.template = template
        let inline = template.anchors.indices.filter { number in
            guard case .label(let type, let field) = template.anchors[number].role else { return false }
            return template.recordTypes[type].fields[field].mayBeInline
        }
        anchors = inline.filter { template.anchors[$0].endsWithColon }
        colonless = inline.filter { !template.anchors[$0].endsWithColon }
        if inline.isEmpty { return nil }
        reach = inline.reduce(0) { max($0, template.anchors[$1].pattern.source.utf8.count) } + Self.slack
    }

    /// The labels that have text beside them; none on a page that sets its labels on lines of their own.
    ///
    /// - Parameters:
    ///   - known: what else the lines may be.
    ///   - isBeside: whether other labels of the page stand in a column of their own (``SideLabels``).
    func candidates(in document: Document, _ lines: Range<Int>, beside known: [Candidate], isBeside: Bool = false) -> [Candidate] {
        // A page may run in the labels with a colon and set the others on lines of their own.
        let marked = candidates(of: anchors, in: document, lines, beside: known, isBeside: isBeside)
        return Self.merged(candidates(of: colonless, in: document, lines, beside: known, isBeside: false), into: marked)
    }

    private func candidates(of anchors: [Int], in document: Document, _ lines: Range<Int>, beside known: [Candidate], isBeside: Bool) -> [Candidate] {
        let alone = known.count { candidate in anchors.contains(candidate.anchor) && candidate.cost < Self.doubt }
        // Most pages: no line is looked at.
        guard !anchors.isEmpty, alone <= Self.mostAlone || isBeside else { return [] }
        let found = document.text.bytes.withUnsafeBufferPointer { bytes in
            lines.compactMap { line in candidate(of: anchors, line, document.lines.lines[line].content, bytes) }
        }
        return isBeside || found.count > alone * Self.leastShare ? found : []
    }

    /// Both lists as one, in order of first line.
    static func merged(_ inline: [Candidate], into candidates: [Candidate]) -> [Candidate] {
        if inline.isEmpty { return candidates }
        var result: [Candidate] = []
        result.reserveCapacity(candidates.count + inline.count)
        var rest = inline[...]
        for candidate in candidates {
            while let next = rest.first, next.firstLine < candidate.firstLine { result.append(rest.removeFirst()) }
            result.append(candidate)
        }
        return result + rest
    }

    private func candidate(of anchors: [Int], _ line: Int, _ content: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) -> Candidate? {
        guard let colon = (content.start..<min(content.end, content.start + reach)).first(where: { bytes[$0] == UInt8(ascii: ":") }) else { return nil }
        var text = colon + 1
        while text < content.end, ASCII.isSpace(bytes[text]) { text += 1 }
        guard text < content.end else { return nil }
        var start = content.start
        while start < colon, !ASCII.isLetter(bytes[start]) { start += 1 }
        let key = template.tools.folding.plainKey(of: TextRange(start, colon), in: bytes)
        var best: (anchor: Int, cost: Float)?
        for anchor in anchors {
            let label = template.anchors[anchor].pattern.prefix.plain
            // One slip in a short word.
            let cost = template.tools.distance(label, key, limit: Float(label.count) * 0.6)
            if cost < best?.cost ?? .infinity { best = (anchor, cost) }
        }
        guard let best else { return nil }
        let weight = MatchWeight.weight(length: template.anchors[best.anchor].literalLength, cost: best.cost) - Self.doubt
        return Candidate(anchor: best.anchor, firstLine: line, lastLine: line, cost: best.cost, weight: weight, start: start, end: text, slots: [])
    }
}
