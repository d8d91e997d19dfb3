/// A stretch of a document's text, in one or more pieces.
///
/// A field that runs over a page break is interrupted by page furniture; its passage then has a piece before and a piece
/// after. Pieces are in ascending order, do not overlap and are trimmed of white space at both ends.
public struct Passage: Hashable, Sendable {
    public var pieces: [TextRange]

    public init(_ pieces: [TextRange]) { self.pieces = pieces }
    public init(_ range: TextRange) { self.pieces = [range] }

    /// From the first byte of the first piece to the last byte of the last one.
    public var extent: TextRange {
        guard let first = pieces.first, let last = pieces.last else { return TextRange(0, 0) }
        return TextRange(first.start, last.end)
    }

    public var isEmpty: Bool { pieces.allSatisfy(\.isEmpty) }
}
