/// Repairs of plain text that are not of its encoding: each is named, has its own switch, and is off unless asked for.
///
/// They are apart from ``EncodingRepairer`` because they are matters of taste: a curly quotation mark is no error. The set and
/// the names follow what ftfy documents for `fix_text`, so that its results can be had by switching all of them on.
public struct TextFixes: Sendable {
    public enum Fix: String, Sendable, Hashable, CaseIterable, Codable {
        /// `&eacute;` and `&#233;` are the characters that they name. Not in text with a `<`, which may be HTML.
        case entities
        /// The escape sequences that colour a terminal are no text (ECMA-48).
        case terminalEscapes = "terminal_escapes"
        /// `ﬁ` is `fi`, and `ŉ` is `'n`.
        case ligatures
        /// Full-width Latin letters and half-width katakana get their usual width.
        case width
        /// `“` and `’` are `"` and `'`.
        case quotes
        /// CR LF, CR, U+2028, U+2029 and U+0085 are LF.
        case lineBreaks = "line_breaks"
        /// Controls that have no effect in plain text are left out.
        case controls
    }

    public var fixes: Set<Fix>
    private let entities: HTMLEntities

    /// - Parameters:
    ///   - fixes: the ones to do.
    ///   - entities: the names in `Dictionaries/models/mojibake-entities.txt`.
    public init(_ fixes: Set<Fix> = Set(Fix.allCases), entities: HTMLEntities = HTMLEntities()) {
        self.fixes = fixes
        self.entities = entities
    }

    /// What may hide mojibake is done before it is looked for; the rest would spoil it.
    private static let early: Set<Fix> = [.entities, .terminalEscapes]

    /// `text` with the fixes done, in the order in which they are declared, and its mojibake undone by `repairer` in between.
    /// Doing it again changes nothing.
    public func apply(to text: String, repairer: EncodingRepairer? = nil) -> String {
        var text = apply(Self.early, to: text)
        if let repairer { text = repairer.repair(text) }
        return apply(Set(Fix.allCases).subtracting(Self.early), to: text)
    }

    private func apply(_ some: Set<Fix>, to text: String) -> String {
        Fix.allCases.reduce(text) { fixes.contains($1) && some.contains($1) ? apply($1, to: $0) : $0 }
    }

    private func apply(_ fix: Fix, to text: String) -> String {
        switch fix {
        case .entities: text.utf8.contains(0x26) ? entities.replace(in: text) : text
        case .terminalEscapes: text.utf8.contains(0x1B) ? Self.withoutEscapes(text) : text
        case .ligatures: Self.map(text, CompatibilityForms.ligature)
        case .width: Self.map(text, CompatibilityForms.usualWidth)
        case .quotes: Self.map(text, Self.straightQuote)
        case .lineBreaks: Self.withLineFeeds(text)
        case .controls: Self.withoutControls(text)
        }
    }

    private static func map(_ text: String, _ replace: (Unicode.Scalar) -> String?) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.value >= 0x80, let other = replace(scalar) {
                result.append(contentsOf: other.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// The straight mark for a curly one, high or low. Guillemets stay.
    private static func straightQuote(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "\u{02BC}", "\u{2018}"..."\u{201B}": "'"
        case "\u{201C}"..."\u{201F}": "\""
        default: nil
        }
    }

    private static func withLineFeeds(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var before: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\r", "\u{2028}", "\u{2029}", "\u{85}": result.append("\n")
            case "\n" where before == "\r": break
            default: result.append(scalar)
            }
            before = scalar
        }
        return String(result)
    }

    /// Leaves out ESC [ parameters and final letter: a control sequence that sets colours and such.
    private static func withoutEscapes(_ text: String) -> String {
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        var at = 0
        while at < bytes.count {
            if bytes[at] == 0x1B, at + 1 < bytes.count, bytes[at + 1] == 0x5B {
                var end = at + 2
                while end < bytes.count, (0x30...0x3B).contains(bytes[end]) { end += 1 }
                if end < bytes.count, (0x41...0x5A).contains(bytes[end]) || (0x61...0x7A).contains(bytes[end]) {
                    at = end + 1
                    continue
                }
            }
            result.append(bytes[at])
            at += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// C0 controls but tab, line feed, form feed and carriage return; DEL; deprecated format controls; interlinear
    /// annotations; and the byte order mark within text. C1 controls stay: they may be mojibake.
    private static func withoutControls(_ text: String) -> String {
        func isSuperfluous(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x00...0x08, 0x0B, 0x0E...0x1F, 0x7F, 0x206A...0x206F, 0xFEFF, 0xFFF9...0xFFFC: true
            default: false
            }
        }
        guard text.unicodeScalars.contains(where: isSuperfluous) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isSuperfluous($0) }))
    }
}
