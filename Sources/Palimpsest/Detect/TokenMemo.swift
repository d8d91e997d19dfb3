/// The scores of tokens that were met before, by their bytes.
///
/// Most of the words of a dump, and nearly all of those of its form, stood in the dumps before it. A token of up to 16 bytes is
/// found by comparing these bytes, so that what is found is what would be computed; longer ones are not kept. The table has a
/// fixed size, and a token that falls on the place of another takes it.
final class TokenMemo: @unchecked Sendable {
    /// The bytes of a token of up to 16 bytes, filled up with zeros.
    struct Key {
        static let longest = 16
        var low: UInt64, high: UInt64

        /// - Parameter count: from 1 to ``longest``.
        @inline(__always)
        init(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, count: Int) {
            guard let base = text.baseAddress, start + Self.longest <= text.count else {
                (low, high) = (0, 0)
                for (place, byte) in text[start..<start + count].enumerated() {
                    if place < 8 { low |= UInt64(byte) << UInt64(8 * place) } else { high |= UInt64(byte) << UInt64(8 * place - 64) }
                }
                return
            }
            // A shift by 64 or more gives 0: what lies beyond the token goes.
            low = ByteWord.load(base, start) & ~(UInt64.max << UInt64(8 * min(8, count)))
            high = count <= 8 ? 0 : ByteWord.load(base, start + 8) & ~(UInt64.max << UInt64(8 * count - 64))
        }

        @inline(__always)
        var slot: Int {
            let mixed = (low ^ (high &* 0xC2B2_AE3D_27D4_EB4F) ^ high >> 31) &* 0x9E37_79B9_7F4A_7C15
            return Int(truncatingIfNeeded: (mixed ^ mixed << 32) >> (64 - TokenMemo.bits))
        }
    }

    struct Entry: BitwiseCopyable {
        var low: UInt64 = 0, high: UInt64 = 0
        var letters: Float = 0, shape: Float = 0, odds: Float = 0
        var kind = TokenKind.none
        var cue = TokenCue.other
        var length: UInt8 = 0
        /// Number of bytes and ``CaseMode``; 0 where nothing is kept.
        var tag: UInt8 = 0
    }

    /// A quarter of a megabyte: more would leave the caches of the processor to nothing else.
    static let bits: UInt64 = 13
    private let table = Scratch<Entry>(capacity: 1 << bits)
    private let entries: UnsafeMutablePointer<Entry>

    init() {
        entries = table.base
        entries.initialize(repeating: Entry(), count: 1 << Self.bits)
    }

    @inline(__always)
    static func tag(count: Int, _ mode: CaseMode) -> UInt8 { UInt8(truncatingIfNeeded: count) | UInt8(truncatingIfNeeded: mode.rawValue) << 5 }

    /// Fills in what is known of a token; `false` where nothing is.
    @inline(__always)
    func recall(_ key: Key, _ tag: UInt8, into token: inout Token) -> Bool {
        let entry = entries + key.slot
        guard entry.pointee.low == key.low, entry.pointee.high == key.high, entry.pointee.tag == tag else { return false }
        token.letters = entry.pointee.letters
        token.shape = entry.pointee.shape
        token.odds = entry.pointee.odds
        token.kind = entry.pointee.kind
        token.cue = entry.pointee.cue
        token.length = Int32(entry.pointee.length)
        return true
    }

    func keep(_ token: Token, _ key: Key, _ tag: UInt8) {
        entries[key.slot] = Entry(
            low: key.low, high: key.high, letters: token.letters, shape: token.shape, odds: token.odds, kind: token.kind, cue: token.cue,
            length: UInt8(truncatingIfNeeded: token.length), tag: tag)
    }
}
