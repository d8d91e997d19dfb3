extension YAMLError {
    /// The error with its line, as an issue of the template.
    func issue(path: String, yaml: String) -> TemplateIssue {
        switch self {
        case .syntax(let problem, let mark):
            TemplateIssue(path: path, line: mark.line, column: mark.column, message: "not valid YAML: \(problem); \(YAMLError.cure(mark, yaml))")
        case .duplicateKeys(let keys, let mark):
            TemplateIssue(
                path: path, line: mark.line, column: mark.column,
                message: "the key \(keys.map { "`\($0)`" }.joined(separator: ", ")) stands more than once in one mapping; keep one of them"
            )
        case .reader(let problem):
            TemplateIssue(path: path, line: 1, column: 1, message: "the file is not UTF-8 text (\(problem)); save it as UTF-8")
        }
    }

    /// What usually mends a fault of the syntax.
    private static func cure(_ mark: YAMLMark, _ yaml: String) -> String {
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
        let near = lines[max(0, min(lines.count, mark.line - 2))..<max(0, min(lines.count, mark.line))]
        if near.contains(where: { $0.prefix { $0 == " " || $0 == "\t" }.contains("\t") }) { return "indent with spaces, YAML takes no tabs" }
        return "put a text that holds `: `, `#`, `{` or `[` in quotation marks, and indent the keys of one mapping alike"
    }
}
