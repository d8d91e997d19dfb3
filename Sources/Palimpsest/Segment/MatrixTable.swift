/// A matrix that the page sets as a table: its rows' labels stand once, over columns, and each group begins a line.
///
/// OCR reads such a table line by line, or column by column; both leave the number of cells between two headings, or between two labels, or
/// on the line of a heading, and only what one of these settles is taken. (Where the labels of cards stand with each group, see ``MatrixRun``.)
struct MatrixTable {
    /// Cells whose row and group are known.
    struct Entry {
        var row: Int
        var group: Int
        /// Their places in what was found.
        var cell: Int
        var label: Int
        var confidence: Double
    }

    private(set) var entries: [Entry] = []
    /// The groups, in order.
    private(set) var groups: [Int] = []

    /// A whole line of cells beside its heading, or a whole column under its label.
    private static let confidence = 0.93
    /// A cell alone on the line of a heading.
    private static let confidenceOfOne = 0.85

    /// `nil` when what was found is no table.
    init?(_ found: [ColumnScanner.Found], rows: Int) {
        var labels: [(row: Int, place: Int)] = []
        var headings: [(group: Int, place: Int)] = []
        var cells: [Int] = []
        for (place, item) in found.enumerated() {
            switch item.item {
            case .row(let row): labels.append((row, place))
            case .group(let group) where !groups.contains(group):
                groups.append(group)
                headings.append((group, place))
            case .cell: cells.append(place)
            default: break
            }
        }
        guard labels.map(\.row) == Array(0..<rows), groups.count > 1, cells.count > rows, let firstCell = cells.first, cells.count <= rows * groups.count else { return nil }
        if labels[rows - 1].place < firstCell {
            takeLines(found, labels, headings, cells)
        } else if labels[0].place < firstCell {
            takeColumns(found, labels, headings, cells)
        } else {
            return nil
        }
        entries.sort { (groups.firstIndex(of: $0.group) ?? 0, $0.row) < (groups.firstIndex(of: $1.group) ?? 0, $1.row) }
    }

    /// All labels come first: each line of a heading has a cell for each of them.
    private mutating func takeLines(
        _ found: [ColumnScanner.Found], _ labels: [(row: Int, place: Int)], _ headings: [(group: Int, place: Int)], _ cells: [Int]
    ) {
        let isWhole = cells.count == labels.count * headings.count
        for (number, heading) in headings.enumerated() {
            let beside = cells.filter { found[$0].line == found[heading.place].line }
            let inOrder = isWhole ? Array(cells[number * labels.count..<(number + 1) * labels.count]) : nil
            // Headings of two lines stand above or below the middle of theirs.
            guard let line = beside.count == labels.count ? beside : beside.isEmpty || beside == inOrder ? inOrder : nil else { continue }
            for (label, cell) in zip(labels, line) {
                entries.append(Entry(row: label.row, group: heading.group, cell: cell, label: label.place, confidence: Self.confidence))
            }
        }
    }

    /// The labels stand over the columns: a whole one has a cell for each heading.
    private mutating func takeColumns(
        _ found: [ColumnScanner.Found], _ labels: [(row: Int, place: Int)], _ headings: [(group: Int, place: Int)], _ cells: [Int]
    ) {
        for (number, label) in labels.enumerated() {
            let end = number + 1 < labels.count ? labels[number + 1].place : found.count
            let column = cells.filter { label.place < $0 && $0 < end }
            for (place, heading) in headings.enumerated() {
                let beside = column.filter { found[$0].line == found[heading.place].line }
                if column.count == headings.count {
                    entries.append(Entry(row: label.row, group: heading.group, cell: column[place], label: label.place, confidence: Self.confidence))
                } else if beside.count == 1 {
                    entries.append(Entry(row: label.row, group: heading.group, cell: beside[0], label: label.place, confidence: Self.confidenceOfOne))
                }
            }
        }
    }
}

extension RecordBuilder {
    /// Reads a matrix that stands as a table.
    mutating func read(_ table: MatrixTable, _ found: [ColumnScanner.Found], _ layout: ColumnsLayout, parent: Int) {
        guard let matrix = layout.matrix else { return }
        var lost: TextRange?
        let known = Set(table.entries.map(\.cell))
        for (place, item) in found.enumerated() {
            switch item.item {
            case .group(let number): addGroup(item, matrix.groups[number], parent: parent)
            case .row: addFurniture(matrix.key, Passage(item.pieces))
            case .cell(let number) where known.contains(place): claimWord(item, number, matrix.key)
            case .cell(let number):
                lost = lost ?? number
                record.unmatched += item.pieces
            case .bareHeading, .furniture: addFurniture(name(of: item.item), Passage(item.pieces))
            case .free: break
            }
        }
        if let lost {
            let message = "cells of this table of \(matrix.key) were lost, which leaves open whose the others are; those are not stored"
            record.diagnostics.append(Diagnostic(.warning, .uncertainOwner, message, at: lost))
        }
        let nodes = table.entries.compactMap { entry -> Node? in
            guard case .cell(let place) = found[entry.cell].item else { return nil }
            let cell = Cell(
                row: entry.row, number: entry.label, place: place, label: found[entry.label].extent, group: entry.group, labelGroup: entry.group,
                isSure: true, isBeside: false, isOnLine: false, next: nil, cost: found[entry.cell].cost + found[entry.label].cost)
            return node(cell, matrix.groups[entry.group].title, entry.confidence, matrix)
        }
        addToProfile(nodes, matrix.key)
    }
}
