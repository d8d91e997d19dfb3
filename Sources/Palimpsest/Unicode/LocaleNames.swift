import ICUShim

/// Names and marks that CLDR has for a language.
public struct LocaleNames: Sendable {
    /// BCP 47 tag, e.g. `en` or `zh-Hans`.
    public var language: String
    public init(language: String) { self.language = language }

    public enum Width: Int32, Sendable { case abbreviated, wide }

    /// A form that stands with a day (`5 мая`) or alone (`май`).
    public enum Form: Int32, Sendable { case format, standalone }

    /// The names of the twelve months, January first.
    public func months(_ width: Width, _ form: Form = .format) throws(ICUError) -> [String] {
        let text = try ICU.string(capacity: 256) {
            icu_shim_month_names(language, width.rawValue, form.rawValue, $0, $1)
        }
        return text.split(separator: "\n").map(String.init)
    }

    public struct Region: Hashable, Sendable {
        /// ISO 3166 alpha-2 code.
        public var code: String
        public var name: String
    }

    /// Every region of ISO 3166 with its name, ordered by code.
    public func regions() throws(ICUError) -> [Region] {
        let text = try ICU.string(capacity: 8192) { icu_shim_region_names(language, $0, $1) }
        return text.split(separator: "\n").map { Region(code: String($0.prefix(2)), name: String($0.dropFirst(3))) }
    }

    /// The mark before decimals, e.g. `.` or `,`.
    public func decimalMark() throws(ICUError) -> String {
        try ICU.string { icu_shim_number_mark(language, 0, $0, $1) }
    }

    /// The mark between groups of digits, e.g. `,` or U+202F.
    public func groupingMark() throws(ICUError) -> String {
        try ICU.string { icu_shim_number_mark(language, 1, $0, $1) }
    }
}
