/// Lists of suspects in the order in which they stand, none overlapping another.
enum SuspectList {
    /// Two such lists as one; of two that overlap, the first list's stays. Linear.
    static func merged(_ first: [Suspect], _ second: [Suspect]) -> [Suspect] {
        if second.isEmpty { return first }
        if first.isEmpty, areApart(second) { return second }
        var result: [Suspect] = []
        result.reserveCapacity(first.count + second.count)
        var next = 0
        for suspect in second {
            while next < first.count, first[next].range.end <= suspect.range.start {
                result.append(first[next])
                next += 1
            }
            let overlaps = next < first.count && first[next].range.start < suspect.range.end
            if !overlaps, result.last.map({ $0.range.end <= suspect.range.start }) ?? true { result.append(suspect) }
        }
        return result + first[next...]
    }

    /// Whether each ends before the next one begins, as in all lists but those that a finder of several kinds makes.
    private static func areApart(_ list: [Suspect]) -> Bool {
        list.indices.dropFirst().allSatisfy { list[$0 - 1].range.end <= list[$0].range.start }
    }
}
