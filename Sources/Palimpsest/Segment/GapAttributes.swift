#if canImport(Glibc)
import Glibc
#endif

/// Takes the date out of the column beside a field's text, as `pdftotext -layout` writes a table or a label with its date at the right edge:
///
///     Description of how city is     Hedges were planted along    Last update: 06
///     taking action                  the old road.                July 2022
///
/// The date stands on the first line of its field, in front of most of the text, and may be broken over lines. It belongs behind that text, where the form
/// has it: up to the next words of the form all lines are those of the field.
struct GapAttributes {
    let template: CompiledTemplate
    let table: [LineTable.Line]
    let bytes: UnsafeBufferPointer<UInt8>

    /// Spaces between two columns at least.
    private static let gap = 2
    /// Lines over which a value is broken at most, and bytes of a piece of it.
    private static let most = (lines: 3, piece: 24)
    /// Letters of a broken label at least.
    private static let leastWords = 12

    /// The lines with the attributes behind their fields' texts; `nil` when there are none in columns.
    func arranged() -> [LineTable.Line]? {
        let attributes = attributes()
        if attributes.isEmpty { return nil }
        var result: [LineTable.Line]?
        /// The pieces that are still to be put behind the text.
        var held: [LineTable.Line] = []
        var taken: [Int: TextRange] = [:]
        for number in table.indices {
            var line = table[number]
            if let piece = taken.removeValue(forKey: number) { line.content = WhiteSpace.trim(bytes, line.content.start, piece.start) }
            let attribute = attributes[number]
            if !held.isEmpty, attribute != nil || endsField(line) {
                put(&held, into: &result)
            }
            if let attribute {
                if result == nil { result = Array(table[..<number]) }
                (held, taken) = pieces(from: attribute, number)
                line.content = WhiteSpace.trim(bytes, line.content.start, attribute.start)
            }
            // A line that held nothing but a piece is gone.
            if line.isBlank == table[number].isBlank { result?.append(line) }
        }
        put(&held, into: &result)
        return result
    }

    /// The attributes that stand in a column of their own, by their lines: where each begins, and its value.
    private func attributes() -> [Int: (start: Int, value: Int)] {
        let labels = template.joinedLabels.marked.filter { $0.value == .date }
        guard !labels.isEmpty, let base = bytes.baseAddress else { return [:] }
        var found: [Int: (start: Int, value: Int)] = [:]
        for (number, line) in table.enumerated() where line.content.count > Self.gap {
            // The value is short: only a colon near the end of the line counts, and only one.
            let tail = TextRange(max(line.content.start, line.content.end - Self.most.piece), line.content.end)
            guard let hit = memchr(base + tail.start, Int32(UInt8(ascii: ":")), tail.count) else { continue }
            let colon = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
            if let label = labels.first(where: { isInColumn($0.words, endingAt: colon, of: line.content) }) { found[number] = (colon + 1 - label.words.count, colon + 1) }
        }
        return found
    }

    /// Whether the words of an attribute end at a colon behind a gap, and a label stands at the beginning of the line: with more of either, fields stand side by side.
    private func isInColumn(_ words: [UInt8], endingAt colon: Int, of content: TextRange) -> Bool {
        let start = colon + 1 - words.count
        guard start >= content.start + Self.gap, bytes[start - 1] == 0x20, bytes[start - 2] == 0x20, bytes[start...colon].elementsEqual(words) else { return false }
        let columns = columns(of: TextRange(content.start, start))
        guard let label = columns.first, isLabel(label) else { return false }
        return !columns.dropFirst().contains { isLabel($0) || bytes[$0.start..<$0.end].starts(with: words) }
    }

    /// The attribute as lines of its own: what stands on its line, and what its value needs of the lines below.
    private func pieces(from attribute: (start: Int, value: Int), _ number: Int) -> ([LineTable.Line], [Int: TextRange]) {
        var line = table[number]
        line.content.start = attribute.start
        var value = Array(bytes[attribute.value..<line.content.end])
        if isValue(value) { return ([line], [:]) }
        var found = [line], taken: [Int: TextRange] = [:], next = number + 1
        while next < table.count, found.count < Self.most.lines, let piece = columns(of: table[next].content).last, piece.count <= Self.most.piece {
            value += [0x20] + bytes[piece.start..<piece.end]
            var rest = table[next]
            rest.content = piece
            found.append(rest)
            taken[next] = piece
            if isValue(value) { return (found, taken) }
            next += 1
        }
        return ([line], [:])
    }

    private func isValue(_ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { buffer in
            guard case .value = ValueReader(bytes: buffer, template: template).read(.date, in: TextRange(0, buffer.count)) else { return false }
            return true
        }
    }

    /// Puts the attribute behind the last line that is not blank.
    private func put(_ held: inout [LineTable.Line], into result: inout [LineTable.Line]?) {
        guard !held.isEmpty, let last = result?.lastIndex(where: { !$0.isBlank }) else { return }
        result?.insert(contentsOf: held, at: last + 1)
        held = []
    }

    /// Whether a line begins with other words of the form.
    private func endsField(_ line: LineTable.Line) -> Bool {
        guard let first = columns(of: line.content).first else { return false }
        return isLabel(first) || template.index.mayBeForm(key(first), template.tools.folding)
    }

    /// The stretches of a line that gaps part.
    private func columns(of content: TextRange) -> [TextRange] {
        var result: [TextRange] = [], start = content.start, spaces = 0
        for at in content.start..<content.end {
            if bytes[at] == 0x20 {
                spaces += 1
                continue
            }
            if spaces >= Self.gap {
                result.append(TextRange(start, at - spaces))
                start = at
            }
            spaces = 0
        }
        let rest = WhiteSpace.trim(bytes, start, content.end)
        return rest.isEmpty ? result : result + [rest]
    }

    private func key(_ range: TextRange) -> [UInt8] { Array(template.tools.folding.plainKey(of: range, in: bytes).drop(while: ASCII.isDigit)) }

    /// Whether a stretch is a label, or the beginning of one that is broken.
    private func isLabel(_ range: TextRange) -> Bool {
        let key = key(range)
        return template.anchors.contains { anchor in
            guard case .label = anchor.role, anchor.slots.isEmpty else { return false }
            let label = anchor.pattern.prefix.plain
            return key == label || key.count >= Self.leastWords && label.starts(with: key)
        }
    }
}
