/// The part of the record that a template declares, as far as a schema or a table header needs it.
public struct TemplateKeys: Sendable {
    /// The template's identifier.
    public var id: String
    /// The fields of the profile's head.
    public var profile: [DeclaredKey]
    /// Keys that an indicator has besides those of every indicator, e.g. `theme`.
    public var attributes: [DeclaredKey]
    /// The labelled fields of an indicator.
    public var fields: [DeclaredField]
    /// The template's own collections at the top of the record, e.g. `pathway`.
    public var collections: [DeclaredKey]

    public init(
        id: String, profile: [DeclaredKey] = [], attributes: [DeclaredKey] = [], fields: [DeclaredField] = [],
        collections: [DeclaredKey] = []
    ) {
        self.id = id
        self.profile = profile
        self.attributes = attributes
        self.fields = fields
        self.collections = collections
    }
}

/// A key that a template declares, with the shape of what stands there.
public struct DeclaredKey: Sendable {
    public var key: String
    public var shape: NodeShape
    /// One English sentence for the reader of the schema.
    public var description: String?
    /// Whether the key is always there. What a profile lacks is absent, so this is rare.
    public var isRequired: Bool

    public init(_ key: String, _ shape: NodeShape, description: String? = nil, isRequired: Bool = false) {
        self.key = key
        self.shape = shape
        self.description = description
        self.isRequired = isRequired
    }
}

/// A labelled field of an indicator and the labelled values that belong to it, e.g. `last_update`.
public struct DeclaredField: Sendable {
    public var id: String
    public var attributes: [DeclaredKey]
    public var description: String?

    public init(_ id: String, attributes: [DeclaredKey] = [], description: String? = nil) {
        self.id = id
        self.attributes = attributes
        self.description = description
    }
}

/// The shape of a ``Node``.
public indirect enum NodeShape: Sendable {
    /// ``Node/value(_:)``: an object with the value, its text, confidence and place.
    case value(ScalarKind)
    /// ``Node/scalar(_:)``: the bare value.
    case scalar(ScalarKind)
    case object([DeclaredKey])
    case list(NodeShape)
    case span
    case probability
    /// The shape or `null`.
    case optional(NodeShape)
}

extension NodeShape {
    /// Whether it fits in one cell of a table.
    public var isPlain: Bool {
        switch self {
        case .value, .scalar: true
        case .optional(let shape): shape.isPlain
        case .object, .list, .span, .probability: false
        }
    }
}

/// The kind of a ``Scalar``.
public enum ScalarKind: String, Sendable, CaseIterable {
    case boolean, integer
    /// A number that need not be whole.
    case decimal
    /// ISO 8601 calendar date.
    case date
    /// Text of the document, the template or a lexicon.
    case text
    /// Any of these, or `null`.
    case any
}
