/// Comparison keys for texts that were typed, rendered and read again.
enum Folding {
    /// The scalars of `text` without white space, with full-width forms, typographic quotes and dashes made plain and
    /// ASCII letters made small: what an OCR engine changes without misreading.
    static func scalars(_ text: String) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if let folded = scalar.foldedForComparison { result.append(folded) }
        }
        return result
    }

    /// Only letters and digits of ``scalars(_:)``: for titles, whose punctuation is not judged.
    static func title(_ text: String) -> [UInt32] {
        scalars(text).filter { value in
            value > 127 || (48...57).contains(value) || (97...122).contains(value)
        }
    }

    /// Words that do not tell the names of the platform's parts apart are left out: "The Nature Pathway" is `nature_pathway`.
    static func groupName(_ text: String) -> [UInt32] {
        let separators: Set<Unicode.Scalar> = [" ", "_", "-", "&"]
        let words = text.unicodeScalars.split { separators.contains($0) }.map { String($0).lowercased() }
        return title(words.filter { !["the", "and", "hub"].contains($0) }.joined())
    }

    static func contains(_ haystack: [UInt32], _ needle: [UInt32]) -> Bool {
        find(needle, in: haystack, within: 0..<haystack.count) != nil
    }

    /// First exact occurrence of `needle` that begins in `window`.
    static func find(_ needle: [UInt32], in haystack: [UInt32], within window: Range<Int>) -> Range<Int>? {
        guard let first = needle.first, haystack.count >= needle.count else { return nil }
        let last = min(window.upperBound, haystack.count - needle.count + 1)
        var start = window.lowerBound
        while start < last {
            if haystack[start] == first {
                var length = 1
                while length < needle.count, haystack[start + length] == needle[length] { length += 1 }
                if length == needle.count { return start..<start + length }
            }
            start += 1
        }
        return nil
    }
}

extension Unicode.Scalar {
    /// `nil` for white space.
    var foldedForComparison: UInt32? {
        if properties.isWhitespace { return nil }
        switch value {
        case 0x41...0x5A: return value + 32
        case 0xFF21...0xFF3A: return value - 0xFEE0 + 32
        case 0xFF01...0xFF5E: return value - 0xFEE0
        case 0x2018, 0x2019, 0x2032: return 0x27
        case 0x201C, 0x201D, 0x2033: return 0x22
        case 0x2010...0x2015, 0x2212: return 0x2D
        default: return value
        }
    }
}
