/// Which kind of garble a labelled span is, where its label does not say.
///
/// Text of a script that the OCR did not know, or that stands there in another script, is `wrong_script`; the same script with other
/// characters is `misread`. A span whose true text is unknown is `wrong_script`: it is what people mark whole lines for.
struct GarbleKinds {
    /// Scripts that make at least a hundredth of the letters that were read: those that the OCR knew.
    private let readScripts: Set<UnicodeScript>
    /// The script of most of what was garbled.
    private let lostScript: UnicodeScript?

    init(_ dump: LabelledDump) {
        let counts = Self.letters(String(decoding: dump.text, as: UTF8.self))
        let total = counts.values.reduce(0, +)
        readScripts = Set(counts.filter { $0.value * 100 >= total }.keys)
        var lost: [UnicodeScript: Int] = [:]
        for span in dump.spans where span.isGarbled {
            lost.merge(Self.letters(span.trueText ?? ""), uniquingKeysWith: +)
        }
        lostScript = Self.most(lost)
    }

    func kind(of span: LabelledDump.Span, reading text: String) -> SuspectKind {
        if let kind = span.kind { return kind }
        guard let page = span.trueText else { return .wrongScript }
        guard let script = Self.dominantScript(of: page) ?? lostScript else { return .misread }
        guard readScripts.contains(script) else { return .wrongScript }
        return Self.dominantScript(of: text) ?? script == script ? .misread : .wrongScript
    }

    /// The script of most of a text's letters; `nil` when it has none. The scripts of Japanese and Chinese count as Han.
    static func dominantScript(of text: String) -> UnicodeScript? { most(letters(text)) }

    private static func most(_ counts: [UnicodeScript: Int]) -> UnicodeScript? {
        counts.max { ($0.value, $1.key.packed) < ($1.value, $0.key.packed) }?.key
    }

    private static func letters(_ text: String) -> [UnicodeScript: Int] {
        var counts: [UnicodeScript: Int] = [:]
        var latin = 0
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                if scalar.properties.isAlphabetic { latin += 1 }
                continue
            }
            guard ScalarProperties.isLetter(scalar) else { continue }
            let script = UnicodeScript(of: scalar)
            switch script {
            case .common, .inherited, .unknown: break
            case .hiragana, .katakana, .bopomofo: counts[.han, default: 0] += 1
            default: counts[script, default: 0] += 1
            }
        }
        if latin > 0 { counts[.latin, default: 0] += latin }
        return counts
    }
}
