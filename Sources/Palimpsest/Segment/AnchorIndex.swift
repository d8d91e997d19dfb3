/// Finds the anchors that a line may be, without comparing it with every one.
///
/// After the pigeonhole principle of approximate search (Navarro, "A guided tour to approximate string matching", ACM
/// Computing Surveys 33, 2001): a heading of three chunks with fewer than three slips has a chunk that is whole, and whole
/// chunks are found by hash. What is too short for chunks is compared by the letters that it is made of, whose difference
/// bounds the edit distance from below, and only then letter by letter.
final class AnchorIndex: Sendable {
    /// Folded key bytes in a chunk.
    static let chunkLength = 12
    /// How many chunks from the start of an anchor are indexed.
    static let chunkCount = 3
    /// Anchors and lines up to this key length are compared letter by letter.
    static let shortLimit = 48

    /// What can follow an anchor's leading literal.
    enum Tail: UInt8, Sendable {
        /// Nothing: the literal is the whole line.
        case none
        /// One slot, to the end of the line.
        case slot
        /// Free text that is not the anchor's.
        case open
        /// Slots and literals in turn; only the aligner can tell.
        case mixed
    }

    /// Where an anchor's leading literal is in the flat key buffers.
    struct Shape: Sendable {
        var plain: Range<Int>
        var folded: Range<Int>
        var tail: Tail
    }

    /// An anchor that is compared letter by letter.
    struct Short: Sendable {
        var anchor: Int
        var length: Int
        var letters: LetterCounts
        var tail: Tail
        /// Whether a number or a date follows, so that a line without digits need not be looked at.
        var needsDigit: Bool
        /// Its place among all of these, by length.
        var rank = 0

        /// How many slips may be in it.
        var edits: Int { 1 + length / 5 }
    }

    /// All leading literals one after the other.
    let plain: [UInt8]
    let folded: [UInt8]
    let shapes: [Shape]
    /// Anchors without slots by their whole folded key.
    let whole: HashIndex
    /// Anchors by chunk: the value is `anchor * chunkCount + chunk`.
    let chunks: HashIndex
    /// Anchors with slots whose leading literal is shorter than a chunk, by that literal.
    let prefixes: HashIndex
    /// The lengths that occur in ``prefixes``.
    let prefixLengths: [Int]
    /// Anchors that are compared as a whole line, by length.
    let shortLines: [Short]
    /// For each key length: the first of ``shortLines`` that is long enough for it.
    private let shortLineStarts: [Int]
    /// Anchors of which only the beginning is literal, by length.
    let shortHeads: [Short]
    /// Those of ``shortHeads`` that need no digit.
    let shortHeadsOfWords: [Short]
    /// For the classes of two folded bytes: which kinds of key begin with them. Nearly all lines of running text begin as none.
    let beginnings: ConstantTable<UInt8>
    /// Anchors that begin with a slot and end with a literal, by its last chunk.
    let suffixes: HashIndex
    /// Anchors that begin and end with a slot, and their first literal.
    let inner: [(anchor: Int, needle: [UInt8])]
    /// Anchors made of slots alone.
    let slotsOnly: [Int]
    /// The longest literal of any anchor.
    let longest: Int

    init(anchors: [Anchor]) {
        var builder = Builder()
        var plain: [UInt8] = [], folded: [UInt8] = []
        var shapes: [Shape] = []
        var short: [Short] = []
        var inner: [(anchor: Int, needle: [UInt8])] = []
        var slotsOnly: [Int] = []
        var longest = 0
        for (number, anchor) in anchors.enumerated() {
            let prefix = anchor.pattern.prefix
            let tail = AnchorIndex.tail(of: anchor)
            shapes.append(
                Shape(plain: plain.count..<plain.count + prefix.count, folded: folded.count..<folded.count + prefix.folded.count, tail: tail)
            )
            plain += prefix.plain
            folded += prefix.folded
            longest = max(longest, anchor.literalLength)
            if prefix.count == 0 {
                builder.add(leadingSlot: anchor, number, &inner, &slotsOnly)
            } else {
                builder.add(prefix, number, tail)
                if prefix.count <= AnchorIndex.shortLimit {
                    short.append(Short(anchor: number, length: prefix.folded.count, letters: LetterCounts(prefix.folded), tail: tail, needsDigit: AnchorIndex.needsDigit(anchor)))
                }
            }
        }
        whole = HashIndex(builder.whole)
        chunks = HashIndex(builder.chunks)
        prefixes = HashIndex(builder.prefixes)
        suffixes = HashIndex(builder.suffixes)
        prefixLengths = builder.lengths.sorted()
        beginnings = ConstantTable(builder.beginnings)
        self.plain = plain
        self.folded = folded
        self.shapes = shapes
        // In one order for both kinds, so that what is found does not depend on how it is looked for.
        var ordered = short.sorted { $0.length < $1.length }
        for rank in ordered.indices { ordered[rank].rank = rank }
        shortLines = ordered.filter { $0.tail == .none }
        let lines = shortLines
        let reach = lines.last.map { $0.length + $0.edits } ?? 0
        shortLineStarts = (0...reach).map { count in lines.firstIndex { count <= $0.length + $0.edits } ?? lines.count }
        shortHeads = ordered.filter { $0.tail != .none }
        shortHeadsOfWords = shortHeads.filter { !$0.needsDigit }
        self.inner = inner
        self.slotsOnly = slotsOnly
        self.longest = longest
    }

    /// Kinds of key in ``beginnings``.
    enum Kind {
        /// Whole anchors, their first chunks, and short prefixes.
        static let line: UInt8 = 1
        /// Second and third chunks.
        static let chunk: UInt8 = 2
        /// The last chunks of anchors that begin with a slot.
        static let suffix: UInt8 = 4
    }

    /// The first of ``shortLines``, by length, that may be a line of `count` key bytes.
    func firstShortLine(near count: Int) -> Int { count < shortLineStarts.count ? shortLineStarts[count] : shortLines.count }

    /// Whether a key of `kind` may begin with the two bytes at `key`.
    @inline(__always)
    func mayBegin(_ key: UnsafePointer<UInt8>, _ kind: UInt8) -> Bool {
        beginnings[Int(key[0] & 31) << 5 | Int(key[1] & 31)] & kind != 0
    }

    private static func needsDigit(_ anchor: Anchor) -> Bool {
        guard case .slot(let slot)? = anchor.pattern.parts.last else { return false }
        return slot.type.isNumeric || slot.type == .date
    }

    private static func tail(of anchor: Anchor) -> Tail {
        if anchor.isOpen { return .open }
        switch anchor.pattern.parts.count {
        case 1: return .none
        case 2: return .slot
        default: return .mixed
        }
    }

    /// Collects what goes into the hash indexes.
    private struct Builder {
        var whole: [(hash: UInt64, value: Int)] = []
        var chunks: [(hash: UInt64, value: Int)] = []
        var prefixes: [(hash: UInt64, value: Int)] = []
        var suffixes: [(hash: UInt64, value: Int)] = []
        var lengths: Set<Int> = []
        var beginnings = [UInt8](repeating: 0, count: 1024)

        private mutating func note(_ key: some Collection<UInt8>, _ kind: UInt8) {
            guard let first = key.first else { return }
            let row = Int(first & 31) << 5
            if key.count > 1 {
                beginnings[row | Int(key.dropFirst().first.map { $0 & 31 } ?? 0)] |= kind
            } else {
                for second in 0..<32 { beginnings[row | second] |= kind }
            }
        }

        mutating func add(_ prefix: Key, _ number: Int, _ tail: Tail) {
            let length = AnchorIndex.chunkLength
            note(prefix.folded, Kind.line)
            if tail == .none { whole.append((HashIndex.hash(prefix.folded), number)) }
            for chunk in 0..<AnchorIndex.chunkCount where prefix.folded.count >= (chunk + 1) * length {
                let bytes = prefix.folded[chunk * length..<(chunk + 1) * length]
                chunks.append((HashIndex.hash(bytes), number * AnchorIndex.chunkCount + chunk))
                if chunk > 0 { note(bytes, Kind.chunk) }
            }
            if tail != .none && prefix.folded.count < length {
                prefixes.append((HashIndex.hash(prefix.folded), number))
                lengths.insert(prefix.folded.count)
            }
        }

        mutating func add(leadingSlot anchor: Anchor, _ number: Int, _ inner: inout [(anchor: Int, needle: [UInt8])], _ slotsOnly: inout [Int]) {
            if case .literal(let key)? = anchor.pattern.parts.last, key.folded.count >= AnchorIndex.chunkLength {
                suffixes.append((HashIndex.hash(key.folded.suffix(AnchorIndex.chunkLength)), number))
                note(key.folded.suffix(AnchorIndex.chunkLength), Kind.suffix)
                return
            }
            for part in anchor.pattern.parts {
                if case .literal(let key) = part {
                    inner.append((number, key.folded))
                    return
                }
            }
            slotsOnly.append(number)
        }
    }
}

extension AnchorIndex {
    /// Whether a line may be one of the form's: an anchor as it stands, or one that begins as it does.
    func mayBeForm(_ key: [UInt8], _ folding: KeyFolding) -> Bool {
        var folded: [UInt8] = []
        for byte in key { folding.appendFolded(byte, to: &folded) }
        if !whole.values(of: HashIndex.hash(folded)).isEmpty { return true }
        return folded.count >= Self.chunkLength && !chunks.values(of: HashIndex.hash(folded.prefix(Self.chunkLength))).isEmpty
    }

    /// Whether a key is an anchor without slots as it stands, confusions of one class aside.
    func isWhole(_ key: [UInt8], _ folding: KeyFolding) -> Bool {
        guard key.count > 3 else { return false }
        var folded: [UInt8] = []
        for byte in key { folding.appendFolded(byte, to: &folded) }
        return whole.values(of: HashIndex.hash(folded)).contains { anchor in self.folded[shapes[Int(anchor)].folded].elementsEqual(folded) }
    }
}
