/// What every stage made of a file, for people to read: `extract explain`.
///
/// The dumper that every tree deserves (as swift-markdown has one): it knows no template and shows only what the records
/// and their document hold, in the order in which the text passed the stages.
public struct Explanation {
    /// How to print.
    public struct Style: Sendable {
        /// Whether to use ANSI colours.
        public var color: Bool
        /// Width of the lines, in cells; longer texts are cut.
        public var columns: Int

        public init(color: Bool = false, columns: Int = 100) {
            self.color = color
            self.columns = columns
        }
    }

    private let records: [Record]
    private let style: Style

    /// - Parameter records: those of one file.
    public init(of records: [Record], style: Style = Style()) {
        self.records = records
        self.style = style
    }

    /// The explanation, with a line feed at its end.
    public var text: String {
        var page = ExplanationPage(style: style)
        if let document = records.first?.document { page.source(document) }
        for record in records {
            page.template(record, of: records.count)
            page.outline(of: record)
            page.members(record.profile, title: "Profile", in: record.document)
            page.collections(of: record)
            page.passages(record.furniture.map { ($0.text, $0.id) }, title: "Furniture", in: record.document)
            page.passages(record.unmatched.map { (Passage($0), nil) }, title: "Unmatched", in: record.document)
            page.suspects(of: record)
            page.diagnostics(of: record)
        }
        return page.text
    }
}
