import CYaml

/// Reads YAML 1.1 with the parser of libyaml, which comes with Yams.
///
/// Straight from libyaml's events to ``YAMLNode``: the start of the program reads two templates before it looks at the first dump,
/// and a layer that resolves tags and hashes whole subtrees to find repeated keys took a quarter of that start.
enum YAMLDocument {
    /// Levels of nesting, and nodes, that a template may have: aliases of aliases of aliases would otherwise take memory without end.
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
        return try withUnsafeMutablePointer(to: &parser) { parser throws(YAMLError) in
            var composer = Composer(parser: parser)
            return try composer.document()
        }
    }

    /// Makes nodes of events.
    private struct Composer {
        let parser: UnsafeMutablePointer<yaml_parser_t>
        private var anchors: [String: YAMLNode] = [:]
        private var count = 0

        init(parser: UnsafeMutablePointer<yaml_parser_t>) { self.parser = parser }

        /// The root of the first document; there may be no second one.
        mutating func document() throws(YAMLError) -> YAMLNode? {
            var root: YAMLNode?
            while true {
                let event = try next()
                switch event.kind {
                case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return root
                case YAML_DOCUMENT_START_EVENT:
                    let first = try next()
                    if root != nil { throw .syntax(problem: "but found another document", mark: first.mark) }
                    root = try node(first, depth: 0)
                default: break
                }
            }
        }

        private struct Event {
            var kind: yaml_event_type_t
            var mark: YAMLMark
            var scalar: YAMLScalar?
            var anchor: String?
        }

        private func next() throws(YAMLError) -> Event {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else {
                let problem = parser.pointee.problem.map { String(cString: $0) } ?? "the file cannot be read"
                if parser.pointee.error == YAML_READER_ERROR || parser.pointee.error == YAML_MEMORY_ERROR { throw YAMLError.reader(problem: problem) }
                throw YAMLError.syntax(problem: problem, mark: YAMLMark(parser.pointee.problem_mark))
            }
            defer { yaml_event_delete(&event) }
            var result = Event(kind: event.type, mark: YAMLMark(event.start_mark))
            switch event.type {
            case YAML_SCALAR_EVENT:
                let scalar = event.data.scalar
                let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
                result.scalar = YAMLScalar(string: text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
                result.anchor = Self.name(scalar.anchor)
            case YAML_SEQUENCE_START_EVENT: result.anchor = Self.name(event.data.sequence_start.anchor)
            case YAML_MAPPING_START_EVENT: result.anchor = Self.name(event.data.mapping_start.anchor)
            case YAML_ALIAS_EVENT: result.anchor = Self.name(event.data.alias.anchor)
            default: break
            }
            return result
        }

        private static func name(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? { text.map { String(cString: $0) } }

        private mutating func node(_ event: Event, depth: Int) throws(YAMLError) -> YAMLNode {
            count += 1
            guard depth < YAMLDocument.deepest, count < YAMLDocument.mostNodes else {
                throw .syntax(problem: "the document is nested too deeply or has too many aliases", mark: event.mark)
            }
            let content: YAMLNode.Content
            switch event.kind {
            case YAML_ALIAS_EVENT:
                guard let name = event.anchor, let node = anchors[name] else { throw .syntax(problem: "found undefined alias", mark: event.mark) }
                count += Self.size(of: node)
                return node
            case YAML_SEQUENCE_START_EVENT: content = .sequence(try items(depth))
            case YAML_MAPPING_START_EVENT: content = .mapping(try pairs(depth))
            default: content = .scalar(event.scalar ?? YAMLScalar(string: "", isPlain: true))
            }
            let node = YAMLNode(content: content, mark: event.mark)
            if let name = event.anchor { anchors[name] = node }
            return node
        }

        /// The number of nodes in a node, itself apart.
        private static func size(of node: YAMLNode) -> Int {
            switch node.content {
            case .scalar: 0
            case .sequence(let nodes): nodes.reduce(0) { $0 + 1 + size(of: $1) }
            case .mapping(let pairs): pairs.reduce(0) { $0 + 2 + size(of: $1.key) + size(of: $1.value) }
            }
        }

        private mutating func items(_ depth: Int) throws(YAMLError) -> [YAMLNode] {
            var nodes: [YAMLNode] = []
            while true {
                let event = try next()
                if event.kind == YAML_SEQUENCE_END_EVENT { return nodes }
                nodes.append(try node(event, depth: depth + 1))
            }
        }

        private mutating func pairs(_ depth: Int) throws(YAMLError) -> [(key: YAMLNode, value: YAMLNode)] {
            var pairs: [(key: YAMLNode, value: YAMLNode)] = []
            while true {
                let event = try next()
                if event.kind == YAML_MAPPING_END_EVENT { break }
                let key = try node(event, depth: depth + 1)
                pairs.append((key, try node(try next(), depth: depth + 1)))
            }
            try checkKeys(pairs)
            return pairs
        }

        /// So few keys are compared faster than hashed.
        private static let few = 12

        private func checkKeys(_ pairs: [(key: YAMLNode, value: YAMLNode)]) throws(YAMLError) {
            var repeated = Set<String>()
            if pairs.count <= Self.few {
                for (index, pair) in pairs.enumerated() {
                    if let name = pair.key.string, pairs[..<index].contains(where: { $0.key.string == name }) { repeated.insert(name) }
                }
            } else {
                var seen = Set<String>()
                for (key, _) in pairs {
                    if let name = key.string, !seen.insert(name).inserted { repeated.insert(name) }
                }
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
