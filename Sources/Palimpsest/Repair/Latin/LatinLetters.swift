/// Letters of the Latin script (as far as the word lists have them), and the signs that the OCR writes for them.
enum LatinLetters {
    /// What a sign may be in a word.
    enum Kind: UInt8 { case other, small, capital, digit, sign }

    @inline(__always)
    static func kind(_ scalar: UInt32) -> Kind {
        switch scalar {
        case 0x61...0x7A: .small
        case 0x41...0x5A: .capital
        case 0x30...0x39: .digit
        case 0x24, 0x26, 0x7C, 0xA2, 0xA3, 0xA7, 0x20AC: .sign
        case 0xC0...0x24F where scalar != 0xD7 && scalar != 0xF7: small(scalar) == scalar ? .small : .capital
        case 0x1E00...0x1EFF: small(scalar) == scalar ? .small : .capital
        default: .other
        }
    }

    /// The kinds of the ASCII signs.
    static let kinds: [Kind] = (UInt32(0)..<0x80).map(kind)

    /// The small letter of a capital one; any other sign as it is.
    @inline(__always)
    static func small(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x41...0x5A: scalar + 0x20
        case 0xC0...0xDE where scalar != 0xD7: scalar + 0x20
        case 0x130: 0x69
        case 0x178: 0xFF
        case 0x1E9E: 0xDF
        case 0x100...0x137, 0x14A...0x177, 0x1DE...0x1EF, 0x1F8...0x21F, 0x222...0x233, 0x1E00...0x1E95, 0x1EA0...0x1EFF: scalar | 1
        case 0x139...0x148, 0x179...0x17E, 0x1CD...0x1DC: scalar & 1 == 1 ? scalar + 1 : scalar
        default: scalar
        }
    }

    /// The capital of a small letter.
    static func capital(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x61...0x7A: scalar - 0x20
        case 0xE0...0xFE where scalar != 0xF7: scalar - 0x20
        case 0xFF: 0x178
        case 0x100...0x137 where scalar != 0x131, 0x14A...0x177, 0x1DE...0x1EF, 0x1F8...0x21F, 0x222...0x233, 0x1E00...0x1E95, 0x1EA0...0x1EFF: scalar & ~1
        case 0x131: 0x49
        case 0x139...0x148, 0x179...0x17E, 0x1CD...0x1DC: scalar & 1 == 0 ? scalar - 1 : scalar
        default: scalar
        }
    }

    /// The letter without its accent, for letters below U+0180; others as they are.
    @inline(__always)
    static func plain(_ scalar: UInt32) -> UInt32 {
        guard scalar >= 0xC0 else { return scalar }
        if scalar == 0x219 { return 0x73 }
        if scalar == 0x21B { return 0x74 }
        guard scalar < 0x180 else { return scalar }
        let plain = plainLetters[Int(scalar) - 0xC0]
        return plain == 0x2E ? scalar : UInt32(plain)
    }

    /// U+00C0 to U+017F; a full stop where there is no plain letter.
    private static let plainLetters: [UInt8] = Array(
        ("aaaaaa.ceeeeiiii.nooooo.ouuuuy..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.lllllll"
            + "lllnnnnnn...oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz.").utf8)
}
