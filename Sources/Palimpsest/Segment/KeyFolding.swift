import ICUShim

/// How text is reduced before it is compared with a template: to *keys*.
///
/// A key has two layers. `plain` is the text's letters and digits in lower-case ASCII: spaces, punctuation, case and
/// diacritics are gone, so a lost or an extra space and a curly apostrophe cost nothing. `folded` further maps characters
/// that OCR takes for each other to one representative (l I 1 |, o 0, e c, s 5, rn m …), so that the commonest slips still
/// hash to the same value and need no search: the confusable skeleton of UTS #39, applied to OCR. Letters outside ASCII
/// go through ICU's decomposition and skeleton, so a Cyrillic `Т` meets the Latin `T`; what resembles no Latin letter
/// becomes ``otherLetter``.
final class KeyFolding: Sendable {
    /// Stands in keys for a letter that no Latin letter resembles.
    static let otherLetter: UInt8 = 0x7F

    /// For each scalar of the Basic Multilingual Plane up to two plain key bytes, the first in the low half; 0 = dropped.
    private let plainTable: ConstantTable<UInt16>
    /// For each plain key byte: the representative of its confusion class.
    let fold: ConstantTable<UInt8>

    init() {
        var fold = [UInt8](0...255)
        for (members, representative) in KeyFolding.confusionClasses {
            for member in members.utf8 { fold[Int(member)] = representative.utf8.first ?? member }
        }
        self.fold = ConstantTable(fold)
        plainTable = ConstantTable(KeyFolding.makePlainTable())
    }

    /// Characters that OCR engines take for each other most often, in keys (lower case). The costs of single confusions
    /// are in the model file that ``ConfusionCosts`` reads; these classes only decide what hashes alike.
    private static let confusionClasses = [
        ("l1ij", "l"), ("o0q", "o"), ("ec", "e"), ("s5", "s"), ("b86", "b"), ("g9", "g"), ("z2", "2"),
    ]

    private static func makePlainTable() -> [UInt16] {
        var table = [UInt16](repeating: 0, count: 0x10000)
        var ranges = [Int32](repeating: 0, count: 4096)
        let count = Int(icu_shim_letter_ranges(&ranges, Int32(ranges.count / 2)))
        for i in 0..<min(count, ranges.count / 2) {
            for value in ranges[2 * i]...ranges[2 * i + 1] { table[Int(value)] = UInt16(otherLetter) }
        }
        for byte in UInt8(ascii: "a")...UInt8(ascii: "z") {
            table[Int(byte)] = UInt16(byte)
            table[Int(byte) - 32] = UInt16(byte)
        }
        for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { table[Int(byte)] = UInt16(byte) }
        table[Int(UInt8(ascii: "|"))] = UInt16(UInt8(ascii: "l"))
        // The blocks whose letters can be taken for Latin ones, ligatures among them, and the marks that decompose away.
        for block in [0x80...0x58F, 0x1E00...0x1EFF, 0xFB00...0xFB06, 0xFF01...0xFF5E] as [ClosedRange<Int>] {
            for value in block { table[value] = lookalike(of: value, table) }
        }
        return table
    }

    private static func lookalike(of value: Int, _ table: [UInt16]) -> UInt16 {
        var buffer: [UInt8] = [0, 0, 0, 0]
        let count = Int(icu_shim_latin_lookalike(Int32(value), &buffer, 4))
        let bytes = buffer.prefix(max(0, count)).map { table[Int($0 & 0x7F)] & 0xFF }
        switch bytes.count {
        case 0: return table[value]
        case 1: return bytes[0]
        default: return bytes[0] | bytes[1] << 8
        }
    }

    /// The key of a template's own words.
    func key(of text: String) -> Key { key(of: Array(text.utf8)) }

    /// The key of UTF-8.
    func key(of bytes: [UInt8]) -> Key {
        var key = Key()
        bytes.withUnsafeBufferPointer { buffer in
            forEachKeyByte(buffer, from: 0, to: buffer.count) { byte, _ in key.plain.append(byte) }
        }
        for byte in key.plain { appendFolded(byte, to: &key.folded) }
        return Key(plain: key.plain, folded: key.folded)
    }

    /// Text offset of the character that gives key byte `number` of a piece of a text; `nil` when there are fewer.
    func offset(ofKeyByte number: Int, in range: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var left = number
        var i = range.start
        while i < range.end {
            if bytes[i] < 0x80 {
                if plainTable[Int(bytes[i])] != 0 {
                    if left == 0 { return i }
                    left -= 1
                }
                i += 1
                continue
            }
            let length = UTF8Bytes.length(lead: bytes[i])
            var count = 0
            forEachKeyByte(bytes, from: i, to: min(range.end, i + length)) { _, _ in count += 1 }
            if left < count { return i }
            left -= count
            i += length
        }
        return nil
    }

    /// The plain key of a piece of a text.
    func plainKey(of range: TextRange, in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(range.count)
        forEachKeyByte(bytes, from: range.start, to: range.end) { byte, _ in key.append(byte) }
        return key
    }

    /// Writes the plain key of `range` to `output`, where there is a byte of room for each of the text, from `count` on.
    @inline(__always)
    func copyKey(_ text: UnsafeBufferPointer<UInt8>, _ range: TextRange, isASCII: Bool, to output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int) {
        var place = count
        if isASCII {
            // Written always and kept if it counts: no branch to mispredict.
            for i in range.start..<max(range.start, range.end) {
                let mapped = UInt8(truncatingIfNeeded: plainTable[Int(text[i])])
                output[place] = mapped
                place &+= Int((UInt16(mapped) &+ 0xFF) >> 8)
            }
        } else {
            forEachKeyByte(text, from: range.start, to: range.end) { byte, _ in
                output[place] = byte
                place &+= 1
            }
        }
        count = place
    }

    /// Writes the folded key of a plain one to `output` from `count` on, as ``appendFolded(_:to:)`` does byte by byte.
    @inline(__always)
    func copyFolded(_ plain: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, to output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int) {
        let fold = fold.base
        var place = count
        var last: UInt8 = 0
        for i in start..<end {
            let byte = plain[i]
            // Only these two end a pair that is read as one letter.
            if byte == UInt8(ascii: "n") || byte == UInt8(ascii: "v"), let merged = KeyFolding.merged(last, byte) {
                last = merged
                output[place - 1] = merged
                continue
            }
            last = fold[Int(byte)]
            output[place] = last
            place &+= 1
        }
        count = place
    }

    /// Calls `body` with every plain key byte of `bytes[from..<to]` and the offset of the character that it comes from.
    @inline(__always)
    func forEachKeyByte(
        _ bytes: UnsafeBufferPointer<UInt8>, from: Int, to: Int, _ body: (UInt8, Int) -> Void
    ) {
        let table = plainTable.base
        var i = from
        while i < to {
            let byte = bytes[i]
            if byte < 0x80 {
                let mapped = UInt8(truncatingIfNeeded: table[Int(byte)])
                if mapped != 0 { body(mapped, i) }
                i += 1
            } else {
                let (scalar, length) = UTF8Bytes.scalar(bytes, at: i)
                let mapped = scalar < 0x10000 ? table[Int(scalar)] : UInt16(KeyFolding.otherLetter)
                if mapped != 0 { body(UInt8(truncatingIfNeeded: mapped), i) }
                if mapped > 0xFF { body(UInt8(truncatingIfNeeded: mapped >> 8), i) }
                i += length
            }
        }
    }

    /// Appends one plain byte to a folded key; `rn` becomes `m` and `vv` becomes `w`, as OCR reads them.
    @inline(__always)
    func appendFolded(_ byte: UInt8, to folded: inout [UInt8]) {
        if let last = folded.last, let merged = KeyFolding.merged(last, byte) {
            folded[folded.count - 1] = merged
        } else {
            folded.append(fold[Int(byte)])
        }
    }

    /// The letter that a pair of letters, `rn` or `vv`, is read as, if any.
    @inline(__always)
    static func merged(_ first: UInt8, _ second: UInt8) -> UInt8? {
        let pair = UInt16(first) << 8 | UInt16(second)
        if pair == 0x726E { return UInt8(ascii: "m") }
        if pair == 0x7676 { return UInt8(ascii: "w") }
        return nil
    }
}

/// The key of a piece of text: see ``KeyFolding``.
struct Key: Sendable {
    var plain: [UInt8] = []
    var folded: [UInt8] = []
    var count: Int { plain.count }
    /// The letters of ``plain``, for quick comparison.
    private(set) var letters = LetterCounts()

    init() {}

    init(plain: [UInt8], folded: [UInt8]) {
        self.plain = plain
        self.folded = folded
        letters = LetterCounts(plain)
    }

    static func + (a: Key, b: Key) -> Key {
        Key(plain: a.plain + b.plain, folded: a.folded + b.folded)
    }
}
