/// How exactly garble inside lines is cut out.
///
/// A passage is a run of garbled characters in one line, what is read right or labelled as noise between them included. Asked for
/// are its edges with clean text on the same line; an edge is near when a found passage begins, or ends, at most one character
/// away. Where noise or a slip lies at the edge, the passage may end before it or after it.
public struct BoundaryScore: Hashable, Sendable {
    /// Passages with clean text on their line.
    public var passages = 0
    /// Those whose edges are all near.
    public var passagesNear = 0
    public var edges = 0
    public var edgesNear = 0

    public init() {}

    /// Share of edges that are found within one character; `nil` when there are none.
    public var edgeShare: Double? { edges == 0 ? nil : Double(edgesNear) / Double(edges) }
    public var passageShare: Double? { passages == 0 ? nil : Double(passagesNear) / Double(passages) }

    public static func + (left: BoundaryScore, right: BoundaryScore) -> BoundaryScore {
        var sum = left
        sum.passages += right.passages
        sum.passagesNear += right.passagesNear
        sum.edges += right.edges
        sum.edgesNear += right.edgesNear
        return sum
    }
}

extension BoundaryScore {
    /// - Parameter only: counts passages most of whose garbled characters have this label; `nil` counts all.
    init(_ truth: DetectionTruth, _ found: FoundPassages, only label: CharacterClass? = nil) {
        var start = 0
        while start < truth.ink.count {
            var end = start
            while end < truth.ink.count, truth.ink.lines[end] == truth.ink.lines[start] { end += 1 }
            add(start..<end, truth.classes, found, label)
            start = end
        }
    }

    private mutating func add(_ line: Range<Int>, _ classes: [CharacterClass], _ found: FoundPassages, _ label: CharacterClass?) {
        guard classes[line].contains(.clean), classes[line].contains(where: \.isGarbled) else { return }
        var position = line.lowerBound
        while position < line.upperBound {
            guard classes[position] != .clean else {
                position += 1
                continue
            }
            // From clean text to clean text; the garble in it, and how far what is not judged reaches around it.
            let outer = position..<(line[position...].first { classes[$0] == .clean } ?? line.upperBound)
            position = outer.upperBound
            guard let first = outer.first(where: { classes[$0].isGarbled }), let last = outer.last(where: { classes[$0].isGarbled })
            else { continue }
            let garbled = classes[first...last].filter(\.isGarbled)
            if let label, garbled.filter({ $0 == label }).count * 2 <= garbled.count { continue }
            var near: [Bool] = []
            if outer.lowerBound > line.lowerBound { near.append(edge(in: outer.lowerBound - 1...first + 1, of: line, begins: true, found)) }
            if outer.upperBound < line.upperBound { near.append(edge(in: last...outer.upperBound + 1, of: line, begins: false, found)) }
            passages += 1
            edges += near.count
            edgesNear += near.filter { $0 }.count
            if near.allSatisfy({ $0 }) { passagesNear += 1 }
        }
    }

    /// Whether a found passage begins, or ends, before one of these characters.
    private func edge(in positions: ClosedRange<Int>, of line: Range<Int>, begins: Bool, _ found: FoundPassages) -> Bool {
        positions.contains { position in
            guard position >= line.lowerBound, position <= line.upperBound else { return false }
            let before = position > line.lowerBound && found.isGarble(at: position - 1)
            let after = position < line.upperBound && found.isGarble(at: position)
            return begins ? after && !before : before && !after
        }
    }
}
