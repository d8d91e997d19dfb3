/// JSON with its keys in the order in which they were given: what a schema is built from.
///
/// Foundation's dictionaries would lose the order, and with it the reader's way through the text.
indirect enum SchemaNode: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral
{
    case object([(String, SchemaNode)])
    case array([SchemaNode])
    case string(String)
    case boolean(Bool)
    case integer(Int)
    case null

    init(dictionaryLiteral elements: (String, SchemaNode)...) { self = .object(elements) }
    init(arrayLiteral elements: SchemaNode...) { self = .array(elements) }
    init(stringLiteral value: String) { self = .string(value) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(nilLiteral: ()) { self = .null }

    /// The object with further members at its end; `self` if it is no object.
    func adding(_ members: [(String, SchemaNode)]) -> SchemaNode {
        guard case .object(let own) = self else { return self }
        return .object(own + members)
    }

    /// Indented by two spaces; lists of plain items stay on one line.
    func write(to out: inout ByteWriter, indent: Int = 0) {
        switch self {
        case .string(let string): out.string(string)
        case .boolean(let boolean): boolean ? out.literal("true") : out.literal("false")
        case .integer(let integer): out.integer(integer)
        case .null: out.literal("null")
        case .object(let members) where members.isEmpty: out.literal("{}")
        case .object(let members):
            for (index, member) in members.enumerated() {
                out.literal(index == 0 ? "{\n" : ",\n")
                Self.spaces(indent + 2, &out)
                out.string(member.0)
                out.literal(": ")
                member.1.write(to: &out, indent: indent + 2)
            }
            out.literal("\n")
            Self.spaces(indent, &out)
            out.literal("}")
        case .array(let items):
            let isFlat = items.allSatisfy(\.isPlain)
            out.literal("[")
            for (index, item) in items.enumerated() {
                if index > 0 { out.literal(isFlat ? ", " : ",") }
                if !isFlat {
                    out.literal("\n")
                    Self.spaces(indent + 2, &out)
                }
                item.write(to: &out, indent: indent + 2)
            }
            if !isFlat {
                out.literal("\n")
                Self.spaces(indent, &out)
            }
            out.literal("]")
        }
    }

    private var isPlain: Bool {
        switch self {
        case .object, .array: false
        case .string, .boolean, .integer, .null: true
        }
    }

    private static func spaces(_ number: Int, _ out: inout ByteWriter) {
        for _ in 0..<number { out.literal(" ") }
    }
}
