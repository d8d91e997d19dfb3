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
    private static let prior: Float = -5
    /// Log-odds that the garbled part must have by itself, so that no clean word is cut on account of its neighbours.
    private static let evident: Float = 1.5
    /// Log-odds of its shape from which on a token is looked into, whatever its line makes of it.
    private static let odd: Float = 1
    /// The least length of a word at which a token is cut, in characters.
    private static let shortest = 4
    private static let longest = 18

    /// The tokens with those cut that are better so; `nil` when none is.
    func split(_ tokens: [Token], _ messages: (left: [TokenChain.Message], right: [TokenChain.Message]), _ scorer: inout TokenScorer) -> [Token]? {
        var result: [Token] = []
        var copied = 0
        for index in tokens.indices where isCandidate(tokens, index) {
            guard let parts = best(tokens, index, messages, &scorer) else { continue }
            result += tokens[copied..<index]
            result += parts
            copied = index + 1
        }
        if copied == 0 { return nil }
        result += tokens[copied...]
        return result
    }

    /// Whether a token may hold a garbled run and a word: it is in no word list, and something odd is in it or beside it.
    private func isCandidate(_ tokens: [Token], _ index: Int) -> Bool {
        let token = tokens[index]
        guard !token.isStanding, token.length > Self.shortest, token.kind == .unknown6 || token.kind == .unknown9,
            !isAddress(token) else { return false }
        let before = index > 0 && tokens[index - 1].posterior > 0.5
        let after = index + 1 < tokens.count && tokens[index + 1].posterior > 0.5
        // In the midst of garble there is no word to be saved, and most of a garbled page is that.
        if token.posterior > 0.95, before, after { return false }
        return token.posterior > 0.05 || token.shape > Self.odd || before || after
    }

    /// Whether a token is an address of the web or of mail: made of words and signs, and no place to cut.
    private func isAddress(_ token: Token) -> Bool {
        let word = bytes[Int(token.start)..<Int(token.end)]
        if word.contains(UInt8(ascii: "@")) { return true }
        guard let slashes = word.firstIndex(of: UInt8(ascii: "/")), slashes > word.startIndex else { return word.starts(with: "www.".utf8) }
        return bytes[slashes - 1] == UInt8(ascii: ":") || word.starts(with: "www.".utf8)
    }

    private func best(
        _ tokens: [Token], _ index: Int, _ messages: (left: [TokenChain.Message], right: [TokenChain.Message]), _ scorer: inout TokenScorer
    ) -> [Token]? {
        let token = tokens[index]
        let (left, right) = (messages.left[index], messages.right[index])
        var best: [Token]?
        var most = chain.evidence(of: [token], from: left, to: right) - Self.prior
        for cut in scorer.wordEdges(of: token, in: bytes, Self.shortest...Self.longest) {
            let parts = parts(of: token, at: cut, before: index > 0 ? tokens[index - 1].kind : .none,
                              after: index + 1 < tokens.count ? tokens[index + 1].kind : .none, &scorer)
            guard max(parts[0].letters + parts[0].shape, parts[1].letters + parts[1].shape) > Self.evident else { continue }
            let evidence = chain.evidence(of: parts, from: left, to: right)
            if evidence > most { (best, most) = (parts, evidence) }
        }
        return best
    }

    private func parts(of token: Token, at cut: Int, before: TokenKind, after: TokenKind, _ scorer: inout TokenScorer) -> [Token] {
        var first = token, second = token
        first.end = Int32(cut)
        second.start = Int32(cut)
        second.link = .fused
        scorer.score(&first, in: bytes)
        scorer.score(&second, in: bytes)
        first.context = context.context(first.kind, before: before, after: second.kind)
        second.context = context.context(second.kind, before: first.kind, after: after)
        return [first, second]
    }
}

extension TokenScorer {
    /// The offsets inside a token before or after which the word list knows a word that begins or ends the token.
    mutating func wordEdges(of token: Token, in text: UnsafeBufferPointer<UInt8>, _ lengths: ClosedRange<Int>) -> [Int] {
        var offsets: [Int] = [], codes: [UInt32] = [], isLetter: [Bool] = []
        var at = Int(token.start)
        while at < Int(token.end) {
            let (scalar, length) = UTF8Bytes.scalar(text, at: at)
            offsets.append(at)
            codes.append(classes[scalar].folded)
            isLetter.append(classes[scalar].isLetter)
            at += length
        }
        var edges: [Int] = []
        codes.withUnsafeBufferPointer { codes in
            var hash = TokenHash.seed
            for index in codes.indices.dropLast().prefix(lengths.upperBound) {
                if !isLetter[index] { break }
                hash = TokenHash.step(hash, codes[index])
                if index + 1 >= lengths.lowerBound, model.knows(hash) { edges.append(offsets[index + 1]) }
            }
            for index in stride(from: codes.count - 1, to: 0, by: -1) {
                if !isLetter[index] || codes.count - index > lengths.upperBound { break }
                if codes.count - index >= lengths.lowerBound, model.knows(TokenHash.word(codes[index...])) { edges.append(offsets[index]) }
            }
        }
        return edges
    }
}
