import Foundation
import Testing
@testable import Palimpsest

private func written(capacity: Int = 64, _ body: (inout ByteWriter) -> Void) -> [UInt8] {
    var writer = ByteWriter(capacity: capacity)
    body(&writer)
    var output: [UInt8] = []
    writer.append(to: &output)
    return output
}

private func text(_ body: (inout ByteWriter) -> Void) -> String {
    String(decoding: written(body), as: UTF8.self)
}

@Suite struct JSONStringTests {
    private func parse(_ json: [UInt8]) throws -> String? {
        try JSONSerialization.jsonObject(with: Data(json), options: .fragmentsAllowed) as? String
    }

    /// Characters that are likely to go wrong, and any others.
    private func character(_ generator: inout some RandomNumberGenerator) -> Unicode.Scalar {
        let delicate: [Unicode.Scalar] = [
            "\"", "\\", "/", "\u{0}", "\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}", "\u{2027}", "\u{202A}", "\u{E2}",
            "\u{2019}", "\u{FFFE}", "\u{1F600}", "江", "\n", "\r", "\t", "\u{10FFFF}",
        ]
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return delicate[Int.random(in: 0..<delicate.count, using: &generator)]
        case 1: return Unicode.Scalar(UInt8.random(in: 0..<0x80, using: &generator))
        default: return Unicode.Scalar(UInt32.random(in: 0..<0x11_0000, using: &generator)) ?? "x"
        }
    }

    @Test func randomTextComesBack() throws {
        var generator = SplitMix(state: 1)
        for _ in 0..<3000 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...60, using: &generator) { scalars.append(character(&generator)) }
            let string = String(scalars)
            let json = written { $0.string(Array(string.utf8)) }
            let parsed = try #require(try parse(json))
            #expect(Array(parsed.unicodeScalars) == Array(string.unicodeScalars))
            #expect(json == written { $0.string(string) })
            #expect(!json.contains { $0 < 0x20 })
            #expect(!String(decoding: json, as: UTF8.self).unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\u{2029}" })
        }
    }

    @Test(arguments: 0..<0x80)
    func everyASCIICharacterAtEveryPlaceOfAGroup(code: Int) throws {
        for before in 0..<17 {
            let bytes = Array(repeating: UInt8(ascii: "a"), count: before) + [UInt8(code)] + Array("bcdefghijklm".utf8)
            let parsed = try #require(try parse(written { $0.string(bytes) }))
            #expect(Array(parsed.utf8) == bytes)
        }
    }

    @Test func escapes() {
        #expect(text { $0.string("\u{8}\t\n\u{C}\r\u{1}\u{1F}\u{7F}\"\\/") } == #""\b\t\n\f\r\u0001\u001f"# + "\u{7F}" + #"\"\\/""#)
        #expect(text { $0.string("a\u{2028}b\u{2029}’") } == #""a\u2028b\u2029’""#)
        #expect(text { $0.string([]) } == "\"\"")
    }

    @Test func bufferGrows() {
        let bytes = Array(repeating: UInt8(ascii: "\""), count: 100_000)
        #expect(written { $0.string(bytes) }.count == 200_002)
    }

    /// The test vectors of RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func base64(plain: String, encoded: String) {
        #expect(text { $0.base64(Array(plain.utf8)) } == encoded)
    }

    @Test func base64OfAllBytes() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(Data(base64Encoded: Data(written { $0.base64(bytes) })) == Data(bytes))
    }
}

@Suite struct NumberTests {
    @Test(arguments: [
        (4_243_288, 2, "42432.88"), (-4_243_288, 2, "-42432.88"), (5, 2, "0.05"), (-5, 2, "-0.05"), (50, 2, "0.50"),
        (0, 0, "0"), (0, 2, "0.00"), (7, 0, "7"), (100, 2, "1.00"), (99, 2, "0.99"), (12, -3, "12000"), (0, -3, "0"),
        (Int64.max, 0, "9223372036854775807"), (Int64.min, 0, "-9223372036854775808"),
        (Int64.min, 18, "-9.223372036854775808"), (Int64.max, 19, "0.9223372036854775807"), (1, -400, "null"),
    ])
    func decimals(digits: Int64, scale: Int, expected: String) {
        #expect(text { $0.decimal(DecimalNumber(digits: digits, scale: scale)) } == expected)
    }

    @Test func decimalsAreExact() throws {
        var generator = SplitMix(state: 2)
        for _ in 0..<2000 {
            let digits = Int64.random(in: .min ... .max, using: &generator) >> Int64.random(in: 0..<64, using: &generator)
            let scale = Int.random(in: -20...40, using: &generator)
            let output = text { $0.decimal(DecimalNumber(digits: digits, scale: scale)) }
            let expected = Decimal(
                sign: digits < 0 ? .minus : .plus, exponent: -scale, significand: Decimal(digits.magnitude))
            #expect(Decimal(string: output) == expected, "\(digits) \(scale) \(output)")
            #expect(try JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed) is NSNumber)
        }
    }

    @Test func integers() {
        var generator = SplitMix(state: 3)
        let edges: [Int64] = [0, 9, 10, 99, 100, 999, 1000, 9999, 10_000, 99_999, 100_000, 999_999, 1_000_000, .max, .min, -1]
        let others = (0..<2000).map { _ in Int64.random(in: .min ... .max, using: &generator) >> Int64.random(in: 0..<64, using: &generator) }
        for value in edges + others {
            #expect(text { $0.integer(value) } == String(value))
        }
    }

    @Test(arguments: [
        (0, "0"), (1, "1"), (0.5, "0.5"), (0.97, "0.97"), (0.9912, "0.9912"), (0.93456, "0.9346"), (0.00004, "0"),
        (0.00005, "0.0001"), (0.05, "0.05"), (0.99996, "1"), (1.5, "1"), (-0.1, "0"), (-0.0, "0"), (.nan, "0"),
        (.infinity, "1"), (-.infinity, "0"), (Double.leastNonzeroMagnitude, "0"),
    ])
    func probabilities(value: Double, expected: String) {
        #expect(text { $0.probability(value) } == expected)
    }

    @Test func everyProbabilityOfFourDecimals() {
        for number in 0...10_000 {
            #expect(Double(text { $0.probability(Double(number) / 10_000) }) == Double(number) / 10_000)
        }
    }

    @Test(arguments: [(2025, 12, 23, "2025-12-23"), (2026, 4, 7, "2026-04-07"), (1, 1, 1, "0001-01-01"), (9999, 12, 31, "9999-12-31")])
    func dates(year: Int, month: Int, day: Int, expected: String) throws {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        #expect(text { $0.date(date) } == expected)
    }

    @Test func spans() {
        let span = SourceSpan(start: 1204, end: 1893, startLine: 61, startColumn: 1, endLine: 64, endColumn: 12)
        #expect(
            text { $0.span(span) }
                == #"{"start":1204,"end":1893,"start_line":61,"start_column":1,"end_line":64,"end_column":12}"#)
        let widest = SourceSpan(start: .max, end: .max, startLine: .max, startColumn: .max, endLine: .max, endColumn: .max)
        #expect(text { $0.span(widest) }.count == 6 * 19 + 73)
    }
}

/// A small generator with a seed, so that a failure can be repeated (Steele, Lea and Flood, 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
