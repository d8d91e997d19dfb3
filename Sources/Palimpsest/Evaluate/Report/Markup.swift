import Crypto
import FoundationEssentials

/// Pieces of HTML and SVG. Nothing goes into a page but through here.
enum Markup {
    /// Text for an element or a quoted attribute. Control and bidirectional characters become visible escapes.
    static func text(_ text: String) -> String {
        SafeText.line(Array(text.utf8)).reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.append(character)
            }
        }
    }

    /// A table whose first column names the row; the others hold figures.
    static func table(_ table: TextTable, caption: String) -> String {
        guard let header = table.rows.first else { return "" }
        func row(_ cells: [String], _ element: String) -> String {
            "<tr>" + cells.enumerated().map { column, cell in
                column == 0 ? "<th scope=\"\(element == "th" ? "col" : "row")\">\(text(cell))</th>"
                    : "<\(element)\(element == "th" ? " scope=\"col\"" : "")>\(text(cell))</\(element)>"
            }.joined() + "</tr>\n"
        }
        return "<div class=\"scroll\"><table><caption>\(text(caption))</caption>\n<thead>\(row(header, "th"))</thead>\n<tbody>"
            + table.rows.dropFirst().map { row($0, "td") }.joined() + "</tbody></table></div>\n"
    }

    /// A length in a drawing, with two decimals at most.
    static func number(_ value: Double) -> String {
        var text = TextTable.decimals(value, 2)
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    /// What a Content-Security-Policy has to name for an inline style sheet: its SHA-256 in Base64.
    static func hash(of style: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
    }
}
