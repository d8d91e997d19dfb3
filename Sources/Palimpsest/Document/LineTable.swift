/// The lines of a document.
///
/// A *line* here is what the segmenter works on: the text between two line ends, where a form feed also ends a line (it
/// ends a page). ``Line/number`` is the line number that a text editor shows, in which a form feed ends no line.
public struct LineTable: Sendable {
    public struct Line: Hashable, Sendable {
        /// The line's bytes without its terminator and without white space at either end; empty for a blank line.
        public var content: TextRange
        /// Offset at which the editor's line begins; columns count from here.
        public var origin: Int
        /// 1-based line number as editors count.
        public var number: Int
        /// 0-based page: the number of form feeds before.
        public var page: Int
        /// Whether every byte of ``content`` is ASCII.
        public var isASCII: Bool

        public init(content: TextRange, origin: Int, number: Int, page: Int, isASCII: Bool) {
            self.content = content
            self.origin = origin
            self.number = number
            self.page = page
            self.isASCII = isASCII
        }

        public var isBlank: Bool { content.isEmpty }
    }

    public var lines: [Line]
    public init(lines: [Line]) { self.lines = lines }
}
