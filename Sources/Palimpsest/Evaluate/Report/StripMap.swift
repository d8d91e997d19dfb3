/// A dump from left to right: above what the labels say, below what was found, under both what was missed and what was flagged
/// in vain. The height of a colour in a column is its share of the column's characters.
struct StripMap {
    var dump: DumpDetection

    private static let band = 14.0, gap = 2.0

    var svg: String {
        let strip = dump.strip
        guard !strip.cells.isEmpty else { return "" }
        let height = 3 * Self.band + 2 * Self.gap
        let labels = CharacterClass.allCases.filter { $0 != .clean }
        var paths = "<path class=\"k-clean\" d=\"M0 0H\(strip.cells.count)V\(Markup.number(2 * Self.band + Self.gap))H0z\"/>"
        paths += bands(strip.cells, 0, labels.map { label in ("k-" + label.rawValue, { $0.labels[label] ?? 0 }) })
        paths += bands(strip.cells, Self.band + Self.gap, SuspectKind.allCases.map { kind in ("k-" + kind.rawValue, { $0.suspects[kind] ?? 0 }) })
        paths += bands(strip.cells, 2 * (Self.band + Self.gap), [("k-missed", { $0.missed }), ("k-false", { $0.falseAlarms })])
        let about = "\(dump.name): labels above, suspects below, misses and false alarms at the bottom"
        return "<svg class=\"strip\" viewBox=\"0 0 \(strip.cells.count) \(Markup.number(height))\" preserveAspectRatio=\"none\" role=\"img\" "
            + "aria-label=\"\(Markup.text(about))\">\(paths)</svg>\n"
    }

    /// One path for each colour; columns beside each other with the same height make one rectangle.
    private func bands(
        _ cells: [DetectionStrip.Cell], _ top: Double, _ colors: [(style: String, count: (DetectionStrip.Cell) -> Int)]
    ) -> String {
        var paths = Array(repeating: "", count: colors.count)
        var open: [(start: Int, from: Double, to: Double)?] = Array(repeating: nil, count: colors.count)
        func close(_ color: Int, at column: Int) {
            guard let bar = open[color] else { return }
            if bar.to > bar.from {
                paths[color] += "M\(bar.start) \(Markup.number(top + bar.from))H\(column)V\(Markup.number(top + bar.to))H\(bar.start)z"
            }
            open[color] = nil
        }
        for (column, cell) in cells.enumerated() {
            var from = 0.0
            for color in colors.indices {
                // A single character in a column of many is still seen.
                let share = Double(colors[color].count(cell)) / Double(max(1, cell.characters))
                let to = share == 0 ? from : min(Self.band, from + max(1.5, share * Self.band))
                if let bar = open[color], bar.from == from, bar.to == to { } else {
                    close(color, at: column)
                    open[color] = (column, from, to)
                }
                from = to
            }
        }
        for color in colors.indices { close(color, at: cells.count) }
        return zip(colors, paths).map { $1.isEmpty ? "" : "<path class=\"\($0.style)\" d=\"\($1)\"/>" }.joined()
    }
}
