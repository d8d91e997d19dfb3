/// Tells whether words are parted or joined as the page has them, by the truth's own texts: its fields, titles and names, and what
/// the labels say that was printed.
struct SpaceReference {
    /// Everything that the truth says, one space for each run of white space.
    private let text: String
    /// The same without any.
    private let joined: String

    init(_ dump: LabelledDump) {
        let truth = dump.truth
        var parts: [String] = dump.spans.compactMap(\.trueText)
        for indicator in truth.indicators {
            parts += ["Action area \(indicator.actionArea)", indicator.theme, indicator.title] + [indicator.actionAreaTitle].compactMap { $0 }
            parts += indicator.fields.compactMap(\.field.text)
        }
        parts += truth.naturePathway.map(\.title) + truth.naturePathway.compactMap(\.stage)
        parts += (truth.cbi?.components ?? []).flatMap { [$0.name] + $0.indicators.map(\.title) } + truth.toolsResources.map(\.title)
        text = Self.spaced(parts.joined(separator: " ¶ "))
        joined = text.filter { $0 != " " }
    }

    /// Whether a change of white space gives what the truth has there; `nil` when the truth has neither.
    func isRight(_ edit: Replacement, in bytes: [UInt8]) -> Bool? {
        let before = Self.context(bytes[..<edit.range.start].suffix(64), isBefore: true)
        let after = Self.context(bytes[edit.range.end...].prefix(64), isBefore: false)
        let repaired = String(decoding: edit.replacement, as: UTF8.self), read = String(decoding: bytes[edit.range.start..<edit.range.end], as: UTF8.self)
        if Self.isUnspaced(before.last) && Self.isUnspaced(after.first) {
            // Han: the page has no space there when its characters stand together.
            return joined.contains((before.suffix(2) + repaired + after.prefix(2)).filter { $0 != " " }) ? repaired.isEmpty : nil
        }
        let now = Self.spaced(before + repaired + after), was = Self.spaced(before + read + after)
        if Self.partsWordAndNumber(read), text.contains(read) { return nil }
        // Some pages are printed without the space that the form has between a word and a number.
        if let last = before.last, let first = (repaired + after).first(where: { $0 != " " }), last.isLetter, first.isNumber, text.contains(was) { return nil }
        // Beside garble only the form's side can be asked for.
        for (now, was) in [(now, was), (Self.spaced(before + repaired), Self.spaced(before + read)), (Self.spaced(repaired + after), Self.spaced(read + after))] where now != was {
            if text.contains(now) { return true }
            if text.contains(was) { return false }
        }
        return repaired.hasSuffix(" ") && text.contains(Self.spaced(before + repaired) + " ") ? true : nil
    }

    /// Whether letters that stand together are parted by a space on the page; `nil` when the truth has them neither way.
    func parts(_ read: String) -> Bool? {
        // Some pages are printed without the space that the form has between a word and a number.
        if text.contains(read) { return Self.partsWordAndNumber(read) ? nil : false }
        return joined.contains(read.filter { !$0.isWhitespace }) ? true : nil
    }

    /// The word beside a place, with the white space between.
    private static func context(_ bytes: ArraySlice<UInt8>, isBefore: Bool) -> String {
        let text = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let line = String((isBefore ? text.last : text.first) ?? "")
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard let word = (isBefore ? words.last { !$0.isEmpty } : words.first { !$0.isEmpty }) else { return "" }
        let gap = (isBefore ? line.hasSuffix(" ") : line.hasPrefix(" ")) ? " " : ""
        return isBefore ? word + gap : gap + word
    }

    private static func partsWordAndNumber(_ read: String) -> Bool {
        zip(read, read.dropFirst()).contains { $0.isLetter && $1.isNumber }
    }

    private static func isUnspaced(_ character: Character?) -> Bool {
        guard let value = character?.unicodeScalars.first?.value else { return false }
        return (0x2E80...0x9FFF).contains(value) || (0xFF00...0xFFEF).contains(value)
    }

    private static func spaced(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
