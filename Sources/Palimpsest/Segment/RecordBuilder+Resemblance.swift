extension RecordBuilder {
    /// A record whose heading lost whole words, as `Reduce plastic c ption and the of plastic waste`: which one it most resembles.
    struct Resemblance {
        /// Index into the template's elements.
        var element: Int
        /// Probability that it is this one.
        var confidence: Double
    }

    /// The share of the letters read that a heading must have in order, and the share of its own letters that must have been read.
    /// Sentences of one language that have nothing to do with each other share about half.
    private static let leastRead = 0.8, leastOfHeading = 0.55
    /// By how much more of its letters the heading must explain what was read than the next one does.
    private static let leastLead = 0.15
    /// Letters from which on a share says anything, and up to which it is looked for.
    private static let fewest = 16, most = 600
    private static let mostConfident = 0.9

    /// The record of the section in hand that an unknown heading resembles as no other does.
    ///
    /// Edits one by one, which the alignment weighs, make words that the OCR left out too dear. Here only the letters that were read count, in
    /// their order: the longest common subsequence (Hirschberg 1977, "Algorithms for the Longest Common Subsequence Problem").
    func resembledRecord(_ heading: Passage, _ type: Int) -> Resemblance? {
        let read = heading.pieces.flatMap { tools.folding.plainKey(of: $0, in: bytes) }
        guard read.count >= Self.fewest, read.count <= Self.most else { return nil }
        let section = sectionAround(element)
        var best: (element: Int, shares: Double, ofHeading: Double)?, second = 0.0
        for number in template.elements.indices where template.elements[number].recordType == type && template.elements[number].parent == section {
            let name = tools.folding.key(of: template.elements[number].name).plain
            guard name.count >= Self.fewest, name.count <= Self.most else { continue }
            let common = Double(Self.commonLength(read, name))
            let share = common / Double(read.count)
            if share > best?.shares ?? 0 {
                second = best?.shares ?? 0
                best = (number, share, common / Double(name.count))
            } else {
                second = max(second, share)
            }
        }
        guard let best, best.shares >= Self.leastRead, best.ofHeading >= Self.leastOfHeading, best.shares - second >= Self.leastLead,
            !knownIndicators[template.inheritance[best.element].sameID]
        else { return nil }
        return Resemblance(element: best.element, confidence: min(Self.mostConfident, best.shares))
    }

    /// The length of the longest common subsequence.
    static func commonLength(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var row = [Int](repeating: 0, count: second.count + 1)
        for byte in first {
            var diagonal = 0
            for place in second.indices {
                let above = row[place + 1]
                row[place + 1] = byte == second[place] ? diagonal + 1 : max(above, row[place])
                diagonal = above
            }
        }
        return row[second.count]
    }
}
