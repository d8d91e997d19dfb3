/// The places that a parsed record speaks of.
///
/// Read from the NDJSON and not from `Record`, so that what is checked is what a user gets.
struct JSONSpans {
    /// An object that has a `span`, with the `text` beside it if it has one.
    struct Place {
        /// Keys from the record to the object, e.g. `indicators.3.fields.baseline`.
        var path: String
        /// Byte ranges of the file, one for each piece.
        var pieces: [Range<Int>]
        var text: String?
        /// Whether it is an indicator: its span covers all of its fields and says nothing about what is between them.
        var isIndicator: Bool
    }

    private(set) var places: [Place] = []

    init(_ record: [String: Any]) {
        for (key, part) in record where key != "diagnostics" { walk(part, key) }
        places.sort { $0.path < $1.path }
    }

    private mutating func walk(_ node: Any, _ path: String) {
        if let list = node as? [Any] {
            for (index, item) in list.enumerated() { walk(item, "\(path).\(index)") }
        } else if let object = node as? [String: Any] {
            let pieces = (object["spans"] as? [Any] ?? [object["span"] as Any]).compactMap(Self.range)
            if !pieces.isEmpty {
                places.append(Place(path: path, pieces: pieces, text: object["text"] as? String, isIndicator: object["fields"] != nil))
            }
            for (key, part) in object where key != "span" && key != "spans" { walk(part, "\(path).\(key)") }
        }
    }

    private static func range(_ span: Any) -> Range<Int>? {
        guard let span = span as? [String: Any], let start = span["start"] as? Int, let end = span["end"] as? Int, start <= end else {
            return nil
        }
        return start..<end
    }
}
