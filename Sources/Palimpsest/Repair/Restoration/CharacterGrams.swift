/// A model of which character follows which, up to four before it: back-off n-grams of official Chinese in one hash table.
///
/// A cell holds 16 bits of tag, the cost of the n-gram in eighths of a bit (255: not kept) and the back-off of the n-gram as a history in eighths of
/// a bit, plus one (0: nothing that follows it is kept). So one look gives the cost of a character and whether the longer history is of use.
/// Pruned by what an n-gram saves on the texts it was counted in, as in Stolcke, "Entropy-based pruning of backoff language models" (1998):
/// a quarter of the n-grams costs 0.1 bits a character on unseen regulations.
struct CharacterGrams {
    static let unit: Float = 1.0 / 8
    static let orderOfHistory = 4
    static let bitsOfCharacter: UInt64 = 12
    /// A character that the model does not know.
    static let unknownBits: Float = 18

    private let cells: UnsafeBufferPointer<UInt32>
    /// Number of a letter of the channel among the characters of this model; traditional ones count as their simplified form; 0: unknown.
    private let number: UnsafeBufferPointer<UInt16>

    init(_ file: ModelFile, path: String, letters: Int) throws(ModelError) {
        cells = try file.numbers("grams", as: UInt32.self)
        number = try file.numbers("gramchar", as: UInt16.self, count: letters + 1)
        guard cells.count >= 2, cells.contains(Self.free), number.allSatisfy({ $0 < 1 << Self.bitsOfCharacter }) else {
            throw ModelError(path: path, message: "the table of characters in sequence is damaged")
        }
    }

    private static let free = UInt32.max

    /// Up to four characters that were read last, the last one lowest; only as many as tell something of the next.
    struct History: Hashable {
        var characters: UInt64 = 0
        var count: UInt8 = 0
    }

    /// Bits of a letter after a history, and the history after it.
    @inline(__always)
    func cost(of letter: UInt16, after history: History) -> (bits: Float, history: History) {
        let character = UInt64(number[Int(letter)])
        guard character > 0 else { return (Self.unknownBits, History()) }
        var eighths = 0, next: History?
        var size = Int(history.count)
        while true {
            let before = history.characters & (1 << (Self.bitsOfCharacter * UInt64(size)) - 1)
            let gram = before << Self.bitsOfCharacter | character
            let cell = cell(gram, size + 1)
            if cell != Self.free {
                if next == nil, size < Self.orderOfHistory, cell >> 8 & 0xFF > 0 { next = History(characters: gram, count: UInt8(size + 1)) }
                if cell & 0xFF < 255 {
                    eighths += Int(cell & 0xFF)
                    // A shorter n-gram may still be a history of use; the longest that is has been found first.
                    if next == nil { next = longest(within: gram, size) }
                    return (Float(eighths) * Self.unit, next ?? History())
                }
            }
            guard size > 0 else { return (Float(eighths) * Self.unit + Self.unknownBits, next ?? History()) }
            let backoff = self.cell(before, size)
            if backoff != Self.free, backoff >> 8 & 0xFF > 0 { eighths += Int(backoff >> 8 & 0xFF) - 1 }
            size -= 1
        }
    }

    private func longest(within gram: UInt64, _ size: Int) -> History? {
        var size = size
        while size > 0 {
            let part = gram & (1 << (Self.bitsOfCharacter * UInt64(size)) - 1)
            let cell = cell(part, size)
            if cell != Self.free, cell >> 8 & 0xFF > 0 { return History(characters: part, count: UInt8(size)) }
            size -= 1
        }
        return nil
    }

    /// The cell of an n-gram, its tag cut off, or ``free``.
    @inline(__always)
    private func cell(_ gram: UInt64, _ size: Int) -> UInt32 {
        var hash = (gram | UInt64(size) << 60) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
        hash = hash &* 0xD6E8_FEB8_6659_FD93
        hash ^= hash >> 32
        let tag = UInt32(truncatingIfNeeded: hash >> 48)
        var slot = Int(((hash & 0xFFFF_FFFF) &* UInt64(cells.count)) >> 32)
        while cells[slot] != Self.free {
            if cells[slot] >> 16 == tag { return cells[slot] & 0xFFFF }
            slot += 1
            if slot == cells.count { slot = 0 }
        }
        return Self.free
    }
}
