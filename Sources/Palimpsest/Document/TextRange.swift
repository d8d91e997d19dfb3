/// A half-open range `[start, end)` of byte offsets into a document's normalised UTF-8 text.
///
/// Distinct from ``SourceSpan``, whose offsets count bytes of the file as it lay on disk in its own encoding.
public struct TextRange: Hashable, Sendable {
    public var start: Int
    public var end: Int

    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }

    public var count: Int { end - start }
    public var isEmpty: Bool { end <= start }

    public func contains(_ offset: Int) -> Bool { offset >= start && offset < end }
    public func overlaps(_ other: TextRange) -> Bool { start < other.end && other.start < end }
}
