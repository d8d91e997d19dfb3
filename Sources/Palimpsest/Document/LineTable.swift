/// The lines of a document.
///
/// A *line* here is what the segmenter works on: the text between two line ends, where a form feed also ends a line (it
/// ends a page). ``Line/number`` is the line number that a text editor shows, in which a form feed ends no line.
///
/// LF, CR, CRLF, NEL (U+0085), LS (U+2028) and PS (U+2029) end a line for both; a form feed or a vertical tab only for the
/// segmenter (both are of class BK in UAX #14), and a form feed begins a page. A blank line is a line of its own with empty
/// content, but a form feed or vertical tab directly after a line end makes no blank line: `"a\n\fb"` has two lines.
public struct LineTable: Sendable {
    public struct Line: Hashable, Sendable {
        /// The line's bytes without its terminator and without white space at either end; empty for a blank line.
        public var content: TextRange
        /// Offset at which the editor's line begins; columns count from here.
        public var origin: Int
        /// 1-based line number as editors count.
        public var number: Int
        /// 0-based page: the number of form feeds before.
        public var page: Int
        /// Whether every byte of ``content`` is ASCII.
        public var isASCII: Bool

        public init(content: TextRange, origin: Int, number: Int, page: Int, isASCII: Bool) {
            self.content = content
            self.origin = origin
            self.number = number
            self.page = page
            self.isASCII = isASCII
        }

        public var isBlank: Bool { content.isEmpty }
    }

    /// A place inside a very long line whose column is known, so that columns far to the right need no count from the
    /// beginning of the line.
    struct ColumnMark: Hashable, Sendable {
        var offset: Int
        /// Unicode scalars of the text from the line's ``Line/origin`` to `offset`.
        var scalars: Int
    }

    public var lines: [Line]
    /// Where the editor's last line begins and its number: it has no entry in ``lines`` when a line end is the last thing
    /// in the text.
    var last: (origin: Int, number: Int)?
    var columnMarks: [ColumnMark] = []

    public init(lines: [Line]) { self.lines = lines }

    /// Number of lines as text editors count: text after the last line end is a line, nothing is none.
    public internal(set) var editorLineCount = 0

    /// Number of pages: one more than the form feeds that have text after them.
    public var pageCount: Int {
        for line in lines.reversed() where !line.isBlank { return line.page + 1 }
        return 1
    }

    /// The editor's line that text offset `offset` lies in: where it begins, and its number.
    func editorLine(at offset: Int) -> (origin: Int, number: Int) {
        var hint = 0
        return editorLine(at: offset, near: &hint)
    }

    /// As ``editorLine(at:)``; looks first at the line that `hint` is the index of and the ones after it.
    func editorLine(at offset: Int, near hint: inout Int) -> (origin: Int, number: Int) {
        if let last, offset >= last.origin { return last }
        for index in max(0, hint)..<max(0, min(hint + 4, lines.count)) {
            guard lines[index].origin <= offset else { break }
            if index + 1 == lines.count || lines[index + 1].origin > offset {
                hint = index
                return (lines[index].origin, lines[index].number)
            }
        }
        let next = lines.partitioningIndex { $0.origin > offset }
        hint = max(0, next - 1)
        return next == 0 ? (0, 1) : (lines[next - 1].origin, lines[next - 1].number)
    }

    /// Line and column of an offset in the text of a line that is ASCII and not indented, as nearly all are, where nothing needs to be
    /// counted; else `nil`. Looks at the line that `hint` is the index of and the ones after it.
    @inline(__always)
    func positionInASCII(of offset: Int, near hint: inout Int) -> (line: Int, column: Int)? {
        guard columnMarks.isEmpty else { return nil }
        return lines.withUnsafeBufferPointer { table in
            for index in max(0, hint)..<max(0, min(hint + 8, table.count)) {
                let content = table[index].content
                guard offset >= content.start else { return nil }
                if offset > content.end || content.isEmpty { continue }
                guard table[index].isASCII, table[index].origin == content.start else { return nil }
                hint = index
                return (table[index].number, offset - content.start + 1)
            }
            return nil
        }
    }

    /// The column of an offset in the text of a line that is ASCII, where no scalars need to be counted; else `nil`.
    @inline(__always)
    func columnInASCII(of offset: Int, line: Int, _ bytes: [UInt8]) -> Int? {
        guard line < lines.count, lines[line].isASCII, columnMarks.isEmpty else { return nil }
        let content = lines[line].content, origin = lines[line].origin
        guard offset >= content.start, offset <= content.end else { return nil }
        let indent = content.start == origin ? 0 : bytes.withUnsafeBufferPointer { UTF8Bytes.scalarCount($0, origin, content.start) }
        return indent + offset - content.start + 1
    }

    /// Whether a range lies within one line. Looks at the line that `hint` is the index of and the ones after it.
    func isInLine(_ range: TextRange, near hint: inout Int) -> Bool {
        lines.withUnsafeBufferPointer { table in
            for index in max(0, hint)..<max(0, min(hint + 8, table.count)) {
                let content = table[index].content
                guard range.start >= content.start else { return false }
                if range.start >= content.end { continue }
                hint = index
                return range.end <= content.end
            }
            return false
        }
    }

    /// The last known column at or before `offset` in the line that begins at `origin`.
    func columnMark(before offset: Int, origin: Int) -> ColumnMark {
        if columnMarks.isEmpty { return ColumnMark(offset: origin, scalars: 0) }
        let next = columnMarks.partitioningIndex { $0.offset > offset }
        guard next > 0, columnMarks[next - 1].offset > origin else { return ColumnMark(offset: origin, scalars: 0) }
        return columnMarks[next - 1]
    }
}

extension LineTable {
    /// Index of the first line that reaches beyond `offset`.
    func index(reaching offset: Int) -> Int {
        lines.partitioningIndex { $0.content.end > offset }
    }
    /// The lines that a range of the text takes part in.
    func lines(touching range: TextRange) -> ArraySlice<Line> {
        let first = index(reaching: range.start)
        var end = first
        while end < lines.count, lines[end].content.start < range.end { end += 1 }
        return lines[first..<end]
    }
}
