/// An object of the output while it grows: a record of a template's collection, or the object of a section.
final class ObjectBuilder {
    let element: Int
    var members: [Member] = []
    /// Lists of objects below, by key, in order of first use.
    private(set) var lists: [(key: String, objects: [ObjectBuilder])] = []
    /// Objects below, by key.
    private(set) var objects: [(key: String, object: ObjectBuilder)] = []
    /// Lists of plain nodes, by key.
    private(set) var items: [(key: String, nodes: [Node])] = []
    /// What the object covers in the text; `nil` when nothing of it stands there.
    var range: TextRange?
    var confidence = 1.0
    /// Whether anything but the heading was found.
    var hasContent = false
    /// Whether the form says that it has no items.
    var saysNone = false

    init(element: Int) {
        self.element = element
        members.reserveCapacity(6)
    }

    func cover(_ other: TextRange) {
        range = range.map { TextRange(min($0.start, other.start), max($0.end, other.end)) } ?? other
    }

    func set(_ key: String, _ node: Node) {
        if let index = members.firstIndex(where: { $0.key == key }) {
            members[index].node = node
        } else {
            members.append(Member(key, node))
        }
    }

    /// Sets a member that comes before the others.
    func setFirst(_ key: String, _ node: Node) {
        members.removeAll { $0.key == key }
        members.insert(Member(key, node), at: 0)
    }

    func append(_ object: ObjectBuilder, toList key: String) {
        if let index = lists.firstIndex(where: { $0.key == key }) {
            lists[index].objects.append(object)
        } else {
            lists.append((key, [object]))
        }
    }

    func append(_ node: Node, toItems key: String) {
        if let index = items.firstIndex(where: { $0.key == key }) {
            items[index].nodes.append(node)
        } else {
            items.append((key, [node]))
        }
    }

    /// Lowers the confidence in items.
    func doubtItems(_ key: String, from first: Int, _ factor: Double) {
        guard let index = items.firstIndex(where: { $0.key == key }) else { return }
        for number in items[index].nodes.indices.dropFirst(first) {
            guard case .value(var value) = items[index].nodes[number] else { continue }
            value.confidence *= factor
            items[index].nodes[number] = .value(value)
        }
    }

    func declareItems(_ key: String) {
        if !items.contains(where: { $0.key == key }) { items.append((key, [])) }
    }

    /// The object under `key`, made if need be.
    func object(_ key: String, element: Int) -> ObjectBuilder {
        if let existing = objects.first(where: { $0.key == key }) { return existing.object }
        let made = ObjectBuilder(element: element)
        objects.append((key, made))
        return made
    }

    /// The finished members; records also say how sure they are and where they stand.
    func finished() -> [Member] {
        var result: [Member] = []
        result.reserveCapacity(members.count + items.count + objects.count + lists.count + 2)
        result += members
        for (key, nodes) in items { result.append(Member(key, .list(nodes))) }
        for (key, object) in objects { result.append(Member(key, .object(object.finished()))) }
        for (key, objects) in lists { result.append(Member(key, .list(objects.map { .object($0.finished()) }))) }
        if let range {
            result.append(Member("confidence", .probability(confidence)))
            result.append(Member("span", .span(range)))
        }
        return result
    }

    /// The number under `key`, for sums.
    func number(_ key: String) -> Int64? {
        for member in members where member.key == key {
            switch member.node {
            case .scalar(.integer(let value)): return value
            case .value(let value): if case .integer(let number) = value.scalar { return number }
            default: return nil
            }
        }
        return nil
    }
}
