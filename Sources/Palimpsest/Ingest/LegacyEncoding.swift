/// An encoding older than Unicode that a dump may be in.
struct LegacyEncoding: Sendable {
    /// IANA name, which ICU's converters know.
    var name: String
    /// Under which names ICU's detector may report text in this encoding: its own and its near relatives', because the
    /// detector has one model for ISO-8859-2 and windows-1250, and none for supersets.
    var detectedAs: [String]
    /// Primary subtags of the languages that it was mostly used for.
    var languages: [String]
    /// Lead bytes of the characters in daily use, for encodings of two bytes: level 1 of GB 2312 (rows 16–55) and of
    /// JIS X 0208 (16–47 and kana), the first plane of Big5, the Hangul of KS X 1001 (rows 16–40), each with punctuation.
    var frequentLeads: [ClosedRange<UInt8>] = []
    /// Whether it only adds to another one in this list, so that the other is meant when both fit.
    var isSuperset = false

    /// Whether it is of the Western European kind, which fits nearly any bytes.
    var isWestern: Bool { languages.isEmpty }

    private static let centralEuropean = ["pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"]
    private static let cyrillic = ["ru", "uk", "be", "bg", "mk", "sr"]

    static let all: [LegacyEncoding] = [
        .init(name: "GB18030", detectedAs: ["GB18030"], languages: ["zh"], frequentLeads: [0xA1...0xA1, 0xA3...0xA3, 0xB0...0xD7]),
        .init(name: "Big5", detectedAs: ["Big5"], languages: ["zh"], frequentLeads: [0xA1...0xA1, 0xA3...0xC6]),
        .init(
            name: "Big5-HKSCS", detectedAs: ["Big5"], languages: ["zh"], frequentLeads: [0xA1...0xA1, 0xA3...0xC6],
            isSuperset: true),
        .init(name: "Shift_JIS", detectedAs: ["Shift_JIS"], languages: ["ja"], frequentLeads: [0x81...0x83, 0x88...0x98]),
        .init(
            name: "EUC-JP", detectedAs: ["EUC-JP"], languages: ["ja"],
            frequentLeads: [0xA1...0xA1, 0xA3...0xA5, 0xB0...0xCF]),
        .init(
            name: "EUC-KR", detectedAs: ["EUC-KR"], languages: ["ko"],
            frequentLeads: [0xA1...0xA1, 0xA3...0xA3, 0xB0...0xC8]),
        .init(
            name: "KS_C_5601-1987", detectedAs: ["EUC-KR"], languages: ["ko"],
            frequentLeads: [0xA1...0xA1, 0xA3...0xA3, 0xB0...0xC8], isSuperset: true),
        .init(name: "ISO-8859-1", detectedAs: ["ISO-8859-1", "windows-1252"], languages: []),
        .init(name: "windows-1252", detectedAs: ["windows-1252", "ISO-8859-1"], languages: []),
        .init(name: "ISO-8859-15", detectedAs: ["ISO-8859-1", "windows-1252"], languages: [], isSuperset: true),
        .init(name: "ISO-8859-2", detectedAs: ["ISO-8859-2", "windows-1250"], languages: centralEuropean),
        .init(name: "windows-1250", detectedAs: ["windows-1250", "ISO-8859-2"], languages: centralEuropean),
        .init(name: "ISO-8859-5", detectedAs: ["ISO-8859-5"], languages: cyrillic),
        .init(name: "windows-1251", detectedAs: ["windows-1251"], languages: cyrillic),
        .init(name: "KOI8-R", detectedAs: ["KOI8-R"], languages: ["ru"]),
        .init(name: "KOI8-U", detectedAs: ["KOI8-R"], languages: ["uk"], isSuperset: true),
        .init(name: "ISO-8859-6", detectedAs: ["ISO-8859-6", "windows-1256"], languages: ["ar", "fa", "ur"]),
        .init(name: "windows-1256", detectedAs: ["windows-1256", "ISO-8859-6"], languages: ["ar", "fa", "ur"]),
        .init(name: "ISO-8859-7", detectedAs: ["ISO-8859-7", "windows-1253"], languages: ["el"]),
        .init(name: "windows-1253", detectedAs: ["windows-1253", "ISO-8859-7"], languages: ["el"]),
        .init(name: "ISO-8859-8", detectedAs: ["ISO-8859-8", "ISO-8859-8-I", "windows-1255"], languages: ["he", "yi"]),
        .init(name: "windows-1255", detectedAs: ["windows-1255", "ISO-8859-8", "ISO-8859-8-I"], languages: ["he", "yi"]),
        .init(name: "ISO-8859-9", detectedAs: ["ISO-8859-9", "windows-1254"], languages: ["tr", "az"]),
        .init(name: "windows-1254", detectedAs: ["windows-1254", "ISO-8859-9"], languages: ["tr", "az"]),
        .init(name: "windows-1257", detectedAs: [], languages: ["lt", "lv", "et"]),
        .init(name: "windows-1258", detectedAs: [], languages: ["vi"]),
        .init(name: "TIS-620", detectedAs: [], languages: ["th"]),
    ]

    /// Whether text in the language with primary subtag `language` is likely to be in this encoding.
    func suits(_ language: String) -> Bool {
        if !isWestern { return languages.contains(language) }
        return !Self.all.contains { $0.languages.contains(language) }
    }
}
