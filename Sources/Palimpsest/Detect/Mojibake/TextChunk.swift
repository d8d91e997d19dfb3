/// A line of text, or a piece of a long one, while readings are undone: its scalars, and where each came from.
struct TextChunk {
    /// A reading that was undone, and how sure the edit is among those of its proposal.
    struct Step: Equatable {
        /// Index into ``proposals``.
        var proposal: Int
        var space: MojibakeProposal.Space
    }

    private(set) var scalars: [UInt32] = []
    /// The bytes of the source that each scalar stands for: it begins at `starts[i]` and ends at `ends[i]`.
    private(set) var starts: [Int] = []
    private(set) var ends: [Int] = []
    /// What was done to each scalar: a place in ``histories``, 0 for nothing.
    private(set) var changes: [Int] = []
    /// Chains of readings undone, first to last; the first is the empty one.
    private(set) var histories: [[Step]] = [[]]
    /// The readings undone so far.
    private(set) var proposals: [MojibakeProposal] = []

    mutating func load(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        scalars.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        proposals.removeAll(keepingCapacity: true)
        changes.removeAll(keepingCapacity: true)
        histories = [[]]
        var at = range.lowerBound
        while at < range.upperBound {
            let (value, length) = UTF8Bytes.scalar(bytes, at: at)
            scalars.append(value)
            starts.append(at)
            at += length
        }
    }

    /// Completes what only a chunk with mojibake needs.
    private mutating func prepare(end: Int) {
        guard ends.isEmpty else { return }
        ends = Array(starts.dropFirst()) + [end]
        changes = [Int](repeating: 0, count: scalars.count)
    }

    /// Undoes a reading. `end` is where the chunk ends in the source.
    mutating func apply(_ proposal: MojibakeProposal, end: Int) {
        prepare(end: end)
        var next = TextChunk()
        next.histories = histories
        next.proposals = proposals + [proposal]
        var at = 0
        for edit in proposal.edits {
            next.copy(self, at..<edit.start)
            let from = starts[edit.start]
            let to = ends[edit.end - 1]
            let history = changes[edit.start..<edit.end].max { histories[$0].count < histories[$1].count } ?? 0
            let index = next.number(histories[history] + [Step(proposal: proposals.count, space: MojibakeProposal.Space(edit, in: scalars))])
            for scalar in edit.scalars {
                next.scalars.append(scalar)
                // All of them stand for all the bytes: what is cut out is always the whole edit.
                next.starts.append(from)
                next.ends.append(to)
                next.changes.append(index)
            }
            at = edit.end
        }
        next.copy(self, at..<scalars.count)
        self = next
    }

    private mutating func number(_ history: [Step]) -> Int {
        if let index = histories.lastIndex(of: history) { return index }
        histories.append(history)
        return histories.count - 1
    }

    private mutating func copy(_ other: TextChunk, _ range: Range<Int>) {
        scalars += other.scalars[range]
        starts += other.starts[range]
        ends += other.ends[range]
        changes += other.changes[range]
    }
}

/// A reading that may be undone in a chunk.
struct MojibakeProposal {
    var edits: [TextEdit]
    var plan: EncodingPlan
    /// Log-odds, in nats, that the chunk holds mojibake of this kind against being as somebody wrote it.
    var score: Float
    /// What was found, for a reviewer.
    var reason: String
    var kind = Kind.other

    /// What the reading is of, by how much it says by itself.
    enum Kind {
        /// UTF-8 read as windows-1252, as another encoding of single bytes, and as one of East Asia: what is well-formed is hardly so by chance.
        case western, single, wide
        case other
    }

    /// Whether an edit rests on a space that was a byte.
    enum Space {
        case none
        /// In a word by itself, `Ã la`, where there is no other reading, and at the end or in the middle of one: `proprietÃ cia`.
        case word, ending

        init(_ edit: TextEdit, in scalars: [UInt32]) {
            // Where more follows at once the space was in no text.
            guard edit.isSpaced, edit.end == scalars.count || scalars[edit.end] < 0x80 || edit.scalars.last == 0x20 else {
                self = .none
                return
            }
            let isWord = edit.start == 0 || scalars[edit.start - 1] < 0x80 && !ASCII.isLetter(UInt8(scalars[edit.start - 1]))
            self = isWord || edit.scalars.last.map { $0 != 0x20 } ?? false ? .word : .ending
        }
    }
}
