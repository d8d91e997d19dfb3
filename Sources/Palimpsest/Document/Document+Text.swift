extension Document {
    /// Where `range` lies in the file.
    ///
    /// The ends of `range` must lie at scalars. An end that lies inside a cluster that normalisation changed is moved out to
    /// the cluster's edge, because the parts of the cluster have no place in the file. The position of an end is the one just
    /// after the last character.
    public func span(of range: TextRange) -> SourceSpan {
        var line = 0
        return span(of: range, near: &line)
    }

    /// As ``span(of:)``, for who asks for many places that mostly follow one another.
    ///
    /// - Parameter line: index of the line of the place before, any at first; becomes that of this one.
    func span(of range: TextRange, near line: inout Int) -> SourceSpan {
        let start = text.alignment.start(range.start)
        let end = range.isEmpty ? start : text.alignment.end(range.end)
        let (startLine, startColumn) = position(start.text, near: &line)
        let (endLine, endColumn) = range.isEmpty ? (startLine, startColumn) : position(end.text, near: &line)
        return SourceSpan(
            start: start.source, end: end.source,
            startLine: startLine, startColumn: startColumn, endLine: endLine, endColumn: endColumn)
    }

    /// Line and column of text offset `offset`, both from 1; columns count scalars of the decoded file.
    private func position(_ offset: Int, near line: inout Int) -> (line: Int, column: Int) {
        if text.alignment.isIdentity, let known = lines.positionInASCII(of: offset, near: &line) { return known }
        let (origin, number) = lines.editorLine(at: offset, near: &line)
        if text.alignment.isIdentity, let column = lines.columnInASCII(of: offset, line: line, text.bytes) { return (number, column) }
        let mark = lines.columnMark(before: offset, origin: origin)
        let scalars = text.bytes.withUnsafeBufferPointer { UTF8Bytes.scalarCount($0, mark.offset, min(offset, $0.count)) }
        let excess = text.alignment.scalarExcess(before: offset) - text.alignment.scalarExcess(before: origin)
        return (number, mark.scalars + scalars + excess + 1)
    }

    /// Appends the text of `passage` as read: NFC, pieces and lines joined by the rules of ``LineJoining``.
    public func appendText(of passage: Passage, to output: inout [UInt8]) {
        text.bytes.withUnsafeBufferPointer { bytes in
            LineJoining.append(bytes, passage, to: &output)
        }
    }

    /// Appends the words of `passage`, one plain space between two: as text is stored that is a value, a name by which records are joined.
    ///
    /// White space of any kind parts words; marks of bidirectional text and places to break a line at, which nobody sees, are left out.
    func appendWords(of passage: Passage, to output: inout [UInt8]) {
        let begin = output.count
        appendText(of: passage, to: &output)
        let kept = output.withUnsafeMutableBufferPointer { text in
            let read = UnsafeBufferPointer(text)
            var (from, to) = (begin, begin)
            while from < text.count {
                let space = WhiteSpace.length(read, at: from)
                if space > 0 {
                    if to > begin, text[to - 1] != 0x20 {
                        text[to] = 0x20
                        to += 1
                    }
                    from += space
                    continue
                }
                let (scalar, length) = UTF8Bytes.scalar(read, at: from)
                if scalar < 0x80 || !WhiteSpace.isMark(scalar) {
                    for offset in 0..<length { text[to + offset] = text[from + offset] }
                    to += length
                }
                from += length
            }
            return to > begin && text[to - 1] == 0x20 ? to - 1 : to
        }
        output.removeSubrange(kept...)
    }

    /// The text of `passage` as read, for messages and tests. The emitters use ``appendText(of:to:)``.
    public func string(of passage: Passage) -> String {
        var bytes: [UInt8] = []
        appendText(of: passage, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
