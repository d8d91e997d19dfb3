extension JSONRecordWriter {
    mutating func node(_ node: Node) {
        switch node {
        case .value(let value): self.value(value)
        case .scalar(let scalar): self.scalar(scalar)
        case .object(let members): object(members)
        case .list(let nodes): list(nodes) { $0.node($1) }
        case .span(let range): span(range)
        case .probability(let probability): out.probability(probability)
        }
    }

    mutating func object(_ members: [Member]) {
        let names = UniqueKeys.renamed(members, key: \.key)
        out.literal("{")
        for index in members.indices {
            if index > 0 { out.literal(",") }
            out.string(names?[index] ?? members[index].key)
            out.literal(":")
            node(members[index].node)
        }
        out.literal("}")
    }

    mutating func value(_ value: Value) {
        out.literal("{\"value\":")
        scalar(value.scalar)
        optional(",\"unit\":", value.unit)
        optional(",\"ucum\":", value.ucum)
        optional(",\"name\":", value.name)
        if let maximum = value.maximum {
            out.literal(",\"maximum\":")
            out.integer(maximum)
        }
        out.literal(",\"text\":")
        text(value.text)
        out.literal(",\"confidence\":")
        out.probability(value.confidence)
        place(value.text)
        out.literal("}")
    }

    mutating func scalar(_ scalar: Scalar) {
        switch scalar {
        case .null: out.literal("null")
        case .boolean(let boolean): boolean ? out.literal("true") : out.literal("false")
        case .integer(let integer): out.integer(integer)
        case .decimal(let number): out.decimal(number)
        case .date(let date):
            out.literal("\"")
            out.date(date)
            out.literal("\"")
        case .string(let string): out.string(string)
        case .asRead(let passage): words(passage)
        }
    }

    /// The text of a passage as a JSON string.
    mutating func text(_ passage: Passage) {
        if let range = piece(passage) { return out.string(UnsafeBufferPointer(rebasing: bytes[range.start..<range.end])) }
        scratch.removeAll(keepingCapacity: true)
        document.appendText(of: passage, to: &scratch)
        out.string(scratch)
    }

    /// The words of a passage as a JSON string.
    private mutating func words(_ passage: Passage) {
        scratch.removeAll(keepingCapacity: true)
        document.appendWords(of: passage, to: &scratch)
        out.string(scratch)
    }

    /// The place of a passage that lies within one line, so that its text is what stands there; `nil` where lines are to be joined.
    private mutating func piece(_ passage: Passage) -> TextRange? {
        guard passage.count == 1 else { return nil }
        let range = passage.extent
        guard range.count > 0, isPlain(bytes[range.start]), isPlain(bytes[range.end - 1]), document.lines.isInLine(range, near: &line) else { return nil }
        return range
    }

    /// Whether a byte is a character by itself and no white space.
    private func isPlain(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }

    mutating func textAndPlace(_ passage: Passage) {
        out.literal("{\"text\":")
        text(passage)
        place(passage)
        out.literal("}")
    }

    /// `"span"`, from first to last character, and `"spans"`, the pieces, where there are several: what lies between them
    /// is page furniture, so that only the pieces cut the passage's own characters from the file.
    mutating func place(_ passage: Passage) {
        out.literal(",\"span\":")
        if passage.count == 0 { return out.literal("null") }
        span(passage.extent)
        if passage.count == 1 { return }
        out.literal(",\"spans\":")
        list(passage.pieces) { $0.span($1) }
    }

    mutating func key(_ key: String) {
        out.literal(",")
        out.string(key)
        out.literal(":")
    }

    mutating func optional(_ string: String?) {
        if let string { out.string(string) } else { out.literal("null") }
    }

    private mutating func optional(_ key: StaticString, _ string: String?) {
        guard let string else { return }
        out.literal(key)
        out.string(string)
    }

    mutating func list<Item>(_ items: [Item], _ write: (inout JSONRecordWriter, Item) -> Void) {
        out.literal("[")
        // By index, here and elsewhere: `enumerated()` would copy each item, and a field holds many references to count.
        for index in items.indices {
            if index > 0 { out.literal(",") }
            write(&self, items[index])
        }
        out.literal("]")
    }
}
