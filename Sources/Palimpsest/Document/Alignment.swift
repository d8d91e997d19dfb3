/// Where every byte of a text lay in the file: a list of runs of constant ratio.
///
/// In one run every unit of `textUnit` bytes of text came from a unit of `sourceUnit` bytes of the file: 1:1 where the file
/// is UTF-8 already, 1:2 for ASCII in UTF-16, 3:2 for Han in GB18030. What normalisation changed is a run of one atomic
/// unit: its parts have no places of their own. Hugging Face's `NormalizedString` keeps a pair of offsets for every byte of
/// the text; runs cost nothing for a file whose text is its bytes, and 12 bytes for each change of script or ratio.
public struct Alignment: Sendable {
    struct Run: Sendable {
        var textStart: UInt32
        var sourceStart: UInt32
        /// 0 in an atomic run, whose only unit is the whole run.
        var textUnit: UInt16
        var sourceUnit: UInt16

        var isAtomic: Bool { textUnit == 0 }
    }

    /// A cluster whose number of scalars normalisation changed.
    struct ScalarChange: Sendable {
        var textEnd: UInt32
        /// Scalars of the decoded file less scalars of the text, from the beginning of the text up to `textEnd`.
        var total: Int32
    }

    /// In ascending order, the last one being the end of the text. Empty where the text is the file from `shift` on.
    private(set) var runs: [Run] = []
    private(set) var changes: [ScalarChange] = []
    /// Bytes of the file before its text (its byte order mark), when there are no runs.
    let shift: Int

    /// A text that is the file's bytes from `shift` on.
    init(shift: Int) { self.shift = shift }

    init(runs: [Run], changes: [ScalarChange]) {
        self.runs = runs
        self.changes = changes
        shift = 0
    }

    /// Whether the text is the file's bytes, one for one.
    public var isIdentity: Bool { runs.isEmpty }

    /// A place in the text, widened to the unit it lies in, and the same place in the file.
    struct Place: Equatable {
        var text: Int
        var source: Int
    }

    /// The beginning of the unit that holds text offset `offset`.
    func start(_ offset: Int) -> Place {
        guard !runs.isEmpty else { return Place(text: offset, source: offset + shift) }
        let run = runs[index { Int($0.textStart) <= offset } ?? 0]
        let (textStart, sourceStart) = (Int(run.textStart), Int(run.sourceStart))
        guard !run.isAtomic, offset > textStart else { return Place(text: textStart, source: sourceStart) }
        let units = (offset - textStart) / Int(run.textUnit)
        return Place(text: textStart + units * Int(run.textUnit), source: sourceStart + units * Int(run.sourceUnit))
    }

    /// The end of the unit that ends at, or holds, text offset `offset`.
    func end(_ offset: Int) -> Place {
        guard !runs.isEmpty else { return Place(text: offset, source: offset + shift) }
        guard let found = index({ Int($0.textStart) < offset }), found + 1 < runs.count else { return start(offset) }
        let (run, next) = (runs[found], runs[found + 1])
        if run.isAtomic { return Place(text: Int(next.textStart), source: Int(next.sourceStart)) }
        let units = (offset - Int(run.textStart) + Int(run.textUnit) - 1) / Int(run.textUnit)
        return Place(
            text: Int(run.textStart) + units * Int(run.textUnit),
            source: Int(run.sourceStart) + units * Int(run.sourceUnit))
    }

    /// The run that holds text offset `offset`, and where it ends in the text; `nil` where there are no runs.
    func run(at offset: Int) -> (run: Run, textEnd: Int)? {
        guard let found = index({ Int($0.textStart) <= offset }), found + 1 < runs.count else { return nil }
        return (runs[found], Int(runs[found + 1].textStart))
    }

    /// The text offset of the unit that file offset `source` lies in.
    func textOffset(ofSource source: Int) -> Int {
        guard !runs.isEmpty else { return max(source - shift, 0) }
        guard let found = index({ Int($0.sourceStart) <= source }) else { return 0 }
        let run = runs[found]
        guard !run.isAtomic else { return Int(run.textStart) }
        return Int(run.textStart) + (source - Int(run.sourceStart)) / max(Int(run.sourceUnit), 1) * Int(run.textUnit)
    }

    /// How many scalars more the decoded file has than the text, up to text offset `offset`.
    func scalarExcess(before offset: Int) -> Int {
        guard !changes.isEmpty else { return 0 }
        let next = changes.partitioningIndex { Int($0.textEnd) > offset }
        return next == 0 ? 0 : Int(changes[next - 1].total)
    }

    /// The last run that passes a test which the runs up to some point pass and the others do not.
    private func index(_ passes: (Run) -> Bool) -> Int? {
        let next = runs.partitioningIndex { !(passes($0)) }
        return next == 0 ? nil : next - 1
    }
}

/// Puts an ``Alignment`` together from front to back. Offsets must stay below 2³²: ``Ingest`` sees to that.
struct AlignmentBuilder {
    private var runs: [Alignment.Run] = []
    private var changes: [Alignment.ScalarChange] = []
    private(set) var textEnd = 0
    private(set) var sourceEnd: Int

    /// - Parameter skipping: bytes at the beginning of the file that belong to no text.
    init(skipping: Int = 0) { sourceEnd = skipping }

    /// Bytes of the file that give no text, such as an escape sequence.
    mutating func skip(source: Int) {
        guard source > 0 else { return }
        close(textUnit: 0, sourceUnit: 0)
        sourceEnd += source
    }

    /// `count` units of `textUnit` bytes that came from `sourceUnit` bytes each.
    mutating func append(units count: Int, textUnit: Int, sourceUnit: Int) {
        guard count > 0 else { return }
        // Scalars that are as long in the file as in UTF-8 are all alike: no matter their lengths, a byte is a byte.
        let (units, text, source) =
            textUnit == sourceUnit ? (count * textUnit, 1, 1) : (count, textUnit, sourceUnit)
        guard text <= UInt16.max, source <= UInt16.max else {
            for _ in 0..<units { appendAtomic(text: text, source: source, scalarExcess: 0) }
            return
        }
        if let last = runs.last, Int(last.textUnit) == text, Int(last.sourceUnit) == source {
            // The run before goes on: its end is where the next one begins.
        } else {
            close(textUnit: UInt16(text), sourceUnit: UInt16(source))
        }
        textEnd += units * text
        sourceEnd += units * source
    }

    /// A cluster that has no inner places.
    mutating func appendAtomic(text: Int, source: Int, scalarExcess: Int) {
        close(textUnit: 0, sourceUnit: 0)
        textEnd += text
        sourceEnd += source
        if scalarExcess != 0 {
            let before = changes.last?.total ?? 0
            changes.append(.init(textEnd: UInt32(textEnd), total: before + Int32(scalarExcess)))
        }
    }

    private mutating func close(textUnit: UInt16, sourceUnit: UInt16) {
        runs.append(
            .init(
                textStart: UInt32(textEnd), sourceStart: UInt32(sourceEnd), textUnit: textUnit, sourceUnit: sourceUnit))
    }

    mutating func finish() -> Alignment {
        close(textUnit: 0, sourceUnit: 0)
        return Alignment(runs: runs, changes: changes)
    }
}
