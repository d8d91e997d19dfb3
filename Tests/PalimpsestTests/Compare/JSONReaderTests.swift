import Foundation
import Testing

@testable import Palimpsest

struct JSONReaderTests {
    struct Invalid: Decodable, Sendable { var text: String; var name: String }

    @Test(arguments: try cases("json-invalid", as: Invalid.self))
    func refuses(_ invalid: Invalid) {
        #expect(throws: JSONReader.Failure.self, "\(invalid.name)") { try JSONReader.value(of: Array(invalid.text.utf8)) }
    }

    @Test func refusesWhatIsNotUTF8() {
        #expect(throws: JSONReader.Failure.self) { try JSONReader.value(of: [0x22, 0xFF, 0x22]) }
        #expect(throws: JSONReader.Failure.self) { try JSONReader.value(of: [0x22, 0xED, 0xA0, 0x80, 0x22]) }
    }

    @Test func readsValuesAsTheyStand() throws {
        let text = #" {"b": [1, -0.5e+3, true, false, null, ""], "a": {"\u00e9\ud83d\ude00\n\/": "从 \"x\""}} "#
        let value = try JSONReader.value(of: Array(text.utf8))
        #expect(value.members.map(\.key) == ["b", "a"])
        #expect(value["b"]?.items == [.number("1"), .number("-0.5e+3"), .boolean(true), .boolean(false), .null, .string("")])
        #expect(value["a"]?.members == [JSONValue.Member(key: "é😀\n/", value: .string("从 \"x\""))])
    }

    @Test(arguments: [("54.0", "54"), ("54.50", "54.5"), ("100", "100"), ("-0.00", "-0"), ("1.0e5", "1.0e5")])
    func numbersThatAreEqualReadAlike(_ written: String, _ plain: String) throws {
        #expect(try JSONReader.value(of: Array(written.utf8)).plain == plain)
    }

    /// Records go there and back: Foundation reads the same strings.
    @Test func agreesWithFoundationOnRecords() throws {
        let line = try #require(try QualitySupport.ndjson(try QualitySupport.bytes("congjiang-county")).first)
        let ours = try JSONReader.value(of: Array(line))
        let theirs = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
        #expect(Set(ours.members.map(\.key)) == Set(theirs.keys))
        let texts = (theirs["suspects"] as? [[String: Any]] ?? []).map { $0["text"] as? String ?? "" }
        #expect(texts.count > 20)
        #expect(ours["suspects"]?.items.map { $0["text"]?.string ?? "?" } == texts)
    }
}
