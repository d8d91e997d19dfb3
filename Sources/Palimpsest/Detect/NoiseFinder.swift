/// Finds icons, bullets and rules that the OCR read as characters: `@ o0` alone on a line, `A\` before a heading.
///
/// The place decides: such signs stand where the template has no text, alone on a line or in front of a heading whose own words
/// follow.
struct NoiseFinder {
    let bytes: UnsafeBufferPointer<UInt8>

    /// The longest text, in bytes other than white space, that may be a misread icon.
    private static let longest = 6
    private static let alone = 0.8
    /// All of 1,016 on labelled dumps with icons; of 438 where bullets were printed there 357.
    private static let beforeHeading = 0.98

    /// Signs that stand alone, in document order.
    func alone(in record: Record) -> [Suspect] {
        record.unmatched.filter { isIcon($0) }.map { range in
            Suspect(
                kind: .noise, range: range, confidence: Self.alone, reasons: ["Signs stand alone where the form has an icon or a rule, and no text."])
        }
    }

    /// Signs before headings, in document order.
    func beforeHeadings(of record: Record) -> [Suspect] {
        var found: [Suspect] = []
        for section in record.sections { appendPrefix(of: section.heading, title: section.title, &found) }
        for indicator in record.indicators {
            if let heading = indicator.heading { appendPrefix(of: heading, title: indicator.title, &found) }
        }
        found += left(ofHeadingsIn: record)
        return found.sorted { $0.range.start < $1.range.start }
    }

    /// Signs that the segmenter left over on the line of a heading, in front of its words.
    private func left(ofHeadingsIn record: Record) -> [Suspect] {
        let headings = Self.headingStarts(of: record)
        let starts = headings.union(record.standing.map(\.text.extent.start))
        return record.unmatched.compactMap { range in
            let (end, isSameLine) = next(after: range)
            let isBeforeHeading = headings.contains(end)
            guard isBeforeHeading || isSameLine && starts.contains(end) else { return nil }
            guard isIcon(range, mayBeNumber: isSameLine && isBeforeHeading, isBeforeHeading: isBeforeHeading) else { return nil }
            return Suspect(kind: .noise, range: range, confidence: Self.beforeHeading, reasons: [Self.beforeHeadingReason])
        }
    }

    /// Signs on the line of a value of the head, in front of it.
    func before(values: [TextRange]) -> [Suspect] {
        values.compactMap { value in
            var start = value.start
            while start > 0, bytes[start - 1] != 0x0A, value.start - start <= 2 * Self.longest { start -= 1 }
            guard start == 0 || bytes[start - 1] == 0x0A else { return nil }
            while start < value.start, bytes[start] <= 0x20 { start += 1 }
            var end = value.start
            while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
            let range = TextRange(start, end)
            // Beside the head other columns may stand, with numbers of their own.
            guard end < value.start, isIcon(range, mayBeNumber: true, isBeforeHeading: true),
                !bytes[start..<end].split(whereSeparator: { $0 <= 0x20 }).contains(where: { isNumber($0) || $0.last == 0x25 })
            else { return nil }
            return Suspect(
                kind: .noise, range: range, confidence: Self.beforeHeading, reasons: ["Signs stand before a value of the head, where the page has an icon."])
        }
    }

    /// Where the next text begins: on the line of a range, or on the line after it where the range has its line to itself. An icon that
    /// stands higher or lower than its heading is read as a line of its own.
    func next(after range: TextRange) -> (start: Int, isSameLine: Bool) {
        var end = range.end
        while end < bytes.count, bytes[end] == 0x20 { end += 1 }
        guard end < bytes.count, bytes[end] == 0x0A else { return (end, true) }
        var start = range.start
        while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
        guard start == 0 || bytes[start - 1] == 0x0A || bytes[start - 1] == 0x0C else { return (end, true) }
        // No spaces are passed over: where another icon was taken from before the heading, it left one.
        return (end + 1, false)
    }

    /// Where the headings begin, and the lines that they go on in: an area's number stands on a line of its own above its title, each with an icon.
    static func headingStarts(of record: Record) -> Set<Int> {
        var starts = Set(record.indicators.lazy.compactMap(\.heading?.extent.start))
        for section in record.sections { starts.formUnion(section.heading.eachPiece.lazy.map(\.start)) }
        return starts
    }

    private static let beforeHeadingReason = "Signs stand before the words of a heading, where the page has an icon."

    /// Whether a text is short and made of single signs and pairs of letters.
    private func isIcon(_ range: TextRange, mayBeNumber: Bool = false, isBeforeHeading: Bool = false) -> Bool {
        let words = bytes[range.start..<range.end].split { $0 <= 0x20 }
        guard words.reduce(0, { $0 + $1.count }) <= Self.longest, !words.isEmpty else { return false }
        // In front of a heading nothing else can stand, so that what looks like a short word there is none.
        return words.allSatisfy { $0.count <= (isBeforeHeading ? 3 : 2) && (mayBeNumber || !isNumber($0)) }
    }

    /// Whether signs may be a number, or one before an item of a list: `12`, `3.`, `IV.`, `Il.` for `II.`.
    private func isNumber(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var digits = word
        if let last = digits.last, last == 0x2E || last == 0x2C || last == 0x29 { digits = digits.dropLast() }
        if digits.isEmpty { return false }
        if digits.allSatisfy({ $0 &- 0x30 < 10 }) { return true }
        return digits.count < word.count && digits.allSatisfy { "IVXl1".utf8.contains($0) }
    }

    /// The short signs before the words of a heading.
    private func appendPrefix(of heading: Passage, title: String, _ found: inout [Suspect]) {
        guard let piece = heading.eachPiece.first, let initial = title.utf8.first else { return }
        var at = piece.start, end = piece.start
        for _ in 0..<3 {
            var next = at
            while next < piece.end, bytes[next] > 0x20 { next += 1 }
            guard next - at <= 3, next < piece.end, !isNumber(bytes[at..<next]) else { break }
            var following = next
            while following < piece.end, bytes[following] <= 0x20 { following += 1 }
            guard following < piece.end, bytes[at] | 0x20 != initial | 0x20 || bytes[following] == initial else { break }
            end = next
            at = following
            if bytes[at] | 0x20 == initial | 0x20 { break }
        }
        guard end > piece.start, bytes[at] | 0x20 == initial | 0x20 else { return }
        found.append(Suspect(
            kind: .noise, range: TextRange(piece.start, end), confidence: Self.beforeHeading,
            reasons: [Self.beforeHeadingReason]))
    }
}
