import Foundation
import Testing

@testable import Palimpsest

/// The promise of every span: the file's bytes cut at it, decoded and normalised are the text that it speaks of.
struct SpanProperty {
    var document: Document
    var source: [UInt8]
    /// An independent way to read bytes in the file's encoding.
    var decode: ([UInt8]) throws -> String

    func check(seed: UInt64 = 1) throws {
        let places = self.places
        for (start, end) in zip(places, places.dropFirst()) { try check(TextRange(start, end)) }
        var random = SplitMix64(seed: seed)
        for _ in 0..<30 {
            let pair = [places.randomElement(using: &random) ?? 0, places.randomElement(using: &random) ?? 0].sorted()
            try check(TextRange(pair[0], pair[1]))
        }
        try checkPositions()
    }

    /// Every text offset at which a character of the file begins or ends.
    private var places: [Int] {
        let bytes = document.text.bytes
        let alignment = document.text.alignment
        return (0...bytes.count).filter { offset in
            (offset == bytes.count || bytes[offset] & 0xC0 != 0x80)
                && alignment.start(offset).text == offset && alignment.end(offset).text == offset
        }
    }

    private func check(_ range: TextRange) throws {
        let span = document.span(of: range)
        try #require(span.start <= span.end && span.end <= source.count)
        let cut = try decode(Array(source[span.start..<span.end])).precomposedStringWithCanonicalMapping
        let text = document.text.bytes[range.start..<range.end]
        #expect(Array(cut.utf8) == Array(text), "\(range) \(span)")
        #expect(LineJoining.join(cut) == document.string(of: Passage(range)))
    }

    /// Lines and columns against a count over the decoded file, scalar by scalar.
    private func checkPositions() throws {
        let start = document.text.sourceStart(0)
        let decoded = Array(try decode(Array(source[start...])).unicodeScalars)
        var (line, column, previous) = (1, 1, Unicode.Scalar(0))
        var positions: [(line: Int, column: Int)] = []
        for scalar in decoded {
            if previous == "\r" && scalar != "\n" { (line, column) = (line + 1, 1) }
            positions.append((line, column))
            column += 1
            if ["\n", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) { (line, column) = (line + 1, 1) }
            previous = scalar
        }
        // A text offset is reached by decoding the file up to it: the number of scalars is the index of its position.
        for offset in places.prefix(400) where offset < document.text.bytes.count {
            let span = document.span(of: TextRange(offset, offset))
            let index = try decode(Array(source[start..<span.start])).unicodeScalars.count
            #expect(span.startLine == positions[index].line, "\(offset)")
            #expect(span.startColumn == positions[index].column, "\(offset)")
        }
    }
}

/// UTF-8, UTF-16 and UTF-32 by Swift's own means.
enum UnicodeBytes {
    static func encode(_ text: String, as encoding: String) -> [UInt8] {
        switch encoding {
        case "UTF-16LE": text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        case "UTF-16BE": text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        case "UTF-32LE": text.unicodeScalars.flatMap { scalar in (0..<4).map { UInt8(scalar.value >> (8 * $0) & 0xFF) } }
        case "UTF-32BE": text.unicodeScalars.flatMap { scalar in (0..<4).map { UInt8(scalar.value >> (24 - 8 * $0) & 0xFF) } }
        default: Array(text.utf8)
        }
    }

    static func decode(_ bytes: [UInt8], as encoding: String) -> String {
        func units(_ width: Int) -> [UInt32] {
            stride(from: 0, to: bytes.count, by: width).map { start in
                let unit = bytes[start..<min(start + width, bytes.count)]
                return (encoding.hasSuffix("LE") ? Array(unit.reversed()) : Array(unit)).reduce(0) { $0 << 8 | UInt32($1) }
            }
        }
        switch encoding {
        case "UTF-16LE", "UTF-16BE": return String(decoding: units(2).map { UInt16($0) }, as: UTF16.self)
        case "UTF-32LE", "UTF-32BE": return String(decoding: units(4), as: UTF32.self)
        default: return String(decoding: bytes, as: UTF8.self)
        }
    }
}
