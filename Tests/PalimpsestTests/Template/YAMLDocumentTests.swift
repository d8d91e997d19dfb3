import Testing

@testable import Palimpsest

/// The tree that libyaml's nodes become.
struct YAMLDocumentTests {
    /// The tree in short: texts bare when plain and in quotation marks when quoted, lists in brackets, mappings in braces.
    private static func shown(_ node: YAMLNode) -> String {
        switch node.content {
        case .scalar(let scalar): scalar.isPlain ? scalar.string : "\"\(scalar.string)\""
        case .sequence(let nodes): "[" + nodes.map(shown).joined(separator: " ") + "]"
        case .mapping(let pairs): "{" + pairs.map { "\(shown($0.key)):\(shown($0.value))" }.joined(separator: " ") + "}"
        }
    }

    @Test(arguments: [
        ("a: 1\nb: 'two'", "{a:1 b:\"two\"}"),
        ("- a\n- b: {c: d}\n  e: [f, \"g\"]", "[a {b:{c:d} e:[f \"g\"]}]"),
        ("# only\nk: &x [1, 2]\nl: *x", "{k:[1 2] l:[1 2]}"),
        ("t: |\n  one\n  two\n", "{t:\"one\ntwo\n\"}"),
        ("z: 中文\ny:", "{z:中文 y:}"),
    ])
    func documentsAreRead(_ yaml: String, _ expected: String) throws {
        #expect(Self.shown(try #require(try YAMLDocument.root(of: yaml))) == expected)
    }

    @Test func anEmptyDocumentHasNoRoot() throws {
        #expect(try YAMLDocument.root(of: "# nothing\n") == nil)
        #expect(try YAMLDocument.root(of: "") == nil)
    }

    @Test func nodesKnowTheirPlace() throws {
        let root = try #require(try YAMLDocument.root(of: "a: b\nČ: {c: d}\n"))
        let second = try #require(root.mapping?.last)
        #expect(second.key.mark.line == 2 && second.key.mark.column == 1)
        #expect(second.value.mark.line == 2 && second.value.mark.column == 4)
        #expect(second.value.mapping?.first?.value.mark.column == 8)
    }

    @Test func aKeyThatStandsTwiceIsAFault() {
        #expect { try YAMLDocument.root(of: "a: 1\nb: 2\na: 3\n") } throws: { error in
            guard case YAMLError.duplicateKeys(let keys, let mark) = error else { return false }
            return keys == ["a"] && mark.line == 1
        }
    }

    @Test(
        "What would take memory without end is refused",
        arguments: [
            "&a [*a]",
            "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
                + (1...8).map { "b\($0): &b\($0) [\(Array(repeating: $0 == 1 ? "*a" : "*b\($0 - 1)", count: 10).joined(separator: ", "))]\n" }.joined(),
            String(repeating: "[", count: 500) + String(repeating: "]", count: 500),
        ])
    func endlessDocumentsAreRefused(_ yaml: String) {
        #expect(throws: YAMLError.self) { try YAMLDocument.root(of: yaml) }
    }

    @Test(arguments: ["a: [1", "a: b: c", "\tx: 1", "a: 1\n---\nb: 2\n", "*nowhere"])
    func faultsOfTheSyntaxHaveAPlace(_ yaml: String) {
        #expect { try YAMLDocument.root(of: yaml) } throws: { error in
            guard case YAMLError.syntax(let problem, let mark) = error else { return false }
            return !problem.isEmpty && mark.line >= 1 && mark.column >= 1
        }
    }
}
