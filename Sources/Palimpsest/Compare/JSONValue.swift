/// A JSON value with its members in the order in which they were written.
enum JSONValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// A number as it was written: to compare is not to calculate.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    struct Member: Hashable, Sendable {
        var key: String
        var value: JSONValue
    }

    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    var string: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    var number: Double? {
        if case .number(let text) = self { return Double(text) }
        return nil
    }

    var items: [JSONValue] {
        if case .array(let values) = self { return values }
        return []
    }

    var members: [Member] {
        if case .object(let members) = self { return members }
        return []
    }

    /// A scalar as people write it; `nil` for lists and objects.
    var plain: String? {
        switch self {
        case .null: ""
        case .boolean(let flag): flag ? "yes" : "no"
        case .number(let text): Self.withoutTrailingZeros(text)
        case .string(let text): text
        case .array, .object: nil
        }
    }

    /// `54.0` and `54` are one number; programs that pass records on write it either way.
    private static func withoutTrailingZeros(_ number: String) -> String {
        guard number.contains("."), !number.contains("e"), !number.contains("E") else { return number }
        var digits = number[...]
        while digits.last == "0" { digits.removeLast() }
        if digits.last == "." { digits.removeLast() }
        return String(digits)
    }
}
