/// Recognises UTF-16 and UTF-32 without a byte order mark.
///
/// Every line end, space and digit of such a text has NUL bytes in it, and no legacy encoding has any; what is left is to
/// see whether the code units are text in one byte order.
enum WideEncoding {
    private static let sampleUnits = 2048

    /// IANA name and probability, or `nil` when `bytes` are in no such encoding.
    static func guess(_ bytes: [UInt8]) -> (name: String, probability: Double)? {
        guard bytes.count >= 4, bytes.prefix(4 * sampleUnits).contains(0) else { return nil }
        if let name = utf32(bytes) { return (name, 0.999) }
        let little = plausibility(bytes, isBigEndian: false)
        let big = plausibility(bytes, isBigEndian: true)
        guard max(little, big) >= 0.9 else { return nil }
        return little >= big ? ("UTF-16LE", min(little, 0.999)) : ("UTF-16BE", min(big, 0.999))
    }

    /// Every unit of UTF-32 is a scalar, which is next to impossible for other bytes.
    private static func utf32(_ bytes: [UInt8]) -> String? {
        let count = min(bytes.count / 4, sampleUnits)
        func isText(_ places: [Int]) -> Bool {
            var nuls = 0
            for unit in 0..<count {
                let value = places.reduce(0) { $0 << 8 | UInt32(bytes[4 * unit + $1]) }
                guard Unicode.Scalar(value) != nil else { return false }
                if value == 0 { nuls += 1 }
            }
            return nuls * 20 <= count
        }
        return isText([3, 2, 1, 0]) ? "UTF-32LE" : isText([0, 1, 2, 3]) ? "UTF-32BE" : nil
    }

    /// Share of the units that are ASCII text or letters of the text's main script; 0 when surrogates stand alone.
    private static func plausibility(_ bytes: [UInt8], isBigEndian: Bool) -> Double {
        let count = min(bytes.count / 2, sampleUnits)
        let units = (0..<count).map { place in
            let (first, second) = (UInt16(bytes[2 * place]), UInt16(bytes[2 * place + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        var (ascii, shared) = (0, 0)
        var scripts: [UnicodeScript: Int] = [:]
        var rest = units[...]
        while let unit = rest.popFirst() {
            if UTF16.isLeadSurrogate(unit) {
                // A pair that the sample cuts in two is no error.
                if let next = rest.popFirst(), !UTF16.isTrailSurrogate(next) { return 0 }
                shared += 2
            } else if let scalar = Unicode.Scalar(UInt32(unit)) {
                if unit < 0x7F, unit >= 0x20 || WhiteSpace.isASCII(UInt8(unit)) { ascii += 1 }
                if unit >= 0x80 { tally(scalar, &scripts, &shared) }
            } else {
                return 0
            }
        }
        // Pairs of ASCII letters are Han characters when read as UTF-16, so there must be line ends or digits as well.
        guard ascii * 100 >= count else { return 0 }
        let eastAsian = [.han, .hiragana, .katakana, .bopomofo, .hangul].reduce(0) { $0 + (scripts[$1] ?? 0) }
        let main = max(eastAsian, scripts.values.max() ?? 0)
        return Double(ascii + shared + main) / Double(max(count, 1))
    }

    private static func tally(_ scalar: Unicode.Scalar, _ scripts: inout [UnicodeScript: Int], _ shared: inout Int) {
        let script = UnicodeScript(of: scalar)
        if script != .common && script != .inherited && script != .unknown {
            scripts[script, default: 0] += 1
        } else {
            let category = ScalarProperties.generalCategory(scalar)
            if category.isPunctuation || category.isMark || category == .spaceSeparator { shared += 1 }
        }
    }
}
