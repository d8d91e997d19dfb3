/// Columns of text, the first aligned to the left and the others to the right.
struct TextTable {
    private(set) var rows: [[String]]

    init(_ header: [String]) { rows = [header] }

    mutating func add(_ row: [String]) { rows.append(row) }

    var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }.joined(separator: "  ").trimmedAtEnd + "\n"
        }.joined()
    }

    /// `number` with `places` decimals, rounded half away from zero; the same in every locale.
    static func decimals(_ number: Double, _ places: Int) -> String {
        guard number.isFinite else { return "–" }
        var factor = 1.0
        for _ in 0..<places { factor *= 10 }
        let scaled = (abs(number) * factor).rounded()
        guard scaled < 1e15 else { return String(number) }
        let digits = String(Int64(scaled))
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let sign = number < 0 && scaled > 0 ? "-" : ""
        return places == 0 ? sign + padded : sign + padded.dropLast(places) + "." + padded.suffix(places)
    }

    static func decimals(_ number: Double?, _ places: Int) -> String { number.map { decimals($0, places) } ?? "–" }
}

extension String {
    fileprivate var trimmedAtEnd: String {
        var copy = self
        while copy.last == " " { copy.removeLast() }
        return copy
    }
}
