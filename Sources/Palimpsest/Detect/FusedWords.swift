/// Finds English words that ran together, with each other or with a number: `cityhas`, `by57`, `are42432.88`.
///
/// Any long word can be cut into two somewhere, and compounds (`floodplains`) are missing in every word list. So one part has to
/// be a function word, which English does not compound with, the whole must be in no list, and the line must be English.
struct FusedWords {
    let model: GarbleModel
    let classes: CharacterClasses
    let bytes: UnsafeBufferPointer<UInt8>

    /// The least bucket of ``Token/Line/share`` at which a line counts as English: half of its other words are known.
    private static let english: UInt8 = 3
    private static let none = UInt8(LineContext.shares - 1)

    func suspects(in tokens: [Token]) -> [Suspect] {
        tokens.compactMap { token in
            guard !token.isStanding, token.posterior < Float(GarbleDetector.threshold), token.link != .fused,
                token.line.share >= Self.english, token.line.share != Self.none, let words = parts(of: token) else { return nil }
            let confidence = words.isNumber ? 0.97 : 0.92
            let start = token.range.start
            let parted = RepairCandidate(
                text: words.first + " " + words.second, confidence: confidence, method: RepairMethod.spacing.rawValue,
                explanation: "The words are parted.", range: TextRange(start, start + words.first.utf8.count + words.second.utf8.count))
            return Suspect(
                kind: .fusedWords, range: token.range, confidence: confidence,
                reasons: ["It is no word; a space is missing between “\(words.first)” and “\(words.second)”."], candidates: [parted])
        }
    }

    /// The two words of a token; `nil` when it is none of two.
    private func parts(of token: Token) -> (first: String, second: String, isNumber: Bool)? {
        var end = Int(token.end)
        while end > Int(token.start), isStop(bytes[end - 1]) { end -= 1 }
        let word = bytes[Int(token.start)..<end]
        let letters = word.prefix { $0 &- 0x61 < 26 }
        guard letters.count >= 2 else { return nil }
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
        for length in 2..<max(2, word.count - 1) {
            let first = word.prefix(length), second = word.dropFirst(length)
            guard second.count >= 2 else { break }
            let (a, b) = (hash(first), hash(second))
            if model.isFunctionWord(b), first.count >= 4, model.knows(a) { return (string(first), string(second), false) }
            if model.isFunctionWord(a), second.count >= 4, model.knows(b) { return (string(first), string(second), false) }
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
