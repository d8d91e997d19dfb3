/// A run of characters without white space, or a part of one.
struct Token: BitwiseCopyable {
    /// Byte offsets into the document's text.
    var start: Int32, end: Int32
    /// Number of characters.
    var length: Int32 = 0
    /// Log-odds of "garbled" from its own characters: n-grams and whole word.
    var letters: Float = 0
    /// The same from its shape: case, digits, marks.
    var shape: Float = 0
    /// The same from the word list, of it and its neighbours.
    var context: Float = 0
    /// The odds that ``letters`` and ``shape`` make together; with ``context`` once that is known.
    var odds: Float = 1
    /// Probability that it is garbled.
    var posterior: Float = 0
    /// How it hangs on the token before. The first of a line is of the next line or after a blank one.
    var link = GarbleModel.Link.sameLine
    var kind = TokenKind.none
    /// Its kind and case for the chain; ``TokenCue``.
    var cue = TokenCue.other
    /// The step of the chain that leads to it.
    var step: UInt16 = 0
    /// Whether the template explains it: a heading, a label, a standing text.
    var isStanding = false

    var range: TextRange { TextRange(Int(start), Int(end)) }

    /// Whether it is the first of its line.
    var beginsLine: Bool { link == .nextLine || link == .afterBlank }

    /// Whether it is an address of the web or of mail: made of words and signs, no garble by itself and no place to cut.
    func isAddress(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes[Int(start)..<Int(end)].contains(UInt8(ascii: "@")) || isWebAddress(in: bytes)
    }

    /// Whether it begins like an address of the web: `https://`, `www.`.
    func isWebAddress(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let word = bytes[Int(start)..<Int(end)]
        guard let slashes = word.firstIndex(of: UInt8(ascii: "/")), slashes > word.startIndex else { return word.starts(with: "www.".utf8) }
        return bytes[slashes - 1] == UInt8(ascii: ":") || word.starts(with: "www.".utf8)
    }
}

/// How a document writes its letters. Without capitals, or with nothing else, case says nothing.
enum CaseMode: UInt32 { case normal, upper, lower

    /// The mode of a text with that many capital and small letters.
    init(capitals: Int, small: Int) {
        let all = capitals + small
        if all >= 40, small * 50 < all { self = .upper } else if all >= 40, capitals * 500 < all { self = .lower } else { self = .normal }
    }

    /// The mode of a part of a text by its ASCII letters.
    init(of bytes: UnsafeBufferPointer<UInt8>, _ range: TextRange) {
        let text = UnsafeBufferPointer(rebasing: bytes[range.start..<range.end])
        var capitals = 0, letters = 0, at = 0
        if let base = text.baseAddress {
            while at + 8 <= text.count {
                let word = ByteWord.load(base, at)
                capitals += ByteWord.letters(word, from: UInt8(ascii: "A")).nonzeroBitCount
                letters += ByteWord.letters(word | 0x2020_2020_2020_2020, from: UInt8(ascii: "a")).nonzeroBitCount
                at += 8
            }
        }
        for byte in text[at...] {
            capitals += byte &- 0x41 < 26 ? 1 : 0
            letters += (byte | 0x20) &- 0x61 < 26 ? 1 : 0
        }
        self.init(capitals: capitals, small: letters - capitals)
    }
}

extension ByteWord {
    /// The 26 bytes from `first` on, which must be ASCII.
    @inline(__always)
    static func letters(_ word: UInt64, from first: UInt8) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101, low7 = ~high
        let atLeast = (word & low7) &+ ones &* UInt64(0x80 - first), beyond = (word & low7) &+ ones &* UInt64(0x80 - first - 26)
        return atLeast & ~beyond & ~word & high
    }

    /// Bytes 00–20.
    @inline(__always)
    static func blanks(_ word: UInt64) -> UInt64 {
        ~(((word & ~high) &+ 0x5F5F_5F5F_5F5F_5F5F) | word) & high
    }
}
