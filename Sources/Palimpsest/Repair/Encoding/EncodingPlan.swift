/// How a passage of mojibake is undone, step by step, so that anybody can check it and do it again.
///
/// The steps are those that ftfy's `fix_and_explain` gives: text is encoded as it was wrongly decoded, what happened to the
/// bytes on their way is mended, and they are decoded as they should have been. Twice over is four steps.
public struct EncodingPlan: Hashable, Sendable, Codable {
    public enum Step: Hashable, Sendable {
        /// Text to bytes in an encoding (IANA or ICU name). What the encoding does not have stays text.
        case encode(String)
        /// A space after a lead byte is the no-break space A0 that it was.
        case restoreSpaces
        /// U+FFFD or `?` within a sequence is a byte that was lost: the character becomes U+FFFD.
        case replaceLostBytes
        /// Bytes to text. As UTF-8, bytes that are no character stay the text that they were; in another encoding all must be.
        case decode(String)
    }

    public var steps: [Step]

    public init(_ steps: [Step]) { self.steps = steps }

    /// Name of UTF-8 in a plan.
    static let utf8 = "UTF-8"
    /// Name of the encoding whose bytes are the first 256 scalars.
    static let latin1 = "ISO-8859-1"

    /// The plan that takes text in UTF-8 back that was read as `charset`.
    static func utf8(readAs charset: String, spaced: Bool, lossy: Bool) -> EncodingPlan {
        EncodingPlan(
            [.encode(charset)] + (spaced ? [.restoreSpaces] : []) + (lossy ? [.replaceLostBytes] : []) + [.decode(utf8)])
    }

    /// How many times the text was read wrongly.
    public var depth: Int {
        steps.count { if case .decode = $0 { true } else { false } }
    }

    /// Does what the plan says. The same plan and text give the same bytes, always.
    ///
    /// - Returns: `nil` when a step cannot be done, because the text is not the one that the plan was made for.
    public func apply(to text: String, using tables: CharsetTables) -> String? {
        var scalars = text.unicodeScalars.map(\.value)
        var at = 0
        while at < steps.count {
            guard case .encode(let source) = steps[at] else { return nil }
            var sequences = UTF8Sequences(allowsSpaces: false, allowsLoss: false)
            at += 1
            while at < steps.count {
                if steps[at] == .restoreSpaces {
                    sequences.allowsSpaces = true
                } else if steps[at] == .replaceLostBytes {
                    sequences.allowsLoss = true
                } else {
                    break
                }
                at += 1
            }
            guard at < steps.count, case .decode(let target) = steps[at],
                let next = Self.recode(scalars, from: source, to: target, sequences, tables)
            else { return nil }
            scalars = next
            at += 1
        }
        return String(scalars)
    }

    private static func recode(
        _ scalars: [UInt32], from source: String, to target: String, _ sequences: UTF8Sequences, _ tables: CharsetTables
    ) -> [UInt32]? {
        if source == latin1 {
            guard let charset = tables.charset(target) as? SingleByteCharset else { return nil }
            return scalars.map { C1Controls.character($0, in: charset) ?? $0 }
        }
        guard let charset = tables.charset(source) else { return nil }
        let units = ByteUnits(scalars, in: charset)
        if target == utf8 {
            return scalars.applying(sequences.edits(units, text: scalars, hasBlank: charset.hasBlank))
        }
        return tables.charset(target)?.scalars(of: units.units[...])
    }

    /// One sentence for a reviewer.
    public var explanation: String {
        var parts: [String] = []
        var source = ""
        for step in steps {
            switch step {
            case .encode(let name): source = name
            case .restoreSpaces: parts.append("spaces that were no-break spaces are restored")
            case .replaceLostBytes: parts.append("bytes that were lost are marked with U+FFFD")
            case .decode(let name): parts.append("text in \(name) was read as \(source)")
            }
        }
        let times = depth == 2 ? ", twice over" : depth > 2 ? ", \(depth) times over" : ""
        return "Undone: " + parts.joined(separator: "; ") + times + "."
    }
}

extension EncodingPlan.Step: Codable, CustomStringConvertible {
    private enum Key: String, CodingKey { case step, charset }

    /// As in `encode windows-1252`.
    public var description: String {
        switch self {
        case .encode(let charset): "encode \(charset)"
        case .restoreSpaces: "restore_spaces"
        case .replaceLostBytes: "replace_lost_bytes"
        case .decode(let charset): "decode \(charset)"
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let words = description.split(separator: " ", maxSplits: 1).map(String.init)
        try container.encode(words[0], forKey: .step)
        if words.count > 1 { try container.encode(words[1], forKey: .charset) }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(String.self, forKey: .step) {
        case "encode": self = .encode(try container.decode(String.self, forKey: .charset))
        case "decode": self = .decode(try container.decode(String.self, forKey: .charset))
        case "restore_spaces": self = .restoreSpaces
        case "replace_lost_bytes": self = .replaceLostBytes
        case let other:
            throw DecodingError.dataCorruptedError(
                forKey: .step, in: container, debugDescription: "\"\(other)\" is no step of an encoding plan")
        }
    }
}

/// The controls 80–9F, which nobody types: they are characters of windows-1252 that were read as ISO 8859-1, as the HTML
/// standard assumes too (WHATWG Encoding reads the label `iso-8859-1` as windows-1252).
enum C1Controls {
    static func character(_ scalar: UInt32, in charset: SingleByteCharset) -> UInt32? {
        guard (0x80...0x9F).contains(scalar), case let value = charset.scalars[Int(scalar)], UInt32(value) != scalar, value != 0
        else { return nil }
        return UInt32(value)
    }
}

extension [UInt32] {
    /// The text with the edits done, which are in order and do not overlap.
    func applying(_ edits: [TextEdit]) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(count)
        var at = 0
        for edit in edits where edit.start >= at {
            result += self[at..<edit.start]
            result += edit.scalars
            at = edit.end
        }
        return result + self[at...]
    }
}

extension String {
    /// The text of scalar values; surrogates and other impossible ones become U+FFFD.
    init(_ scalars: some Sequence<UInt32>) {
        self.init(String.UnicodeScalarView(scalars.lazy.map { Unicode.Scalar($0) ?? "\u{FFFD}" }))
    }
}
