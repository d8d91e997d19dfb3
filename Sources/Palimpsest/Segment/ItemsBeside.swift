/// Finds the headings of records that have their items beside them, as a page of two columns sets them:
///
///     4. Develop strategy          Urban Forest Master Plan (PDF)
///     5. Detail & finance          No uploads or resources have been linked
///
/// An item may begin with the words of a heading, so a line is only cut behind one where several headings of the form have text beside them and this one
/// stands nowhere alone.
struct ItemsBeside {
    let template: CompiledTemplate
    let table: [LineTable.Line]
    let bytes: UnsafeBufferPointer<UInt8>

    /// Headings with text beside them from which on a page is set so.
    static let enough = 2

    /// Offsets at which lines begin anew, in order.
    func cuts() -> [Int] {
        let headings = template.anchors.compactMap { anchor -> [UInt8]? in
            guard case .heading(let element, _) = anchor.role, anchor.slots.isEmpty, let type = template.elements[element].recordType,
                template.recordTypes[type].items != nil
            else { return nil }
            return Array(anchor.pattern.source.utf8)
        }
        guard !headings.isEmpty else { return [] }
        var beside: [(heading: Int, end: Int, content: TextRange)] = [], alone = Set<Int>()
        for line in table where !line.isBlank {
            guard let heading = headings.firstIndex(where: { stands($0, at: line.content) }) else { continue }
            let end = line.content.start + headings[heading].count
            if end == line.content.end { alone.insert(heading) } else if bytes[end] == 0x20, !isHeading(TextRange(end, line.content.end), headings) { beside.append((heading, end, line.content)) }
        }
        let found = beside.filter { line in !alone.contains(line.heading) && beside.count { $0.heading == line.heading } == 1 }
        return found.count < Self.enough ? [] : found.flatMap { cuts(behind: $0.end, $0.content) }.sorted()
    }

    /// Whether what stands beside a heading is the next one, read across from its column; its number may be misread.
    private func isHeading(_ rest: TextRange, _ headings: [[UInt8]]) -> Bool {
        guard let start = (rest.start..<rest.end).first(where: { ASCII.isLetter(bytes[$0]) }) else { return false }
        return headings.contains { stands($0.drop { !ASCII.isLetter($0) }, at: TextRange(start, rest.end)) }
    }

    /// Behind a heading, and behind what OCR made of the rule between the two columns.
    private func cuts(behind end: Int, _ content: TextRange) -> [Int] {
        let rest = WhiteSpace.trim(bytes, end, content.end)
        var rule = rest.start
        while rule < rest.end, "|=[]{}\\".utf8.contains(bytes[rule]) { rule += 1 }
        return rule > rest.start && rule < rest.end && bytes[rule] == 0x20 ? [rest.start, rule + 1] : [rest.start]
    }

    /// Whether a line begins with a heading's words, in letters of any case.
    private func stands(_ words: some Collection<UInt8>, at content: TextRange) -> Bool {
        content.count >= words.count && zip(words, bytes[content.start...]).allSatisfy { ASCII.lowercased($0) == ASCII.lowercased($1) }
    }
}

extension RecordBuilder {
    /// Whether what stands beside the heading on its line was cut off it.
    func hasTextBeside(_ candidate: Candidate) -> Bool {
        let table = document.lines.lines, next = candidate.lastLine + 1
        return next < table.count && !table[next].isBlank && table[next].number == table[candidate.lastLine].number && table[next].content.start >= candidate.end
    }

    /// Whether a heading stands alone on a page that sets items beside headings: engines may read the first items before it.
    func isParted(_ element: Int) -> Bool {
        besideItems.count >= ItemsBeside.enough && madeRecords[element] != nil && !besideItems.contains(element)
    }
}
