import ICUShim

/// The general category of a scalar (UAX #44), in ICU's order.
public enum GeneralCategory: Int32, Sendable, CaseIterable {
    case unassigned, uppercaseLetter, lowercaseLetter, titlecaseLetter, modifierLetter, otherLetter
    case nonspacingMark, enclosingMark, spacingMark
    case decimalNumber, letterNumber, otherNumber
    case spaceSeparator, lineSeparator, paragraphSeparator
    case control, format, privateUse, surrogate
    case dashPunctuation, openPunctuation, closePunctuation, connectorPunctuation, otherPunctuation
    case mathSymbol, currencySymbol, modifierSymbol, otherSymbol
    case initialPunctuation, finalPunctuation

    public var isLetter: Bool { (1...5).contains(rawValue) }
    public var isMark: Bool { (6...8).contains(rawValue) }
    public var isNumber: Bool { (9...11).contains(rawValue) }
    public var isPunctuation: Bool { (19...23).contains(rawValue) || rawValue >= 28 }
    public var isSymbol: Bool { (24...27).contains(rawValue) }
}

/// Properties of scalars as the linked ICU knows them, so that every stage goes by one version of Unicode.
public enum ScalarProperties {
    /// Property White_Space.
    public static func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool { icu_shim_is_white_space(Int32(scalar.value)) != 0 }

    /// Property Default_Ignorable_Code_Point: nothing is printed for it.
    static func isIgnorable(_ scalar: Unicode.Scalar) -> Bool { icu_shim_is_ignorable(Int32(scalar.value)) != 0 }

    /// Whether the general category is a letter or a mark.
    public static func isLetter(_ scalar: Unicode.Scalar) -> Bool { icu_shim_is_letter(Int32(scalar.value)) != 0 }

    /// Whether the general category is Ll.
    public static func isLowerCase(_ scalar: Unicode.Scalar) -> Bool { icu_shim_is_lower_case(Int32(scalar.value)) != 0 }

    /// The simple lower-case mapping: one scalar for one scalar.
    static func lowerCase(_ scalar: UInt32) -> UInt32 { UInt32(bitPattern: icu_shim_lower_case(Int32(bitPattern: scalar))) }

    public static func generalCategory(_ scalar: Unicode.Scalar) -> GeneralCategory {
        GeneralCategory(rawValue: icu_shim_general_category(Int32(scalar.value))) ?? .unassigned
    }

    /// The value of a decimal digit of any script; `nil` for everything else, superscripts and fractions included.
    public static func digitValue(_ scalar: Unicode.Scalar) -> Int? {
        let value = icu_shim_digit_value(Int32(scalar.value))
        return value < 0 ? nil : Int(value)
    }

    /// Whether a line break between this scalar and another such one stands for no space: letters and digits of scripts
    /// written without spaces, and wide punctuation. See ``LineJoining``.
    public static func needsNoSpace(_ scalar: Unicode.Scalar) -> Bool { icu_shim_needs_no_space(Int32(scalar.value)) != 0 }
}
