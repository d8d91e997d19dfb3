/// What the chain is told of a token beside another: its kind and how it is written.
///
/// A word in small letters between garble in capitals is no part of the garble, nor the other way round: names, acronyms and terms in
/// Latin letters stand inside sentences of every script. The weights of a step of the chain therefore depend on the cues of the two
/// tokens that it joins, as the transition features of Lafferty, McCallum and Pereira 2001 do. In a document of one case all count as small.
enum TokenCue {
    static let count = 12
    /// Number of steps: links by the cue before by the cue.
    static let steps = GarbleModel.Link.count * count * count

    static let other: UInt8 = 0, number: UInt8 = 1, short: UInt8 = 2, known: UInt8 = 3, unknownShort: UInt8 = 6, unknown: UInt8 = 8

    /// How a token is written: in small letters or with none, with a capital first, in capitals, otherwise.
    enum Case: UInt8 { case small, title, capitals, mixed

        /// What the hash of an n-gram begins with: capitals, and capitals amid small letters, have n-grams of their own, because
        /// lost Han looks like capitals and lost Arabic like small letters.
        var seed: UInt32 {
            switch self {
            case .small, .title: TokenHash.seed
            case .capitals: 0x2F6E_2B1D
            case .mixed: 0x6C8E_9CF5
            }
        }

        init(capitals: Int, small: Int, beginsWithCapital: Bool) {
            self = capitals == 0 ? .small : small == 0 ? .capitals : capitals == 1 && beginsWithCapital ? .title : .mixed
        }
    }

    static func of(_ kind: TokenKind, _ letters: Case) -> UInt8 {
        switch kind {
        case .number: number
        case .short: short
        case .known, .known3, .known4, .parts: known + min(letters.rawValue, Case.capitals.rawValue)
        case .unknown1, .unknown3: unknownShort + min(letters.rawValue, 1)
        case .unknown6, .unknown9, .unknown16: unknown + letters.rawValue
        case .none, .punctuation, .foreign: other
        }
    }

    /// The number of the step from one token to the next.
    @inline(__always)
    static func step(_ link: GarbleModel.Link, from before: UInt8, to cue: UInt8) -> UInt16 {
        (UInt16(link.rawValue) &* UInt16(count) &+ UInt16(before)) &* UInt16(count) &+ UInt16(cue)
    }
}
