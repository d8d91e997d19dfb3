/// Why a passage was found, in sentences for a reviewer.
///
/// The log-odds of a passage are the sum of what its letters, its shape, the word list and its neighbours contribute; each
/// that carried at least a tenth of the decision gets one sentence, the weightiest first.
struct SuspectReasons {
    let bytes: UnsafeBufferPointer<UInt8>

    private static let share: Float = 0.1

    func reasons(_ run: Slice<UnsafeBufferPointer<Token>>, language: LostLanguageModel.Language?, before: Token?, after: Token?) -> [String] {
        var letters: Float = 0, shape: Float = 0, context: Float = 0
        for token in run {
            letters += token.letters
            shape += token.shape
            context += token.context
        }
        let total = max(0, letters) + max(0, shape) + max(0, context)
        var weighed: [(weight: Float, text: String)] = []
        if letters > Self.share * total { weighed.append((letters, lettersReason(run, language))) }
        if shape > Self.share * total { weighed.append((shape, shapeReason(run))) }
        if context > Self.share * total { weighed.append((context, wordsReason(run))) }
        if weighed.isEmpty { weighed.append((0, "By itself it could be read, but it stands among passages that could not.")) }
        return weighed.sorted { $0.weight > $1.weight }.map(\.text)
    }

    private func lettersReason(_ run: Slice<UnsafeBufferPointer<Token>>, _ language: LostLanguageModel.Language?) -> String {
        let token = run.max { $0.letters < $1.letters }
        let example = token.map { String(decoding: bytes[Int($0.start)..<Int($0.end)].prefix(40), as: UTF8.self) } ?? ""
        let script = language.map { "text in \(Self.name(of: $0.script)) that was read as Latin" } ?? "text of another script read as Latin"
        // One by one and without growing: it is said of nearly every lost passage.
        var reason = ""
        reason.reserveCapacity(200)
        reason += "Its sequences of letters, e.g. in “"
        reason += example
        reason += "”, are those of "
        reason += script
        reason += ", and rare in every language that is written so."
        return reason
    }

    private func shapeReason(_ run: Slice<UnsafeBufferPointer<Token>>) -> String {
        var inner = 0, marks = 0, digits = 0
        for token in run {
            let word = bytes[Int(token.start)..<Int(token.end)]
            var previous: UInt8 = 0
            for byte in word {
                if byte &- 0x41 < 26, previous &- 0x61 < 26 { inner += 1 }
                if byte &- 0x30 < 10, (previous | 0x20) &- 0x61 < 26 { digits += 1 }
                if !(byte >= 0x80 || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26), (previous | 0x20) &- 0x61 < 26, byte != word.last { marks += 1 }
                previous = byte
            }
        }
        var parts: [String] = []
        if inner > 0 { parts.append("capitals") }
        if digits > 0 { parts.append("digits") }
        if marks > 0 { parts.append("marks") }
        if parts.isEmpty { return "Capitals, small letters and marks follow each other as in no running text." }
        let list = parts.count == 1 ? parts[0] : parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "")
        return list.prefix(1).uppercased() + list.dropFirst() + " stand inside its words."
    }

    private func wordsReason(_ run: Slice<UnsafeBufferPointer<Token>>) -> String {
        let words = run.count { $0.kind.isWord }, known = run.count { $0.kind.isGood }
        if words == 0 { return "It holds no word at all." }
        if words == 1 { return "It is in no word list, and what stands around it fits no name or code." }
        return known == 0
            ? "None of its \(words) words is in the word list." : "Only \(known) of its \(words) words \(known == 1 ? "is" : "are") in the word list."
    }

    /// English names of the scripts that are told apart.
    static func name(of script: String) -> String {
        switch script {
        case "Hans": "simplified Chinese"
        case "Hant": "traditional Chinese"
        case "Jpan": "Japanese"
        case "Kore": "Korean"
        case "Cyrl": "Cyrillic script"
        case "Arab": "Arabic script"
        case "Deva": "Devanagari"
        case "Thai": "Thai script"
        case "Grek": "Greek script"
        case "Hebr": "Hebrew script"
        default: "another script"
        }
    }
}
