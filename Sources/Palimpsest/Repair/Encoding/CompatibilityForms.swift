import ICUShim

/// Forms of letters that are in Unicode for other standards' sake, and the letters that they are (UAX #15, NFKC).
enum CompatibilityForms {
    /// The letters of a Latin ligature, or of a letter that was one in a typewriter's charset; `nil` for other scalars.
    ///
    /// Blocks: Alphabetic Presentation Forms, the digraphs of Latin Extended-A and -B. `Æ`, `œ` and `ß` are letters.
    static func ligature(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x0149: "'n"
        case 0xFB00...0xFB06, 0x0132, 0x0133, 0x01C4...0x01CC, 0x01F1...0x01F3: compatible(scalar)
        default: nil
        }
    }

    /// The usual form of a full-width or half-width one, and the space for the ideographic one; `nil` for other scalars.
    static func usualWidth(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x3000, 0xFF01...0xFFEE: compatible(scalar)
        default: nil
        }
    }

    static func compatible(_ scalar: Unicode.Scalar) -> String? {
        let text = Array(String(scalar).utf8)
        let result = try? ICU.string { icu_shim_nfkc(text, Int32(text.count), $0, $1) }
        return result == String(scalar) ? nil : result
    }
}
