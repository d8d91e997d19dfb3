import CYaml

/// Reads YAML 1.1 with libyaml, which comes with Yams.
///
/// Straight from libyaml's nodes to ``YAMLNode``: the start of the program reads two templates before it looks at the first dump,
/// and a layer that resolves tags and hashes whole subtrees to find repeated keys took a quarter of that start.
enum YAMLDocument {
    /// Levels of nesting, and nodes, that a template may have. A node that holds itself, or aliases of aliases of aliases, would
    /// otherwise take memory without end.
    private static let deepest = 64
    private static let mostNodes = 200_000

    /// The root of the one document in `yaml`; `nil` when there is none.
    static func root(of yaml: String) throws(YAMLError) -> YAMLNode? {
        try Array(yaml.utf8).withUnsafeBufferPointer { bytes throws(YAMLError) in try root(of: bytes) }
    }

    private static func root(of bytes: UnsafeBufferPointer<UInt8>) throws(YAMLError) -> YAMLNode? {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else { throw YAMLError.reader(problem: "no memory is left") }
        defer { yaml_parser_delete(&parser) }
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
        var document = try load(&parser)
        defer { yaml_document_delete(&document) }
        guard let first = yaml_document_get_root_node(&document) else { return nil }
        var tree = Tree()
        let root = try tree.node(first, of: &document, depth: 0)
        var next = try load(&parser)
        defer { yaml_document_delete(&next) }
        if let second = yaml_document_get_root_node(&next) {
            throw YAMLError.syntax(problem: "but found another document", mark: YAMLMark(second.pointee.start_mark))
        }
        return root
    }

    private static func load(_ parser: inout yaml_parser_t) throws(YAMLError) -> yaml_document_t {
        var document = yaml_document_t()
        guard yaml_parser_load(&parser, &document) == 1 else {
            let problem = parser.problem.map { String(cString: $0) } ?? "the file cannot be read"
            if parser.error == YAML_READER_ERROR || parser.error == YAML_MEMORY_ERROR { throw YAMLError.reader(problem: problem) }
            throw YAMLError.syntax(problem: problem, mark: YAMLMark(parser.problem_mark))
        }
        return document
    }

    /// Turns libyaml's nodes into ours.
    private struct Tree {
        private var count = 0

        mutating func node(_ source: UnsafeMutablePointer<yaml_node_t>, of document: inout yaml_document_t, depth: Int) throws(YAMLError) -> YAMLNode {
            let mark = YAMLMark(source.pointee.start_mark)
            count += 1
            guard depth < YAMLDocument.deepest, count < YAMLDocument.mostNodes else {
                throw .syntax(problem: "the document is nested too deeply or has too many aliases", mark: mark)
            }
            switch source.pointee.type {
            case YAML_SEQUENCE_NODE: return YAMLNode(content: .sequence(try items(source, of: &document, depth: depth)), mark: mark)
            case YAML_MAPPING_NODE: return YAMLNode(content: .mapping(try pairs(source, of: &document, depth: depth)), mark: mark)
            default:
                let scalar = source.pointee.data.scalar
                let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
                return YAMLNode(content: .scalar(YAMLScalar(string: text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)), mark: mark)
            }
        }

        private mutating func items(
            _ source: UnsafeMutablePointer<yaml_node_t>, of document: inout yaml_document_t, depth: Int
        ) throws(YAMLError) -> [YAMLNode] {
            let list = source.pointee.data.sequence.items
            guard let start = list.start, let end = list.top else { return [] }
            var nodes: [YAMLNode] = []
            nodes.reserveCapacity(end - start)
            for place in 0..<end - start {
                guard let item = yaml_document_get_node(&document, start[place]) else { continue }
                nodes.append(try node(item, of: &document, depth: depth + 1))
            }
            return nodes
        }

        private mutating func pairs(
            _ source: UnsafeMutablePointer<yaml_node_t>, of document: inout yaml_document_t, depth: Int
        ) throws(YAMLError) -> [(key: YAMLNode, value: YAMLNode)] {
            let list = source.pointee.data.mapping.pairs
            guard let start = list.start, let end = list.top else { return [] }
            var pairs: [(key: YAMLNode, value: YAMLNode)] = []
            pairs.reserveCapacity(end - start)
            for place in 0..<end - start {
                guard let key = yaml_document_get_node(&document, start[place].key), let value = yaml_document_get_node(&document, start[place].value)
                else { continue }
                pairs.append((try node(key, of: &document, depth: depth + 1), try node(value, of: &document, depth: depth + 1)))
            }
            try checkKeys(pairs)
            return pairs
        }

        private func checkKeys(_ pairs: [(key: YAMLNode, value: YAMLNode)]) throws(YAMLError) {
            var seen = Set<String>(), repeated = Set<String>()
            for (key, _) in pairs {
                if let name = key.string, !seen.insert(name).inserted { repeated.insert(name) }
            }
            guard let first = repeated.min(), let pair = pairs.first(where: { $0.key.string == first }) else { return }
            throw .duplicateKeys(repeated.sorted(), mark: pair.key.mark)
        }
    }
}

extension YAMLMark {
    init(_ mark: yaml_mark_t) {
        self.init(line: mark.line + 1, column: mark.column + 1)
    }
}
