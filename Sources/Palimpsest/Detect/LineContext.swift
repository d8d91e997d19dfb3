/// What the word list says of a token and its neighbours.
///
/// A word that is in no word list means little in a line of such words in a language that the list does not have; next to
/// plain English it means more. The share of known words in the line as a feature of its own was tried and left out: it made false
/// alarms in clean text of other languages three times as frequent, and found no more.
struct LineContext: Sendable {
    /// By the kinds of a token, of the one before and of the one after: log-odds, and the same as odds.
    private let logOdds: ConstantTable<Float>, odds: ConstantTable<Float>

    init(model: GarbleModel) {
        let kinds = TokenKind.count
        var table: [Float] = []
        table.reserveCapacity(kinds * kinds * kinds)
        for row in 0..<kinds {
            for before in 0..<kinds {
                for after in 0..<kinds {
                    table.append(model.bias + model.kind[row] + model.previous[row * kinds + before] + model.next[row * kinds + after])
                }
            }
        }
        logOdds = ConstantTable(table)
        odds = ConstantTable(table.map { exponential($0) })
    }

    /// Fills in the context of every token, whose odds must be those of its own characters.
    func weigh(_ tokens: UnsafeMutableBufferPointer<Token>) {
        var before = TokenKind.none, cue = TokenCue.other
        for index in tokens.indices {
            weigh(&tokens[index], before: before, after: index + 1 < tokens.count ? tokens[index + 1].kind : .none)
            tokens[index].step = TokenCue.step(tokens[index].link, from: cue, to: tokens[index].cue)
            (before, cue) = (tokens[index].kind, tokens[index].cue)
        }
    }

    /// Fills in the context of the tokens that are parts of one that was cut, and of those beside them.
    func weighCut(_ tokens: UnsafeMutableBufferPointer<Token>) {
        for index in tokens.indices where tokens[max(0, index - 1)..<min(tokens.count, index + 3)].contains(where: { $0.link == .fused }) {
            tokens[index].odds = exponential(tokens[index].letters + tokens[index].shape)
            weigh(
                &tokens[index], before: index > 0 ? tokens[index - 1].kind : .none,
                after: index + 1 < tokens.count ? tokens[index + 1].kind : .none)
            tokens[index].step = TokenCue.step(tokens[index].link, from: index > 0 ? tokens[index - 1].cue : TokenCue.other, to: tokens[index].cue)
        }
    }

    /// Fills in the context of a token between two others.
    @inline(__always)
    func weigh(_ token: inout Token, before: TokenKind, after: TokenKind) {
        let place = (Int(token.kind.rawValue) * TokenKind.count + Int(before.rawValue)) * TokenKind.count + Int(after.rawValue)
        token.context = logOdds[place]
        token.odds *= odds[place]
        if token.isStanding { token.odds *= Self.standing }
    }

    /// Odds of the template's word for a token that it explains (e⁻⁶): the page does say what the form says.
    private static let standing: Float = 0.0024787522
}
