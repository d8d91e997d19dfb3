import Yams

/// A node of a YAML document; named apart from the record's own ``Node``.
typealias YAMLNode = Yams.Node
