@testable import Palimpsest

/// What of a file its records leave out.
enum Accounting {
    /// Text of a file that no span of its records covers, line by line.
    static func unaccounted(_ bytes: [UInt8]) throws -> [(line: Int, text: String)] {
        var isCovered = [Bool](repeating: false, count: bytes.count)
        for record in try QualitySupport.parsed(bytes) {
            for place in JSONSpans(record).places where !place.isIndicator {
                for offset in place.pieces.joined() { isCovered[offset] = true }
            }
        }
        var result: [(line: Int, text: String)] = []
        for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let left = line.indices.filter { !isCovered[$0] }.map { bytes[$0] }
            let text = String(decoding: left, as: UTF8.self).filter { !$0.isWhitespace }
            if !text.isEmpty { result.append((number + 1, text)) }
        }
        return result
    }
}
