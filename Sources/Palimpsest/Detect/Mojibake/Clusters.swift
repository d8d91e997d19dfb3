/// Neighbouring edits, and by how much each group of them makes the text more plausible.
struct Clusters {
    struct Cluster {
        var edits: Range<Int>
        /// Whether no space parts it from the group before.
        var continuesWord: Bool
        /// In nats: what the passage costs, with the scalar after it, minus what it costs undone.
        var gain: Float
        var isSpaced: Bool
        /// How many characters of it are lost.
        var losses: Int
        /// Nats for each scalar of the undone text.
        var cost: Float
        /// Whether the undone text holds C1 controls, as mojibake of mojibake does.
        var isLayered: Bool
    }

    private(set) var list: [Cluster] = []
    /// Scalars that are not ASCII: those that edits touch, and those that none does, ``marks`` apart.
    private(set) var covered = 0
    private(set) var untouched = 0
    /// Nats for each scalar that is not ASCII when all edits are done.
    private(set) var rest: Float = 0
    /// Quotation marks, dashes and ellipses that no edit touches: programs put those into any text.
    private(set) var marks = 0

    init(_ scalars: [UInt32], _ edits: [TextEdit], _ detector: MojibakeDetector) {
        let undone = scalars.applying(edits)
        let before = Self.costs(scalars, detector)
        let after = Self.costs(undone, detector)
        var at = 0
        var shift = 0
        while at < edits.count {
            var end = at + 1
            while end < edits.count, edits[end].start == edits[end - 1].end { end += 1 }
            let group = edits[at..<end]
            let start = edits[at].start
            let stop = edits[end - 1].end
            let length = group.reduce(0) { $0 + $1.scalars.count }
            let from = before[min(stop + 1, scalars.count)] - before[start]
            let to = after[min(start + shift + length + 1, undone.count)] - after[start + shift]
            list.append(
                Cluster(
                    edits: at..<end, continuesWord: at > 0 && !scalars[edits[at - 1].end..<start].contains(0x20),
                    gain: from - to, isSpaced: group.contains(where: \.isSpaced), losses: group.count(where: \.isLossy),
                    cost: to / Float(length + 1),
                    isLayered: group.contains { $0.scalars.contains { (0x80...0x9F).contains($0) } }))
            shift += length - (stop - start)
            at = end
        }
        count(scalars, edits)
        rest = Self.costOfHighScalars(undone, after)
    }

    private mutating func count(_ scalars: [UInt32], _ edits: [TextEdit]) {
        // A no-break space is in any text; U+FFFD says nothing.
        var blanks = 0
        marks = scalars.count { Self.isMark($0) }
        for edit in edits {
            let part = scalars[edit.start..<edit.end]
            covered += part.count { $0 >= 0x80 && $0 != 0xFFFD }
            marks -= part.count { Self.isMark($0) }
            blanks += part.count { $0 == 0xA0 }
        }
        untouched = scalars.count { $0 >= 0x80 && $0 != 0xFFFD && $0 != 0xA0 } - (covered - blanks) - marks
    }

    private static func costOfHighScalars(_ scalars: [UInt32], _ costs: [Float]) -> Float {
        var (sum, high): (Float, Float) = (0, 0)
        for (place, scalar) in scalars.enumerated() where scalar >= 0x80 {
            sum += costs[place + 1] - costs[place]
            high += 1
        }
        return sum / max(1, high)
    }

    private static func isMark(_ scalar: UInt32) -> Bool { (0x2010...0x203A).contains(scalar) }

    /// What the text costs up to each place; the last one with the end of the text.
    private static func costs(_ scalars: [UInt32], _ detector: MojibakeDetector) -> [Float] {
        var cost = TextCost(detector.letters, detector.kinds)
        var result = [Float](repeating: 0, count: scalars.count + 1)
        for (index, scalar) in scalars.enumerated() {
            cost.add(scalar)
            result[index + 1] = cost.total
        }
        cost.finish()
        result[scalars.count] = cost.total
        return result
    }
}
