/// Finds the anchors that a line may be, without comparing it with every one.
///
/// After the pigeonhole principle of approximate search (Navarro, "A guided tour to approximate string matching", ACM
/// Computing Surveys 33, 2001): a heading of three chunks with fewer than three slips has a chunk that is whole, and whole
/// chunks are found by hash. What is too short for chunks is compared by letters present and then by edit distance.
struct AnchorIndex: Sendable {
    /// Folded key bytes in a chunk.
    static let chunkLength = 12
    /// How many chunks from the start of an anchor are indexed.
    static let chunkCount = 3
    /// Anchors and lines up to this key length are compared letter by letter.
    static let shortLimit = 48

    /// Anchors without slots by their whole folded key.
    private(set) var whole = HashIndex()
    /// Anchors by chunk: the value is `anchor * chunkCount + chunk`.
    private(set) var chunks = HashIndex()
    /// Anchors with slots whose leading literal is shorter than a chunk, by that literal.
    private(set) var prefixes = HashIndex()
    /// The lengths that occur in ``prefixes``.
    private(set) var prefixLengths: [Int] = []
    /// Anchors of up to ``shortLimit`` literal bytes, with the letters that they hold.
    private(set) var short: [(anchor: Int, length: Int, letters: UInt64, hasSlot: Bool)] = []
    /// Anchors that begin with a slot, and their first literal.
    private(set) var leadingSlot: [(anchor: Int, needle: [UInt8])] = []
    /// Anchors made of slots alone.
    private(set) var slotsOnly: [Int] = []
    /// The longest literal of any anchor.
    private(set) var longest = 0

    init() {}

    init(anchors: [Anchor]) {
        var wholePairs: [(UInt64, Int)] = []
        var chunkPairs: [(UInt64, Int)] = []
        var prefixPairs: [(UInt64, Int)] = []
        var lengths: Set<Int> = []
        for (number, anchor) in anchors.enumerated() {
            let prefix = anchor.pattern.prefix
            let hasSlot = anchor.pattern.parts.count > 1 || anchor.isOpen
            longest = max(longest, anchor.pattern.literalLength)
            if prefix.count == 0 {
                index(leadingSlot: anchor, number: number)
                continue
            }
            if !hasSlot { wholePairs.append((HashIndex.hash(prefix.folded), number)) }
            for chunk in 0..<AnchorIndex.chunkCount where prefix.folded.count >= (chunk + 1) * AnchorIndex.chunkLength {
                let start = chunk * AnchorIndex.chunkLength
                chunkPairs.append((HashIndex.hash(prefix.folded[start..<start + AnchorIndex.chunkLength]), number * AnchorIndex.chunkCount + chunk))
            }
            if hasSlot && prefix.folded.count < AnchorIndex.chunkLength {
                prefixPairs.append((HashIndex.hash(prefix.folded), number))
                lengths.insert(prefix.folded.count)
            }
            if prefix.count <= AnchorIndex.shortLimit {
                short.append((number, prefix.count, AnchorIndex.letters(prefix.folded), hasSlot))
            }
        }
        whole = HashIndex(wholePairs.map { (hash: $0.0, value: $0.1) })
        chunks = HashIndex(chunkPairs.map { (hash: $0.0, value: $0.1) })
        prefixes = HashIndex(prefixPairs.map { (hash: $0.0, value: $0.1) })
        prefixLengths = lengths.sorted()
        short.sort { $0.length < $1.length }
    }

    private mutating func index(leadingSlot anchor: Anchor, number: Int) {
        for part in anchor.pattern.parts {
            if case .literal(let key) = part {
                leadingSlot.append((number, key.folded))
                return
            }
        }
        slotsOnly.append(number)
    }

    /// The set of characters of a folded key, one bit each.
    static func letters(_ folded: some Sequence<UInt8>) -> UInt64 {
        var set: UInt64 = 0
        for byte in folded { set |= bit(of: byte) }
        return set
    }

    @inline(__always)
    static func bit(of byte: UInt8) -> UInt64 { 1 << UInt64(byte & 63) }
}
