/// What the comparison of one dump's repairs with its labels gave.
///
/// Each candidate is judged alone, over the labelled spans that it touches: it is *right* when the text there comes nearer to the
/// page's by as much as the candidate changes, so that no part of the change went astray; *wrong* when the text is farther from
/// the page's than before. Distances are Levenshtein's, white space left out, since labels were made without regard to it. A candidate that
/// changes nothing but white space is right when the words around it stand so in the truth's own texts (``SpaceReference``).
public struct DumpRepairs: Sendable {
    /// By name of the repairer.
    public private(set) var scores: [String: RepairScore] = [:]
    /// The same for lines of the form alone: damaged ones, and what became of them.
    public private(set) var form = FormScore()
    /// Distance of the whole text from the page's, before and after all applied repairs.
    public private(set) var errorsBefore = 0
    public private(set) var errorsAfter = 0
    public private(set) var characters = 0
    /// The applied candidates that are not right, one line each.
    public private(set) var mistakes: [String] = []
    /// The lines of the form that were damaged and are not mended, one line each.
    public private(set) var unmended: [String] = []

    /// Longer stretches are not judged: the distance takes time by the square.
    private static let longest = 4000

    private let dump: LabelledDump
    private let text: [UInt8]
    private let spaces: SpaceReference

    /// - Returns: `nil` when the records are not of the dump's bytes as they are, or nothing has looked for suspects.
    init?(_ records: [Record], _ dump: LabelledDump) {
        guard let record = records.first, record.verdict != nil, record.document.text.bytes == dump.text else { return nil }
        self.dump = dump
        text = dump.text
        spaces = SpaceReference(dump)
        for record in records {
            for (range, candidate) in Self.candidates(of: record) { judge(candidate, range) }
        }
        let edits = EditedText(records.flatMap(\.edits.edits))
        judgeWhole(edits)
        judgeForm(edits)
    }

    private static func candidates(of record: Record) -> [(TextRange, RepairCandidate)] {
        record.suspects.flatMap { suspect in suspect.candidates.map { ($0.range ?? suspect.range, $0) } }
            + record.spaceRepairs.compactMap { repair in repair.range.map { ($0, repair) } }
    }

    // MARK: One candidate

    private mutating func judge(_ candidate: RepairCandidate, _ range: TextRange) {
        let edit = Replacement(range: range, replacement: Array(candidate.text.utf8))
        let isBlank = Self.scalars(text[range.start..<range.end]) == Self.scalars(edit.replacement[...])
        if isBlank {
            // Some pages are printed without the space that the form has beside its slots; of those nobody can say what is right.
            guard let isRight = spaces.isRight(edit, in: text), isRight || candidate.method != RepairMethod.template.rawValue else { return }
            add(candidate, range, isRight: isRight, change: isRight ? 1 : -1)
            return
        }
        guard let before = stretch(spans(touching: range)), before.range.count <= Self.longest,
            range.start >= before.range.start, range.end <= before.range.end
        else { return }
        let read = Self.scalars(text[before.range.start..<before.range.end])
        let after = Self.scalars(EditedText([edit]).apply(to: text, in: before.range)[...])
        let gain = WordAlignment.distance(read, before.truth) - WordAlignment.distance(after, before.truth)
        add(candidate, range, isRight: gain == WordAlignment.distance(read, after), change: gain)
    }

    private mutating func add(_ candidate: RepairCandidate, _ range: TextRange, isRight: Bool, change: Int) {
        scores[candidate.method, default: RepairScore()].add(candidate, isRight: isRight, change: change)
        guard candidate.isApplied, !isRight else { return }
        let around = text[max(0, range.start - 24)..<min(text.count, range.end + 24)]
        mistakes.append("\(dump.name): \(candidate.method): “\(Self.spaced(text[range.start..<range.end]))” → “\(candidate.text)” in “\(Self.spaced(around))”")
    }

    /// The spans that share a byte with a range; for a place between spans the two beside it.
    private func spans(touching range: TextRange) -> Range<Int> {
        let spans = dump.spans
        var low = spans.partitioningIndex { $0.range.upperBound > range.start }
        let high = spans.partitioningIndex { $0.range.lowerBound >= range.end }
        let isBetween = low >= high
        if isBetween { low = max(0, high - 1) }
        return low..<min(spans.count, isBetween ? high + 1 : high)
    }

    /// The text of spans with what the page says there; `nil` where that is unknown.
    private func stretch(_ spans: Range<Int>) -> (range: TextRange, truth: [UInt32], spaced: String)? {
        guard !spans.isEmpty else { return nil }
        let range = TextRange(dump.spans[spans.lowerBound].range.lowerBound, dump.spans[spans.upperBound - 1].range.upperBound)
        var truth: [UInt8] = []
        var at = range.start
        for span in dump.spans[spans] {
            truth += text[min(at, span.range.lowerBound)..<span.range.lowerBound]
            guard span.isNoise || span.trueText != nil else { return nil }
            if !span.isNoise { truth += (span.trueText ?? "").utf8 }
            at = span.range.upperBound
        }
        return (range, Self.scalars(truth[...]), Self.spaced(truth[...]))
    }

    private static func scalars(_ bytes: ArraySlice<UInt8>) -> [UInt32] {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { !$0.properties.isWhitespace }.map(\.value)
    }

    // MARK: The whole

    private mutating func judgeWhole(_ edits: EditedText) {
        for (range, truth) in blocks() {
            characters += truth.count
            let was = WordAlignment.distance(Self.scalars(text[range.start..<range.end]), truth)
            errorsBefore += was
            let touches = !edits.indices(touching: range).isEmpty
            errorsAfter += touches ? WordAlignment.distance(Self.scalars(edits.apply(to: text, in: range)[...]), truth) : was
        }
    }

    /// Stretches of spans that no edit is likely to cross: between blank lines.
    private func blocks() -> [(TextRange, [UInt32])] {
        var result: [(TextRange, [UInt32])] = []
        var first = 0
        for index in dump.spans.indices {
            let isLast = index + 1 == dump.spans.count
            let next = isLast ? text.count : dump.spans[index + 1].range.lowerBound
            let gap = text[dump.spans[index].range.upperBound..<max(dump.spans[index].range.upperBound, next)]
            guard isLast || gap.count(where: { $0 == 0x0A }) >= 2 || next - dump.spans[first].range.lowerBound > Self.longest / 2 else { continue }
            if let stretch = stretch(first..<index + 1), stretch.range.count <= Self.longest { result.append((stretch.range, stretch.truth)) }
            first = index + 1
        }
        return result
    }

    private mutating func judgeForm(_ edits: EditedText) {
        for line in dump.labelLines {
            let spans = self.spans(touching: TextRange(line.range.lowerBound, line.range.upperBound))
            guard let stretch = stretch(spans), stretch.range.count <= 2 * line.range.count + 8 else { continue }
            let read = text[stretch.range.start..<stretch.range.end], repaired = edits.apply(to: text, in: stretch.range)
            let truth = stretch.spaced
            if Self.spaced(read) != truth, Self.spaced(repaired[...]) != truth {
                unmended.append("\(dump.name): “\(Self.spaced(read))” → “\(Self.spaced(repaired[...]))”, printed “\(truth)”")
            }
            form.add(
                isDamaged: Self.spaced(read) != truth, isMended: Self.spaced(repaired[...]) == truth,
                isSpoilt: WordAlignment.distance(Self.scalars(repaired[...]), stretch.truth) > WordAlignment.distance(Self.scalars(read), stretch.truth))
        }
    }

    /// The text with each run of white space as one space.
    private static func spaced(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// What one repairer's candidates came to.
public struct RepairScore: Sendable {
    public var proposed = 0
    public var applied = 0
    /// Of ``applied``.
    public var right = 0
    public var wrong = 0
    /// Characters that applied candidates brought nearer to the page, and farther from it.
    public var mended = 0
    public var spoilt = 0
    /// Confidences of all candidates, with whether they are right.
    var confidences = ConfidenceBook()

    /// - Parameter change: characters that the text came nearer to the page's.
    mutating func add(_ candidate: RepairCandidate, isRight: Bool, change: Int) {
        proposed += 1
        confidences.add(candidate.confidence, right: isRight)
        guard candidate.isApplied else { return }
        applied += 1
        if isRight { right += 1 }
        if change < 0 { wrong += 1 }
        mended += max(0, change)
        spoilt += max(0, -change)
    }

    mutating func add(_ other: RepairScore) {
        proposed += other.proposed
        applied += other.applied
        right += other.right
        wrong += other.wrong
        mended += other.mended
        spoilt += other.spoilt
        confidences.add(other.confidences)
    }
}

/// What became of the lines that the form prints.
public struct FormScore: Sendable {
    public var lines = 0
    public var damaged = 0
    /// Damaged lines that say after repair just what the page says.
    public var mended = 0
    /// Lines that were changed and are farther from the page than before.
    public var spoilt = 0

    mutating func add(isDamaged: Bool, isMended: Bool, isSpoilt: Bool) {
        lines += 1
        if isDamaged { damaged += 1 }
        if isDamaged, isMended { mended += 1 }
        if isSpoilt { spoilt += 1 }
    }

    mutating func add(_ other: FormScore) {
        lines += other.lines
        damaged += other.damaged
        mended += other.mended
        spoilt += other.spoilt
    }
}
