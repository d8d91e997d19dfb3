/// What a comparison needs of a record: what it is of, how good its text is, and its values under names that do not move.
struct RunRecord: Sendable {
    /// One value or text.
    struct Entry: Hashable, Sendable {
        /// E.g. `profile.population`, `increase_connectivity.baseline.last_update`.
        var key: String
        var value: String
        var confidence: Double?
        /// Of a field's text.
        var verdict: String?
    }

    var path: String
    var profileIndex: Int
    var sha256: String
    var name: String?
    var verdict: String?
    /// Characters of the fields' texts, white space apart, and the clean ones among them; `nil` where nothing had looked.
    var clean: (characters: Int, all: Int)?
    var entries: [Entry] = []

    private static let known: Set<String> = [
        "schema_version", "source", "template", "verdict", "reocr_languages", "confidence", "profile", "sections", "indicators", "suspects",
        "unmatched", "furniture", "diagnostics",
    ]
    /// What says nothing of the page: places, texts that repeat the value, confidences of containers.
    private static let aside: Set<String> = ["span", "spans", "text", "confidence", "label", "heading"]

    /// - Returns: `nil` when `record` has no source.
    init?(_ record: JSONValue) {
        guard let source = record["source"], let path = source["path"]?.string ?? source["path"]?["bytes"]?.string else { return nil }
        self.path = path
        profileIndex = source["profile_index"]?.number.flatMap { Int(exactly: $0) } ?? 0
        sha256 = source["sha256"]?.string ?? ""
        verdict = record["verdict"]?.string
        name = record["profile"]?["name"]?["value"]?.string
        for member in record["profile"]?.members ?? [] { add(member.value, key: "profile." + member.key) }
        if verdict != nil { clean = (0, 0) }
        for indicator in record["indicators"]?.items ?? [] { add(indicator: indicator) }
        for member in record.members where !Self.known.contains(member.key) { add(member.value, key: member.key) }
        numberRepeats()
    }

    private mutating func add(indicator: JSONValue) {
        let name = indicator["id"]?.string ?? indicator["title"]?.string ?? "unknown"
        for field in indicator["fields"]?.members ?? [] {
            let key = "\(name).\(field.key)"
            let text = field.value["repaired"]?.string ?? field.value["text"]?.string ?? ""
            entries.append(Entry(key: key, value: text, confidence: field.value["confidence"]?.number, verdict: field.value["verdict"]?.string))
            let ink = text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x20 ? 1 : 0) }
            if let ratio = field.value["clean_ratio"]?.number, let before = clean {
                clean = (before.characters + Int((Double(ink) * ratio).rounded()), before.all + ink)
            }
            for member in field.value.members where member.value["value"] != nil { add(member.value, key: "\(key).\(member.key)") }
            let quantities = (field.value["quantities"]?.items ?? []).compactMap(Self.quantity)
            if !quantities.isEmpty { entries.append(Entry(key: key + ".quantities", value: quantities.joined(separator: "; "))) }
        }
    }

    private static func quantity(_ value: JSONValue) -> String? {
        value["value"]?.plain.map { number in value["unit"]?.string.map { "\(number) \($0)" } ?? number }
    }

    private mutating func add(_ value: JSONValue, key: String) {
        switch value {
        case .object(let members):
            if let scalar = value["value"]?.plain {
                entries.append(Entry(key: key, value: scalar, confidence: value["confidence"]?.number))
            }
            for member in members where member.key != "value" && !Self.aside.contains(member.key) {
                add(member.value, key: "\(key).\(member.key)")
            }
        case .array(let items):
            for (index, item) in items.enumerated() {
                let name = Self.name(of: item)
                if name == nil, let scalar = item.plain {
                    entries.append(Entry(key: key, value: scalar))
                } else {
                    add(item, key: "\(key)[\(name ?? String(index + 1))]")
                }
            }
        default:
            if let scalar = value.plain { entries.append(Entry(key: key, value: scalar)) }
        }
    }

    /// What tells an item of a list from the others, wherever it stands in the list.
    private static func name(of item: JSONValue) -> String? {
        let parts = ["id", "step", "group", "tier", "title", "name"].compactMap { key in item[key].flatMap { $0.plain ?? $0["value"]?.plain } }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private mutating func numberRepeats() {
        var seen: [String: Int] = [:]
        for index in entries.indices {
            let count = seen[entries[index].key, default: 0] + 1
            seen[entries[index].key] = count
            if count > 1 { entries[index].key += " #\(count)" }
        }
    }
}
