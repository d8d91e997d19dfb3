/// What the word list and the line around it say of a token.
///
/// A word that is in no word list means little in a line of such words in a language that the list does not have; next to
/// plain English it means more. So the kinds of the neighbours and the share of known words in the rest of the line are
/// features of their own.
struct LineContext {
    /// Buckets of the share of known characters among the other words of a line; the last is for none.
    static let shares = 7
    /// Buckets of the number of tokens of a line.
    static let lengths = 5

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
            let length = Self.bucket(count: end - start)
            for index in start..<end {
                let token = tokens[index]
                let kind = token.kind
                let share = Self.bucket(
                    good: good - (token.kind.isGood ? token.length : 0), of: words - (token.kind.isWord ? token.length : 0))
                tokens[index].line.share = UInt8(share)
                tokens[index].line.length = UInt8(length)
                tokens[index].context = context(
                    kind, before: index > 0 ? tokens[index - 1].kind : .none,
                    after: index + 1 < tokens.count ? tokens[index + 1].kind : .none, in: tokens[index].line)
            }
            start = end
        }
    }

    /// The log-odds of a token of this kind between two others.
    func context(_ kind: TokenKind, before: TokenKind, after: TokenKind, in line: Token.Line) -> Float {
        let kinds = TokenKind.count
        let row = Int(kind.rawValue)
        return model.bias + model.kind[row] + model.previous[row * kinds + Int(before.rawValue)]
            + model.next[row * kinds + Int(after.rawValue)] + model.share[row * Self.shares + Int(line.share)]
            + model.lineLength[Int(line.share) * Self.lengths + Int(line.length)]
    }

    private static func bucket(good: Int32, of words: Int32) -> Int {
        words == 0 ? shares - 1 : min(shares - 2, Int(6 * good / words))
    }

    private static func bucket(count: Int) -> Int {
        switch count {
        case ..<2: 0
        case ..<4: 1
        case ..<8: 2
        case ..<16: 3
        default: 4
        }
    }
}
