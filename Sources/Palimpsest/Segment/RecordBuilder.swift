/// Makes a record of the chosen anchors and the text between them.
///
/// Everything in the text goes somewhere: into a heading, a label, a field, a value, an item, furniture, or `unmatched`.
///
/// Not copyable: it holds a whole record, and a closure that captured it by accident would copy and count every part of it.
struct RecordBuilder: ~Copyable {
    let document: Document
    let template: CompiledTemplate
    let tools: ReadingTools
    let bytes: UnsafeBufferPointer<UInt8>
    /// The lines of this profile.
    let lines: Range<Int>
    /// Where labels of columns begin whose texts cannot be told apart, in order.
    let openColumns: [Int]

    var record: Record
    let root = ObjectBuilder(element: -1)
    /// The builder of each element that is open.
    var builders: [(element: Int, object: ObjectBuilder)] = []
    /// The builders of the records that were made, by their elements.
    var madeRecords: [Int: ObjectBuilder] = [:]
    /// The element whose heading was found last.
    var element = -1
    /// For each element whether an indicator with its identifier was found.
    var knownIndicators: [Bool]
    /// The record type of each of `record.indicators`.
    var indicatorTypes: [Int] = []
    /// Index into `record.indicators` while an indicator is open.
    var indicator: Int?
    /// Index into its fields while a field is open.
    var field: Int?
    /// The label of the open field while pieces of it are still to come, and how much of it was found (``SideLabels``).
    var labelRest: (label: SideLabels.Label, count: Int)?
    /// Lines since that were none.
    var labelPassed = 0
    /// The attribute that was stored last: of which field, where it ends, and whether a page ends between it and the field's beginning.
    var lastAttribute: (indicator: Int, field: Int, end: Int, isOverPages: Bool)?
    /// The elements whose headings have text beside them (``ItemsBeside``).
    var besideItems = Set<Int>()
    /// The record builder that takes free lines as items.
    var itemsOwner: ObjectBuilder?
    /// The records in a row whose headings stand without their points, and the points that stand under them.
    var unscored: [ObjectBuilder] = []
    var loosePoints: [TextRange] = []
    /// The records of free titles that were read last, until it is known which of the titles are theirs.
    var entryRun: EntryRun?
    /// The first line of the section in columns that is open.
    var columnsStart: Int?
    /// Lines in it that are furniture of the page.
    var columnsFurniture: [ClosedRange<Int>] = []
    /// Lines passed over since the last choice that nothing has taken.
    var pending: [Int] = []
    var position: Int

    init(document: Document, template: CompiledTemplate, tools: ReadingTools, bytes: UnsafeBufferPointer<UInt8>, lines: Range<Int>, record: Record, openColumns: [Int]) {
        self.openColumns = openColumns
        self.document = document
        self.template = template
        self.tools = tools
        self.bytes = bytes
        self.lines = lines
        self.record = record
        position = lines.lowerBound
        knownIndicators = [Bool](repeating: false, count: template.elements.count)
    }

    mutating func build(_ choices: ArraySlice<TemplateAlignment.Choice>) -> Record {
        for number in choices.indices {
            let isLast = number + 1 == choices.endIndex
            let next = isLast ? 1 : choices[number + 1].posterior
            let nextLine = isLast ? lines.upperBound : choices[number + 1].candidate.firstLine
            take(choices[number], next: next, nextLine: nextLine)
        }
        reportUnreadPages(choices)
        passOver(upTo: lines.upperBound)
        closeColumns(before: lines.upperBound)
        flushPending()
        settlePoints()
        settleEntries()
        finish()
        return record
    }

    // MARK: One choice

    private mutating func take(_ found: TemplateAlignment.Choice, next: Double, nextLine: Int) {
        var choice = found
        let edges = (first: document.lines.lines[found.candidate.firstLine].content, last: document.lines.lines[found.candidate.lastLine].content)
        choice.candidate = found.candidate.withMarks(of: template.anchors[found.candidate.anchor], edges, bytes)
        let candidate = choice.candidate
        let isCard: Bool
        switch choice.role {
        case .card, .furniture: isCard = columnsStart != nil
        default: isCard = false
        }
        if isCard { return passInColumns(choice) }
        passOver(upTo: candidate.firstLine)
        claimEdges(of: candidate)
        record.standing.append(
            StandingText(words: .anchor(candidate.anchor), text: passage(of: candidate), slots: Array(candidate.slots), confidence: choice.posterior))
        switch choice.role {
        case .heading(let element, let part): openHeading(choice, element, part)
        case .label(let type, let field): openLabel(choice, type, field, next: next)
        case .attribute(let type, let number): readAttribute(choice, type, template.attributes[number])
        case .line(let element, let rule): readLine(choice, template.elements[element].lines[rule], owner: builder(for: element), nextLine: nextLine)
        case .typeLine(let type, let rule): readLine(choice, template.recordTypes[type].lines[rule], owner: enclosing(type), nextLine: nextLine)
        case .noItems(let type): noItems(choice, type)
        case .entry(let type, let element): readEntry(choice, type, element)
        case .furniture(let id): addFurniture(template.furniture[id], passage(of: candidate))
        case .card(let element): openColumns(element, at: candidate.firstLine)
        }
        position = max(position, candidate.lastLine + 1)
    }

    /// What is printed on every page may stand between the columns too; the section's own words are read when it closes.
    private mutating func passInColumns(_ choice: TemplateAlignment.Choice) {
        guard case .furniture(let id) = choice.role, !template.anchors[choice.candidate.anchor].slots.isEmpty, choice.candidate.firstLine >= columnsStart ?? .max
        else { return }
        addFurniture(template.furniture[id], passage(of: choice.candidate))
        columnsFurniture.append(choice.candidate.firstLine...choice.candidate.lastLine)
    }

    /// Gives the lines before `line` to what is open.
    private mutating func passOver(upTo line: Int) {
        var current = position
        while current < line {
            if !document.lines.lines[current].isBlank { pending.append(current) }
            current += 1
        }
        position = max(position, line)
    }

    /// Text in front of an anchor on its line is noise.
    private mutating func claimEdges(of candidate: Candidate) {
        let content = document.lines.lines[candidate.firstLine].content
        guard candidate.start > content.start else { return }
        let front = tools.values(bytes, template).trimmed(TextRange(content.start, candidate.start))
        if !front.isEmpty { record.unmatched.append(TextRange(content.start, endOfNoise(content.start, candidate.start))) }
    }

    private func endOfNoise(_ start: Int, _ end: Int) -> Int {
        var last = end
        while last > start, ASCII.isSpace(bytes[last - 1]) { last -= 1 }
        return last
    }

    /// The lines of an anchor from its first word to its end, a piece a line.
    func passage(of candidate: Candidate) -> Passage {
        if candidate.firstLine == candidate.lastLine {
            let content = document.lines.lines[candidate.firstLine].content
            let piece = TextRange(max(content.start, candidate.start), min(content.end, candidate.end))
            return piece.isEmpty ? Passage([]) : Passage(piece)
        }
        var pieces: [TextRange] = []
        for line in candidate.firstLine...candidate.lastLine {
            var content = document.lines.lines[line].content
            if line == candidate.firstLine { content.start = max(content.start, candidate.start) }
            if line == candidate.lastLine { content.end = min(content.end, candidate.end) }
            if !content.isEmpty { pieces.append(content) }
        }
        return joined(pieces)
    }

    /// Joins pieces between which there is only white space, so that a passage has as few pieces as can be.
    func joined(_ pieces: some Sequence<TextRange>) -> Passage {
        var result = Passage([])
        for piece in pieces { add(piece, to: &result) }
        return result
    }

    /// Adds a piece, to the last one when only white space lies between.
    private func add(_ piece: TextRange, to passage: inout Passage) {
        if let last = passage.last, last.end <= piece.start, isBlank(last.end, piece.start) {
            passage.extendLast(to: piece.end)
        } else {
            passage.append(piece)
        }
    }

    private func isBlank(_ start: Int, _ end: Int) -> Bool {
        guard start < end else { return true }
        return WhiteSpace.trim(bytes, start, end).isEmpty
    }

    // MARK: Pending text

    /// Gives pending lines to the open field, to the items of the open record, or to `unmatched`.
    mutating func flushPending() {
        guard !pending.isEmpty else { return }
        var taken: [Int] = []
        swap(&taken, &pending)
        defer {
            // The memory is used again.
            taken.removeAll(keepingCapacity: true)
            if pending.isEmpty { swap(&taken, &pending) }
        }
        if !unscored.isEmpty { taken = withoutLoosePoints(taken) }
        if taken.isEmpty { return }
        openBareField()
        if let indicator, let field, record.indicators[indicator].fields[field].attributes.isEmpty || record.indicators[indicator].fields[field].text.isEmpty {
            doubtEarlyAttributes(indicator, field)
            extend(indicator, field, with: taken)
        } else if let owner = itemsOwner, let type = recordType(of: owner.element), let key = template.recordTypes[type].items?.key {
            addItems(taken, to: owner, key)
        } else if !openBySentence(taken), !readBrokenLine(taken) {
            unmatch(taken)
            reportLeft(taken)
        }
    }

    /// Attributes that stood in front of a field's text.
    private mutating func doubtEarlyAttributes(_ indicator: Int, _ field: Int) {
        for number in record.indicators[indicator].fields[field].attributes.indices {
            let value = record.indicators[indicator].fields[field].attributes[number].value
            record.indicators[indicator].fields[field].attributes[number].value.confidence = value.confidence * 0.6
            let message = "this stands before the text of its field; it may be that of the field before"
            report(.init(level: .warning, code: .uncertainOwner, message: message), at: value.text.extent)
        }
    }

    /// Bytes of text from which on it is said that nothing has taken it: less is noise.
    static let enoughText = 24

    /// Says of text inside a record that no field has taken it.
    private mutating func reportLeft(_ lines: [Int]) {
        guard indicator != nil, let first = lines.first, let last = lines.last else { return }
        let contents = lines.map { document.lines.lines[$0].content }
        guard contents.reduce(0, { $0 + $1.count }) >= Self.enoughText else { return }
        let (top, bottom) = (document.lines.lines[first].content, document.lines.lines[last].content)
        let range = TextRange(min(top.start, bottom.start), max(top.end, bottom.end))
        report(.init(level: .warning, code: .unmatchedText, message: "this text stands after the end of a field; the label between them may be lost"), at: range)
        doubtBrokenOff()
        doubtOverPages()
    }

    mutating func unmatch(_ lines: [Int]) {
        for line in lines { record.unmatched.append(document.lines.lines[line].content) }
    }

    private mutating func extend(_ indicator: Int, _ field: Int, with lines: [Int]) {
        var text = record.indicators[indicator].fields[field].text
        for line in lines {
            var content = document.lines.lines[line].content
            if labelRest != nil { content.start = takeLabelPiece(content, indicator, field) }
            guard !content.isEmpty else { continue }
            if let last = text.last, content.start < last.end {
                // The bottom of one column and the top of the next: a text goes down the page.
                record.unmatched.append(content)
                report(.init(level: .warning, code: .uncertainOwner, message: "this stands at the top of another column; it may go on with the text of a field"), at: content)
            } else {
                add(content, to: &text)
            }
        }
        record.indicators[indicator].fields[field].text = text
        if let end = text.last?.end { record.indicators[indicator].range.end = max(record.indicators[indicator].range.end, end) }
    }

    func recordType(of element: Int) -> Int? {
        element >= 0 ? template.elements[element].recordType : nil
    }

    mutating func addFurniture(_ id: String, _ text: Passage) {
        record.furniture.append(Furniture(id: id, text: text))
    }

    mutating func report(_ note: Reading.Note, at range: TextRange) {
        record.diagnostics.append(Diagnostic(note.level, note.code, note.message, at: range))
    }
}
