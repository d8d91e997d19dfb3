/// Text in an older encoding that was read in another one: `Ïðèâåò` for `Привет`, `ÖÐ¹ú` for `中国`.
extension MojibakeDetector {
    private enum Legacy {
        /// In nats, beforehand. Rarer than UTF-8 read wrongly, and without the proof that well-formed UTF-8 is.
        static let prior: Float = 16
        /// Nats that text in a language may cost for each scalar: letters, characters of East Asia, ASCII among them.
        static let plausible: Float = 4.6
        static let plausibleWide: Float = 9.5
        static let plausibleASCII: Float = 2.2
        /// The whole line is taken rather than its strange words, but for so many nats.
        static let whole: Float = 5
        /// For a text of so many scalars that are not ASCII, or fewer, nothing is certain.
        static let fewest = 8
        /// Nats for each scalar below which nobody need ask what else the text may be.
        static let natural: Float = 4
        /// The same for text that looks like one of another script than Latin, as KOI8-R read as windows-1251 does: those who use
        /// such letters by themselves, as in acronyms, mean them.
        static let otherPrior: Float = 24
        static let fewestOfOther = 20
        /// The encodings that text was in, by the names of ``CharsetTables``.
        static let sources = [
            "windows-1251", "KOI8-R", "KOI8-U", "IBM866", "ISO-8859-5", "windows-1253", "ISO-8859-7", "windows-1255", "windows-1256", "ISO-8859-6", "windows-874",
            "GB18030", "windows-932", "windows-950", "windows-949", "EUC-JP",
        ]
        /// The encodings that it was read in.
        static let readings = ["windows-1252", "windows-1251", "windows-1250", "windows-1254", "windows-1257", "windows-1253", "windows-1256", "windows-1255", "KOI8-R", "macintosh"]
    }

    func legacyProposal(for scalars: [UInt32]) -> MojibakeProposal? {
        let whole = wholeSpan(scalars).flatMap { legacyProposal(for: scalars, $0) }
        let strange = strangeSpan(scalars).flatMap { legacyProposal(for: scalars, $0) }
        guard let whole, let strange else { return whole ?? strange }
        return strange.score > whole.score + Legacy.whole ? strange : whole
    }

    /// Everything from the first word with scalars that are not ASCII to the last one.
    private func wholeSpan(_ scalars: [UInt32]) -> Range<Int>? {
        guard var start = scalars.firstIndex(where: { $0 >= 0x80 }), var end = scalars.lastIndex(where: { $0 >= 0x80 })
        else { return nil }
        while start > 0, !isSpace(scalars[start - 1]) { start -= 1 }
        while end < scalars.count, !isSpace(scalars[end]) { end += 1 }
        return start..<end
    }

    private func legacyProposal(for scalars: [UInt32], _ span: Range<Int>) -> MojibakeProposal? {
        let text = scalars[span]
        let high = text.count { $0 >= 0x80 }
        guard high >= Legacy.fewest, !isAlphabet(text) else { return nil }
        let common = text.reduce(~UInt32(0)) { mask, scalar in
            scalar < 0x80 ? mask : scalar < 0x10000 ? mask & charsets.members[Int(charsets.number[Int(scalar)])] : 0
        }
        let isLatin = isLatin(text)
        guard isLatin || high >= Legacy.fewestOfOther else { return nil }
        // Hebrew and Arabic stand backwards in what programs extract from some pages.
        let own = isRightToLeft(text) ? min(cost(of: text), cost(of: Array(text.reversed())[...])) : cost(of: text)
        guard own > Legacy.natural * Float(text.count) else { return nil }
        var best: MojibakeProposal?
        for (index, reading) in charsets.singles.enumerated() where common >> UInt32(index) & 1 != 0 && Legacy.readings.contains(reading.name) {
            let units = ByteUnits(text, in: reading)
            // Well-formed UTF-8 is none of these encodings by chance.
            guard !isUTF8(units, Array(text)) else { return nil }
            for name in Legacy.sources where name != reading.name {
                guard let source = charsets.charset(name), let undone = source.scalars(of: units.units[...]),
                    undone != Array(text)
                else { continue }
                let next = cost(of: undone[...])
                let score = own - next - (isLatin ? Legacy.prior : Legacy.otherPrior)
                let limit = source is WideCharset ? Legacy.plausibleWide : Legacy.plausible
                let letters = undone.count { $0 >= 0x80 }
                let most = limit * Float(letters) + Legacy.plausibleASCII * Float(undone.count - letters)
                guard next < most, score > best?.score ?? 0 else { continue }
                best = MojibakeProposal(
                    edits: [TextEdit(start: span.lowerBound, end: span.upperBound, scalars: undone)],
                    plan: EncodingPlan([.encode(reading.name), .decode(name)]), score: score,
                    reason: "As \(reading.name) the words are those of no language; the same bytes as \(name) are.")
            }
        }
        return best
    }

    /// Whether two thirds of the bytes from 80 are well-formed UTF-8, or some of it is quotation marks and dashes, as in `â€™`.
    private func isUTF8(_ units: ByteUnits, _ text: [UInt32]) -> Bool {
        let edits = UTF8Sequences(allowsSpaces: false, allowsLoss: false).edits(units, text: text, hasBlank: false)
        let high = text.count { $0 >= 0x80 }
        let marks = edits.count { (0x2010...0x203A).contains($0.scalars.first ?? 0) }
        return marks > 1 || edits.reduce(0) { $0 + $1.end - $1.start } * 3 > high * 2
    }

    /// Whether the letters stand in a row because they are a list of letters: all different, or many one after the other.
    private func isAlphabet(_ text: ArraySlice<UInt32>) -> Bool {
        let high = text.filter { $0 >= 0x80 }
        if Set(high).count == high.count { return true }
        let steps = zip(text, text.dropFirst()).count { $0 >= 0x80 && $1 == $0 + 1 }
        return steps * 3 > high.count
    }

    /// Whether most letters that are not ASCII are Latin (UScriptCode 25).
    private func isLatin(_ text: ArraySlice<UInt32>) -> Bool {
        var (latin, other) = (0, 0)
        for scalar in text where scalar >= 0x80 && scalar < 0x10000 {
            let script = kinds.scripts[Int(scalar)]
            if script == 25 { latin += 1 } else if script > 1 { other += 1 }
        }
        return latin > other
    }

    /// Whether letters are Hebrew or Arabic (UScriptCodes 19 and 2).
    private func isRightToLeft(_ text: ArraySlice<UInt32>) -> Bool {
        text.contains { $0 < 0x10000 && (kinds.scripts[Int($0)] == 19 || kinds.scripts[Int($0)] == 2) }
    }

    func cost(of scalars: ArraySlice<UInt32>) -> Float {
        var cost = TextCost(letters, kinds)
        for scalar in scalars { cost.add(scalar) }
        cost.finish()
        return cost.total
    }

    /// From the first word that no language has to the last one, when no more than two plain words lie between them.
    private func strangeSpan(_ scalars: [UInt32]) -> Range<Int>? {
        var best: Range<Int>?
        var current: Range<Int>?
        var plain = 0
        var at = 0
        while at < scalars.count {
            var end = at
            while end < scalars.count, !isSpace(scalars[end]) { end += 1 }
            if isStrange(scalars[at..<end]) {
                current = (plain <= 2 ? current?.lowerBound ?? at : at)..<end
                plain = 0
                if let span = current, span.count > best?.count ?? 0 { best = span }
            } else {
                plain += 1
            }
            at = end + 1
        }
        return best
    }

    private func isSpace(_ scalar: UInt32) -> Bool { scalar == 0x20 || scalar == 0x09 || scalar == 0x0D }

    /// Whether a word has scalars that are not ASCII and costs more than words of a language do.
    private func isStrange(_ word: ArraySlice<UInt32>) -> Bool {
        let high = word.count { $0 >= 0x80 }
        guard high > 0 else { return false }
        return cost(of: word) > 4.5 * Float(word.count) + 4
    }
}
