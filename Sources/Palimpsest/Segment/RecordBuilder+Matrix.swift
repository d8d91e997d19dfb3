extension RecordBuilder {
    /// A cell with its row, before its group is known.
    private struct Cell {
        var row: Int
        var place: TextRange
        var label: TextRange
        /// The last group heading before the cell and before its label.
        var group: Int?
        var labelGroup: Int?
        /// Whether label and cell stood side by side in the reading order.
        var isSure: Bool
        var cost: Float
    }

    /// Reads cards of labelled percentages.
    ///
    /// OCR reads columns in an order of its own. Labels and cells are paired run by run; each set of rows belongs to one group;
    /// where the headings in between contradict that, sets go to groups in order, and the record says that this is uncertain.
    mutating func readMatrix(_ found: [ColumnScanner.Found], _ layout: ColumnsLayout, parent: Int) {
        guard let matrix = layout.matrix else { return }
        var cells: [Cell] = []
        var labels: [(row: Int, range: TextRange, group: Int?, cost: Float)] = []
        var group: Int?
        var groups: [Int] = []
        for item in found {
            switch item.item {
            case .group(let number):
                addGroup(item, matrix.groups[number], parent: parent)
                group = number
                if !groups.contains(number) { groups.append(number) }
            case .row(let number):
                labels.append((number, item.extent, group, item.cost))
                addFurniture(matrix.key, Passage(item.pieces))
            case .cell(let place):
                guard !labels.isEmpty else {
                    record.unmatched += item.pieces
                    break
                }
                let label = labels.removeFirst()
                cells.append(
                    Cell(row: label.row, place: place, label: label.range, group: group, labelGroup: label.group, isSure: true, cost: label.cost + item.cost)
                )
                claimWord(item, place, matrix.key)
            case .bareHeading, .furniture: addFurniture(name(of: item.item), Passage(item.pieces))
            case .free: break
            }
        }
        emit(sets(of: cells), groups, matrix)
    }

    private func name(of item: ColumnScanner.Item) -> String {
        if case .furniture(let id) = item { return template.furniture[id] }
        return "heading"
    }

    private mutating func addGroup(_ item: ColumnScanner.Found, _ group: (id: String, title: String, key: Key), parent: Int) {
        guard !record.sections.contains(where: { $0.id == group.id }) else { return addFurniture("repeated_heading", Passage(item.pieces)) }
        record.sections.append(
            SectionRecord(
                id: group.id, title: group.title, level: template.elements[parent].level + 1, parent: template.elements[parent].id,
                confidence: 0.99 - min(0.4, Double(item.cost) * 0.03), heading: Passage(item.pieces)
            )
        )
    }

    /// The word after a cell's number is the form's.
    private mutating func claimWord(_ item: ColumnScanner.Found, _ place: TextRange, _ id: String) {
        var rest = TextRange(place.end, item.extent.end)
        while rest.start < rest.end, ASCII.isSpace(bytes[rest.start]) { rest.start += 1 }
        if !rest.isEmpty { addFurniture(id, Passage(rest)) }
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

    private mutating func emit(_ sets: [[Cell]], _ groups: [Int], _ matrix: ColumnsLayout.Matrix) {
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
        for (number, set) in sets.enumerated() {
            let claim = claims[number].count == 1 ? claims[number].first ?? nil : nil
            let isAlone = claim != nil && !claims.indices.contains { $0 != number && claims[$0].contains(claim) }
            var owner = isAlone ? claim : nil
            var confidence = 0.985
            if owner == nil {
                owner = sets.count == groups.count ? groups[number] : claim
                confidence = owner == nil ? 0.5 : sets.count == groups.count ? 0.7 : 0.5
                uncertain = uncertain ?? set.first?.place
            }
            for cell in set {
                if let node = node(cell, owner.map { matrix.groups[$0].title }, confidence, matrix) { nodes.append(node) }
            }
        }
        if let uncertain {
            let message = "the reading order of the columns leaves open which group some of the \(matrix.key) belong to; their confidence is low"
            record.diagnostics.append(Diagnostic(.warning, .uncertainOwner, message, at: uncertain))
        }
        record.profile.append(Member(matrix.key, .list(nodes)))
    }

    private mutating func node(_ cell: Cell, _ group: String?, _ confidence: Double, _ matrix: ColumnsLayout.Matrix) -> Node? {
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
            return nil
        case .absent: return nil
        }
    }
}
