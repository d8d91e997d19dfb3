/// What the detector knows of a character, looked up in tables that are filled from ICU's properties once.
///
/// `Dictionaries/make/detector/features.py` has the same definitions for the training.
struct CharacterClasses: Sendable {
    /// The shape of a character: what kind of sign it is, whichever it is.
    enum Shape {
        static let upper = UInt8(ascii: "X"), lower = UInt8(ascii: "x"), digit = UInt8(ascii: "0")
        static let otherLetter = UInt8(ascii: "o"), stop = UInt8(ascii: "."), quote = UInt8(ascii: "'")
        static let dash = UInt8(ascii: "-"), bracket = UInt8(ascii: "("), sign = UInt8(ascii: "#"), space = UInt8(ascii: " ")
        /// What nobody sees, as a soft hyphen or a mark of direction: no part of a word. The texts of the training have none.
        static let nothing: UInt8 = 0
    }

    struct Class: BitwiseCopyable, Sendable, Equatable {
        /// Lower case; digits as `0`; typographic quotes and dashes as their ASCII forms.
        var folded: UInt32
        var shape: UInt8
        var isLetter: Bool
        /// A letter of a script other than Latin.
        var isForeign: Bool
        /// A mark that the word list's words do not begin or end with.
        var isEdge: Bool
    }

    private static let limit: UInt32 = 0x3000
    private let table: ConstantTable<Class>

    init() { table = ConstantTable((0..<Self.limit).map(Self.classify)) }

    /// The class of a scalar.
    @inline(__always)
    subscript(_ scalar: UInt32) -> Class {
        scalar < Self.limit ? table[Int(scalar)] : Self.isPlainLetter(scalar) ? Self.letter(scalar) : Self.classify(scalar)
    }

    /// Kana, Han and Hangul, of which East Asian text is made: letters without case, every one.
    @inline(__always)
    static func isPlainLetter(_ scalar: UInt32) -> Bool {
        scalar >= 0x4E00 ? scalar <= 0x9FFF || scalar >= 0xAC00 && scalar <= 0xD7A3 : scalar >= 0x3041 && (scalar <= 0x3096 || scalar >= 0x30A1 && scalar <= 0x30FA)
    }

    @inline(__always)
    private static func letter(_ scalar: UInt32) -> Class {
        Class(folded: scalar, shape: Shape.otherLetter, isLetter: true, isForeign: true, isEdge: false)
    }

    /// The class by ICU's properties.
    static func classify(_ value: UInt32) -> Class {
        guard let scalar = Unicode.Scalar(value) else {
            return Class(folded: value, shape: Shape.sign, isLetter: false, isForeign: false, isEdge: false)
        }
        if ScalarProperties.isWhiteSpace(scalar) || value < 0x20 {
            return Class(folded: value, shape: Shape.space, isLetter: false, isForeign: false, isEdge: false)
        }
        if ScalarProperties.isIgnorable(scalar) {
            return Class(folded: value, shape: Shape.nothing, isLetter: false, isForeign: false, isEdge: true)
        }
        let category = ScalarProperties.generalCategory(scalar)
        let foreign = category.isLetter && !isLatin(value, scalar)
        return Class(
            folded: folded(value), shape: shape(value, category), isLetter: category.isLetter, isForeign: foreign,
            isEdge: isEdge(value))
    }

    private static func isLatin(_ value: UInt32, _ scalar: Unicode.Scalar) -> Bool {
        if value < 0x370 { return true }
        let script = UnicodeScript(of: scalar)
        return script == .latin || (script == .common && (0x2100..<0x2190).contains(value)) || (0x1D00..<0x1DC0).contains(value)
    }

    /// `.,;:!?()[]{}"'*-/|`, typographic quotation marks and dashes.
    private static func isEdge(_ value: UInt32) -> Bool {
        switch value {
        case 0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F, 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D, 0x22, 0x27, 0x2A, 0x2D, 0x2F, 0x7C: true
        case 0x2018, 0x2019, 0x201C, 0x201D, 0xAB, 0xBB, 0x2013, 0x2014: true
        default: false
        }
    }

    private static func isSingleQuote(_ value: UInt32) -> Bool { value == 0x2018 || value == 0x2019 || value == 0x2BC || value == 0xB4 }
    private static func isDoubleQuote(_ value: UInt32) -> Bool { (0x201C...0x201E).contains(value) }
    private static func isDash(_ value: UInt32) -> Bool { (0x2010...0x2014).contains(value) || value == 0x2212 }

    private static func folded(_ value: UInt32) -> UInt32 {
        if (0x30...0x39).contains(value) { return 0x30 }
        if isSingleQuote(value) { return 0x27 }
        if isDoubleQuote(value) { return 0x22 }
        if isDash(value) { return 0x2D }
        return ScalarProperties.lowerCase(value)
    }

    private static func shape(_ value: UInt32, _ category: GeneralCategory) -> UInt8 {
        switch value {
        case 0x30...0x39: return Shape.digit
        case 0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F: return Shape.stop
        case 0x27, 0x22: return Shape.quote
        case 0x2D: return Shape.dash
        case 0x28, 0x29, 0x5B, 0x5D: return Shape.bracket
        default: break
        }
        if isSingleQuote(value) && value != 0xB4 || isDoubleQuote(value) || value == 0xAB || value == 0xBB { return Shape.quote }
        if isDash(value) { return Shape.dash }
        switch category {
        case .uppercaseLetter, .titlecaseLetter: return Shape.upper
        case .lowercaseLetter: return Shape.lower
        case .nonspacingMark: return Shape.lower
        default: return category.isLetter ? Shape.otherLetter : Shape.sign
        }
    }
}
