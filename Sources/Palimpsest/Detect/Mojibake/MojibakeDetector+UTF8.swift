/// UTF-8 that was read in an encoding of one byte for each character, or of two as in East Asia.
extension MojibakeDetector {
    /// What a wrong reading of a line costs beforehand, in nats, by how common it is, and what speaks against one.
    enum Prior {
        static let western: Float = 4
        static let windows: Float = 7
        static let other: Float = 10
        static let rare: Float = 14
        /// The ISO encodings but 8859-2, -5, -7 and -9, which hardly any program used for UTF-8.
        static let rareNames: Set<String> = [
            "ISO-8859-15", "ISO-8859-4", "ISO-8859-13", "ISO-8859-10", "ISO-8859-14", "ISO-8859-3", "ISO-8859-6", "ISO-8859-8", "IBM855",
        ]
        /// What the undone text may cost for each scalar in a line that holds other text as well: it must be plausible in
        /// itself, not only less odd.
        static let plausible: Float = 10
        /// The same for the whole of such a line, for each scalar that is not ASCII: a garble beyond this is left alone.
        static let hopeless: Float = 7
        static let wide: Float = 10
        /// For each scalar that is not ASCII and stays: the line is not all of one kind. At most ``mixedAtMost`` for a line.
        static let mixed: Float = 2.5
        static let mixedAtMost: Float = 6
        /// For each C1 control where the encoding has a character: then it was one of the ISO encodings.
        static let control: Float = 1
        /// For each sequence that is left as it is, so that the reading does not explain the line.
        static let refused: Float = 7
        /// For each character that is lost: anything may have stood there.
        static let loss: Float = 7
        /// How far from enough a reading may be that leads to another one.
        static let layered: Float = 15
        /// A part of the text that gets less plausible may still belong to a reading that makes the whole more so: by the first
        /// figure, or by the second where the parts that gain, gain as much as the third.
        static let concession: Float = -4
        static let largeConcession: Float = -12
        static let overwhelming: Float = 25
    }

    func utf8Proposal(for scalars: [UInt32], index: Int, depth: Int = 1) -> MojibakeProposal? {
        let charset = charsets.singles[index]
        let prior = prior(of: charset.name, index: index)
        // The most common one is believed in a line that is mostly other text; the rest only when they explain most of it.
        return utf8Proposal(for: scalars, charset, prior: prior, depth: depth, explainsAll: index > 0)
    }

    private func prior(of name: String, index: Int) -> Float {
        if index == 0 { return Prior.western }
        if index < 4 { return Prior.windows }
        if name == "ISO-8859-2" { return Prior.windows + 1 }
        return Prior.rareNames.contains(name) ? Prior.rare : Prior.other
    }

    func wideProposal(for scalars: [UInt32], _ charset: WideCharset, depth: Int = 1) -> MojibakeProposal? {
        utf8Proposal(for: scalars, charset, prior: Prior.wide, depth: depth, explainsAll: true)
    }

    private func utf8Proposal(
        for scalars: [UInt32], _ charset: some ByteCharset, prior: Float, depth: Int, explainsAll: Bool
    ) -> MojibakeProposal? {
        let units = ByteUnits(scalars, in: charset)
        let edits = UTF8Sequences().edits(units, text: scalars, hasBlank: charset.hasBlank)
        guard !edits.isEmpty else { return nil }
        let clusters = Clusters(scalars, edits, self)
        if clusters.untouched > 2, clusters.rest > Prior.hopeless { return nil }
        if explainsAll, clusters.untouched > clusters.covered { return nil }
        // A line that is all of one kind is undone as a whole, or not at all.
        let isMixed = clusters.untouched + clusters.marks > 0
        let accepted = accepted(clusters.list, isMixed: isMixed, prior: prior)
        var (kept, score): ([TextEdit], Float) = ([], -prior)
        for (cluster, isKept) in zip(clusters.list, accepted) where isKept {
            kept += edits[cluster.edits]
            // Among other text a space is no evidence of a byte.
            score += isMixed && cluster.isSpaced ? 0 : cluster.gain - Prior.loss * Float(cluster.losses)
        }
        let rejected = accepted.count { !$0 }
        score -= min(Prior.mixed * (Float(clusters.untouched) + 0.5 * Float(clusters.marks)), Prior.mixedAtMost) + min(Prior.refused * Float(rejected), 2 * Prior.refused)
        // What is lost says nothing by itself.
        guard kept.contains(where: { !$0.isLossy }) else { return nil }
        if score <= 0, score > -Prior.layered, depth > 0, let next = bestProposal(for: scalars.applying(kept), depth: depth - 1) {
            score += next.score
        }
        score -= min(Prior.control * Float(controlCount(kept, scalars, charset)), 3 * Prior.control)
        guard score > 0 else { return nil }
        if kept.count == 1, isMixed || rejected > 0, isCurrencyForLetter(scalars, kept[0]) { return nil }
        let plan = EncodingPlan.utf8(
            readAs: charset.name, spaced: kept.contains(where: \.isSpaced), lossy: kept.contains(where: \.isLossy))
        return MojibakeProposal(
            edits: kept, plan: plan, score: score,
            reason: "\(kept.count == 1 ? "A sequence" : "\(kept.count) sequences") of characters of \(charset.name) would be valid UTF-8.")
    }

    /// Which groups of edits are part of the reading: those that gain, and what belongs to them.
    private func accepted(_ clusters: [Clusters.Cluster], isMixed: Bool, prior: Float) -> [Bool] {
        let gains = clusters.map { $0.gain - Prior.loss * Float($0.losses) }
        let isOverwhelming = gains.reduce(0) { $0 + max(0, $1) } > Prior.overwhelming + prior
        let limit = isMixed ? 0.5 : isOverwhelming ? Prior.largeConcession : Prior.concession
        var accepted = zip(clusters, gains).map { cluster, gain in
            gain > limit && (!isMixed || cluster.cost < Prior.plausible || cluster.isLayered)
        }
        // A word is read in one encoding.
        for place in clusters.indices.dropFirst() where clusters[place].continuesWord && accepted[place - 1] {
            if gains[place] > Prior.largeConcession { accepted[place] = true }
        }
        for place in clusters.indices.dropFirst().reversed() where clusters[place].continuesWord && accepted[place] {
            if gains[place - 1] > Prior.largeConcession { accepted[place - 1] = true }
        }
        return accepted
    }

    private func controlCount(_ edits: [TextEdit], _ scalars: [UInt32], _ charset: some ByteCharset) -> Int {
        guard let charset = charset as? SingleByteCharset, charset.name != "windows-1252" else { return 0 }
        return edits.reduce(0) { count, edit in
            count + scalars[edit.start..<edit.end].count { (0x80...0x9F).contains($0) && UInt32(charset.scalars[Int($0)]) != $0 }
        }
    }

    /// Whether the only sequence in a line of other text is a letter and `¥` or `£`, as people write who use signs for letters.
    private func isCurrencyForLetter(_ scalars: [UInt32], _ edit: TextEdit) -> Bool {
        guard edit.end - edit.start == 2 else { return false }
        let sign = scalars[edit.start + 1]
        return sign == 0xA5 || (sign == 0xA3 && scalars[edit.start] != 0xC3 && scalars[edit.start] != 0xC2)
    }
}

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
    /// Scalars that are not ASCII, that edits touch and that none touches.
    private(set) var covered = 0
    /// Nats for each scalar that is not ASCII when all edits are done.
    private(set) var rest: Float = 0
    private(set) var untouched = 0
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
                    edits: at..<end,
                    continuesWord: at > 0 && !scalars[edits[at - 1].end..<start].contains(0x20), gain: from - to, isSpaced: group.contains(where: \.isSpaced), losses: group.count(where: \.isLossy), cost: to / Float(length + 1),
                    isLayered: group.contains { $0.scalars.contains { (0x80...0x9F).contains($0) } }))
            shift += length - (stop - start)
            for scalar in scalars[start..<stop] where scalar >= 0x80 && scalar != 0xFFFD { covered += 1 }
            at = end
        }
        untouched = scalars.count { $0 >= 0x80 && $0 != 0xFFFD && $0 != 0xA0 } - covered
        marks = scalars.count { Self.isMark($0) } - edits.reduce(0) { $0 + scalars[$1.start..<$1.end].count { Self.isMark($0) } }
        untouched -= marks
        var high: Float = 0
        for (place, scalar) in undone.enumerated() where scalar >= 0x80 {
            rest += after[place + 1] - after[place]
            high += 1
        }
        rest /= max(1, high)
        for edit in edits { for scalar in scalars[edit.start..<edit.end] where scalar == 0xA0 { untouched += 1 } }
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
