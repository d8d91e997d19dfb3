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

    /// Whether order alone pairs them without doubt.
    var isSure: Bool { isBalanced && !isShifted }

    /// Whether a label takes two lines, which pushes its cell below those of its neighbours: `25% complete profile 67% complete` over `0%
    /// complete`.
    var isShifted: Bool {
        labels.count > 1 && labels.contains(where: \.item.isBroken) && cells.contains { $0.item.line != cells[0].item.line }
    }

    /// Which cell belongs to which label, as indices.
    ///
    /// Where OCR lost labels or cells, order says nothing, and only what stands on lines of its own is paired: the one line that
    /// has as many cells as there are labels, or the cell that follows the last of labels that stand on lines of their own.
    func pairs() -> [(label: Int, cell: Int)] {
        if isShifted { return pairsOfShifted() }
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

    /// The cells on the first line belong to the labels of one line, those below to the others, if there are as many.
    private func pairsOfShifted() -> [(label: Int, cell: Int)] {
        let whole = labels.indices.filter { !labels[$0].item.isBroken }, broken = labels.indices.filter { labels[$0].item.isBroken }
        let first = cells.indices.filter { cells[$0].item.line == cells[0].item.line }, rest = cells.indices.filter { cells[$0].item.line != cells[0].item.line }
        guard first.count == whole.count else { return [] }
        return Array(zip(whole, first)) + (rest.count == broken.count ? Array(zip(broken, rest)) : [])
    }
}
