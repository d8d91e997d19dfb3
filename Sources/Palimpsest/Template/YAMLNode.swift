/// A node of a YAML document; named apart from the record's own ``Node``.
struct YAMLNode: Sendable {
    enum Content: Sendable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([(key: YAMLNode, value: YAMLNode)])
    }

    let content: Content
    let mark: YAMLMark

    var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    var sequence: [YAMLNode]? {
        if case .sequence(let nodes) = content { nodes } else { nil }
    }

    var mapping: [(key: YAMLNode, value: YAMLNode)]? {
        if case .mapping(let pairs) = content { pairs } else { nil }
    }

    /// The text of a scalar.
    var string: String? { scalar?.string }
}

/// A text in a YAML document.
struct YAMLScalar: Sendable {
    var string: String
    /// Whether it stands there without quotation marks, so that it may be a number or a truth value.
    var isPlain: Bool
}

/// A place in a YAML document: line and column count from 1, columns in characters.
struct YAMLMark: Sendable {
    var line: Int
    var column: Int
}

/// Why a document is not YAML, or not a YAML that a template can be.
enum YAMLError: Error {
    /// The bytes are no UTF-8 text.
    case reader(problem: String)
    case syntax(problem: String, mark: YAMLMark)
    /// Keys that stand more than once in one mapping.
    case duplicateKeys([String], mark: YAMLMark)
}
