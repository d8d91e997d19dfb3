/// A value of a part of the record that the template declares: Swift names none of its keys.
public enum Node: Sendable {
    /// Written as an object: `{"value": …, "unit": …, "text": …, "confidence": …, "span": …}`.
    indirect case value(Value)
    /// Written bare, e.g. `"step": 1`.
    case scalar(Scalar)
    /// Written as an object of its members, in order.
    case object([Member])
    case list([Node])
    /// Written as a span object.
    case span(TextRange)
    /// A probability, written with at most four decimals.
    case probability(Double)
}

public struct Member: Sendable {
    public var key: String
    public var node: Node
    public init(_ key: String, _ node: Node) {
        self.key = key
        self.node = node
    }
}
