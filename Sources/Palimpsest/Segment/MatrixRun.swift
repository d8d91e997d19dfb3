/// Labels of a matrix that follow one another in reading order, and the cells after them up to the next label.
struct MatrixRun {
    struct Label {
        var row: Int
        var item: ColumnScanner.Found
        /// The last group heading before it.
        var group: Int?
        /// Its place in what was found.
        var number: Int
    }

    struct Cell {
        var place: TextRange
        var item: ColumnScanner.Found
        var group: Int?
        var number: Int
    }

    var labels: [Label] = []
    var cells: [Cell] = []

    /// Whether there is one cell for each label, so that order pairs them.
    var isBalanced: Bool { labels.count == cells.count }

    /// Which cell belongs to which label, as indices.
    ///
    /// Where OCR lost labels or cells, order says nothing, and only what stands on lines of its own is paired: the one line that
    /// has as many cells as there are labels, or the cell that follows the last of labels that stand on lines of their own.
    func pairs() -> [(label: Int, cell: Int)] {
        if isBalanced { return labels.indices.map { ($0, $0) } }
        guard let first = cells.first, let last = labels.indices.last else { return [] }
        let isBeside = first.number == labels[last].number + 1
        if labels.count > cells.count {
            let standsAlone = last > 0 && labels[last - 1].item.line != labels[last].item.line
            return cells.count == 1 && isBeside && standsAlone ? [(last, 0)] : []
        }
        let rows = Set(cells.map(\.item.line)).map { line in cells.indices.filter { cells[$0].item.line == line } }.filter { $0.count == labels.count }
        if rows.count == 1 { return Array(zip(labels.indices, rows[0])) }
        return labels.count == 1 && isBeside ? [(0, 0)] : []
    }
}
