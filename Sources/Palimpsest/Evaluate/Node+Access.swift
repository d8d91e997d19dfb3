/// Reading what the template declared. The evaluator knows the platform's keys, the record's types do not.
extension Node {
    /// The member `key` of an object.
    func member(_ key: String) -> Node? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.node
    }

    /// The first of `keys` that the object has.
    func member(anyOf keys: [String]) -> Node? {
        for key in keys {
            if let node = member(key) { return node }
        }
        return nil
    }

    /// The items of a list; of anything else itself.
    var items: [Node] {
        if case .list(let nodes) = self { return nodes }
        return [self]
    }

    var asValue: Value? {
        if case .value(let value) = self { return value }
        return nil
    }

    /// The scalar of a bare scalar or of a value; for an object that of its member `value`.
    var bareScalar: Scalar? {
        switch self {
        case .scalar(let scalar): scalar
        case .value(let value): value.scalar
        case .object: member("value")?.bareScalar
        case .list, .span, .probability: nil
        }
    }

    var integer: Int64? {
        switch bareScalar {
        case .integer(let number): number
        case .decimal(let number) where number.scale == 0: number.digits
        default: nil
        }
    }

    var boolean: Bool? {
        if case .boolean(let flag) = bareScalar { return flag }
        return nil
    }

    /// The most points that can be had: of a value, or the object's member `maximum`.
    var maximum: Int64? { asValue?.maximum ?? member("maximum")?.integer ?? member("value")?.asValue?.maximum }

    var probability: Double? {
        if let value = asValue { return value.confidence }
        if case .probability(let number) = member("confidence") { return number }
        return member("value")?.asValue?.confidence
    }
}

extension [Member] {
    func node(_ key: String) -> Node? { first { $0.key == key }?.node }
}
