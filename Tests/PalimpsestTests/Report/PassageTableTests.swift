import Testing

@testable import Palimpsest

struct PassageTableTests {
    @Test(arguments: try ReportRecords.hostile())
    func noCellIsAFormula(_ hostile: ReportRecords.Hostile) throws {
        let table = ReportRecords.report(.csv, [ReportRecords.record(saying: hostile.text, path: hostile.text.filter { $0 != "\0" })])
        #expect(table.starts(with: [0xEF, 0xBB, 0xBF]))
        let rows = Self.rows(String(decoding: table.dropFirst(3), as: UTF8.self))
        #expect(rows.count == 2)
        #expect(rows.allSatisfy { $0.count == rows[0].count })
        for cell in rows[1] where Double(cell) == nil {
            let first = cell.unicodeScalars.drop { $0 == " " || $0 == "\u{A0}" || $0 == "\u{3000}" || $0 == "\u{FEFF}" }.first
            #expect(first.map { !"=+-@\t\r\n\0＝＋－＠".unicodeScalars.contains($0) } ?? true, "\(cell)")
        }
        let kind = try #require(rows[0].firstIndex(of: "kind"))
        #expect(rows[1][kind] == "misread")
    }

    /// Rows of RFC 4180, read by scalars: a carriage return and line feed are one character to Swift.
    static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = [], row: [String] = [], cell = String.UnicodeScalarView()
        var isQuoted = false, isAfterQuote = false
        for scalar in text.unicodeScalars {
            if isQuoted {
                if isAfterQuote {
                    isAfterQuote = false
                    if scalar == "\"" {
                        cell.append(scalar)
                        continue
                    }
                    isQuoted = false
                } else {
                    if scalar == "\"" { isAfterQuote = true } else { cell.append(scalar) }
                    continue
                }
            }
            switch scalar {
            case "\"" where cell.isEmpty: isQuoted = true
            case ",", "\n":
                row.append(String(cell))
                cell = String.UnicodeScalarView()
                if scalar == "\n" {
                    rows.append(row)
                    row = []
                }
            case "\r": break
            default: cell.append(scalar)
            }
        }
        return rows
    }
}
