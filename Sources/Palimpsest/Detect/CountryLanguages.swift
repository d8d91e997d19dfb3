/// The languages that a country's people write in other scripts than Latin: `lexicons/languages-of-countries.tsv`, from CLDR.
struct CountryLanguages: Sendable {
    static let fileName = "lexicons/languages-of-countries.tsv"
    private let languages: [String: [WrittenLanguage]]

    /// - Throws: ``ModelError`` when the file cannot be read.
    init(path: String) throws(ModelError) {
        let file = try MappedFile(path: path)
        var languages: [String: [WrittenLanguage]] = [:]
        for line in file.bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            let cells = line.split(separator: UInt8(ascii: "\t"))
            if cells.count == 2 { languages[String(decoding: cells[0], as: UTF8.self)] = cells[1].split(separator: UInt8(ascii: " ")).compactMap(WrittenLanguage.init) }
        }
        self.languages = languages
    }

    /// What is written in the country of this name, most spoken first; empty when that is unknown.
    func languages(of country: String) -> [WrittenLanguage] { languages[country] ?? [] }
}

/// A language that people of a country write.
public struct WrittenLanguage: Sendable, Equatable {
    /// BCP 47.
    public var tag: String
    /// ISO 15924.
    public var script: String
    /// The share of the people who use it, 0...1.
    public var share: Double

    public init(tag: String, script: String, share: Double) {
        self.tag = tag
        self.script = script
        self.share = share
    }

    /// Whether it is another language of the same script, or the other way to write Chinese.
    func isNear(_ language: LostLanguageModel.Language) -> Bool {
        tag != language.tag && (script == language.script || tag.hasPrefix("zh-") && language.tag.hasPrefix("zh-"))
    }

    /// - Parameter entry: `bg/Cyrl/85`: the tag, the script and the share in per cent.
    init?(_ entry: some Collection<UInt8>) {
        let cells = entry.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        guard cells.count == 3, let share = Int(cells[2]), (1...100).contains(share) else { return nil }
        self.init(tag: cells[0], script: cells[1], share: Double(share) / 100)
    }
}
