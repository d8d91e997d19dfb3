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
            let lines = document.lines.lines
            for line in lines[document.lines.index(reaching: range.start)...] {
                if line.content.start >= range.end { break }
                if line.isASCII { continue }
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

    /// Looks at the words that hold more than ASCII, and at the signs.
    private func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, into found: inout [Suspect]) {
        var at = start
        while let sign = Self.firstBeyondASCII(bytes, at, end) {
            let (value, length) = UTF8Bytes.scalar(bytes, at: sign)
            switch Self.sort(value) {
            case .letter:
                var first = sign
                while first > at, (bytes[first - 1] | 0x20) &- 0x61 < 26 { first -= 1 }
                at = word(bytes, first, end, into: &found)
            case .other:
                at = sign + length
            case .unwritten(let reason):
                at = sign + length
                Self.append(TextRange(sign, at), 0.97, reason, &found)
            }
        }
    }

    /// Looks at the word that begins at `start`; gives its end.
    private func word(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, into found: inout [Suspect]) -> Int {
        var at = start, scripts = ScriptSet()
        while at < end {
            let (value, length) = UTF8Bytes.scalar(bytes, at: at)
            if value < 0x80 {
                guard (value | 0x20) &- 0x61 < 26 else { break }
                scripts.insert(.latin)
            } else if let script = Self.plainScript(value) {
                scripts.insert(script)
            } else {
                guard case .letter = Self.sort(value), let scalar = Unicode.Scalar(value) else { break }
                scripts.insert(UnicodeScript(of: scalar))
            }
            at += length
        }
        if scripts.mayBeMixed { close(letters(bytes, start, at), &found) }
        return at
    }

    private static func firstBeyondASCII(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var at = start
        while at + 8 <= end {
            let high = ByteWord.load(base, at) & ByteWord.high
            if high != 0 { return at + high.trailingZeroBitCount >> 3 }
            at += 8
        }
        while at < end, base[at] < 0x80 { at += 1 }
        return at < end ? at : nil
    }

    private enum Sort {
        case letter, other
        /// What stands for no text, and why.
        case unwritten(String)
    }

    /// What kind of character one beyond ASCII is; a mark counts as a letter.
    private static func sort(_ value: UInt32) -> Sort {
        if plainScript(value) != nil { return .letter }
        // Dashes, quotation marks and the like.
        if value >= 0x2010, value <= 0x2027 { return .other }
        guard let scalar = Unicode.Scalar(value) else { return .other }
        let category = ScalarProperties.generalCategory(scalar)
        if let reason = reason(against: value, category) { return .unwritten(reason) }
        return category.isLetter || category.isMark ? .letter : .other
    }

    /// The script of letters that are frequent, where a look at the block is enough.
    @inline(__always)
    private static func plainScript(_ value: UInt32) -> UnicodeScript? {
        if value >= 0x4E00, value <= 0x9FFF { return .han }
        if value >= 0xC0, value <= 0x24F, value != 0xD7, value != 0xF7 { return .latin }
        return nil
    }

    /// The scripts of a word, as far as it takes to tell whether they may be too many.
    private struct ScriptSet {
        private var known: UInt8 = 0, other: UnicodeScript?, isMany = false

        /// Scripts that are written together: bits of ``known``.
        private static let together: [UInt8] = [0b1111, 0b1_0011, 0b10_0011]

        @inline(__always)
        mutating func insert(_ script: UnicodeScript) {
            switch script {
            case .latin: known |= 1
            case .han: known |= 2
            case .hiragana: known |= 4
            case .katakana: known |= 8
            case .bopomofo: known |= 16
            case .hangul: known |= 32
            case .common, .inherited: break
            default:
                if let other, other != script { isMany = true }
                other = script
            }
        }

        var mayBeMixed: Bool {
            if other != nil { return isMany || known != 0 }
            return known.nonzeroBitCount > 1 && !Self.together.contains { known & ~$0 == 0 }
        }
    }

    private func letters(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> [Letter] {
        var word: [Letter] = []
        var at = start
        while at < end {
            let (value, length) = UTF8Bytes.scalar(bytes, at: at)
            word.append(Letter(offset: at, end: at + length, script: Unicode.Scalar(value).map(UnicodeScript.init(of:)) ?? .unknown, scalar: value))
            at += length
        }
        return word
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

    /// Adds a word if its scripts are none that go together.
    private func close(_ word: [Letter], _ found: inout [Suspect]) {
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
