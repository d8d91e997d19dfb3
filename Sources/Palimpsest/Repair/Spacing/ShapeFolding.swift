/// Puts the letter of the word's own script in the place of one that only looks like it, and the character in the place of its
/// compatibility form.
///
/// UTS #39's confusables say what looks alike; the script that most letters of the word have says which of the two it is. What
/// has no look-alike there is left, and the whole word with it.
struct ShapeFolding: Sendable {
    /// From each letter of Latin, Cyrillic or Greek to its look-alikes in the other two.
    private let alike: [UInt32: [UnicodeScript: UInt32]]

    private static let blocks: [ClosedRange<UInt32>] = [0x41...0x5A, 0x61...0x7A, 0x391...0x3C9, 0x400...0x45F]

    init() {
        var bySkeleton: [String: [(UnicodeScript, UInt32)]] = [:]
        if let confusables = try? Confusables() {
            for scalar in Self.blocks.joined().compactMap(Unicode.Scalar.init) {
                guard let skeleton = try? confusables.skeleton(of: String(Character(scalar))) else { continue }
                bySkeleton[skeleton, default: []].append((UnicodeScript(of: scalar), scalar.value))
            }
        }
        var alike: [UInt32: [UnicodeScript: UInt32]] = [:]
        for group in bySkeleton.values {
            for (script, value) in group {
                for (other, target) in group where other != script && alike[value]?[other] == nil && Self.isUpper(value) == Self.isUpper(target) {
                    alike[value, default: [:]][other] = target
                }
            }
        }
        self.alike = alike
    }

    /// What a passage of mixed scripts may have said.
    ///
    /// - Parameter isWord: whether a word in Latin letters is in the word list. Only then is the fold sure: some orthographies do mix
    ///   scripts, and of words in other scripts there is no list.
    func proposal(for suspect: Suspect, _ bytes: UnsafeBufferPointer<UInt8>, isWord: (String) -> Bool) -> RepairProposal? {
        guard suspect.kind == .mixedScript else { return nil }
        let text = String(decoding: bytes[suspect.range.start..<suspect.range.end], as: UTF8.self)
        if text.unicodeScalars.allSatisfy({ (0x2E80...0x2FDF).contains($0.value) }) {
            let plain = text.unicodeScalars.map { CompatibilityForms.compatible($0) ?? String(Character($0)) }.joined()
            guard plain != text else { return nil }
            return RepairProposal(
                range: suspect.range, text: plain, confidence: 0.99, explanation: "The sign for a radical is replaced by the character itself.")
        }
        guard let folded = folded(text) else { return nil }
        return RepairProposal(
            range: suspect.range, text: folded, confidence: isWord(folded) ? 0.97 : 0.8,
            explanation: "Letters of another script are replaced by those that look like them in the word's own.")
    }

    /// The word in the script of most of its letters.
    private func folded(_ word: String) -> String? {
        let letters = word.unicodeScalars.map { (scalar: $0, script: UnicodeScript(of: $0)) }
        var counts: [UnicodeScript: Int] = [:]
        for letter in letters where letter.script != .common && letter.script != .inherited { counts[letter.script, default: 0] += 1 }
        guard let most = counts.max(by: { ($0.value, $1.key.description) < ($1.value, $0.key.description) }) else { return nil }
        var result = String.UnicodeScalarView()
        for letter in letters {
            if letter.script == most.key || letter.script == .common || letter.script == .inherited {
                result.append(letter.scalar)
            } else {
                guard let value = alike[letter.scalar.value]?[most.key], let scalar = Unicode.Scalar(value) else { return nil }
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func isUpper(_ value: UInt32) -> Bool { Unicode.Scalar(value)?.properties.isUppercase ?? false }
}
