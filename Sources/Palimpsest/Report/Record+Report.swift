/// What the reports need to know of a record beyond what is written in it.
extension Record {
    /// The profile's name as a reviewer knows it; `nil` when none was read.
    var displayName: String? {
        guard case .value(let value)? = profile.first(where: { $0.key == "name" })?.node else { return nil }
        let name = value.scalar.plainText(in: document)
        return name.isEmpty ? nil : name
    }

    /// Characters of a place, ASCII white space apart.
    func characters(in range: TextRange) -> Int {
        document.text.bytes.withUnsafeBufferPointer { bytes in
            var count = 0
            for offset in range.start..<range.end where bytes[offset] > 0x20 && bytes[offset] & 0xC0 != 0x80 { count += 1 }
            return count
        }
    }

    /// How many characters of clean text one may expect from reading a passage again: all that the passage has, as likely as it
    /// is wrong. None where it is mended, where nothing was on the page but an icon, and where OCR was not at fault.
    func gain(of suspect: Suspect) -> Double {
        guard suspect.kind.isCuredByReading && !suspect.isMended else { return 0 }
        return Double(characters(in: suspect.range)) * suspect.confidence
    }
}

extension SuspectKind {
    /// Whether another reading of the page, in the right language, would give the text.
    var isCuredByReading: Bool {
        switch self {
        case .wrongScript, .misread, .mixedScript: true
        case .mojibake, .fusedWords, .noise: false
        }
    }

    /// The kind as people say it.
    var title: String {
        switch self {
        case .wrongScript: "lost script"
        case .mojibake: "wrong encoding"
        case .mixedScript: "mixed scripts"
        case .misread: "misread"
        case .fusedWords: "spacing"
        case .noise: "noise"
        }
    }

    /// One sentence for who meets the kind for the first time.
    var meaning: String {
        switch self {
        case .wrongScript: "Text of a script that the OCR model did not have came out as letters of another: Chinese as Latin letters."
        case .mojibake: "Text was decoded with the wrong character encoding."
        case .mixedScript: "Scripts are mixed as no writing system mixes them, or characters of one stand for look-alikes of another."
        case .misread: "The script is right, some of its characters are not."
        case .fusedWords: "Words ran together or were torn apart, or a mark has another width than the page sets: the letters are right, the spaces are not."
        case .noise: "Icons, rules or specks were read as characters."
        }
    }
}

extension Scalar {
    /// The value as people write it, without quotation marks; empty for null.
    func plainText(in document: Document) -> String {
        switch self {
        case .null: return ""
        case .boolean(let boolean): return boolean ? "yes" : "no"
        case .integer(let integer): return String(integer)
        case .decimal(let number): return Self.written { $0.decimal(number) }
        case .date(let date): return Self.written { $0.date(date) }
        case .string(let string): return string
        case .asRead(let passage): return document.string(of: passage)
        }
    }

    private static func written(_ body: (inout ByteWriter) -> Void) -> String {
        var out = ByteWriter(capacity: 64)
        body(&out)
        return out.withBytes { String(decoding: $0, as: UTF8.self) }
    }
}
