import ICUShim

/// A script of UAX #24, known by its ISO 15924 code.
public struct UnicodeScript: Hashable, Sendable, CustomStringConvertible {
    /// The four letters of the code as a big-endian number.
    let packed: UInt32

    init(packed: UInt32) { self.packed = packed }

    /// - Parameter code: four letters, e.g. `Latn`.
    public init?(_ code: String) {
        guard code.utf8.count == 4 else { return nil }
        packed = code.utf8.reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// ISO 15924 code, e.g. `Latn`.
    public var description: String {
        String(decoding: (0..<4).map { UInt8(truncatingIfNeeded: packed >> (24 - 8 * $0)) }, as: UTF8.self)
    }

    public static let latin = UnicodeScript(packed: 0x4C61_746E)
    public static let han = UnicodeScript(packed: 0x4861_6E69)
    public static let hiragana = UnicodeScript(packed: 0x4869_7261)
    public static let katakana = UnicodeScript(packed: 0x4B61_6E61)
    public static let hangul = UnicodeScript(packed: 0x4861_6E67)
    public static let bopomofo = UnicodeScript(packed: 0x426F_706F)
    /// Shared by many scripts: digits, punctuation.
    public static let common = UnicodeScript(packed: 0x5A79_7979)
    /// Takes the script of the character before: combining marks.
    public static let inherited = UnicodeScript(packed: 0x5A69_6E68)
    public static let unknown = UnicodeScript(packed: 0x5A7A_7A7A)

    /// The script of a scalar, by its property Script.
    public init(of scalar: Unicode.Scalar) { packed = icu_shim_script(Int32(scalar.value)) }

    /// The scripts that a scalar is used with, by its property Script_Extensions.
    public static func extensions(of scalar: Unicode.Scalar) throws(ICUError) -> [UnicodeScript] {
        try ICU.array(of: 0, capacity: 24) { icu_shim_script_extensions(Int32(scalar.value), $0, $1) }
            .map(UnicodeScript.init(packed:))
    }

    /// Whether a scalar is used with this script, by its property Script_Extensions.
    public func isUsed(with scalar: Unicode.Scalar) -> Bool { icu_shim_has_script(Int32(scalar.value), packed) != 0 }

    /// Whether a scalar's script is written without spaces between words (Han, kana, Thai …).
    public static func breaksBetweenLetters(_ scalar: Unicode.Scalar) -> Bool {
        icu_shim_breaks_between_letters(Int32(scalar.value)) != 0
    }
}
