/// Leaves names alone that were read: of the city, of places and of persons in a foreign language, written in Latin letters.
///
/// In a profile of which much is lost `Mayor of Ano Elaionas` looks lost as well, as no list of words has it, and letters by themselves cannot tell
/// `Lak Si` from garble (to learn from names of towns was tried: it took a tenth off). Two things can. What stands letter for letter the same
/// in two slots of the form, or in one and at the head, is a name (what a word is once in a document it is throughout: Gale, Church and Yarowsky, "One
/// sense per discourse", 1992). And garble is hardly ever written as names are, in words of a capital and small letters: of ten passages of 72 made
/// dumps that were written so and taken for garble, of scripts that do not look like Latin letters, two were.
struct NameSuspects {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Where names stand that the form's sentences bear out, ascending.
    let recurring: [TextRange]

    init(in record: Record, _ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        var found: [TextRange] = []
        for standing in record.standing { found += standing.slots }
        for member in record.profile {
            if case .value(let value) = member.node, value.text.count == 1 { found.append(value.text.extent) }
        }
        found = found.filter { Self.isName(bytes[$0.start..<$0.end]) }.sorted { $0.start < $1.start }
        // One place can be both a slot and a value of the head.
        found = found.indices.filter { $0 == 0 || found[$0 - 1].end <= found[$0].start }.map { found[$0] }
        var times: [ArraySlice<UInt8>: Int] = [:]
        for range in found { times[ArraySlice(bytes[range.start..<range.end]), default: 0] += 1 }
        recurring = found.filter { times[ArraySlice(bytes[$0.start..<$0.end]), default: 0] > 1 }
    }

    /// The suspects of a lost script without those that are names; of one that reaches beyond a recurring name, what lies outside.
    func settled(_ suspects: [Suspect]) -> [Suspect] {
        suspects.compactMap { suspect in
            guard suspect.kind == .wrongScript else { return suspect }
            if let name = recurringName(in: suspect.range) { return outside(name, suspect) }
            let looksLatin = suspect.script.map(Self.looksLatin.contains) ?? true
            return !looksLatin && Self.isNames(bytes[suspect.range.start..<suspect.range.end]) ? nil : suspect
        }
    }

    /// The first recurring name that a place touches.
    private func recurringName(in range: TextRange) -> TextRange? {
        let first = recurring.partitioningIndex { $0.end > range.start }
        return first < recurring.count && recurring[first].overlaps(range) ? recurring[first] : nil
    }

    /// Scripts of which garble is written in capitals and small letters: most of their letters have a twin in Latin.
    static let looksLatin: Set<String> = ["Cyrl", "Grek", "Armn", "Geor"]

    /// The longer of the pieces before and after a name, or nothing.
    private func outside(_ name: TextRange, _ suspect: Suspect) -> Suspect? {
        var (start, end) = (suspect.range.start, suspect.range.end)
        if name.start - start > end - name.end { end = name.start } else { start = max(start, name.end) }
        while start < end, ASCII.isSpace(bytes[start]) { start += 1 }
        while start < end, ASCII.isSpace(bytes[end - 1]) { end -= 1 }
        guard start < end else { return nil }
        var rest = suspect
        rest.range = TextRange(start, end)
        return rest
    }

    /// Whether a text is a few names: `Amnat Charoen, Det Udom`, `Zemer and Kafr Qasim.`
    static func isNames(_ text: some Collection<UInt8>) -> Bool {
        guard text.count <= mostBytes else { return false }
        var names = 0, isLong = false
        for part in text.split(whereSeparator: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }) where !part.allSatisfy(ASCII.isSpace) {
            guard let size = sizeOfName(part) else { return false }
            names += 1
            if size >= longEnough { isLong = true }
        }
        return isLong && names <= mostNames
    }

    static func isName(_ text: some Collection<UInt8>) -> Bool { text.count <= mostBytes && sizeOfName(text).map { $0 >= longEnough } ?? false }

    /// The letters of the longest word of a text that is written as names are, `nil` of another: words of a capital and small letters (`Ano Elaionas`,
    /// `Nong Bua`), beside them single short ones in small letters (`Melqa el Ouidane`).
    private static func sizeOfName(_ text: some Collection<UInt8>) -> Int? {
        var words = 0, particles = 0, longest = 0, wasParticle = false
        for word in text.split(whereSeparator: { ASCII.isSpace($0) || $0 == UInt8(ascii: "-") }) {
            let letters = word.first == UInt8(ascii: "'") ? word.dropFirst() : word
            guard let first = letters.first, ASCII.isLetter(first) || first >= 0x80, letters.dropFirst().allSatisfy(isSmall) else { return nil }
            let isParticle = (0x61...0x7A).contains(first)
            if isParticle, wasParticle || letters.count > longestParticle { return nil }
            wasParticle = isParticle
            words += 1
            if isParticle { particles += 1 } else { longest = max(longest, letters.count) }
        }
        return words <= mostWords && particles * 2 <= words && longest >= shortest ? longest : nil
    }

    /// Small letters, those beyond ASCII whose case is not asked for, and the apostrophe in a name.
    private static func isSmall(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || byte >= 0x80 || byte == UInt8(ascii: "'") }

    private static let mostBytes = 80, longestParticle = 3, mostWords = 6, mostNames = 3, shortest = 2, longEnough = 3
}
