/// Tells codes, acronyms and names amid text that was read from short garble: `the SOP for H5N1, SARS-CoV-2 and West Nile virus`, `Zone A, B and C`.
///
/// In a profile of which much is lost, whatever is in no list of words looks lost as well, and by its letters a code is none. Two things tell it: every
/// token of it is written as codes and names are, and the words on both sides of it were read. (The slots of the form's sentences hold what the city wrote in its own
/// language: there short garble is what it looks like.)
struct CodesAmidText {
    let model: GarbleModel
    let scorer: TokenScorer
    let bytes: UnsafeBufferPointer<UInt8>
    let tokens: UnsafeBufferPointer<Token>

    /// The tokens of the longest run of codes, and how many of the words around it must have been read: fewer where it has words itself.
    private static let longest = 8, least = 3, leastBesideWords = 1

    /// The tokens on either side of a run among which nothing may be lost, the words there that are asked, and how far off they may be.
    private static let reach = (near: 4, words: 4, far: 8)

    /// Whether a run of garbled tokens is nothing but codes.
    ///
    /// - Parameter looksLatin: whether it looks lost from a script of which garble is written as names are.
    func isCodes(_ run: Range<Int>, looksLatin: Bool) -> Bool {
        run.count <= Self.longest && run.allSatisfy { isCode($0, looksLatin: looksLatin) } && standsAmidText(run, looksLatin: looksLatin)
    }

    /// Whether the words around a run were read, one of them at least on its own line.
    private func standsAmidText(_ run: Range<Int>, looksLatin: Bool) -> Bool {
        guard let before = read(from: run.lowerBound, by: -1, looksLatin), let after = read(from: run.upperBound, by: 1, looksLatin) else { return false }
        return before.onLine + after.onLine > 0 && before.count + after.count >= (hasWords(run) ? Self.leastBesideWords : Self.least)
    }

    /// The words that were read on one side of a run, and those of them on its line; `nil` when lost text stands next to it.
    private func read(from edge: Int, by step: Int, _ looksLatin: Bool) -> (count: Int, onLine: Int)? {
        var result = (count: 0, onLine: 0), words = 0, isSameLine = true
        for distance in 0..<Self.reach.far {
            // Going back, the token before the edge is the next one; a line begins between the two.
            let border = edge + distance * step, index = step > 0 ? border : border - 1
            // A label above or below the run is no part of its text.
            guard index >= 0, border < tokens.count, tokens[border].link != .afterBlank, !tokens[index].isStanding, words < Self.reach.words else { break }
            if tokens[border].beginsLine { isSameLine = false }
            let token = tokens[index]
            if token.posterior >= Float(GarbleDetector.threshold) {
                if isCode(index, looksLatin: looksLatin) { continue }
                if distance < Self.reach.near { return nil }
                break
            }
            if token.kind != .number, token.kind != .punctuation { words += 1 }
            if token.kind.isGood {
                result.count += 1
                if isSameLine { result.onLine += 1 }
            }
        }
        return result
    }

    /// Whether two words of the list are in a run, longer than garble has them by chance: `U6 and S21 stop at gates`.
    private func hasWords(_ run: Range<Int>) -> Bool { run.count { tokens[$0].kind == .known || tokens[$0].kind == .known4 } > 1 }

    private func isCode(_ index: Int, looksLatin: Bool) -> Bool {
        let token = tokens[index], text = bytes[Int(token.start)..<Int(token.end)]
        guard let word = Self.bare(text) else { return token.kind == .punctuation && text.count == 1 }
        if token.kind.isGood { return word.allSatisfy { ASCII.isLetter($0) || $0 == 0x27 || $0 == 0x2D } }
        if token.kind == .number { return word.allSatisfy { ASCII.isDigit($0) || $0 == 0x2C || $0 == 0x2E || $0 == 0x25 || $0 == 0x2D || $0 == 0x2F } }
        if token.kind == .punctuation { return word.count == 1 }
        guard token.kind.isUnknown else { return false }
        switch CodeShape.of(word) {
        case .code: return true
        case .name: return !looksLatin
        case .compound: return !looksLatin || CodeShape.parts(word).allSatisfy(isKnown)
        case .unit: return index > 0 && tokens[index - 1].kind == .number
        case .variable: return isCompared(index)
        case .none: return false
        }
    }

    /// Whether a token stands before or after a sign of comparison: `n = 214`, `p < 0.05`.
    private func isCompared(_ index: Int) -> Bool {
        [index - 1, index + 1].contains { place in
            guard tokens.indices.contains(place), tokens[place].end - tokens[place].start == 1 else { return false }
            return (0x3C...0x3E).contains(bytes[Int(tokens[place].start)])
        }
    }

    private func isKnown(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        word.count >= 3 && model.knows(TokenHash.word(scorer.framedCodes(of: UnsafeBufferPointer(rebasing: word)).dropFirst().dropLast()))
    }

    /// A token without the marks of a sentence around it, `nil` when nothing is left.
    private static func bare(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>>? {
        func isMark(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x2E || byte == 0x3A || byte == 0x3B || byte == 0x28 || byte == 0x29 }
        guard let first = text.firstIndex(where: { !isMark($0) }), let last = text.lastIndex(where: { !isMark($0) }) else { return nil }
        return text[first...last]
    }
}

/// How a word of ASCII is written that is in no list of words.
enum CodeShape {
    /// A letter, an acronym, a code: `B`, `DRR`, `H5N1`, `SARS-CoV-2`, `PM2.5`, `2023/0457-B`.
    case code
    /// A capital and small letters: `Sesotho`.
    case name
    /// Words set together by their capitals: `BioBlitz`, `isiZulu`.
    case compound
    /// A unit of measurement with a power or a quotient: `km2`, `m3/h`, `mg/kg`.
    case unit
    /// A single small letter, as in `p < 0.05`.
    case variable
    case none

    /// Letters of the longest acronym and of the longest group of letters in a code; of the shortest name and compound.
    private static let longestAcronym = 5, longestGroup = 5, shortestName = 4, shortestCompound = 6

    static func of(_ word: some BidirectionalCollection<UInt8>) -> CodeShape {
        var capitals = 0, small = 0, digits = 0
        for byte in word {
            if byte &- 0x41 < 26 { capitals += 1 } else if byte &- 0x61 < 26 { small += 1 } else if ASCII.isDigit(byte) { digits += 1 } else if !isJoint(byte) { return .none }
        }
        if isUnit(word) { return .unit }
        if digits > 0 { return capitals > 0 && isCode(word) ? .code : .none }
        guard capitals + small == word.count, let first = word.first else { return .none }
        if small == 1, word.count == 1 { return .variable }
        if small == 0 { return capitals <= longestAcronym ? .code : .none }
        let beginsWithCapital = first &- 0x41 < 26
        if beginsWithCapital, capitals == 1 { return word.count >= shortestName ? .name : .none }
        guard capitals >= 1, word.count >= shortestCompound else { return .none }
        let parts = parts(word)
        return parts.count == 2 && parts.allSatisfy(isPronounced) ? .compound : .none
    }

    /// Whether letters and figures take turns as they do in a code: `H5N1`, not `E5IES` or `4SRPHEXM`.
    private static func isCode(_ word: some BidirectionalCollection<UInt8>) -> Bool {
        for part in word.split(whereSeparator: isJoint) {
            var group = 0, turns = 0, wasDigit: Bool?
            for byte in part {
                let isDigit = ASCII.isDigit(byte)
                if let before = wasDigit, before != isDigit { (turns, group) = (turns + 1, 0) }
                wasDigit = isDigit
                if !isDigit { group += 1 }
                // What follows a figure is a letter or two: a kind, a unit.
                if group > (turns > 0 ? 2 : longestGroup) { return false }
            }
            if turns > 3 { return false }
        }
        return true
    }

    /// Whether it is a length to a power, or symbols of up to three letters with a stroke between them.
    private static func isUnit(_ word: some BidirectionalCollection<UInt8>) -> Bool {
        let parts = word.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var hasPower = false
        for part in parts {
            let letters = part.prefix { ASCII.isLetter($0) }
            guard (1...3).contains(letters.count) else { return false }
            guard let power = part[letters.endIndex...].first else { continue }
            guard letters.last == UInt8(ascii: "m"), power == UInt8(ascii: "2") || power == UInt8(ascii: "3"), part.count == letters.count + 1 else { return false }
            hasPower = true
        }
        return hasPower || parts.count > 1
    }

    private static func isJoint(_ byte: UInt8) -> Bool { byte == 0x2D || byte == 0x2F || byte == 0x2E }

    /// The parts of a compound, each from its capital on.
    static func parts<Word: BidirectionalCollection<UInt8>>(_ word: Word) -> [Word.SubSequence] {
        var parts: [Word.SubSequence] = [], start = word.startIndex
        for index in word.indices where index > start && word[index] &- 0x41 < 26 {
            parts.append(word[start..<index])
            start = index
        }
        return parts + [word[start...]]
    }

    /// Whether it is a single small letter, or letters with a vowel and a consonant among them.
    private static func isPronounced(_ part: some Collection<UInt8>) -> Bool {
        func isVowel(_ byte: UInt8) -> Bool { [0x61, 0x65, 0x69, 0x6F, 0x75, 0x79].contains(byte | 0x20) }
        if part.count == 1 { return part.allSatisfy { $0 &- 0x61 < 26 } }
        return part.count >= 3 && part.contains(where: isVowel) && !part.allSatisfy(isVowel)
    }
}
