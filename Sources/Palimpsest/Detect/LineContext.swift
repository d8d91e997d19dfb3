/// What the word list says of a token and its neighbours.
///
/// A word that is in no word list means little in a line of such words in a language that the list does not have; next to
/// plain English it means more. The share of known words in the line as a feature of its own was tried and left out: it made false
/// alarms in clean text of other languages three times as frequent, and found no more.
struct LineContext {
    /// Buckets of the share of known characters among the other words of a line; the last is for none.
    static let shares = 7

    let model: GarbleModel

    /// Fills in the context of every token.
    func weigh(_ tokens: inout [Token]) {
        var start = 0
        while start < tokens.count {
            var end = start, good: Int32 = 0, words: Int32 = 0
            while end < tokens.count, tokens[end].line.number == tokens[start].line.number {
                if tokens[end].kind.isGood { good += tokens[end].length }
                if tokens[end].kind.isWord { words += tokens[end].length }
                end += 1
            }
            for index in start..<end {
                let kind = tokens[index].kind, length = tokens[index].length
                tokens[index].line.share = Self.bucket(good: good - (kind.isGood ? length : 0), of: words - (kind.isWord ? length : 0))
                tokens[index].context = context(
                    kind, before: index > 0 ? tokens[index - 1].kind : .none,
                    after: index + 1 < tokens.count ? tokens[index + 1].kind : .none)
            }
            start = end
        }
    }

    /// The log-odds of a token of this kind between two others.
    func context(_ kind: TokenKind, before: TokenKind, after: TokenKind) -> Float {
        let kinds = TokenKind.count
        let row = Int(kind.rawValue)
        return model.bias + model.kind[row] + model.previous[row * kinds + Int(before.rawValue)]
            + model.next[row * kinds + Int(after.rawValue)]
    }

    private static func bucket(good: Int32, of words: Int32) -> UInt8 {
        words == 0 ? UInt8(shares - 1) : UInt8(min(Int32(shares - 2), 6 * good / words))
    }
}
