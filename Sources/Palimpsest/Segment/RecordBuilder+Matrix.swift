extension RecordBuilder {
    /// A cell with its row, before its group is known.
    struct Cell {
        var row: Int
        /// The place of its label in what was found.
        var number: Int
        var place: TextRange
        var label: TextRange
        /// The last group heading before the cell and before its label.
        var group: Int?
        var labelGroup: Int?
        /// Whether the reading order leaves no doubt that the label is the cell's.
        var isSure: Bool
        /// Whether the cell follows its label with nothing in between.
        var isBeside: Bool
        /// Whether both begin on one line.
        var isOnLine: Bool
        /// The row of the label after it, if one comes.
        var next: Int?
        var cost: Float
    }

    /// Reads cards of labelled percentages.
    ///
    /// OCR reads columns in an order of its own. Labels and cells are paired run by run; each set of rows belongs to one group;
    /// where the headings in between contradict that, sets go to groups in order, and the record says that this is uncertain.
    mutating func readMatrix(_ found: [ColumnScanner.Found], _ layout: ColumnsLayout, parent: Int) {
        guard let matrix = layout.matrix else { return }
        if let table = MatrixTable(found, rows: matrix.rows.count) { return read(table, found, layout, parent: parent) }
        var cells: [Cell] = []
        var run = MatrixRun()
        var group: Int?
        var groups: [Int] = []
        let isAbove = cellsStandAbove(found)
        for (number, item) in found.enumerated() {
            switch item.item {
            case .group(let number):
                addGroup(item, matrix.groups[number], parent: parent)
                group = number
                if !groups.contains(number) { groups.append(number) }
            case .row(let row):
                if !isAbove, !run.cells.isEmpty { close(&run, &cells, matrix, before: row) }
                run.labels.append(.init(row: row, item: item, group: group, number: number))
                addFurniture(matrix.key, Passage(item.pieces))
            case .cell(let place):
                if isAbove, !run.labels.isEmpty { close(&run, &cells, matrix) }
                run.cells.append(.init(place: place, item: item, group: group, number: number))
            case .bareHeading, .furniture: addFurniture(name(of: item.item), Passage(item.pieces))
            case .free: break
            }
        }
        close(&run, &cells, matrix)
        emit(sets(of: cells), Owners(found), groups, matrix)
    }

    /// Whether the page has its labels under the cells: the cells come first, and there are as many of both.
    private func cellsStandAbove(_ found: [ColumnScanner.Found]) -> Bool {
        var order: [Bool] = []
        for item in found {
            switch item.item {
            case .row: order.append(false)
            case .cell: order.append(true)
            default: break
            }
        }
        return order.first == true && order.last == false && 2 * order.count(where: { $0 }) == order.count
    }

    /// Pairs the labels and cells of a run; cells without a label are not stored.
    ///
    /// - Parameter next: the row of the label that comes after the run.
    private mutating func close(_ run: inout MatrixRun, _ cells: inout [Cell], _ matrix: ColumnsLayout.Matrix, before next: Int? = nil) {
        let pairs = run.pairs()
        var paired: [Cell] = []
        for (number, cell) in run.cells.enumerated() {
            guard let pair = pairs.first(where: { $0.cell == number }) else {
                record.unmatched += cell.item.pieces
                continue
            }
            let label = run.labels[pair.label]
            paired.append(
                Cell(
                    row: label.row, number: label.number, place: cell.place, label: label.item.extent, group: cell.group, labelGroup: label.group, isSure: run.isSure,
                    isBeside: cell.number == label.number + 1,
                    isOnLine: cell.item.line == label.item.line, next: next, cost: label.item.cost + cell.item.cost
                )
            )
            claimWord(cell.item, cell.place, matrix.key)
        }
        cells += run.isShifted ? paired.sorted { $0.row < $1.row } : paired
        if pairs.count < run.cells.count, let place = run.cells.first?.place {
            let message = "there are more of the \(matrix.key) here than labels, or fewer; those whose label is open are not stored"
            record.diagnostics.append(Diagnostic(.warning, .uncertainOwner, message, at: place))
        }
        run = MatrixRun()
    }

    func name(of item: ColumnScanner.Item) -> String {
        if case .furniture(let id) = item { return template.furniture[id] }
        return "heading"
    }

    mutating func addGroup(_ item: ColumnScanner.Found, _ group: (id: String, title: String, key: Key), parent: Int) {
        guard !record.sections.contains(where: { $0.id == group.id }) else { return addFurniture("repeated_heading", Passage(item.pieces)) }
        record.sections.append(
            SectionRecord(
                id: group.id, title: group.title, level: template.elements[parent].level + 1, parent: template.elements[parent].id,
                confidence: 0.99 - min(0.4, Double(item.cost) * 0.03), heading: Passage(item.pieces)
            )
        )
    }

    /// The word after a cell's number is the form's.
    mutating func claimWord(_ item: ColumnScanner.Found, _ place: TextRange, _ id: String) {
        for piece in [TextRange(max(place.end, item.first.start), item.first.end)] + item.rest {
            if let rest = trimmedPiece(piece) { addFurniture(id, Passage(rest)) }
        }
    }

    /// Splits the cells where the rows begin anew.
    private func sets(of cells: [Cell]) -> [[Cell]] {
        var sets: [[Cell]] = []
        for cell in cells {
            if let last = sets.last?.last, last.row < cell.row {
                sets[sets.count - 1].append(cell)
            } else {
                sets.append([cell])
            }
        }
        return sets
    }

    /// Which headings and which sets of rows follow one another in reading order.
    ///
    /// Where each heading is followed by one set the OCR went card by card; where two headings come before a set it went through
    /// columns.
    private struct Owners {
        /// For each label that begins a set: its place, the headings that come before it since the sets before, and the number of those.
        private var starts: [(number: Int, headings: Int, block: Int)] = []

        init(_ found: [ColumnScanner.Found]) {
            var headings = 0, block = 0, lastRow = Int.max
            var seen: [Int] = []
            for (number, item) in found.enumerated() {
                switch item.item {
                case .group(let group) where !seen.contains(group):
                    seen.append(group)
                    if starts.last?.block == block {
                        block += 1
                        headings = 0
                    }
                    headings += 1
                case .row(let row):
                    if row <= lastRow { starts.append((number, headings, block)) }
                    lastRow = row
                default: break
                }
            }
        }

        /// The headings before a set, and which sets it shares them with.
        func around(_ set: [Cell]) -> (headings: Int, block: Int) {
            let number = set.first?.number ?? 0
            return starts.last { $0.number <= number }.map { ($0.headings, $0.block) } ?? (0, 0)
        }
    }

    /// Whether a cell is its label's though rows of the set are lost.
    ///
    /// Where the label after it is lost, the cell may be that label's, and its own be lost as well: `Frontrunner profile`, `100%`
    /// of `Frontrunner profile`, `25%`, `Star profile`, `100%`. On one line both belong together.
    private func isOwn(_ cell: Cell, _ matrix: ColumnsLayout.Matrix) -> Bool {
        cell.isBeside && (cell.isOnLine || cell.row + 1 == matrix.rows.count || cell.next == cell.row + 1)
    }

    private mutating func emit(_ sets: [[Cell]], _ owners: Owners, _ groups: [Int], _ matrix: ColumnsLayout.Matrix) {
        // A set is sure of its group when all its labels and cells follow the same heading and no other set does.
        let claims = sets.map { set in
            set.reduce(into: [Int?]()) { claims, cell in
                if !claims.contains(cell.group) { claims.append(cell.group) }
                if !claims.contains(cell.labelGroup) { claims.append(cell.labelGroup) }
            }
        }
        var nodes: [Node] = []
        nodes.reserveCapacity(sets.reduce(0) { $0 + $1.count })
        var uncertain: TextRange?
        var openRow: TextRange?
        for (number, set) in sets.enumerated() {
            let claim = claims[number].count == 1 ? claims[number].first ?? nil : nil
            let isAlone = claim != nil && !claims.indices.contains { $0 != number && claims[$0].contains(claim) }
            let around = owners.around(set)
            var owner = isAlone ? claim : nil
            // A heading before that one that has no set yet may be meant as well.
            var confidence = around.headings == 1 ? 0.985 : 0.65
            if owner == nil {
                // In order, unless several cards were read across and a row of one was lost: then nothing tells them apart.
                let isTorn = around.headings > 1 && sets.contains { owners.around($0).block == around.block && $0.count < matrix.rows.count }
                owner = sets.count == groups.count && !isTorn ? groups[number] : nil
                confidence = owner == nil ? 0.5 : 0.69
            }
            if confidence < 0.985 {
                uncertain = uncertain ?? set.first?.place
            }
            for cell in set {
                // Where a row is lost, a cell may be its neighbour's, unless it stands beside its label.
                let isOpen = !cell.isSure || (set.count < matrix.rows.count && !isOwn(cell, matrix))
                if isOpen { openRow = openRow ?? cell.place }
                if let node = node(cell, owner.map { matrix.groups[$0].title }, isOpen ? min(confidence, 0.65) : confidence, matrix) { nodes.append(node) }
            }
        }
        if let uncertain {
            let message = "the reading order of the columns leaves open which group some of the \(matrix.key) belong to; their confidence is low"
            record.diagnostics.append(Diagnostic(.warning, .uncertainOwner, message, at: uncertain))
        }
        if let openRow {
            let message = "labels or values of some of the \(matrix.key) were lost, which leaves open which label the others belong to; their confidence is low"
            record.diagnostics.append(Diagnostic(.warning, .uncertainOwner, message, at: openRow))
        }
        addToProfile(nodes, matrix.key)
    }

    mutating func node(_ cell: Cell, _ group: String?, _ confidence: Double, _ matrix: ColumnsLayout.Matrix) -> Node? {
        switch tools.values(bytes, template).read(matrix.cellSlot.type, in: cell.place) {
        case .value(let scalar, let range, let certainty, let notes):
            for note in notes { report(note, at: range) }
            let total = certainty * confidence * (1 - min(0.3, Double(cell.cost) * 0.02))
            return .object([
                Member(matrix.groupKey, .scalar(group.map { .string($0) } ?? .null)),
                Member(matrix.rowKey, .scalar(.string(matrix.rows[cell.row].id))),
                Member(matrix.cellSlot.id, .value(Value(scalar, text: Passage(range), confidence: total))),
            ])
        case .unreadable(let note, let range):
            report(note, at: range)
            record.unmatched.append(cell.place)
            return nil
        case .absent:
            record.unmatched.append(cell.place)
            return nil
        }
    }
}
