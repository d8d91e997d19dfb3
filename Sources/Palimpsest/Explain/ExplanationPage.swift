/// Lines of an explanation in the making: headings, indented lines, places, confidences, texts cut to fit.
struct ExplanationPage {
    /// Roles of text, each with the code of its colour (ECMA-48 "select graphic rendition").
    enum Role: String {
        case heading = "1;36"
        case key = "1"
        case value = "32"
        case quiet = "2"
        case warning = "33"
        case error = "31"
    }

    private let style: Explanation.Style
    private(set) var text = ""

    init(style: Explanation.Style) { self.style = style }

    mutating func heading(_ title: String, _ note: String = "") {
        text += (text.isEmpty ? "" : "\n") + paint(title, .heading) + (note.isEmpty ? "" : " " + paint(note, .quiet)) + "\n"
    }

    mutating func line(_ parts: [String], indent: Int) {
        text += String(repeating: "  ", count: indent) + parts.filter { !$0.isEmpty }.joined(separator: "  ") + "\n"
    }

    func paint(_ text: String, _ role: Role) -> String {
        style.color && !text.isEmpty ? "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// A probability with two decimals; a low one stands out.
    func confidence(_ value: Double) -> String {
        let hundredths = Int((min(max(value, 0), 1) * 100).rounded())
        let text = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
        return paint(text, value < 0.5 ? .error : value < 0.9 ? .warning : .quiet)
    }

    /// `line:column` of the start and the end.
    func place(_ range: TextRange, in document: Document) -> String {
        let span = document.span(of: range)
        return paint("\(span.startLine):\(span.startColumn)–\(span.endLine):\(span.endColumn)", .quiet)
    }

    func place(_ passage: Passage, in document: Document) -> String {
        passage.isEmpty ? "" : place(passage.extent, in: document)
    }

    /// The text of a passage in quotes, cut to what fits beside `used` other cells.
    func quote(_ passage: Passage, in document: Document, used: Int) -> String {
        quote(document.string(of: passage), used: used)
    }

    func quote(_ text: String, used: Int) -> String {
        let room = max(20, style.columns - used - 2)
        var shown = ""
        var cells = 0
        for character in SafeText.line(Array(text.utf8)) {
            // Good enough to stay on one line: what is not ASCII may take two cells.
            cells += character.isASCII ? 1 : 2
            if cells > room - 1 { return "“" + shown + "…”" }
            shown.append(character)
        }
        return "“" + shown + "”"
    }
}
