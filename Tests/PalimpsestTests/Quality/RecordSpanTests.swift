import Foundation
import Testing

@testable import Palimpsest

/// The file's bytes, cut at a span of a record, decoded, normalised and joined, are the text beside the span.
@Suite struct RecordSpanTests {
    enum Form: String, CaseIterable {
        case asItIs, byteOrderMark, utf16, crlf, cr, decomposed, gb18030
        case noBreakSpaces, wideSpaces, tabs, ligatures, rightToLeft, marksAtSpaces, breaks, entities

        func bytes(_ text: String) throws -> [UInt8] {
            switch self {
            case .asItIs: Array(text.utf8)
            case .byteOrderMark: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
            case .utf16: [0xFF, 0xFE] + UnicodeBytes.encode(text, as: "UTF-16LE")
            case .crlf: Array(text.replacingOccurrences(of: "\n", with: "\r\n").utf8)
            case .cr: Array(text.replacingOccurrences(of: "\n", with: "\r").utf8)
            case .decomposed: Array(text.decomposedStringWithCanonicalMapping.utf8)
            case .gb18030: try Iconv.encode(text, as: "GB18030")
            case .noBreakSpaces: Array(text.replacing(" ", with: "\u{A0}").utf8)
            case .wideSpaces: Array(text.replacing(" ", with: "\u{3000}").utf8)
            case .tabs: Array(text.replacing(" ", with: "\t").utf8)
            case .ligatures: Array(text.replacing("fi", with: "\u{FB01}").replacing("fl", with: "\u{FB02}").utf8)
            case .rightToLeft: Array(text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "\u{202B}\($0)\u{202C}" }.joined(separator: "\n").utf8)
            case .marksAtSpaces: Array(text.replacing(" ", with: " \u{200E}").utf8)
            case .breaks: Array(text.replacing(" ", with: "\u{200B} ").utf8)
            case .entities: Array(text.replacing("&", with: "&amp;").utf8)
            }
        }
    }

    private struct Mismatch { var path: String, expected: String, cut: String }

    /// Everything in the records of `bytes` whose text is not what its span cuts from them.
    private func mismatches(_ bytes: [UInt8]) throws -> (found: [Mismatch], count: Int) {
        var found: [Mismatch] = [], count = 0
        for record in try QualitySupport.parsed(bytes) {
            let source = try #require(record["source"] as? [String: Any])
            let encoding = try #require(source["encoding"] as? String)
            for place in JSONSpans(record).places {
                guard let text = place.text else { continue }
                count += 1
                let pieces = try place.pieces.map { piece in
                    try decode(Array(bytes[piece]), as: encoding).precomposedStringWithCanonicalMapping
                }
                let cut = LineJoining.join(pieces.joined(separator: "\n"))
                if Array(cut.utf8) != Array(text.utf8) { found.append(Mismatch(path: place.path, expected: text, cut: cut)) }
            }
        }
        return (found, count)
    }

    /// Legacy encodings by ICU: where the guess is wrong, bytes that the encoding leaves open get ICU's characters.
    private func decode(_ bytes: [UInt8], as encoding: String) throws -> String {
        encoding.hasPrefix("UTF-") ? UnicodeBytes.decode(bytes, as: encoding) : try CharsetConverter(encoding).string(bytes)
    }

    @Test(arguments: QualitySupport.dumps, Form.allCases)
    func spansCutTheirTexts(_ dump: String, _ form: Form) throws {
        let bytes = try form.bytes(QualitySupport.text(dump))
        let (found, count) = try mismatches(bytes)
        #expect(count > 80, "\(dump) as \(form): only \(count) texts with spans")
        let first = found.prefix(3).map { "\($0.path): “\($0.expected)” is “\($0.cut)”" }
        #expect(first.isEmpty, "\(dump) as \(form): \(first)")
    }

    /// The record itself does not depend on how the file was encoded.
    @Test(arguments: [Form.byteOrderMark, .utf16, .crlf, .cr])
    func encodingsAndLineEndsChangeNoText(_ form: Form) throws {
        for dump in ["congjiang-county", "06_yunhe_county"] {
            let text = try QualitySupport.text(dump)
            #expect(try texts(form.bytes(text)) == texts(Array(text.utf8)), "\(dump) as \(form)")
        }
    }

    /// What parts words, and how a font joins letters, changes no value: not the name of a city, no number, no owner.
    @Test(arguments: QualitySupport.dumps, [Form.noBreakSpaces, .wideSpaces, .tabs, .ligatures, .rightToLeft, .marksAtSpaces, .breaks, .entities])
    func spacesAndLigaturesChangeNoValue(_ dump: String, _ form: Form) throws {
        let text = try QualitySupport.text(dump)
        let plain = try values(Array(text.utf8)), found = try values(form.bytes(text))
        #expect(plain.count > 30)
        let lost = plain.filter { found[$0.key] != $0.value }.map { "\($0.key): \($0.value) is \(found[$0.key] ?? "missing")" }
        #expect(lost.isEmpty, "\(dump) as \(form): \(lost.sorted().prefix(5))")
    }

    /// Every typed value of the records of a file, by its path.
    private func values(_ bytes: [UInt8]) throws -> [String: String] {
        var found: [String: String] = [:]
        func visit(_ node: Any, _ path: String) {
            if let list = node as? [Any] {
                for (number, item) in list.enumerated() { visit(item, "\(path)/\(number)") }
            } else if let members = node as? [String: Any] {
                if let value = members["value"] { found[path] = "\(value)".replacing("\u{FB01}", with: "fi").replacing("\u{FB02}", with: "fl").replacing("&amp;", with: "&") }
                for (key, member) in members where key != "suspects" && key != "diagnostics" && key != "source" { visit(member, "\(path)/\(key)") }
            }
        }
        for record in try QualitySupport.parsed(bytes) { visit(record, "") }
        return found
    }

    @Test func chineseInGB18030IsRecognised() throws {
        let record = try #require(QualitySupport.records(Form.gb18030.bytes(QualitySupport.text("06_yunhe_county"))).first)
        #expect(record.document.source.encoding == "GB18030")
        #expect(try record.document.text.bytes == QualitySupport.bytes("06_yunhe_county"))
    }

    private func texts(_ bytes: [UInt8]) throws -> [String] {
        try QualitySupport.parsed(bytes).flatMap { JSONSpans($0).places.map { "\($0.path): \($0.text ?? "")" } }
    }
}
