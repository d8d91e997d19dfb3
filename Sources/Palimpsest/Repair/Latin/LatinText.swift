/// A word of a text: a run of letters, with the digits and signs that the OCR may have written for letters.
struct LatinWord: Sendable {
    struct Shape: OptionSet, Sendable {
        let rawValue: UInt16
        /// Its first letter is a capital.
        static let capital = Shape(rawValue: 1)
        /// It has two letters or more, and all are capitals.
        static let allCapitals = Shape(rawValue: 2)
        /// It has a capital that is not its first letter, and small letters.
        static let innerCapital = Shape(rawValue: 4)
        static let digit = Shape(rawValue: 8)
        static let sign = Shape(rawValue: 16)
        /// A digit stands at its beginning or end.
        static let outerDigit = Shape(rawValue: 32)
        /// It stands at the beginning of a sentence, a line after a blank one, or an item.
        static let first = Shape(rawValue: 64)
        /// An apostrophe and a letter follow: a clitic.
        static let clitic = Shape(rawValue: 128)
        /// A hyphen joins it to another word.
        static let joined = Shape(rawValue: 256)
    }

    var range: TextRange
    /// Its signs in ``LatinText/signs``, in small letters.
    var signs: Range<Int>
    var shape: Shape
    /// Number of the line among those scanned.
    var line: Int
    /// Number of the distinct word.
    var entry: Int

    /// Whether it is a single sign that is no letter, which tells no language.
    var isSign: Bool { signs.count == 1 && shape.contains(.sign) }
}

/// The words of a part of a document, line by line.
///
/// Left out are runs of signs between spaces that are no prose: addresses, file names, abbreviations with stops inside, code,
/// formulas, and runs that hold letters of another script.
struct LatinText {
    private(set) var words: [LatinWord] = []
    private(set) var signs: [UInt32] = []
    /// For each line the first of its words, and the end.
    private(set) var lines: [Range<Int>] = []
    /// One word of each distinct spelling.
    private(set) var distinct: [Int] = []
    /// A hash of the spelling of each.
    private(set) var hashes: [UInt64] = []
    /// Hashes of the distinct words, and their numbers, by open addressing.
    private var slots = [(hash: UInt64, entry: Int32)](repeating: (0, -1), count: 1024)
    private var sentenceBegins = true
    private let kinds = LatinLetters.kinds

    /// - Parameters:
    ///   - lines: the lines without their ends, ascending; blank ones are empty.
    ///   - excluded: places whose words are left out, ascending.
    init(lines ranges: [TextRange], excluding excluded: [TextRange], in bytes: UnsafeBufferPointer<UInt8>) {
        let size = (ranges.last?.end ?? 0) - (ranges.first?.start ?? 0)
        signs.reserveCapacity(size)
        words.reserveCapacity(size / 6)
        lines.reserveCapacity(ranges.count)
        var next = 0
        for line in ranges {
            let first = words.count
            if line.isEmpty { sentenceBegins = true }
            var at = line.start
            while at < line.end {
                if bytes[at] <= 0x20 {
                    at += 1
                    continue
                }
                var end = at
                while end < line.end, bytes[end] > 0x20 { end += 1 }
                while next < excluded.count, excluded[next].end <= at { next += 1 }
                if next < excluded.count, excluded[next].start < end {
                    sentenceBegins = true
                } else {
                    read(bytes, at, end)
                }
                at = end
            }
            lines.append(first..<words.count)
        }
    }

    /// Reads a run of signs between spaces.
    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
        guard Self.isProse(bytes, start, end) else {
            sentenceBegins = false
            return
        }
        let before = words.count
        var at = start, previous: UInt32 = 0
        var run = Run(at: start, sign: signs.count)
        while at < end {
            let byte = bytes[at]
            // What most words go on with.
            if run.isOpen, byte &- 0x61 < 26 {
                run.addSmall(UInt32(byte))
                signs.append(UInt32(byte))
                at += 1
                continue
            }
            var scalar = UInt32(byte), length = 1
            if byte >= 0x80 { (scalar, length) = Self.scalar(bytes, at) }
            let kind = byte < 0x80 ? kinds[Int(byte)] : LatinLetters.kind(scalar)
            if kind == .other {
                if run.isOpen { close(&run, at, before: scalar, isWhole: false) }
                previous = scalar
            } else {
                if !run.isOpen {
                    run = Run(at: at, sign: signs.count)
                    run.isOpen = true
                    if Self.isHyphen(previous) { run.shape.insert(.joined) }
                    if kind == .digit { run.shape.insert(.outerDigit) }
                    if kind == .capital { run.shape.insert(.capital) }
                }
                run.add(kind, scalar, isFirst: signs.count == run.sign)
                signs.append(kind == .capital ? LatinLetters.small(scalar) : scalar)
            }
            at += length
        }
        if run.isOpen { close(&run, end, before: 0x20, isWhole: run.at == start) }
        if words.count == before, previous == 0 { sentenceBegins = false }
        if Self.endsSentence(bytes, start, end) { sentenceBegins = true }
    }

    /// A run of letters and what may stand for letters that is being read.
    private struct Run {
        /// Where it begins, in the text and in ``signs``.
        var at: Int, sign: Int
        var isOpen = false
        var shape: LatinWord.Shape = []
        var capitals = 0, smalls = 0
        /// A capital I within a word is mostly an l that was misread.
        var innerI = 0
        var last: UInt32 = 0

        init(at: Int, sign: Int) {
            self.at = at
            self.sign = sign
        }

        @inline(__always)
        mutating func addSmall(_ scalar: UInt32) {
            smalls += 1
            last = scalar
        }

        @inline(__always)
        mutating func add(_ kind: LatinLetters.Kind, _ scalar: UInt32, isFirst: Bool) {
            switch kind {
            case .small: smalls += 1
            case .capital:
                capitals += 1
                if scalar == 0x49, !isFirst { innerI += 1 }
            case .digit: shape.insert(.digit)
            case .sign: shape.insert(.sign)
            case .other: break
            }
            last = scalar
        }
    }

    /// Ends a run, which becomes a word when it has letters, or is a sign that stands for one: `|’eau`, and `&` between words.
    private mutating func close(_ run: inout Run, _ end: Int, before following: UInt32, isWhole: Bool) {
        run.isOpen = false
        let isSign = signs.count - run.sign == 1 && (signs[run.sign] == 0x7C && Self.isApostrophe(following) || signs[run.sign] == 0x26 && isWhole)
        guard run.capitals + run.smalls > 0 || isSign else {
            signs.removeSubrange(run.sign...)
            return
        }
        if run.capitals >= 2, run.smalls == 0 { run.shape.insert(.allCapitals) }
        if run.capitals - run.innerI > (run.shape.contains(.capital) ? 1 : 0), run.smalls > 0 { run.shape.insert(.innerCapital) }
        if (0x30...0x39).contains(run.last) { run.shape.insert(.outerDigit) }
        if Self.isApostrophe(following) { run.shape.insert(.clitic) }
        if Self.isHyphen(following) { run.shape.insert(.joined) }
        if sentenceBegins { run.shape.insert(.first) }
        sentenceBegins = false
        append(LatinWord(range: TextRange(run.at, end), signs: run.sign..<signs.count, shape: run.shape, line: lines.count, entry: 0))
    }

    private mutating func append(_ word: LatinWord) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for sign in signs[word.signs] { hash = (hash ^ UInt64(sign)) &* 0x100_0000_01B3 }
        var word = word
        var slot = Int(truncatingIfNeeded: (hash ^ hash >> 29) & UInt64(slots.count - 1))
        while slots[slot].entry >= 0, slots[slot].hash != hash { slot = (slot + 1) & (slots.count - 1) }
        if slots[slot].entry < 0 {
            slots[slot] = (hash, Int32(distinct.count))
            word.entry = distinct.count
            distinct.append(words.count)
            hashes.append(hash)
            if distinct.count * 2 > slots.count { grow() }
        } else {
            word.entry = Int(slots[slot].entry)
        }
        words.append(word)
    }

    private mutating func grow() {
        let old = slots
        slots = [(hash: UInt64, entry: Int32)](repeating: (0, -1), count: old.count * 2)
        for filled in old where filled.entry >= 0 {
            var slot = Int(truncatingIfNeeded: (filled.hash ^ filled.hash >> 29) & UInt64(slots.count - 1))
            while slots[slot].entry >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = filled
        }
    }
}

extension LatinText {
    private static func isHyphen(_ scalar: UInt32) -> Bool { scalar == 0x2D || scalar == 0x2010 || scalar == 0x2011 }

    @inline(__always)
    static func isApostrophe(_ scalar: UInt32) -> Bool { scalar == 0x27 || scalar == 0x2019 || scalar == 0x2018 || scalar == 0xB4 || scalar == 0x60 }

    @inline(__always)
    static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int) {
        let byte = UInt32(bytes[at])
        if byte < 0x80 { return (byte, 1) }
        func next(_ offset: Int) -> UInt32 { at + offset < bytes.count ? UInt32(bytes[at + offset] & 0x3F) : 0 }
        if byte < 0xE0 { return ((byte & 0x1F) << 6 | next(1), 2) }
        if byte < 0xF0 { return ((byte & 0xF) << 12 | next(1) << 6 | next(2), 3) }
        return ((byte & 7) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
    }

    /// Whether a run of signs is made of words and their punctuation.
    private static func isProse(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        // Most runs are a word and nothing else.
        var at = start
        while at < end, (bytes[at] | 0x20) &- 0x61 < 26 { at += 1 }
        var slashes = 0, wasLetter = at > start, stop = false
        while at < end {
            let byte = bytes[at]
            if byte < 0x80 {
                let isLetter = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
                switch byte {
                case 0x40, 0x5F, 0x5C, 0x3D, 0x3C, 0x3E, 0x7B, 0x7D, 0x23, 0x7E, 0x5E, 0x2A, 0x2B, 0x25, 0x5B, 0x5D: return false  // @ _ \ = < > { } # ~ ^ * + % [ ]
                case 0x2F: slashes += 1
                default: break
                }
                if stop, isLetter { return false }  // letters after a stop or colon: an address, a file, an abbreviation
                stop = wasLetter && (byte == 0x2E || byte == 0x3A)
                wasLetter = isLetter
                at += 1
            } else {
                let (scalar, length) = scalar(bytes, at)
                let kind = LatinLetters.kind(scalar)
                if kind == .other, scalar >= 0x250, !(0x2000...0x206F).contains(scalar), !(0x2190...0x25FF).contains(scalar) { return false }
                if stop, kind == .small || kind == .capital { return false }
                stop = false
                wasLetter = kind == .small || kind == .capital
                at += length
            }
        }
        return slashes < 2
    }

    private static func endsSentence(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var at = end - 1
        while at > start, bytes[at] == 0x22 || bytes[at] == 0x29 || bytes[at] == 0x27 { at -= 1 }
        return [0x2E, 0x21, 0x3F, 0x3A].contains(bytes[at])
    }
}
