/// Values and the template's own structures.
extension ExplanationPage {
    /// A value with its unit, name, confidence, place and, where it differs, the text that it was read from.
    func value(_ value: Value, in document: Document) -> String {
        var shown = paint(scalar(value.scalar, in: document), .value)
        if let maximum = value.maximum { shown += paint(" of \(maximum)", .value) }
        if let unit = value.unit { shown += paint(" " + unit, .value) }
        if let name = value.name { shown += " " + paint(name, .quiet) }
        return [shown, confidence(value.confidence), place(value.text, in: document)]
            .filter { !$0.isEmpty }.joined(separator: "  ")
    }

    func scalar(_ scalar: Scalar, in document: Document) -> String {
        switch scalar {
        case .null: "null"
        case .boolean(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .decimal(let value): decimal(value)
        case .date(let value): "\(padded(value.year, 4))-\(padded(value.month, 2))-\(padded(value.day, 2))"
        case .string(let value): quote(value, used: 40)
        case .asRead(let passage): quote(passage, in: document, used: 40)
        }
    }

    mutating func node(_ node: Node, key: String, indent: Int, in document: Document) {
        let name = paint(key, .key)
        switch node {
        case .value(let value): line([name, self.value(value, in: document)], indent: indent)
        case .scalar(let scalar): line([name, paint(self.scalar(scalar, in: document), .value)], indent: indent)
        case .span(let range): line([name, place(range, in: document)], indent: indent)
        case .probability(let value): line([name, confidence(value)], indent: indent)
        case .object(let members):
            line([name], indent: indent)
            for member in members { self.node(member.node, key: member.key, indent: indent + 1, in: document) }
        case .list(let items):
            line([name, items.isEmpty ? paint("none", .quiet) : ""], indent: indent)
            for (index, item) in items.enumerated() { self.node(item, key: "\(index + 1).", indent: indent + 1, in: document) }
        }
    }

    mutating func members(_ members: [Member], title: String, in document: Document) {
        guard !members.isEmpty else { return }
        heading(title)
        for member in members { node(member.node, key: member.key, indent: 1, in: document) }
    }

    private func decimal(_ number: DecimalNumber) -> String {
        guard number.scale > 0 else { return "\(number.digits)" + String(repeating: "0", count: -number.scale) }
        let digits = padded(number.digits.magnitude, number.scale + 1)
        return (number.digits < 0 ? "-" : "") + digits.dropLast(number.scale) + "." + digits.suffix(number.scale)
    }

    private func padded(_ number: some BinaryInteger, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
