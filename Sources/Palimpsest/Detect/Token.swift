/// A run of characters without white space, or a part of one.
struct Token {
    /// Byte offsets into the document's text.
    var start: Int32, end: Int32
    var line: Line
    /// Number of characters.
    var length: Int32
    var link: GarbleModel.Link
    var kind: TokenKind
    /// Whether the template explains it: a heading, a label, a standing text.
    var isStanding = false
    /// Log-odds of "garbled" from its own characters: n-grams and whole word.
    var letters: Float = 0
    /// The same from its shape: case, digits, marks.
    var shape: Float = 0
    /// The same from the word list, of it and its neighbours.
    var context: Float = 0
    /// Probability that it is garbled.
    var posterior: Float = 0

    /// What its line is like.
    struct Line {
        /// 0-based number among the lines looked at.
        var number: Int32
        /// Bucket of the share of known characters among the line's other words; ``LineContext/shares`` of them.
        var share: UInt8 = 0
    }

    var range: TextRange { TextRange(Int(start), Int(end)) }
    var score: Float { letters + shape + context }
}

/// How a document writes its letters. Without capitals, or with nothing else, case says nothing.
enum CaseMode: UInt32 { case normal, upper, lower

    /// The mode of a text with that many capital and small letters.
    init(capitals: Int, small: Int) {
        let all = capitals + small
        if all >= 40, small * 50 < all { self = .upper } else if all >= 40, capitals * 500 < all { self = .lower } else { self = .normal }
    }
}
