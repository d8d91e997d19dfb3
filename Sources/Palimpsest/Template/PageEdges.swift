/// What a browser prints above and below every page, as a template declares it under `page_edges`.
struct PageEdges: Sendable {
    enum Mark: String, Sendable, CaseIterable {
        /// The date and time of printing.
        case timestamp
        /// `3/17`, `Page 3 of 17`.
        case pageCount = "page_count"
        /// The title of the printed page.
        case title
    }

    /// Identifiers under which the marks are listed among the furniture.
    var ids: [Mark: String] = [:]
    /// The words between a page and the number of pages, in lower case: `of`, `von`.
    var words: [[UInt8]] = []
    /// What titles begin or end with, such as the platform's name, as keys.
    var titles: [[UInt8]] = []

    var isEmpty: Bool { ids.isEmpty }
}

extension TemplateReader {
    /// Reads `page_edges`.
    mutating func readPageEdges(_ node: YAMLNode?) {
        for item in cursor.list(node, what: "`page_edges`") {
            let members = cursor.members(of: item, what: "a mark of a page's edge", required: ["id", "type"], optional: ["text", "words"])
            guard let id = cursor.text(members["id"], what: "`id`"), let type = cursor.text(members["type"], what: "`type`") else { continue }
            guard let mark = PageEdges.Mark(rawValue: type) else {
                let known = PageEdges.Mark.allCases.map(\.rawValue).joined(separator: ", ")
                cursor.report("there is no mark `\(type)`; the marks are \(known)", at: members["type"])
                continue
            }
            if mark != .title, let node = members["text"] { cursor.report("only a mark of type title has a `text`", at: node) }
            if mark != .pageCount, let node = members["words"] { cursor.report("only a mark of type page_count has `words`", at: node) }
            template.pageEdges.ids[mark] = template.pageEdges.ids[mark] ?? id
            switch mark {
            case .timestamp: break
            case .pageCount:
                template.pageEdges.words += cursor.list(members["words"], what: "`words`").compactMap { cursor.text($0, what: "a word") }.map { Array($0.lowercased().utf8) }
            case .title: readTitle(members["text"], of: item)
            }
        }
    }

    private mutating func readTitle(_ node: YAMLNode?, of item: YAMLNode) {
        guard let node else { return cursor.report("a title needs the key `text`: what titles begin or end with, such as the platform's name", at: item) }
        guard let text = cursor.text(node, what: "`text`") else { return }
        let key = folding.key(of: text).plain
        if key.count < 4 { return cursor.report("the text of a title needs four letters or more, or it is found in any line", at: node) }
        template.pageEdges.titles.append(key)
    }
}
