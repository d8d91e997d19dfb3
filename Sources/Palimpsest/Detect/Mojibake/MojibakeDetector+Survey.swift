extension MojibakeDetector {
    /// What one cheap look at a line tells: which readings are worth a try.
    struct Survey {
        /// Bit `i`: some scalars may be a sequence of UTF-8 that was read in single-byte encoding `i`.
        var sequences: UInt32 = 0
        /// Han, Hangul or kana of which many are rare.
        var isRareEastAsian = false
        /// Words of many letters that are not ASCII and that no language has.
        var hasStrangeWords = false
        /// C1 controls.
        var hasControls = false
    }

    func survey(_ scalars: [UInt32]) -> Survey {
        var result = Survey()
        var (dense, rare, strange) = (0, 0, 0)
        var (pairs, pairCost) = (0, 0)
        var (high, covered) = (0, 0)
        var begun: UInt32 = 0
        var before: UInt32 = 0x20
        var beforeNumber = 0
        scalars.withUnsafeBufferPointer { scalars in
            for (index, scalar) in scalars.enumerated() {
                defer { before = scalar }
                guard scalar >= 0x80, scalar < 0x10000 else {
                    if scalar == 0x20, before == 0xC3, index >= 2, Self.isBeforeFinal(scalars[index - 2]) { result.sequences |= 1 }
                    begun = 0
                    beforeNumber = 0
                    continue
                }
                let place = Int(scalar)
                high += 1
                let number = Int(charsets.number[place])
                if beforeNumber != 0 {
                    if number != 0 {
                        let trail = charsets.trails[number]
                        let short = charsets.leads[beforeNumber] & trail
                        let long = begun & trail
                        result.sequences |= short | long
                        if short != 0 { covered += 2 } else if long != 0 { covered += 3 }
                        begun = charsets.longLeads[beforeNumber] & trail
                        let pair = letters.pair(
                            letters.number[Int(kinds.lower[Int(before)])], letters.number[Int(kinds.lower[place])])
                        pairs += 1
                        pairCost += pair == LetterModel.unseen ? 28 : Int(pair)
                        if pair == LetterModel.unseen { strange += 1 }
                    } else if scalar == 0xFFFD {
                        result.sequences |= charsets.leads[beforeNumber] | charsets.longLeads[beforeNumber]
                        covered += 3
                        begun = 0
                    }
                }
                beforeNumber = number
                if scalar < 0xA0 { result.hasControls = true }
                if scalar >= 0x3000, let isRare = isRareEastAsian(scalar, after: before) {
                    dense += 1
                    if isRare { rare += 1 }
                }
            }
        }
        result.isRareEastAsian = rare >= 1 && rare * 4 >= dense
        // All encodings but the first must explain half of the line.
        // Where the pairs of letters are those of a language (4.5 nats each at most), they cannot.
        if covered * 2 < high || (pairs >= 8 && pairCost < pairs * 9) { result.sequences &= 1 }
        result.hasStrangeWords = (strange >= 3 && strange * 6 > pairs) || (pairs >= 4 && pairCost > pairs * 8)
        return result
    }

    /// `voilÃ le`: a small letter or an apostrophe stands before the capital that ends the word.
    private static func isBeforeFinal(_ scalar: UInt32) -> Bool {
        (0x61...0x7A).contains(scalar) || scalar == 0x27 || scalar == 0x2019
    }

    /// Whether a scalar of East Asian text is rare there, or out of place: half-width katakana, private characters, U+FFFD, a
    /// character right after a Latin letter. `nil` for other scalars.
    private func isRareEastAsian(_ scalar: UInt32, after before: UInt32) -> Bool? {
        if (0xE000...0xF8FF).contains(scalar) || (0xFF61...0xFF9F).contains(scalar) || scalar == 0xFFFD { return true }
        guard kinds.kinds[Int(scalar)] == ScalarKinds.Kind.dense.rawValue else { return nil }
        return letters.frequency[Int(scalar)] >= 18 || (0x61...0x7A).contains(before | 0x20)
    }
}
