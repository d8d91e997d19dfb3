/// Puts the edits of a normalisation on top of the alignment that decoding made, so that one look-up leads from the
/// normalised text to the file.
struct AlignmentComposer {
    private let decoded: Alignment
    private var builder: AlignmentBuilder
    /// Offset in the decoded text that the next edit begins at.
    private var offset = 0

    init(_ decoded: Alignment) {
        self.decoded = decoded
        builder = AlignmentBuilder(skipping: decoded.start(0).source)
    }

    /// The next `count` bytes of the decoded text are kept.
    mutating func keep(_ count: Int) {
        let end = offset + count
        while offset < end {
            let piece = decoded.uniform(from: offset, limit: end)
            builder.skip(source: piece.source - builder.sourceEnd)
            let units = piece.textUnit == 0 ? 0 : (piece.textEnd - offset) / piece.textUnit
            builder.append(units: units, textUnit: piece.textUnit, sourceUnit: piece.sourceUnit)
            // What is left is an atomic unit, or a part of a unit of two characters of which one was changed.
            let rest = piece.textEnd - offset - units * piece.textUnit
            if rest > 0 {
                let source = decoded.end(piece.textEnd).source - builder.sourceEnd
                builder.appendAtomic(text: rest, source: max(source, 0), scalarExcess: 0)
            }
            offset = piece.textEnd
        }
    }

    /// The next `count` bytes of the decoded text were replaced by `newCount` bytes that have `scalarExcess` scalars fewer.
    mutating func replace(_ count: Int, by newCount: Int, scalarExcess: Int) {
        let start = decoded.start(offset).source
        let end = decoded.end(offset + count).source
        builder.skip(source: start - builder.sourceEnd)
        builder.appendAtomic(text: newCount, source: max(end - builder.sourceEnd, 0), scalarExcess: scalarExcess)
        offset += count
    }

    mutating func finish() -> Alignment { builder.finish() }
}

extension Alignment {
    /// A stretch of text within one run.
    struct Piece {
        var textEnd: Int
        var source: Int
        /// 0 for an atomic unit.
        var textUnit: Int
        var sourceUnit: Int
    }

    /// The longest stretch from `offset`, which begins a unit, up to `limit` at most, that lies in one run.
    func uniform(from offset: Int, limit: Int) -> Piece {
        guard let (run, end) = run(at: offset) else {
            return Piece(textEnd: limit, source: offset + shift, textUnit: 1, sourceUnit: 1)
        }
        return Piece(
            textEnd: min(end, limit), source: start(offset).source, textUnit: Int(run.textUnit), sourceUnit: Int(run.sourceUnit))
    }
}
