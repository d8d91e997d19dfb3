/// Takes text apart that keeps the columns of the page by gaps, as `pdftotext -layout` and `tesseract -c preserve_interword_spaces=1` write it:
///
///     Description of how city is taking action      Baseline:               Target:
///     Hedges were planted along the old road.       Two wetlands are open.  Three more by
///     Last update: 06 July 2022                                             the river.
///
/// Where the labels of fields, or the headings of records, stand side by side, each begins a column. Below them the lines are cut at
/// the tab stops, which all lines of the block keep, and the columns are read one after the other (tab stops as in Smith, "Hybrid page layout analysis via
/// tab-stop detection", ICDAR 2009). Where a line does not keep them, the block ends; where a gap of its own shows that it is in other columns, all
/// is left as it is.
struct GapColumns {
    let template: CompiledTemplate
    let table: [LineTable.Line]
    let bytes: UnsafeBufferPointer<UInt8>
    /// The same text with its own spaces and marks: one wide space is no gap, however many bytes it has (``PlainSpaces``).
    let own: UnsafeBufferPointer<UInt8>

    /// Spaces between two columns at least, where they are first told and where they are known.
    private static let gap = (first: 3, known: 2)
    /// Letters of a broken label or heading at least.
    private static let leastWords = 12
    /// Blank lines in a block, and those put between two columns so that no heading is looked for across them.
    private static let blank = (inside: 2, between: 3)
    /// Columns side by side at most.
    private static let mostColumns = 6

    /// What a block's columns begin with.
    private enum Kind { case fields, records }

    private struct Block {
        var kind: Kind
        /// The columns, in visible Unicode scalars from the beginning of the line, of all but the first.
        var stops: [Int]
        var lines: Range<Int>
        /// Whether its lines keep the stops.
        var isAligned = true
    }

    /// What became of a text's columns.
    struct Arrangement {
        /// The lines, those of columns one column after the other.
        var lines: [LineTable.Line]
        /// Where the lines of labels begin below which the columns cannot be told apart.
        var open: [Int]
    }

    /// `nil` when there are no columns.
    func arranged() -> Arrangement? {
        guard holdsGap(TextRange(0, bytes.count)) else { return nil }
        var open: [Int] = []
        var result: [LineTable.Line] = [], done = 0, line = 0
        while line < table.count {
            guard let block = block(from: line) else {
                line += 1
                continue
            }
            guard block.isAligned else {
                open.append(table[line].content.start)
                line = block.lines.upperBound
                continue
            }
            result += table[done..<line]
            arrange(block, into: &result)
            line = block.lines.upperBound
            done = line
        }
        return done == 0 && open.isEmpty ? nil : Arrangement(lines: done == 0 ? table : result + table[done...], open: open)
    }

    /// Whether three spaces stand in a stretch: one of them is every third byte, so no other is looked at. Most texts have none.
    private func holdsGap(_ range: TextRange) -> Bool {
        var at = range.start + 2
        while at < range.end {
            if bytes[at] == 0x20 {
                let before = bytes[at - 1] == 0x20, after = at + 1 < range.end && bytes[at + 1] == 0x20
                if before && (after || bytes[at - 2] == 0x20) || after && at + 2 < range.end && bytes[at + 2] == 0x20 { return true }
            }
            at += 3
        }
        return false
    }

    // MARK: Blocks

    private func block(from line: Int) -> Block? {
        guard let (kind, stops) = header(table[line]) else { return nil }
        var end = line + 1, blanks = 0
        for next in line + 1..<table.count {
            if table[next].isBlank {
                blanks += 1
                if blanks > Self.blank.inside { break }
                continue
            }
            guard let pieces = pieces(of: table[next], stops) else {
                // Gaps at other places: the columns cannot be told.
                if blanks == 0, isOpen(next, stops) { return Block(kind: kind, stops: stops, lines: line..<end, isAligned: false) }
                break
            }
            let isBeside = pieces.dropFirst().contains { !$0.isEmpty }
            if table[next].page != table[line].page, !isBeside { break }
            if let (_, others) = header(table[next]), kind == .fields || others != stops { break }
            if isBeside {
                end = next + 1
                blanks = 0
            } else if kind == .records && isRecord(pieces[0]) || !mayBeForm(pieces[0]) {
                // In the first column alone, after a blank line: it belongs here only if there are others below.
                if blanks == 0 { end = next + 1 }
            } else {
                break
            }
        }
        return Block(kind: kind, stops: stops, lines: line..<end)
    }

    /// Whether a line that does not keep the stops is one of columns all the same: it has gaps, or the next one keeps the stops again.
    private func isOpen(_ line: Int, _ stops: [Int]) -> Bool {
        if !segments(table[line].content).isEmpty { return true }
        guard line + 1 < table.count, let pieces = pieces(of: table[line + 1], stops) else { return false }
        return pieces.dropFirst().contains { !$0.isEmpty }
    }

    /// The columns that begin on a line with labels or headings side by side.
    private func header(_ line: LineTable.Line) -> (Kind, [Int])? {
        let segments = segments(line.content)
        guard segments.count > 1, segments.count <= Self.mostColumns else { return nil }
        if segments.allSatisfy({ isLabel($0) }) { return (.fields, stops(of: segments, line)) }
        return segments.allSatisfy { isRecord($0) } ? (.records, stops(of: segments, line)) : nil
    }

    private func stops(of segments: [TextRange], _ line: LineTable.Line) -> [Int] {
        segments.dropFirst().map { segment in (line.origin..<segment.start).reduce(0) { $0 + width(at: $1) } }
    }

    /// How many places of a line a byte takes: one where a character begins, none inside it and for marks that nobody sees.
    @inline(__always)
    private func width(at place: Int) -> Int {
        let byte = own[place]
        if byte < 0x80 { return byte == bytes[place] || byte == 0x09 || byte == UInt8(ascii: "&") ? 1 : 0 }
        guard byte >= 0xC0 else { return 0 }
        return bytes[place] == 0x20 && WhiteSpace.isMark(UTF8Bytes.scalar(own, at: place).0) ? 0 : 1
    }

    /// The stretches of a line that wide gaps part; none when there is no gap.
    private func segments(_ content: TextRange) -> [TextRange] {
        guard holdsGap(content) else { return [] }
        var result: [TextRange] = [], start = content.start, end = start, spaces = 0
        for at in content.start..<content.end {
            if bytes[at] == 0x20 {
                spaces += width(at: at)
            } else {
                if spaces >= Self.gap.first {
                    result.append(TextRange(start, end))
                    start = at
                }
                spaces = 0
                end = at + 1
            }
        }
        return result + [TextRange(start, content.end)]
    }

    /// The pieces of a line between the stops, empty ones included; `nil` when it has text where the columns have a gap.
    private func pieces(of line: LineTable.Line, _ stops: [Int]) -> [TextRange]? {
        var pieces: [TextRange] = [], start = line.content.start, at = line.origin, column = 0
        for stop in stops {
            while at < line.content.end, column < stop || width(at: at) == 0 {
                // The gap is blank.
                if column >= stop - Self.gap.known, at >= line.content.start, bytes[at] != 0x20 { return nil }
                column += width(at: at)
                at += 1
            }
            let end = min(at, line.content.end)
            pieces.append(start < end ? WhiteSpace.trim(bytes, start, end) : TextRange(start, start))
            start = max(start, end)
        }
        pieces.append(start < line.content.end ? WhiteSpace.trim(bytes, start, line.content.end) : TextRange(start, start))
        return pieces
    }

    private func arrange(_ block: Block, into result: inout [LineTable.Line]) {
        let columns = block.lines.compactMap { number in table[number].isBlank ? nil : pieces(of: table[number], block.stops).map { (number, $0) } }
        for column in 0...block.stops.count {
            for (number, pieces) in columns where !pieces[column].isEmpty {
                if column > 0, number == columns.first(where: { !$0.1[column].isEmpty })?.0 { addBlanks(before: pieces[column], table[number], to: &result) }
                var line = table[number]
                line.content = pieces[column]
                result.append(line)
            }
        }
    }

    private func addBlanks(before piece: TextRange, _ line: LineTable.Line, to result: inout [LineTable.Line]) {
        var blank = line
        blank.content = TextRange(piece.start, piece.start)
        for _ in 0..<Self.blank.between { result.append(blank) }
    }

    // MARK: The form's words

    /// The key of a stretch without the number in front of it.
    private func words(_ range: TextRange) -> ArraySlice<UInt8> {
        template.tools.folding.plainKey(of: range, in: bytes).drop(while: ASCII.isDigit)
    }

    private func isLabel(_ range: TextRange) -> Bool {
        let key = words(range)
        return template.anchors.contains { anchor in
            guard case .label = anchor.role, anchor.slots.isEmpty else { return false }
            let label = anchor.pattern.prefix.plain
            return key.elementsEqual(label) || key.count >= Self.leastWords && label.starts(with: key)
        }
    }

    /// Whether a stretch begins with the heading of a record, or is the beginning of one.
    private func isRecord(_ range: TextRange) -> Bool {
        let key = words(range)
        return template.anchors.contains { anchor in
            guard case .heading(let element, _) = anchor.role, template.elements[element].isRecord else { return false }
            let heading = anchor.pattern.prefix.plain.drop(while: ASCII.isDigit)
            if anchor.slots.isEmpty ? key.elementsEqual(heading) : key.starts(with: heading) && heading.count > 3 { return true }
            return key.count >= Self.leastWords && heading.starts(with: key)
        }
    }

    private func mayBeForm(_ range: TextRange) -> Bool { template.index.mayBeForm(Array(words(range)), template.tools.folding) }
}
