/// A place in the file as it lay on disk.
///
/// `start` and `end` are byte offsets `[start, end)` in the file's own encoding. Lines and columns start at 1; columns
/// count Unicode scalars; the end position is the one just after the last character.
public struct SourceSpan: Hashable, Sendable {
    public var start: Int
    public var end: Int
    public var startLine: Int
    public var startColumn: Int
    public var endLine: Int
    public var endColumn: Int

    public init(start: Int, end: Int, startLine: Int, startColumn: Int, endLine: Int, endColumn: Int) {
        self.start = start
        self.end = end
        self.startLine = startLine
        self.startColumn = startColumn
        self.endLine = endLine
        self.endColumn = endColumn
    }
}
