/// Cuts tokens in which a word and a garbled run stand without a space between: `targetingllZX—#%EE,`.
///
/// A place to cut is where the word list knows what stands before or after it. Each cut is weighed against the whole token
/// in the chain between its neighbours, so that a short word that happens to stand in a garbled run is left where it is.
struct TokenSplitter {
    let model: GarbleModel
    let chain: TokenChain
    let context: LineContext
    let bytes: UnsafeBufferPointer<UInt8>

    /// Log-odds that a token with a known word at one end is two, before looking at it.
    private static let prior = -5.0
    /// Log-odds that the garbled part must have by itself, so that no clean word is cut on account of its neighbours.
    private static let evident: Float = 1.5
    /// Log-odds of its shape from which on a token is looked into, whatever its line makes of it.
    private static let odd: Float = 1
    /// The least length of a word at which a token is cut, in characters.
    private static let shortest = 4
    private static let longest = 18

    /// Cuts those tokens that are better so; gives how many there are then. The context of the parts and beside them is to be weighed anew.
    func split(_ tokens: Scratch<Token>, count: Int, _ messages: TokenChain.Messages, _ scorer: TokenScorer) -> Int {
        var cuts: [(index: Int, parts: [Token])] = []
        let all = UnsafeBufferPointer(tokens.buffer(count))
        for index in all.indices where isCandidate(all, index) {
            if let parts = best(all, index, messages, scorer) { cuts.append((index, parts)) }
        }
        // From the end on, so that each token moves once.
        tokens.reserve(count + cuts.count, keeping: count)
        let base = tokens.base
        var end = count, shift = cuts.count
        for (index, parts) in cuts.reversed() {
            (base + index + 1 + shift).update(from: base + index + 1, count: end - index - 1)
            shift -= 1
            (base[index + shift], base[index + 1 + shift]) = (parts[0], parts[1])
            end = index
        }
        return count + cuts.count
    }

    /// Whether a token may hold a garbled run and a word: it is in no word list, and something odd is in it or beside it.
    private func isCandidate(_ tokens: UnsafeBufferPointer<Token>, _ index: Int) -> Bool {
        let token = tokens[index]
        guard token.kind.isLongUnknown, !token.isStanding, token.length > Self.shortest else { return false }
        let before = index > 0 && tokens[index - 1].posterior > 0.5
        let after = index + 1 < tokens.count && tokens[index + 1].posterior > 0.5
        // In the midst of garble there is no word to be saved, and most of a garbled page is that.
        if token.posterior > 0.95, before, after { return false }
        return (token.posterior > 0.05 || token.shape > Self.odd || before || after) && !token.isAddress(in: bytes)
    }

    private func best(
        _ tokens: UnsafeBufferPointer<Token>, _ index: Int, _ messages: TokenChain.Messages, _ scorer: TokenScorer
    ) -> [Token]? {
        let token = tokens[index]
        let cuts = scorer.wordEdges(of: token, in: bytes, Self.shortest...Self.longest)
        if cuts.isEmpty { return nil }
        let (left, right) = (messages.left.base[index], messages.right.base[index])
        var best: [Token]?
        var most = chain.evidence(of: [token], from: left, to: right) - Self.prior
        for cut in cuts {
            let parts = parts(of: token, at: cut, before: index > 0 ? tokens[index - 1].kind : .none,
                              after: index + 1 < tokens.count ? tokens[index + 1].kind : .none, scorer)
            guard max(parts[0].letters + parts[0].shape, parts[1].letters + parts[1].shape) > Self.evident else { continue }
            let evidence = chain.evidence(of: parts, from: left, to: right)
            if evidence > most { (best, most) = (parts, evidence) }
        }
        return best
    }

    private func parts(of token: Token, at cut: Int, before: TokenKind, after: TokenKind, _ scorer: TokenScorer) -> [Token] {
        var first = token, second = token
        first.end = Int32(cut)
        second.start = Int32(cut)
        second.link = .fused
        scorer.score(&first, in: bytes)
        scorer.score(&second, in: bytes)
        second.step = TokenCue.step(.fused, from: first.cue, to: second.cue)
        context.weigh(&first, before: before, after: second.kind)
        context.weigh(&second, before: first.kind, after: after)
        return [first, second]
    }
}

extension TokenScorer {
    /// The offsets at which a token may be cut: before or after a word that begins or ends it (marks and figures at its ends apart) and that the
    /// word list knows, and at the brackets inside.
    func wordEdges(of token: Token, in text: UnsafeBufferPointer<UInt8>, _ lengths: ClosedRange<Int>) -> [Int] {
        var edges: [Int] = []
        addEndOfFirstWord(of: token, in: text, lengths, to: &edges)
        addStartOfLastWord(of: token, in: text, lengths, to: &edges)
        addBrackets(of: token, in: text, lengths.lowerBound, to: &edges)
        return edges
    }

    private func addEndOfFirstWord(of token: Token, in text: UnsafeBufferPointer<UInt8>, _ lengths: ClosedRange<Int>, to edges: inout [Int]) {
        var at = Int(token.start), count = 0, hash = TokenHash.seed
        while at < Int(token.end), count < lengths.upperBound {
            let (scalar, length) = UTF8Bytes.scalar(text, at: at)
            let character = classes[scalar]
            at += length
            if count == 0, character.isEdge { continue }
            count += 1
            guard character.isLetter, at < Int(token.end) else { return }
            hash = TokenHash.step(hash, character.folded)
            if count >= lengths.lowerBound, model.knows(hash), !isEndingAlone(text, at, Int(token.end)) { edges.append(at) }
        }
    }

    /// Whether nothing but the ending `s` stands between: a plural that the word list lacks (`swales`).
    private func isEndingAlone(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        text[start] == UInt8(ascii: "s") && text[(start + 1)..<end].allSatisfy { $0 < 0x30 }
    }

    private func addStartOfLastWord(of token: Token, in text: UnsafeBufferPointer<UInt8>, _ lengths: ClosedRange<Int>, to edges: inout [Int]) {
        var at = Int(token.end), count = 0
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: lengths.upperBound) { codes in
            while at > Int(token.start), count < lengths.upperBound {
                let (scalar, length) = UTF8Bytes.scalar(text, before: at)
                let character = classes[scalar]
                at -= length
                if count == 0, character.isEdge || character.shape == CharacterClasses.Shape.digit { continue }
                count += 1
                guard character.isLetter, at > Int(token.start) else { return }
                codes[codes.count - count] = character.folded
                if count >= lengths.lowerBound, model.knows(TokenHash.word(UnsafeBufferPointer(codes)[(codes.count - count)...])) { edges.append(at) }
            }
        }
    }

    /// Before a bracket that opens and after one that closes, where at least `shortest` bytes stand on its inner side: `7HAIEE(Sicyos`, `angulatus)S`.
    private func addBrackets(of token: Token, in text: UnsafeBufferPointer<UInt8>, _ shortest: Int, to edges: inout [Int]) {
        for at in Int(token.start)..<Int(token.end) {
            switch text[at] {
            case UInt8(ascii: "("), UInt8(ascii: "["):
                if at > Int(token.start), Int(token.end) - at > shortest { edges.append(at) }
            case UInt8(ascii: ")"), UInt8(ascii: "]"):
                if at + 1 < Int(token.end), at - Int(token.start) >= shortest { edges.append(at + 1) }
            default: break
            }
        }
    }
}
