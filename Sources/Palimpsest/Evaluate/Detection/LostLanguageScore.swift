/// How often the lost language and script are told right, over the characters of lost scripts that were found.
public struct LostLanguageScore: Hashable, Sendable {
    /// Found characters of a lost script whose true language is known.
    public var characters = 0
    public var languageRight = 0
    /// Those whose suspect names no language.
    public var languageOpen = 0
    public var scriptRight = 0

    public init() {}

    /// Share of ``characters`` in a suspect that names their language; `nil` when there are none.
    public var languageShare: Double? { characters == 0 ? nil : Double(languageRight) / Double(characters) }
    public var scriptShare: Double? { characters == 0 ? nil : Double(scriptRight) / Double(characters) }

    public static func + (left: LostLanguageScore, right: LostLanguageScore) -> LostLanguageScore {
        var sum = left
        sum.characters += right.characters
        sum.languageRight += right.languageRight
        sum.languageOpen += right.languageOpen
        sum.scriptRight += right.scriptRight
        return sum
    }
}

extension LostLanguageScore {
    init(_ truth: DetectionTruth, _ found: FoundPassages, in dump: LabelledDump) {
        for (number, text) in truth.texts.enumerated() where dump.spans[number].isGarbled {
            guard let language = dump.spans[number].language ?? dump.truth.language else { continue }
            let script = Self.script(language: language, text: dump.spans[number].trueText)
            for index in text.indices where truth.classes[index] == .wrongScript && found.isGarble(at: index) {
                let suspect = found.suspects[Int(found.owners[index])]
                characters += 1
                if suspect.language == nil { languageOpen += 1 }
                if Self.matches(suspect.language, language) { languageRight += 1 }
                if let script, let named = suspect.script, named == script || script == "Hani" && named.hasPrefix("Han") { scriptRight += 1 }
            }
        }
    }

    /// Whether a tag names the language of another one, which may say less of it: `zh-Hans` is `zh`.
    static func matches(_ found: String?, _ label: String) -> Bool {
        guard let found = found?.lowercased() else { return false }
        let label = label.lowercased()
        return found == label || found.hasPrefix(label + "-")
    }

    /// ISO 15924 code of the script that a lost text was in: of its tag, else by its letters, Han counting as Japanese in
    /// Japanese.
    private static func script(language: String, text: String?) -> String? {
        let subtags = language.split(separator: "-")
        if let script = subtags.dropFirst().first(where: { $0.utf8.count == 4 }) { return script.capitalized }
        switch subtags.first {
        case "ja": return "Jpan"
        case "ko": return "Kore"
        default: return text.flatMap(GarbleKinds.dominantScript).map(\.description)
        }
    }
}

extension Substring {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst().lowercased() }
}
