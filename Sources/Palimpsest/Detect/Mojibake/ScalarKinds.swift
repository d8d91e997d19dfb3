import ICUShim

/// What the cost of text must know of every scalar of the Basic Multilingual Plane, in one table look-up each.
struct ScalarKinds: Sendable {
    enum Kind: UInt8 {
        /// White space and ASCII punctuation: after it a word or sign may begin, before it one may end.
        case space
        case letter
        /// Han and Hangul, whose pairs are too many to count.
        case dense
        case digit
        /// A sign that follows what it belongs to (`™`, `°`, a closing quotation mark), one that comes before (`©`, `¿`, an
        /// opening one), one that does either, and one that stands for itself (`≤`, `¬`).
        case trailing, leading, either, apart
        /// Nothing that a person typed: controls, unassigned, private use.
        case odd
    }

    private(set) var kinds: [UInt8]
    /// Quarter nats that a sign costs wherever it stands.
    private(set) var costs: [UInt8]
    private(set) var scripts: [UInt8]
    private(set) var lower: [UInt16]
    private(set) var isUpper: [Bool]

    /// Signs that are in daily use though their category is not, and how they stand.
    private static let daily: [(signs: String, kind: Kind, cost: Float)] = [
        ("’", .either, 3), ("–—…•·", .either, 4.5), ("”»", .trailing, 4), ("“„‘‚«", .leading, 4), ("›", .trailing, 5), ("‹", .leading, 5),
        ("®™°²³ªº", .trailing, 5), ("€", .either, 5), ("£¥", .leading, 6), ("¿¡", .leading, 5), ("©", .either, 5.5), ("§№", .leading, 5.5),
        ("×", .apart, 6), ("±", .apart, 7), ("½¼¾", .either, 7), ("µ", .leading, 7), ("、。「」『』！？：；（），・〜ー《》", .either, 3.5),
        ("¨´¯¬", .apart, 8), ("¸¦¤ƒ‡ˆ˜¹", .apart, 10), ("‰†¶", .trailing, 9), ("≤≥≈≠→←∞√", .apart, 9), ("♥❤✔★☆♪☺", .either, 7.5), ("\u{FE0F}\u{200D}", .either, 3),
        ("\u{200B}\u{200E}\u{200F}\u{FEFF}", .either, 7), ("\u{200C}", .either, 4), ("\u{AD}", .either, 9), ("،؛؟۔।॥", .trailing, 3.5),
    ]

    init() {
        var categories = [UInt8](repeating: 0, count: 0x10000)
        scripts = categories
        lower = [UInt16](repeating: 0, count: 0x10000)
        icu_shim_plane_properties(&categories, &scripts, &lower)
        kinds = [UInt8](repeating: Kind.odd.rawValue, count: 0x10000)
        costs = [UInt8](repeating: 0, count: 0x10000)
        isUpper = [Bool](repeating: false, count: 0x10000)
        for scalar in 0..<0x10000 {
            let category = GeneralCategory(rawValue: Int32(categories[scalar])) ?? .unassigned
            let (kind, cost) = Self.kind(UInt32(scalar), category)
            kinds[scalar] = kind.rawValue
            costs[scalar] = UInt8(cost * 4)
            isUpper[scalar] = category == .uppercaseLetter || category == .titlecaseLetter
        }
        for (signs, kind, cost) in Self.daily {
            for sign in signs.unicodeScalars {
                kinds[Int(sign.value)] = kind.rawValue
                costs[Int(sign.value)] = UInt8(cost * 4)
            }
        }
    }

    private static func kind(_ scalar: UInt32, _ category: GeneralCategory) -> (Kind, Float) {
        if scalar < 0x80 {
            if category.isLetter { return (.letter, 0) }
            if category == .decimalNumber { return (.digit, 3) }
            return scalar < 0x20 && ![0x09, 0x0A, 0x0D].contains(scalar) ? (.odd, 6) : (.space, 2)
        }
        if scalar == 0xFFFD { return (.either, 6) }
        if (0xAC00...0xD7A3).contains(scalar) || (0x3400...0x9FFF).contains(scalar) || (0xF900...0xFAFF).contains(scalar) {
            return (.dense, 0)
        }
        // Braille patterns, but for the empty one, that pages use for a wide space.
        if (0x2801...0x28FF).contains(scalar) { return (.apart, 13) }
        switch category {
        case _ where category.isLetter || category.isMark: return (.letter, 0)
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: return (.space, scalar == 0xA0 ? 4 : 5)
        case .decimalNumber: return (.digit, 5)
        case .otherNumber, .letterNumber: return (.apart, 8.5)
        case .control: return (.odd, 17)
        case .privateUse, .surrogate: return (.odd, 13)
        case .unassigned: return (.odd, 15)
        case .format: return (.either, 9)
        case .initialPunctuation, .openPunctuation: return (.leading, 7)
        case .finalPunctuation, .closePunctuation: return (.trailing, 7)
        case .dashPunctuation, .connectorPunctuation: return (.either, 7)
        case .otherPunctuation: return (.either, 8)
        case .currencySymbol: return (.leading, 8)
        case .modifierSymbol: return (.apart, 11)
        default: return (.apart, 9)
        }
    }
}
