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

    /// The tokens of the longest run of codes, the tokens on either side of it that are asked, and how many of them must be words that were read.
    private static let longest = 8, reach = 4, least = 3

    /// Whether a run of garbled tokens is nothing but codes.
    ///
    /// - Parameter looksLatin: whether it looks lost from a script of which garble is written as names are.
    func isCodes(_ run: Range<Int>, looksLatin: Bool) -> Bool {
        run.count <= Self.longest && run.allSatisfy { isCode(tokens[$0], looksLatin: looksLatin) } && standsAmidText(run, looksLatin: looksLatin)
    }

    /// Whether the words around a run were read, one of them at least on its own line.
    private func standsAmidText(_ run: Range<Int>, looksLatin: Bool) -> Bool {
        var read = 0, onLine = 0, isSameLine = true
        /// Counts a token; `false` when it is lost.
        func counts(_ token: Token) -> Bool {
            if token.posterior >= Float(GarbleDetector.threshold) { return isCode(token, looksLatin: looksLatin) }
            if token.kind.isGood {
                read += 1
                if isSameLine { onLine += 1 }
            }
            return true
        }
        // A label above or below the run is no part of its text.
        var index = run.lowerBound
        while index > 0, run.lowerBound - index < Self.reach, tokens[index].link != .afterBlank, !tokens[index - 1].isStanding {
            if tokens[index].beginsLine { isSameLine = false }
            index -= 1
            guard counts(tokens[index]) else { return false }
        }
        isSameLine = true
        index = run.upperBound
        while index < tokens.count, index - run.upperBound < Self.reach, tokens[index].link != .afterBlank, !tokens[index].isStanding {
            if tokens[index].beginsLine { isSameLine = false }
            guard counts(tokens[index]) else { return false }
            index += 1
        }
        return onLine > 0 && read >= Self.least
    }

    private func isCode(_ token: Token, looksLatin: Bool) -> Bool {
        let text = bytes[Int(token.start)..<Int(token.end)]
        guard let word = Self.bare(text) else { return token.kind == .punctuation && text.count == 1 }
        if token.kind.isGood { return word.allSatisfy { ASCII.isLetter($0) || $0 == 0x27 || $0 == 0x2D } }
        if token.kind == .number { return word.allSatisfy { ASCII.isDigit($0) || $0 == 0x2C || $0 == 0x2E || $0 == 0x25 || $0 == 0x2D || $0 == 0x2F } }
        if token.kind == .punctuation { return word.count == 1 }
        guard token.kind.isUnknown else { return false }
        switch CodeShape.of(word) {
        case .code: return true
        case .name: return !looksLatin
        case .compound: return !looksLatin || CodeShape.parts(word).allSatisfy(isKnown)
        case .none: return false
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
    case none

    /// Letters of the longest acronym and of the longest group of letters in a code; of the shortest name and compound.
    private static let longestAcronym = 5, longestGroup = 5, shortestName = 4, shortestCompound = 6

    static func of(_ word: some BidirectionalCollection<UInt8>) -> CodeShape {
        var capitals = 0, small = 0, digits = 0
        for byte in word {
            if byte &- 0x41 < 26 { capitals += 1 } else if byte &- 0x61 < 26 { small += 1 } else if ASCII.isDigit(byte) { digits += 1 } else if !isJoint(byte) { return .none }
        }
        if digits > 0 { return capitals > 0 && isCode(word) ? .code : .none }
        guard capitals + small == word.count, let first = word.first else { return .none }
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
