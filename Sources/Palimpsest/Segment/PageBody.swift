/// A document without what a browser printed at the edges of its pages, so that what runs over a page is whole again, and with the
/// lines apart that OCR ran into one.
struct PageBody {
    /// The document with the lines that are none of the edges'; the text and all offsets are the same.
    private(set) var body: Document
    /// All of ``body``'s lines.
    private(set) var lines: Range<Int>
    /// What was printed at the edges, and the page's own navigation, in order.
    private(set) var edges: [Furniture]
    /// Whether the lines are others than the document's.
    private(set) var isChanged: Bool
    /// Whether lines do not stand in the order of the text: those of columns.
    private(set) var isReordered = false
    /// Where labels of columns begin whose texts cannot be told apart.
    private(set) var openColumns: [Int] = []

    /// The text with its own spaces.
    private let own: [UInt8]

    /// - Parameters:
    ///   - document: a text with plain spaces.
    ///   - own: the bytes that it was made of (``PlainSpaces``).
    init(_ document: Document, own: [UInt8], _ lines: Range<Int>, _ template: CompiledTemplate) {
        self.own = own
        let found = document.text.bytes.withUnsafeBufferPointer { bytes in
            PageEdgeFinder(rules: template.pageEdges, document: document, bytes: bytes, tools: template.tools)
                .edges(lines) { PageBody.isForm(template.tools.folding.plainKey(of: $0, in: bytes), template) }
        }
        guard !found.isEmpty else {
            (body, self.lines, edges, isChanged) = (document, lines, [], false)
            cutJoinedLines(template)
            return
        }
        let table = document.lines.lines
        edges = found.map { Furniture(id: template.pageEdges.ids[$0.mark] ?? $0.mark.rawValue, text: Passage(table[$0.line].content)) }
        var body = document
        body.lines.lines = PageBody.without(Set(found.map(\.line)), table)
        self.body = body
        self.lines = body.lines.lines.indices
        isChanged = true
        cutJoinedLines(template)
    }

    /// Whether a line may be one that the form prints, be it the last of many pages: `Last update: 26 April 2024`.
    private static func isForm(_ key: [UInt8], _ template: CompiledTemplate) -> Bool {
        if template.index.mayBeForm(key, template.tools.folding) { return true }
        return template.joinedLabels.marked.contains { label in key.starts(with: label.words.withUnsafeBufferPointer { template.tools.folding.plainKey(of: TextRange(0, $0.count), in: $0) }) }
    }

    private mutating func cutJoinedLines(_ template: CompiledTemplate) {
        removeMenu(template)
        arrangeColumns(template)
        arrangeAttributes(template)
        findOpenRows(template)
        cut(at: body.text.bytes.withUnsafeBufferPointer { JoinedLines(template: template, table: body.lines.lines, bytes: $0).cuts() })
        cut(at: body.text.bytes.withUnsafeBufferPointer { ItemsBeside(template: template, table: body.lines.lines, bytes: $0).cuts() })
    }

    private mutating func arrangeColumns(_ template: CompiledTemplate) {
        let arranged = body.text.bytes.withUnsafeBufferPointer { bytes in
            own.withUnsafeBufferPointer { GapColumns(template: template, table: body.lines.lines, bytes: bytes, own: $0).arranged() }
        }
        guard let arranged else { return }
        body.lines.lines = arranged.lines
        lines = arranged.lines.indices
        openColumns = arranged.open
        isChanged = true
        isReordered = true
    }

    private mutating func findOpenRows(_ template: CompiledTemplate) {
        let labels = template.joinedLabels.marked.filter { $0.value == nil }.map(\.words)
        let rows = body.text.bytes.withUnsafeBufferPointer { template.sideLabels.openRows(in: body.lines.lines, beside: labels, $0) }
        if !rows.isEmpty { openColumns = Set(openColumns + rows).sorted() }
    }

    private mutating func arrangeAttributes(_ template: CompiledTemplate) {
        guard let arranged = body.text.bytes.withUnsafeBufferPointer({ GapAttributes(template: template, table: body.lines.lines, bytes: $0).arranged() }) else { return }
        body.lines.lines = arranged
        lines = arranged.indices
        isChanged = true
        isReordered = true
    }

    private mutating func removeMenu(_ template: CompiledTemplate) {
        let menu = body.text.bytes.withUnsafeBufferPointer { NavigationMenu(template: template, table: body.lines.lines, bytes: $0).entries() }
        if menu.starts.isEmpty { return }
        cut(at: menu.cuts)
        let found = body.lines.lines.indices.filter { !body.lines.lines[$0].isBlank && menu.starts.contains(body.lines.lines[$0].content.start) }
        edges = (edges + found.map { Furniture(id: "navigation", text: Passage(body.lines.lines[$0].content)) }).sorted { $0.text.extent.start < $1.text.extent.start }
        body.lines.lines = PageBody.without(Set(found), body.lines.lines)
        lines = body.lines.lines.indices
        isChanged = true
    }

    /// Where headings stand on lines with other words.
    func cutsAtHeadings(_ choices: [TemplateAlignment.Choice], _ template: CompiledTemplate) -> [Int] {
        body.text.bytes.withUnsafeBufferPointer { bytes in
            JoinedLines(template: template, table: body.lines.lines, bytes: bytes).cutsAtHeadings(choices, from: lines.lowerBound)
        }
    }

    /// Cuts lines in two at offsets that lie in them, which are in order.
    mutating func cut(at offsets: [Int]) {
        if offsets.isEmpty { return }
        var table: [LineTable.Line] = []
        table.reserveCapacity(body.lines.lines.count + offsets.count)
        var rest = offsets[...]
        for line in body.lines.lines {
            var left = line
            if isReordered { rest = offsets[Self.first(in: offsets, from: line.content.start)...] }
            while let offset = rest.first, offset < left.content.end {
                rest.removeFirst()
                guard offset > left.content.start else { continue }
                var right = left
                (left.content.end, right.content.start) = (offset, offset)
                body.text.bytes.withUnsafeBufferPointer { left.content = WhiteSpace.trim($0, left.content.start, offset) }
                table.append(left)
                left = right
            }
            table.append(left)
        }
        body.lines.lines = table
        lines = table.indices
        isChanged = true
    }

    /// The place of the first offset that is not before `start`.
    private static func first(in offsets: [Int], from start: Int) -> Int {
        offsets.partitioningIndex { $0 >= start }
    }

    /// The lines but some, and but all blank lines save one where those stood: a gap of many lines parts what stands around it.
    private static func without(_ edges: Set<Int>, _ table: [LineTable.Line]) -> [LineTable.Line] {
        var kept: [LineTable.Line] = []
        kept.reserveCapacity(table.count)
        var isAtEdge = false
        for line in table.indices {
            if edges.contains(line) {
                isAtEdge = true
                while kept.count > 1, kept[kept.count - 1].isBlank, kept[kept.count - 2].isBlank { kept.removeLast() }
            } else if !table[line].isBlank || !isAtEdge || !(kept.last?.isBlank ?? true) {
                if !table[line].isBlank { isAtEdge = false }
                kept.append(table[line])
            }
        }
        return kept
    }

    /// Where some of the lines begin.
    func start(of lines: Range<Int>) -> Int? { lines.first.map { body.lines.lines[$0].content.start } }

    /// The edges that stand from one place up to another: above the first page of a profile those that follow one another there.
    func edges(from start: Int?, to end: Int?) -> [Furniture] {
        let first = start.map(firstEdge(from:)) ?? 0, last = end.map(firstEdge(from:)) ?? edges.count
        return first < last ? Array(edges[first..<last]) : []
    }

    /// The first edge that begins at a place or after it: a file can hold ten thousand profiles.
    private func firstEdge(from start: Int) -> Int {
        edges.partitioningIndex { $0.text.extent.start >= start }
    }
}
