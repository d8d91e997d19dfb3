/// Finds characters of scripts that no writing system mixes within a word, and characters that stand for no text at all.
///
/// UTS #39, section 5.1 (mixed-script detection) with the sets of UTS #39's "highly restrictive" level: Latin goes with Han and
/// kana, with Han and Bopomofo, with Han and Hangul, and with nothing else inside a word. Beyond that: Kangxi and CJK radicals,
/// which are signs and no letters (UAX #38), private use, and U+FFFD.
struct ScriptMixing: Sendable {
    private static let written: [Set<UnicodeScript>] = [
        [.latin, .han, .hiragana, .katakana], [.latin, .han, .bopomofo], [.latin, .han, .hangul],
    ]
    private static let greek = UnicodeScript("Grek")

    /// The mixed passages of `range`, ascending.
    func suspects(in document: Document, range: TextRange) -> [Suspect] {
        var found: [Suspect] = []
        document.text.bytes.withUnsafeBufferPointer { bytes in
            for line in document.lines.lines where !line.isASCII && line.content.end > range.start && line.content.start < range.end {
                scan(bytes, max(line.content.start, range.start), min(line.content.end, range.end), into: &found)
            }
        }
        return found
    }

    /// One character of a word.
    private struct Letter {
        var offset: Int
        var end: Int
        var script: UnicodeScript
        var scalar: UInt32
    }

    private func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, into found: inout [Suspect]) {
        var word: [Letter] = []
        var at = start
        while at < end {
            let (value, length) = UTF8Bytes.scalar(bytes, at: at)
            let place = at
            at += length
            if value < 0x80 {
                if (value | 0x20) &- 0x61 < 26 {
                    word.append(Letter(offset: place, end: at, script: .latin, scalar: value))
                } else {
                    close(&word, &found)
                }
                continue
            }
            guard let scalar = Unicode.Scalar(value) else { continue }
            let category = ScalarProperties.generalCategory(scalar)
            if let reason = Self.reason(against: value, category) {
                close(&word, &found)
                Self.append(TextRange(place, at), 0.97, reason, &found)
            } else if category.isLetter || category.isMark {
                word.append(Letter(offset: place, end: at, script: UnicodeScript(of: scalar), scalar: value))
            } else {
                close(&word, &found)
            }
        }
        close(&word, &found)
    }

    /// Why a character stands for no text; `nil` when it may.
    private static func reason(against value: UInt32, _ category: GeneralCategory) -> String? {
        switch value {
        case 0xFFFD: return "U+FFFD stands where a character could not be decoded."
        case 0x2E80...0x2FDF: return "Signs for radicals stand in the place of the characters that look like them."
        default: break
        }
        switch category {
        case .privateUse: return "A private-use character has no meaning outside the font that it came from."
        case .unassigned: return "The character is not assigned in Unicode."
        default: return nil
        }
    }

    private func close(_ word: inout [Letter], _ found: inout [Suspect]) {
        defer { word.removeAll(keepingCapacity: true) }
        guard word.count > 1 else { return }
        var counts: [UnicodeScript: Int] = [:]
        for letter in word where letter.script != .common && letter.script != .inherited { counts[letter.script, default: 0] += 1 }
        guard counts.count > 1, let first = word.first, let last = word.last else { return }
        let scripts = Set(counts.keys)
        if Self.written.contains(where: scripts.isSubset) || isSymbol(word, counts) { return }
        let names = scripts.map(\.description).sorted().joined(separator: ", ")
        Self.append(
            TextRange(first.offset, last.end), 0.93, "Letters of several scripts (\(names)) stand in one word, as no language writes.", &found)
    }

    /// Whether the Greek letter of a word is a sign of mathematics or physics (`ΔT`, `kΩ`), which is written beside Latin letters.
    private func isSymbol(_ word: [Letter], _ counts: [UnicodeScript: Int]) -> Bool {
        guard counts.count == 2, let greek = Self.greek, counts[greek] == 1, counts[.latin] != nil else { return false }
        return word.count <= 3 && (word.first?.script == greek || word.last?.script == greek)
    }

    private static func append(_ range: TextRange, _ confidence: Double, _ reason: String, _ found: inout [Suspect]) {
        if let last = found.last, last.range.end == range.start, last.reasons == [reason] {
            found[found.count - 1].range.end = range.end
        } else {
            found.append(Suspect(kind: .mixedScript, range: range, confidence: confidence, reasons: [reason]))
        }
    }
}
