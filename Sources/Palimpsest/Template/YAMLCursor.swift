/// Walks a YAML tree and collects what is wrong with it, each with its line: reading goes on, so that one run of
/// `extract template check` shows every fault.
final class YAMLCursor {
    let path: String
    private(set) var issues: [TemplateIssue] = []

    init(path: String) { self.path = path }

    func report(_ message: String, at node: YAMLNode?) {
        issues.append(TemplateIssue(path: path, line: node?.mark.line ?? 1, column: node?.mark.column ?? 1, message: message))
    }

    /// The members of a mapping, after a check that no key is unknown or missing.
    func members(of node: YAMLNode, what: String, required: [String] = [], optional: [String] = []) -> [String: YAMLNode] {
        guard let mapping = node.mapping else {
            report("\(what) must be a mapping of keys to values, as in `id: water`", at: node)
            return [:]
        }
        var found: [String: YAMLNode] = [:]
        for (key, value) in mapping {
            guard let name = key.string else {
                report("a key of \(what) must be a plain word", at: key)
                continue
            }
            if required.contains(name) || optional.contains(name) {
                found[name] = value
            } else {
                let known = (required + optional).sorted().joined(separator: ", ")
                report("\(what) has no key `\(name)`; the keys are \(known)", at: key)
            }
        }
        for name in required where found[name] == nil {
            report("\(what) needs the key `\(name)`; add it", at: node)
        }
        return found
    }

    /// The pairs of a mapping with free keys, in order.
    func pairs(of node: YAMLNode?, what: String) -> [(key: String, value: YAMLNode)] {
        guard let node else { return [] }
        guard let mapping = node.mapping else {
            report("\(what) must be a mapping of keys to values, as in `id: water`", at: node)
            return []
        }
        return mapping.compactMap { key, value in key.string.map { ($0, value) } }
    }

    func list(_ node: YAMLNode?, what: String) -> [YAMLNode] {
        guard let node else { return [] }
        guard let sequence = node.sequence else {
            report("\(what) must be a list: items after hyphens, or in [brackets]", at: node)
            return []
        }
        return sequence
    }

    func text(_ node: YAMLNode?, what: String) -> String? {
        guard let node else { return nil }
        guard let text = node.scalar?.string, !text.isEmpty else {
            report("\(what) must be a text, in quotation marks if it begins with `{` or `[` or holds `: `", at: node)
            return nil
        }
        return text
    }

    func flag(_ node: YAMLNode?, what: String) -> Bool {
        guard let node else { return false }
        guard let value = YAMLCursor.boolean(node) else {
            report("\(what) must be true or false", at: node)
            return false
        }
        return value
    }

    /// A constant: a whole number, true or false, or a text.
    func constant(_ node: YAMLNode) -> Scalar {
        guard let scalar = node.scalar else { return .string("") }
        if let value = YAMLCursor.boolean(node) { return .boolean(value) }
        if scalar.isPlain, let value = Int64(scalar.string) { return .integer(value) }
        return .string(scalar.string)
    }

    /// The words for true and false of YAML 1.1, where they are not in quotation marks.
    private static func boolean(_ node: YAMLNode) -> Bool? {
        guard let scalar = node.scalar, scalar.isPlain else { return nil }
        switch scalar.string.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: return nil
        }
    }
}
