/// Something wrong in a template file.
public struct TemplateIssue: Error, Hashable, Sendable {
    public var path: String
    /// 1-based; 0 for what is wrong with a file or folder as a whole.
    public var line: Int
    /// 1-based; 0 where there is no line.
    public var column: Int
    /// One English sentence: what is wrong and how to mend it.
    public var message: String

    public init(path: String, line: Int, column: Int, message: String) {
        self.path = path
        self.line = line
        self.column = column
        self.message = message
    }
}

extension TemplateIssue: CustomStringConvertible {
    public var description: String { "\(path)\(place): \(message)" }

    /// Line and column as editors read them, with a colon before each; empty where there are none.
    public var place: String { line > 0 ? ":\(line):\(column)" : "" }
}

/// All that is wrong in one or more template files.
public struct TemplateErrors: Error, Sendable {
    public var issues: [TemplateIssue]
    public init(_ issues: [TemplateIssue]) { self.issues = issues }
}
