import Crypto

/// One doubtful passage with what surrounds it: the row that all tables and lists of passages share.
struct ReportedPassage {
    let record: Record
    /// 0-based number in the record.
    let number: Int
    let suspect: Suspect
    let span: SourceSpan
    let indicator: IndicatorRecord?
    let field: FieldRecord?

    /// The passages of a record, in document order.
    static func forEach(of record: Record, _ body: (ReportedPassage) -> Void) {
        let owners = PassageOwners(record)
        var line = 0
        for (number, suspect) in record.suspects.enumerated() {
            let owner = owners.owner(of: suspect.range)
            let indicator = owner.map { record.indicators[$0.indicator] }
            body(
                ReportedPassage(
                    record: record, number: number, suspect: suspect, span: record.document.span(of: suspect.range, near: &line),
                    indicator: indicator, field: owner?.field.flatMap { indicator?.fields[$0] }))
        }
    }

    /// `s1` is the first.
    var identifier: String { "s\(number + 1)" }

    /// The passage as it stands in the document, line breaks kept.
    var exact: ArraySlice<UInt8> { record.document.text.bytes[suspect.range.start..<suspect.range.end] }

    /// The passage with its lines joined.
    var text: String { record.document.string(of: Passage(suspect.range)) }

    /// The candidate that a reader sees first: one that is applied, or else the surest.
    var bestCandidate: RepairCandidate? {
        suspect.candidates.first(where: \.isApplied) ?? suspect.candidates.max { $0.confidence < $1.confidence }
    }

    /// Up to `count` code points before and after the passage, line breaks kept.
    func context(_ count: Int) -> (before: ArraySlice<UInt8>, after: ArraySlice<UInt8>) {
        let bytes = record.document.text.bytes
        var start = suspect.range.start
        for _ in 0..<count where start > 0 {
            start -= 1
            while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        }
        var end = suspect.range.end
        for _ in 0..<count where end < bytes.count {
            end += 1
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        }
        return (bytes[start..<suspect.range.start], bytes[suspect.range.end..<end])
    }

    /// A name for the passage that is the same in every report of the same file under the same path: a UUID of version 5 (RFC 9562,
    /// section 5.5) of path, content, profile and number. SARIF's schema knows no newer version.
    var uuid: String {
        var hash = Insecure.SHA1()
        hash.update(data: Self.namespace)
        hash.update(data: record.document.source.path)
        hash.update(data: Array("\u{0}\(record.document.source.sha256)\u{0}\(record.profileIndex)\u{0}\(identifier)".utf8))
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array("0123456789abcdef")
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append("-") }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }

    /// A random UUID that stands for the passages of reports.
    private static let namespace: [UInt8] = [0x3C, 0x0F, 0x9A, 0x52, 0x71, 0xD4, 0x4E, 0x86, 0x9B, 0x1D, 0xE0, 0x27, 0x6A, 0xC5, 0x48, 0xF3]

    /// The path as a relative or absolute URI reference (RFC 3986): every byte that is not unreserved is percent-encoded, so that
    /// names that are not UTF-8 come back as they were.
    static func uri(of path: [UInt8]) -> String {
        var uri = path.first == UInt8(ascii: "/") ? "file://" : ""
        // The first segment of a relative reference must not look like a scheme; an encoded colon does not.
        for byte in path {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                uri += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return uri
    }
}
