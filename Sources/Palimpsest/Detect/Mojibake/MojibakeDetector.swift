/// Finds text that was read in the wrong encoding, and undoes it: one engine for both, because the best evidence that a
/// passage is mojibake is that undoing it gives text that somebody may have written.
///
/// What decided its design:
/// * Bytes of text in another encoding are hardly ever well-formed UTF-8 (Dürst, "The Properties and Promises of UTF-8",
///   1997), so a stretch that turns into UTF-8 when it is encoded back is rare by chance, but not so rare that it could
///   be trusted blindly: `É…` and `×£` are two characters that people write, and bytes of one.
/// * ftfy (Speer, 2019; its documentation names its heuristic) counts sequences of categories that are unlikely as text. Here that
///   is a noisy channel instead: what the passage costs as it is, minus what it costs undone, by a model of letters of 450
///   languages and of signs (``TextCost``), minus what a wrong reading costs beforehand. The sum is log-odds, and
///   one rule serves all encodings, also those of East Asia, that ftfy does not try.
/// * Undone text is looked at again, so layers come off one by one; each must pay by itself.
///
/// Measured with a model that had not seen a fifth of the languages: on the Declaration in 452 languages (1.8 million characters)
/// the only changes are 19 lines, where the published text of two languages does hold C1 controls for apostrophes: no false alarm.
/// Of lines of it read wrongly in 161 ways, these came back to the letter, in languages not seen / seen: UTF-8 as a single-byte
/// encoding 98.1 / 98.7 %, twice over 96.0 / 97.5 %, as one of East Asia without loss 95.4 / 96.1 %; East Asian encodings as
/// single bytes 98.0 / 99.1 %, those of other scripts 100 (few languages) / 93.7 %. What it cannot tell: encodings that differ in few letters
/// (ISO 8859-2 and windows-1250, ISO 8859-15 and windows-1252) in short texts.
///
/// A line is skipped when it is ASCII. Time is linear in the text. A value is made once and may be used on many threads.
public struct MojibakeDetector: Sendable {
    let letters: LetterModel
    let kinds: ScalarKinds
    let charsets: CharsetTables

    /// Layers of wrong readings that are looked for, and pieces of one line in different encodings.
    static let mostRounds = 8
    /// Longer lines are looked at in pieces of about this many bytes.
    static let chunkSize = 4096

    /// - Parameter letters: the model in `Dictionaries/models/mojibake-letters.txt`.
    public init(letters: LetterModel, charsets: CharsetTables) {
        self.letters = letters
        self.charsets = charsets
        kinds = ScalarKinds()
    }

    /// The passages of `text` that are mojibake, in order.
    public func passages(in text: String) -> [MojibakePassage] {
        var text = text
        return text.withUTF8 { passages(in: $0) }
    }

    /// The passages of `bytes`, which must be valid UTF-8, in order.
    ///
    /// Only line feeds part lines here: U+0085, which other stages take for one, is a byte of much mojibake.
    public func passages(in bytes: UnsafeBufferPointer<UInt8>) -> [MojibakePassage] {
        var passages: [MojibakePassage] = []
        var chunk = TextChunk()
        var start = 0
        while let range = Self.nextChunk(bytes, from: start) {
            chunk.load(bytes, range)
            if undo(&chunk, end: range.upperBound) {
                collect(chunk, bytes, &passages)
            }
            start = range.upperBound
        }
        return passages
    }

    /// Whether a text holds anything that mojibake is made of: characters beyond ASCII other than dashes, quotation marks and
    /// the like (U+2010–U+203F), of which it cannot be made alone, and single signs (`°`, `¥`), which no wrong reading leaves.
    static func mayHold(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        var at = 0
        while at < bytes.count {
            if bytes[at] < 0x80 {
                while at + 8 <= bytes.count, ByteWord.load(base, at) & ByteWord.high == 0 { at += 8 }
                while at < bytes.count, bytes[at] < 0x80 { at += 1 }
            } else if at + 2 < bytes.count, bytes[at] == 0xE2, bytes[at + 1] == 0x80, bytes[at + 2] >= 0x90 {
                at += 3
            } else if bytes[at] == 0xC2, at + 1 < bytes.count, bytes[at + 1] >= 0xA0, at == 0 || bytes[at - 1] < 0x80,
                at + 2 == bytes.count || bytes[at + 2] < 0x80 {
                at += 2
            } else {
                return true
            }
        }
        return false
    }

    /// Undoes readings in `chunk` while there are any. Tells whether there were.
    private func undo(_ chunk: inout TextChunk, end: Int) -> Bool {
        for round in 0..<Self.mostRounds {
            guard let proposal = bestProposal(for: chunk.scalars) else { return round > 0 }
            chunk.apply(proposal, end: end)
        }
        return true
    }

    /// The reading whose undoing makes the text most plausible; `nil` when it is as plausible as it is.
    ///
    /// - Parameter depth: how many further layers may be counted in favour of one that is not enough by itself.
    func bestProposal(for scalars: [UInt32], depth: Int = 1) -> MojibakeProposal? {
        var best: MojibakeProposal?
        func consider(_ proposal: MojibakeProposal?) {
            if let proposal, proposal.score > best?.score ?? 0 { best = proposal }
        }
        let survey = survey(scalars)
        var mask = survey.sequences
        while mask != 0 {
            consider(utf8Proposal(for: scalars, index: mask.trailingZeroBitCount, depth: depth))
            mask &= mask &- 1
        }
        if survey.isRareEastAsian {
            for charset in charsets.wides { consider(wideProposal(for: scalars, charset, depth: depth)) }
        }
        if survey.hasStrangeWords { consider(legacyProposal(for: scalars)) }
        if best == nil, survey.hasControls { best = controlProposal(for: scalars) }
        return best
    }

    /// The next piece of text that is worth a look: from the line of the first byte that is not ASCII to the end of that line.
    private static func nextChunk(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
        guard let base = bytes.baseAddress else { return nil }
        var offset = start
        while offset + 8 <= bytes.count, ByteWord.load(base, offset) & ByteWord.high == 0 { offset += 8 }
        while offset < bytes.count, base[offset] < 0x80 { offset += 1 }
        guard offset < bytes.count else { return nil }
        var low = offset
        while low > start, offset - low < chunkSize / 4, base[low - 1] != 0x0A { low -= 1 }
        while bytes[low] & 0xC0 == 0x80 { low += 1 }
        var high = offset
        while high + 8 <= bytes.count, high - low < chunkSize, ByteWord.equal(ByteWord.load(base, high), 0x0A) == 0 { high += 8 }
        while high < bytes.count, base[high] != 0x0A {
            // Not after the lead byte of a sequence whose last byte became a space.
            let isGap = base[high] == 0x20 && base[high - 1] > 0x20 && base[high - 1] < 0x80
            if high - low > chunkSize, isGap || high - low > chunkSize * 2, base[high] & 0xC0 != 0x80 { break }
            high += 1
        }
        return low..<high
    }
}
