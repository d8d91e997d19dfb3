import Foundation
import Testing

@testable import Palimpsest

/// Files that are not as they should be: `Corpus/cases/segment-robustness.json`; those damaged in one place that a search with
/// `Tests/Mutation` found to be read wrongly, `segment-damage.json`; pages set in columns or beside a menu, `segment-layouts.json`; and those
/// that want to do harm: `hostile.json`.
@Suite struct RobustnessTests {
    struct Case: CustomTestStringConvertible, @unchecked Sendable {
        var name: String
        var bytes: [UInt8]
        /// `at` is the way to a value, `/` between its steps: a key, a position in a list, or `key=value` for the first item
        /// that has it. With it `is` (a value), `below` (a number), `absent` or `count`.
        var expectations: [[String: Any]]
        /// Where the file is to be refused: what the message says.
        var refusal: String?
        var testDescription: String { name }
    }

    @Test(arguments: try cases())
    func theRecordIsAsExpected(_ test: Case) throws {
        if let refusal = test.refusal {
            let error = #expect(throws: IngestError.self) { try QualitySupport.records(test.bytes) }
            #expect(error?.message.contains(refusal) == true, "\(error?.message ?? "")")
            return
        }
        let records = try QualitySupport.parsed(test.bytes)
        #expect(!test.expectations.isEmpty)
        for expectation in test.expectations {
            let path = try #require(expectation["at"] as? String)
            let found = Self.at(path, in: records)
            if let count = expectation["count"] as? Int {
                #expect((found as? [Any])?.count == count, "\(path): \(Self.json(found).prefix(200))")
            } else if let limit = expectation["below"] as? Double {
                #expect(try #require(found as? Double, "\(path)") < limit, "\(path)")
            } else if expectation["absent"] != nil {
                #expect(found == nil, "\(path): \(Self.json(found).prefix(200))")
            } else {
                #expect(Self.json(found) == Self.json(expectation["is"]), "\(path)")
            }
        }
    }

    @Test(arguments: try cases().filter { $0.refusal == nil })
    func everyCharacterIsInTheRecord(_ test: Case) throws {
        let left = try Accounting.unaccounted(test.bytes)
        #expect(left.isEmpty, "\(left.prefix(5))")
    }

    /// A file may end in the midst of a character, in any encoding: whatever is left has a record, and its spans lie in the file.
    @Test(arguments: ["UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "GB18030", "Big5", "Shift_JIS", "EUC-KR"])
    func cutAtEveryOffset(_ encoding: String) throws {
        let text = "Protected areas of 从江縣: 12 ha 日本 서울 é 🌳 next.\n"
        let marks: [String: [UInt8]] = ["UTF-16LE": [0xFF, 0xFE], "UTF-16BE": [0xFE, 0xFF], "UTF-32LE": [0xFF, 0xFE, 0, 0]]
        let whole = (marks[encoding] ?? []) + (try Iconv.encode(text, as: encoding + (marks[encoding] == nil ? "//TRANSLIT" : "")))
        for length in (marks[encoding]?.count ?? 0) + 1...whole.count {
            let bytes = Array(whole.prefix(length))
            let document = try QualitySupport.pipeline().document(of: bytes, path: Array("f".utf8))
            let span = document.span(of: TextRange(0, document.text.bytes.count))
            #expect(span.start >= 0 && span.end == length, "\(encoding) cut at \(length): \(span)")
            #expect(try !QualitySupport.parsed(bytes).isEmpty)
            if encoding == "UTF-8" { #expect(try Accounting.unaccounted(bytes).isEmpty) }
        }
    }

    // MARK: Cases

    struct BadCase: Error { var name: String, reason: String }

    private static func cases() throws -> [Case] {
        try ["segment-robustness", "segment-damage", "segment-layouts", "hostile"].flatMap { file in
            let data = try Data(contentsOf: QualitySupport.root.appending(path: "Corpus/cases/\(file).json"))
            let list = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
            return try list.map { item in
                let name = item["name"] as? String ?? ""
                let pieces = item["pieces"] as? [[String: Any]]
                return Case(
                    name: name, bytes: try pieces.map { try bytes($0, name) } ?? Array(try text(item, name).utf8),
                    expectations: item["expect"] as? [[String: Any]] ?? [], refusal: item["refused"] as? String)
            }
        }
    }

    /// Pieces of a hostile file one after another: `text` or `hex`, so many `times`, or a `dump`.
    private static func bytes(_ pieces: [[String: Any]], _ name: String) throws -> [UInt8] {
        try pieces.flatMap { piece -> [UInt8] in
            if let dump = piece["dump"] as? String { return try QualitySupport.bytes(dump) }
            let times = piece["times"] as? Int ?? 1
            if let text = piece["text"] as? String { return Array(String(repeating: text, count: times).utf8) }
            guard let digits = (piece["hex"] as? String).map({ Array($0) }) else { throw BadCase(name: name, reason: "a piece of nothing") }
            let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
            return Array(repeatElement(bytes, count: times).joined())
        }
    }

    /// `text`, or a dump with what is to be done to it, in this order: `order` (its parts, given by how they begin, in another
    /// order), `replace` (the first occurrence), `until` (what comes after is cut off), `then` (another dump below).
    private static func text(_ item: [String: Any], _ name: String) throws -> String {
        if let text = item["text"] as? String { return text }
        guard let dump = item["dump"] as? String else { throw BadCase(name: name, reason: "neither text nor dump") }
        var text = try QualitySupport.text(dump)
        if let order = item["order"] as? [String] { text = try reordered("\n" + text, order, name) }
        for pair in item["replace"] as? [[String]] ?? [] {
            guard let place = text.range(of: pair[0]) else { throw BadCase(name: name, reason: "no “\(pair[0])”") }
            text.replaceSubrange(place, with: pair[1])
        }
        if let end = item["until"] as? String {
            guard let place = text.range(of: end) else { throw BadCase(name: name, reason: "no “\(end)”") }
            text = String(text[..<place.upperBound])
        }
        if let next = item["then"] as? String { text += "\n" + (try QualitySupport.text(next)) }
        return text
    }

    private static func reordered(_ text: String, _ starts: [String], _ name: String) throws -> String {
        let places = try starts.map { start in
            guard let place = text.range(of: start) else { throw BadCase(name: name, reason: "no “\(start)”") }
            return place.lowerBound
        }
        let bounds = places.sorted() + [text.endIndex]
        return places.map { place in text[place..<(bounds.first { $0 > place } ?? text.endIndex)] }.joined()
    }

    // MARK: Values

    private static func at(_ path: String, in records: [Any]) -> Any? {
        path.split(separator: "/").reduce(records as Any?) { node, step in
            if let object = node as? [String: Any] { return object[String(step)] }
            guard let list = node as? [Any] else { return nil }
            if let index = Int(step) { return list.indices.contains(index) ? list[index] : nil }
            let parts = step.split(separator: "=", maxSplits: 1).map(String.init)
            return list.first { ($0 as? [String: Any])?[parts[0]] as? String == parts.last }
        }
    }

    private static func json(_ value: Any?) -> String {
        guard let value, let data = try? JSONSerialization.data(withJSONObject: [value], options: .sortedKeys) else { return "absent" }
        return String(decoding: data, as: UTF8.self)
    }
}
