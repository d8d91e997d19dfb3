/// UTF-8 that was read in an encoding of one byte for each character, or of two as in East Asia.
extension MojibakeDetector {
    /// What a wrong reading of a line costs beforehand, in nats, by how common it is, and what speaks against one.
    enum Prior {
        static let western: Float = 4
        static let windows: Float = 7
        static let other: Float = 10
        static let rare: Float = 14
        /// The ISO encodings but 8859-2, -5, -7, -9 and -15, which hardly any program used for UTF-8.
        static let rareNames: Set<String> = [
            "ISO-8859-4", "ISO-8859-13", "ISO-8859-10", "ISO-8859-14", "ISO-8859-3", "ISO-8859-6", "ISO-8859-8", "IBM855",
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
        score -= min(Prior.mixed * (Float(clusters.untouched) + 0.5 * Float(clusters.marks)), Prior.mixedAtMost)
        score -= min(Prior.refused * Float(rejected), 2 * Prior.refused)
        // What is lost says nothing by itself.
        guard kept.contains(where: { !$0.isLossy }) else { return nil }
        if score <= 0, score > -Prior.layered, depth > 0, let next = bestProposal(for: scalars.applying(kept), depth: depth - 1) {
            score += next.score
        }
        score -= min(Prior.control * Float(controlCount(kept, scalars, charset)), 3 * Prior.control)
        guard score > 0 else { return nil }
        if kept.count == 1, isMixed || rejected > 0, isCurrencyForLetter(scalars, kept[0]) { return nil }
        if explainsAll, !isText(kept, for: scalars) { return nil }
        let plan = EncodingPlan.utf8(
            readAs: charset.name, spaced: kept.contains(where: \.isSpaced), lossy: kept.contains(where: \.isLossy))
        let what = kept.count == 1 ? "A sequence" : "\(kept.count) sequences"
        return MojibakeProposal(
            edits: kept, plan: plan, score: score, reason: "\(what) of characters of \(charset.name) would be valid UTF-8.",
            kind: charset is WideCharset ? .wide : explainsAll ? .single : .western)
    }

    /// Whether edits give Latin letters, signs for what is not all letters, or enough of another script to be text of it: `64 кБ` is no
    /// Arabic letter.
    private func isText(_ edits: [TextEdit], for scalars: [UInt32]) -> Bool {
        var (longest, run, end, others, letters) = (0, 0, -1, 0, 0)
        var foreign = Set<UInt8>()
        for edit in edits {
            run = edit.start == end ? run : 0
            for scalar in edit.scalars where scalar >= 0x80 && scalar != 0xFFFD {
                run += 1
                others += 1
                // Signs and the like are of no script or of that of what they stand with, 0 and 1; Latin is 25 (UScriptCode).
                let script = scalar < 0x10000 ? kinds.scripts[Int(scalar)] : (0x1F000...0x1FAFF).contains(scalar) ? 0 : .max
                if script > 1 { letters += 1 }
                if script > 1, script != 25 { foreign.insert(script) }
            }
            longest = max(longest, run)
            end = edit.end
        }
        guard !foreign.isEmpty else { return letters > 0 || !edits.allSatisfy { isLetters(scalars[$0.start..<$0.end]) } }
        let hasASCII = edits.contains { $0.scalars.contains { $0 < 0x80 } }
        return longest >= Self.shortest || others >= 2 * Self.shortest && !hasASCII
    }

    private func isLetters(_ scalars: ArraySlice<UInt32>) -> Bool {
        scalars.allSatisfy { $0 < 0x10000 && (kinds.kinds[Int($0)] == ScalarKinds.Kind.letter.rawValue || kinds.kinds[Int($0)] == ScalarKinds.Kind.dense.rawValue) }
    }

    /// Letters of another script that are a word.
    private static let shortest = 3

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

    /// C1 controls in the edits for which the encoding has a character of its own.
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
