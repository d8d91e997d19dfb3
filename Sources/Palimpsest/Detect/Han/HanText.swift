/// The symbols that the model of Chinese reads: one for each Han character, a few for all else.
///
/// `Dictionaries/make/han/symbols.py` numbers them in the same way.
enum HanSymbol {
    static let boundary: UInt16 = 0, unknown: UInt16 = 1, number: UInt16 = 2, latin: UInt16 = 3, other: UInt16 = 4
    static let firstMark: UInt16 = 5, dash: UInt16 = 15, firstHan: UInt16 = 24

    /// Marks that the OCR and the press write in several ways are one symbol each.
    private static let marks: [[Unicode.Scalar]] = [
        ["，", ","], ["。", ".", "．"], ["、"], ["；", ";"], ["：", ":"], ["（", "(", "【", "[", "〔"], ["）", ")", "】", "]", "〕"],
        ["《", "〈", "<"], ["》", "〉", ">"], ["“", "”", "\"", "‘", "’", "'", "「", "」", "『", "』"], ["！", "!", "？", "?"],
        ["—", "-", "–", "―", "─"], ["%", "％", "‰", "℃"], ["·", "•", "・"],
    ]

    /// The symbol of each scalar below U+10000 that is a mark, 0 of all others.
    static let ofMark: ConstantTable<UInt8> = {
        var table = [UInt8](repeating: 0, count: 0x10000)
        for (index, marks) in marks.enumerated() {
            for mark in marks { table[Int(mark.value)] = UInt8(firstMark) + UInt8(index) }
        }
        return ConstantTable(table)
    }()

    @inline(__always)
    static func isHan(_ scalar: UInt32) -> Bool {
        scalar >= 0x3400 && (scalar <= 0x4DBF || scalar >= 0x4E00 && scalar <= 0x9FFF || scalar >= 0xF900 && scalar <= 0xFAFF) || scalar == 0x3007
    }

    @inline(__always)
    static func isDigit(_ scalar: UInt32) -> Bool { scalar &- 48 < 10 || scalar &- 0xFF10 < 10 }

    @inline(__always)
    static func isLetter(_ scalar: UInt32) -> Bool {
        (scalar | 0x20) &- 97 < 26 || scalar >= 0xC0 && (scalar <= 0x24F || scalar >= 0x370 && scalar <= 0x52F || scalar >= 0xFF21 && scalar <= 0xFF5A)
    }

    /// Kana and Hangul: what they stand among is not Chinese.
    @inline(__always)
    static func isKanaOrHangul(_ scalar: UInt32) -> Bool { scalar >= 0x3041 && scalar <= 0x30FA || scalar >= 0xAC00 && scalar <= 0xD7A3 }
}

/// A stretch of lines that hold Han, as symbols.
struct HanText {
    private(set) var symbols: [UInt16] = []
    /// Where each symbol stands in the document, in bytes.
    private(set) var starts: [Int] = [], ends: [Int] = []
    /// Number of Han characters, of those that the model does not know, and of kana and Hangul.
    private(set) var han = 0, unknown = 0, foreign = 0

    /// Number of neighbouring Han characters with white space between them and without.
    var neighbours: (apart: Int, together: Int) {
        var apart = 0, together = 0
        for index in symbols.indices.dropFirst() where symbols[index] >= HanSymbol.firstHan && symbols[index - 1] >= HanSymbol.firstHan {
            if starts[index] > ends[index - 1] { apart += 1 } else { together += 1 }
        }
        return (apart, together)
    }

    mutating func removeAll() {
        symbols.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        (han, unknown, foreign) = (0, 0, 0)
    }

    /// Adds a line, which the text before runs on into.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ model: HanModel) {
        var at = start
        while at < end {
            let (scalar, length) = UTF8Bytes.scalar(bytes, at: at)
            let place = at
            at += length
            if HanSymbol.isHan(scalar) {
                let symbol = model.symbol(scalar)
                han += 1
                if symbol == HanSymbol.unknown { unknown += 1 }
                add(symbol, place, at)
            } else if scalar <= 32 || scalar == 0x3000 || scalar == 0xA0 {
                continue
            } else if HanSymbol.isDigit(scalar) {
                at = run(bytes, at, end) { HanSymbol.isDigit($0) || ($0 == 44 || $0 == 46) && HanSymbol.isDigit($1) }
                add(HanSymbol.number, place, at)
            } else if HanSymbol.isLetter(scalar) {
                at = run(bytes, at, end) { scalar, _ in HanSymbol.isLetter(scalar) || HanSymbol.isDigit(scalar) }
                add(HanSymbol.latin, place, at)
            } else {
                if HanSymbol.isKanaOrHangul(scalar) { foreign += 1 }
                let mark = scalar < 0x10000 ? UInt16(HanSymbol.ofMark[Int(scalar)]) : 0
                add(mark == 0 ? HanSymbol.other : mark, place, at)
            }
        }
    }

    private mutating func add(_ symbol: UInt16, _ start: Int, _ end: Int) {
        symbols.append(symbol)
        starts.append(start)
        ends.append(end)
    }

    /// The end of the run of scalars for which `belongs(scalar, next)` holds.
    private func run(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ belongs: (UInt32, UInt32) -> Bool) -> Int {
        var at = start
        while at < end {
            let (scalar, length) = UTF8Bytes.scalar(bytes, at: at)
            let next = at + length < end ? UTF8Bytes.scalar(bytes, at: at + length).value : 0
            guard belongs(scalar, next) else { break }
            at += length
        }
        return at
    }
}
