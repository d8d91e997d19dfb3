/// Finds profiles, sections, indicators and fields in a document.
///
/// Candidates for every line, one alignment of the whole document with the template, then records of what stands between.
/// Aligning the whole instead of deciding line by line is what lets one damaged heading cost nothing: its neighbours hold
/// the places on either side of it.
public struct Segmenter: Sendable {
    private let templates: [CompiledTemplate]

    /// Evidence, in nats, from which a template is taken to fit: about two headings.
    private static let enoughEvidence = 20.0
    /// Letters from which on a line of the form is unlikely to stand in any other text: about three words.
    private static let specificLength = 16.0
    /// Labels in a column beside their text from which on a page is taken to be set so.
    private static let sideBySide = 2

    /// - Parameters:
    ///   - templates: the templates to choose from, at least one.
    ///   - only: identifier of the template to use whatever the others say.
    public init(templates: [CompiledTemplate], only: String?) {
        self.templates = only.map { id in templates.filter { $0.id == id } } ?? templates
    }

    /// The records of a document, one a profile; one with template `unknown` when no template fits.
    public func records(of document: Document) -> [Record] {
        var memory = LineMemory()
        return records(of: document, memory: &memory)
    }

    /// As ``records(of:)``.
    ///
    /// - Parameter memory: what is remembered of the lines of documents before; it changes how fast records are made, not what they say.
    func records(of document: Document, memory: inout LineMemory) -> [Record] {
        let lines = 0..<document.lines.lines.count
        guard let folding = templates.first?.tools.folding else { return [unknown(document, lines)] }
        let plain = PlainSpaces(document).document
        let keys = LineKeys(document: plain, lines: lines, folding: folding, memory: &memory)
        var best: (template: CompiledTemplate, choices: [TemplateAlignment.Choice], pages: PageBody, evidence: Double)?
        for template in ranked(keys, lines, &memory) {
            var pages = PageBody(plain, own: document.text.bytes, lines, template)
            var choices = align(pages, keys, template, &memory)
            let cuts = pages.cutsAtHeadings(choices, template)
            if !cuts.isEmpty {
                pages.cut(at: cuts)
                choices = align(pages, keys, template, &memory)
            }
            let evidence = Segmenter.evidence(choices, template)
            if evidence > best?.evidence ?? 0 { best = (template, choices, pages, evidence) }
            if evidence > 4 * Segmenter.enoughEvidence { break }
        }
        guard let best, best.evidence >= Segmenter.enoughEvidence else { return [unknown(document, lines)] }
        let confidence = 1 / (1 + exponential(-(best.evidence - Segmenter.enoughEvidence) / 6))
        let match = TemplateMatch(id: best.template.id, confidence: min(0.999, confidence))
        let profiles = profiles(best.choices, best.pages.lines, best.template)
        return profiles.indices.map { number in
            let end = number + 1 < profiles.count ? best.pages.start(of: profiles[number + 1].lines) : nil
            let edges = best.pages.edges(from: number > 0 ? best.pages.start(of: profiles[number].lines) : nil, to: end)
            return record(document, best.pages.body, best.template, match, best.choices[profiles[number].choices], profiles[number].lines, edges, best.pages.openColumns, number)
        }
    }

    // MARK: Templates

    /// The templates, the one with the most anchors found as they stand first.
    private func ranked(_ keys: LineKeys, _ lines: Range<Int>, _ memory: inout LineMemory) -> [CompiledTemplate] {
        guard templates.count > 1 else { return templates }
        var scores = [Int](repeating: 0, count: templates.count)
        keys.folded.withUnsafeBufferPointer { folded in
            guard let base = folded.baseAddress else { return }
            let longest = templates.reduce(0) { max($0, $1.index.longest) }
            for line in 0..<lines.count {
                let range = keys.foldedRange(line)
                guard range.count > 3 else { continue }
                let entry = Int(keys.remembered[line])
                var like: UInt64
                if entry >= 0, let known = memory.anchorLike(entry) {
                    like = known
                } else {
                    like = anchorLike(base + range.lowerBound, range.count, longest: longest)
                    if entry >= 0 { memory.note(entry, anchorLike: like) }
                }
                while like != 0 {
                    scores[like.trailingZeroBitCount] += 1
                    like &= like - 1
                }
            }
        }
        return templates.indices.sorted { scores[$0] > scores[$1] }.map { templates[$0] }
    }

    /// The templates, a bit each, of which a key is an anchor or begins as one. Templates after the 64th are tried last.
    private func anchorLike(_ key: UnsafePointer<UInt8>, _ count: Int, longest: Int) -> UInt64 {
        let whole = count <= longest ? HashIndex.hash(key, count: count) : nil
        let chunk = count >= AnchorIndex.chunkLength ? HashIndex.hash(key, count: AnchorIndex.chunkLength) : nil
        var result: UInt64 = 0
        for number in templates.indices.prefix(64) {
            let index = templates[number].index
            let begins = chunk.map { !index.chunks.values(of: $0).isEmpty } ?? false
            if begins || whole.map({ !index.whole.values(of: $0).isEmpty }) ?? false { result |= 1 << UInt64(number) }
        }
        return result
    }

    /// - Parameter keys: the keys of all lines.
    private func align(_ pages: PageBody, _ keys: LineKeys, _ template: CompiledTemplate, _ memory: inout LineMemory) -> [TemplateAlignment.Choice] {
        let keys = !pages.isChanged ? keys : LineKeys(document: pages.body, lines: pages.lines, folding: template.tools.folding, memory: &memory, isReordered: pages.isReordered)
        let finder = CandidateFinder(document: pages.body, lines: pages.lines, keys: keys, template: template, tools: template.tools)
        let candidates = finder.candidates(&memory)
        let side = template.sideLabels.candidates(in: pages.body, pages.lines)
        let inline = InlineLabels(template: template)?.candidates(in: pages.body, pages.lines, beside: candidates, isBeside: side.count >= Self.sideBySide) ?? []
        return TemplateAlignment(transitions: TransitionModel(template: template))
            .choices(InlineLabels.merged(side, into: InlineLabels.merged(inline, into: candidates)))
    }

    /// How much the anchors found say that the document is this form and no other text, in nats.
    ///
    /// The alignment asks whether a line is an anchor, given the form; here the form itself is in question. Any report may have a
    /// line "Governance" or "Page 3 of 14", however often: an anchor counts once, and a short one for little.
    private static func evidence(_ choices: [TemplateAlignment.Choice], _ template: CompiledTemplate) -> Double {
        var best = [Double](repeating: 0, count: template.anchors.count)
        for choice in choices {
            let share = min(1, Double(template.anchors[choice.candidate.anchor].literalLength) / Segmenter.specificLength)
            let evidence = max(0, Double(choice.candidate.weight)) * choice.posterior * share * share * share
            best[choice.candidate.anchor] = max(best[choice.candidate.anchor], evidence)
        }
        return best.filter { $0 > 0 }.sorted().reduce(0, +)
    }

    // MARK: Profiles

    private struct Profile {
        var lines: Range<Int>
        /// The choices on them, as indices.
        var choices: Range<Int>
        var hasOtherSections = false
    }

    /// Splits the file where a section that begins a profile comes after other sections.
    private func profiles(_ choices: [TemplateAlignment.Choice], _ lines: Range<Int>, _ template: CompiledTemplate) -> [Profile] {
        var profiles = [Profile(lines: lines, choices: 0..<0)]
        for number in choices.indices {
            if case .heading(let element, _) = choices[number].role {
                if template.elements[element].beginsProfile {
                    if profiles[profiles.count - 1].hasOtherSections {
                        let start = choices[number].candidate.firstLine
                        profiles[profiles.count - 1].lines = profiles[profiles.count - 1].lines.lowerBound..<start
                        profiles.append(Profile(lines: start..<lines.upperBound, choices: number..<number))
                    }
                } else {
                    profiles[profiles.count - 1].hasOtherSections = true
                }
            }
            profiles[profiles.count - 1].choices = profiles[profiles.count - 1].choices.lowerBound..<number + 1
        }
        return profiles
    }

    // MARK: Records

    /// - Parameters:
    ///   - document: whose text the record says.
    ///   - body: the document without the edges of its pages, with plain spaces.
    ///   - edges: what was printed there.
    private func record(
        _ document: Document, _ body: Document, _ template: CompiledTemplate, _ match: TemplateMatch, _ choices: ArraySlice<TemplateAlignment.Choice>,
        _ lines: Range<Int>, _ edges: [Furniture], _ openColumns: [Int], _ number: Int
    ) -> Record {
        var record = Record(document: document, profileIndex: number, template: match, range: Segmenter.extent(body, lines))
        record.diagnostics = document.diagnostics
        record.furniture = edges
        for edge in edges {
            record.range.start = min(record.range.start, edge.text.extent.start)
            record.range.end = max(record.range.end, edge.text.extent.end)
        }
        return body.text.bytes.withUnsafeBufferPointer { bytes in
            var builder = RecordBuilder(document: body, template: template, tools: template.tools, bytes: bytes, lines: lines, record: record, openColumns: openColumns)
            return builder.build(choices)
        }
    }

    private func unknown(_ document: Document, _ lines: Range<Int>) -> Record {
        var record = Record(
            document: document, profileIndex: 0, template: TemplateMatch(id: "unknown", confidence: 0), range: Segmenter.extent(document, lines)
        )
        let known = templates.map(\.id).joined(separator: ", ")
        record.diagnostics = document.diagnostics
        record.diagnostics.append(
            Diagnostic(.warning, .unknownTemplate, "no template fits this file (tried \(known)); all of its text is in `unmatched`")
        )
        record.unmatched = lines.map { document.lines.lines[$0].content }.filter { !$0.isEmpty }
        return record
    }

    private static func extent(_ document: Document, _ lines: Range<Int>) -> TextRange {
        guard let first = lines.first else { return TextRange(0, 0) }
        var result = document.lines.lines[first].content
        // Lines of columns do not stand in the order of the text.
        for line in document.lines.lines[lines] {
            result.start = min(result.start, line.content.start)
            result.end = max(result.end, line.content.end)
        }
        return result
    }
}
