/// Finds English words that ran together, with each other or with a number: `cityhas`, `by57`, `are42432.88`.
///
/// Any long word can be cut into two somewhere, and compounds (`floodplains`) are missing in every word list. So one part has to
/// be a function word, which English does not compound with, the whole must be in no list, and the line must be English.
struct FusedWords {
    let model: GarbleModel
    let bytes: UnsafeBufferPointer<UInt8>
    let tokens: UnsafeBufferPointer<Token>

    /// A word of more letters is no two words.
    private static let longest = 48

    func suspects() -> [Suspect] {
        var found: [Suspect] = []
        var line = Line()
        for index in tokens.indices where isCandidate(tokens[index]) {
            let token = tokens[index]
            if index >= line.tokens.upperBound { line = Line(of: index, in: tokens) }
            guard line.isEnglish(beside: token), let words = parts(of: token) else { continue }
            let confidence = words.isNumber ? 0.97 : 0.92
            let start = token.range.start
            let parted = RepairCandidate(
                text: words.first + " " + words.second, confidence: confidence, method: RepairMethod.spacing.rawValue,
                explanation: "The words are parted.", range: TextRange(start, start + words.first.utf8.count + words.second.utf8.count))
            found.append(Suspect(
                kind: .fusedWords, range: token.range, confidence: confidence,
                reasons: ["It is no word; a space is missing between “\(words.first)” and “\(words.second)”."], candidates: [parted]))
        }
        return found
    }

    /// Whether a token begins like a word and is none.
    @inline(__always)
    private func isCandidate(_ token: Token) -> Bool {
        switch token.kind {
        case .unknown3, .unknown6, .unknown9, .unknown16, .parts: break
        default: return false
        }
        return !token.isStanding && token.posterior < Float(GarbleDetector.threshold) && token.link != .fused
            && token.end - token.start > 2 && bytes[Int(token.start)] &- 0x61 < 26 && bytes[Int(token.start) + 1] &- 0x61 < 26
    }

    /// What is known of the words of a line.
    private struct Line {
        var tokens = 0..<0
        /// Number of characters of its words, and of those that the word list has.
        var words: Int32 = 0, good: Int32 = 0

        init() {}

        init(of index: Int, in all: UnsafeBufferPointer<Token>) {
            var start = index, end = index + 1
            while start > 0, !all[start].beginsLine { start -= 1 }
            while end < all.count, !all[end].beginsLine { end += 1 }
            tokens = start..<end
            for token in all[tokens] {
                if token.kind.isWord { words += token.length }
                if token.kind.isGood { good += token.length }
            }
        }

        /// Whether half of its other words are known.
        func isEnglish(beside token: Token) -> Bool {
            let others = words - token.length
            return others > 0 && 2 * (good - (token.kind.isGood ? token.length : 0)) >= others
        }
    }

    /// The two words of a token; `nil` when it is none of two.
    private func parts(of token: Token) -> (first: String, second: String, isNumber: Bool)? {
        var end = Int(token.end)
        while end > Int(token.start), isStop(bytes[end - 1]) { end -= 1 }
        let word = bytes[Int(token.start)..<end]
        let letters = word.prefix(Self.longest + 1).prefix { $0 &- 0x61 < 26 }
        guard letters.count >= 2, letters.count <= Self.longest else { return nil }
        if letters.count == word.count {
            guard token.kind == .unknown6 || token.kind == .unknown9 else { return nil }
            return cut(word)
        }
        let rest = word[letters.endIndex...]
        guard rest.allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x2E || $0 == 0x2C }), let digit = rest.first, digit &- 0x30 < 10 else { return nil }
        let isFunction = model.isFunctionWord(hash(letters))
        guard isFunction || (letters.count >= 4 && rest.count >= 3 && model.knows(hash(letters))) else { return nil }
        return (string(letters), string(rest), true)
    }

    private func cut(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> (first: String, second: String, isNumber: Bool)? {
        var a = TokenHash.step(TokenHash.seed, UInt32(word[word.startIndex]))
        for length in 2..<max(2, word.count - 1) {
            a = TokenHash.step(a, UInt32(word[word.startIndex + length - 1]))
            let first = word.prefix(length), second = word.dropFirst(length)
            let b = hash(second)
            if first.count >= 4, model.isFunctionWord(b), model.knows(a) { return (string(first), string(second), false) }
            if second.count >= 4, model.isFunctionWord(a), model.knows(b) { return (string(first), string(second), false) }
        }
        return nil
    }

    private func isStop(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x2C || byte == 0x3B || byte == 0x3A }

    private func hash(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32 {
        var hash = TokenHash.seed
        for byte in word { hash = TokenHash.step(hash, UInt32(byte)) }
        return hash == 0 ? 1 : hash
    }

    private func string(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> String { String(decoding: word, as: UTF8.self) }
}
