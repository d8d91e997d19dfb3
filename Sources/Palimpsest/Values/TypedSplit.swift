/// Splits a line of two slots, `Case study | 01 May 2022`, where the bar may have been read as a letter.
enum TypedSplit {
    struct Split {
        var first: TextRange
        var second: TextRange
        /// Nats of doubt.
        var cost: Float
    }

    /// - Parameter first: the slot before the separator.
    static func split(
        _ content: TextRange, _ bytes: UnsafeBufferPointer<UInt8>, first: Slot, template: CompiledTemplate, folding: KeyFolding
    ) -> Split? {
        if let bar = (content.start..<content.end).last(where: { bytes[$0] == UInt8(ascii: "|") }) {
            return made(content, bytes, bar, bar + 1, cost: isKnown(content.start, bar, bytes, first, template, folding) ? 0 : 2)
        }
        // Without a bar the words before must be one of the choices, up to a token of one character or none.
        if case .choice(let index) = first.type, !mayBegin(content, bytes, template.choices[index], folding) { return nil }
        guard let end = (content.start..<content.end).first(where: beginsAfterChoice(content, bytes, first, template, folding)) else { return nil }
        var rest = end + 1
        if rest + 1 < content.end, bytes[rest + 1] == 0x20 { rest += 2 }
        return made(content, bytes, end, rest, cost: 1)
    }

    private static func mayBegin(_ content: TextRange, _ bytes: UnsafeBufferPointer<UInt8>, _ choice: Choice, _ folding: KeyFolding) -> Bool {
        guard let place = folding.offset(ofKeyByte: 0, in: content, bytes) else { return false }
        // Other letters may stand for several bytes: only the comparison tells.
        guard bytes[place] < 0x80 else { return true }
        var begins = false
        folding.forEachKeyByte(bytes, from: place, to: place + 1) { byte, _ in begins = choice.mayBegin(with: byte) }
        return begins
    }

    /// Tells of the places of a line, asked in order, whether a space stands there and the words before it are a choice.
    private static func beginsAfterChoice(
        _ content: TextRange, _ bytes: UnsafeBufferPointer<UInt8>, _ slot: Slot, _ template: CompiledTemplate, _ folding: KeyFolding
    ) -> (Int) -> Bool {
        var key: [UInt8] = []
        var done = content.start
        return { place in
            guard bytes[place] == 0x20 else { return false }
            guard case .choice(let index) = slot.type else { return true }
            folding.forEachKeyByte(bytes, from: done, to: place) { byte, _ in key.append(byte) }
            done = place
            return template.choices[index].keys.contains { $0.plain == key }
        }
    }

    private static func made(_ content: TextRange, _ bytes: UnsafeBufferPointer<UInt8>, _ firstEnd: Int, _ secondStart: Int, cost: Float) -> Split? {
        var end = firstEnd, start = secondStart
        while end > content.start, ASCII.isSpace(bytes[end - 1]) { end -= 1 }
        while start < content.end, ASCII.isSpace(bytes[start]) { start += 1 }
        guard end > content.start, start < content.end else { return nil }
        return Split(first: TextRange(content.start, end), second: TextRange(start, content.end), cost: cost)
    }

    private static func isKnown(
        _ start: Int, _ end: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ slot: Slot, _ template: CompiledTemplate, _ folding: KeyFolding
    ) -> Bool {
        guard case .choice(let index) = slot.type else { return true }
        let key = folding.plainKey(of: TextRange(start, end), in: bytes)
        return template.choices[index].values.contains { $0.key.plain == key }
    }
}
