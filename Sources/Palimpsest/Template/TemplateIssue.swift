/// Something wrong in a template file.
public struct TemplateIssue: Error, Hashable, Sendable {
    public var path: String
    /// 1-based.
    public var line: Int
    /// 1-based.
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
    public var description: String { "\(path):\(line):\(column): \(message)" }
}

/// All that is wrong in one or more template files.
public struct TemplateErrors: Error, Sendable {
    public var issues: [TemplateIssue]
    public init(_ issues: [TemplateIssue]) { self.issues = issues }
}
