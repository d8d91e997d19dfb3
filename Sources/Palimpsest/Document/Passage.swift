/// A stretch of a document's text, in one or more pieces.
///
/// A field that runs over a page break is interrupted by page furniture; its passage then has a piece before and a piece
/// after. Pieces are in ascending order, do not overlap and are trimmed of white space at both ends. Nearly all passages have
/// one piece, and a record has hundreds of them, so the first one is held in place.
public struct Passage: Hashable, Sendable {
    /// The first piece; empty at 0 when there is none.
    private var first: TextRange
    private var others: [TextRange]
    /// Number of pieces.
    public private(set) var count: Int

    public init(_ pieces: [TextRange]) {
        first = pieces.first ?? TextRange(0, 0)
        others = pieces.count > 1 ? Array(pieces[1...]) : []
        count = pieces.count
    }

    public init(_ range: TextRange) {
        first = range
        others = []
        count = 1
    }

    public var pieces: [TextRange] {
        get { count == 0 ? [] : [first] + others }
        set { self = Passage(newValue) }
    }

    /// The pieces without an array for them: a record has hundreds of passages, each of which many a stage walks through.
    struct Pieces: RandomAccessCollection {
        fileprivate let passage: Passage
        var startIndex: Int { 0 }
        var endIndex: Int { passage.count }
        subscript(index: Int) -> TextRange { passage[index] }
    }

    /// As ``pieces``, for walking through.
    var eachPiece: Pieces { Pieces(passage: self) }

    /// Piece `index`, which must be below ``count``.
    public subscript(index: Int) -> TextRange { index == 0 ? first : others[index - 1] }

    /// The last piece.
    var last: TextRange? { count == 0 ? nil : others.last ?? first }

    mutating func append(_ piece: TextRange) {
        if count == 0 { first = piece } else { others.append(piece) }
        count += 1
    }

    /// Moves the end of the last piece.
    mutating func extendLast(to end: Int) {
        if others.isEmpty { first.end = end } else { others[others.count - 1].end = end }
    }

    /// From the first byte of the first piece to the last byte of the last one.
    public var extent: TextRange { TextRange(first.start, others.last?.end ?? first.end) }

    public var isEmpty: Bool { first.isEmpty && others.allSatisfy(\.isEmpty) }
}
