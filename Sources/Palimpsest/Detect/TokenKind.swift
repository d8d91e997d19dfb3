/// The class of a token by the word list: what its neighbours are told of it.
enum TokenKind: UInt8, BitwiseCopyable {
    case none, known, short, number, punctuation
    /// Not in the word list, by length in characters: 1–2, 3, 4–6, 7–15, 16 and more.
    case unknown1, unknown3, unknown6, unknown9, unknown16
    /// Compounds whose parts are all in the word list.
    case parts
    /// Letters of another script than Latin.
    case foreign
    /// In the word list and three or four letters long, as garble can be by chance; ``known`` is longer.
    case known3, known4

    static let count = 14

    /// Whether it counts as known text for the rest of its line.
    var isGood: Bool { self == .known || self == .short || self == .parts || rawValue >= TokenKind.known3.rawValue }
    /// Whether it counts as text at all.
    var isWord: Bool { self != .number && self != .punctuation && self != .none }

    /// Letters that are in no word list.
    @inline(__always)
    var isUnknown: Bool { rawValue &- TokenKind.unknown1.rawValue < 5 }

    /// The same, with more than three characters.
    @inline(__always)
    var isLongUnknown: Bool { rawValue &- TokenKind.unknown6.rawValue < 3 }

    /// The kind of a token.
    ///
    /// - Parameters:
    ///   - codes: its folded characters.
    ///   - classes: their classes.
    static func of(_ codes: UnsafeBufferPointer<UInt32>, _ classes: UnsafeBufferPointer<CharacterClasses.Class>, model: GarbleModel) -> TokenKind {
        var start = 0, end = codes.count
        while start < end, classes[start].isEdge { start += 1 }
        while end > start, classes[end - 1].isEdge { end -= 1 }
        if start == end { return .punctuation }
        var letters = 0, digits = 0, foreign = false
        for index in start..<end {
            let character = classes[index]
            if character.isLetter { letters += 1 }
            if character.isForeign { foreign = true }
            if character.shape == CharacterClasses.Shape.digit { digits += 1 }
        }
        if letters == 0 { return digits > 0 ? .number : .punctuation }
        if foreign { return .foreign }
        if end - start <= 2 { return model.knows(TokenHash.word(codes[start..<end])) ? .short : .unknown1 }
        if model.knows(TokenHash.word(codes[start..<end])) { return end - start == 3 ? .known3 : end - start == 4 ? .known4 : .known }
        if letters < end - start, allPartsKnown(codes, classes, start, end, model) { return .parts }
        switch end - start {
        case ...3: return .unknown3
        case ...6: return .unknown6
        case ...15: return .unknown9
        default: return .unknown16
        }
    }

    private static func isSeparator(_ code: UInt32) -> Bool {
        switch code {
        case 0x2D, 0x2F, 0x27, 0x26, 0x2E, 0x2C, 0x3A, 0x3B, 0x28, 0x29: true
        default: false
        }
    }

    /// Whether a token is made of several parts, letters, digits and separators, whose words are all known, one of them of three
    /// letters or more: `sub-basin`, `city's`, `has230000`.
    private static func allPartsKnown(
        _ codes: UnsafeBufferPointer<UInt32>, _ classes: UnsafeBufferPointer<CharacterClasses.Class>, _ start: Int, _ end: Int, _ model: GarbleModel
    ) -> Bool {
        var at = start, parts = 0, hasLongWord = false
        while at < end {
            if isSeparator(codes[at]) { at += 1; continue }
            var next = at
            if codes[at] == 0x30 {
                while next < end, codes[next] == 0x30 { next += 1 }
            } else {
                while next < end, classes[next].isLetter { next += 1 }
                let isSuffix = next == at + 1 && codes[at] == 0x73
                guard next > at, isSuffix || model.knows(TokenHash.word(codes[at..<next])) else { return false }
                if next - at >= 3 { hasLongWord = true }
            }
            parts += 1
            at = next
        }
        return parts > 1 && hasLongWord
    }
}
