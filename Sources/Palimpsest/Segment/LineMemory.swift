/// What is remembered of lines, within a file and from file to file: their keys, and the anchors that they may be.
///
/// Dumps of one form repeat its headings, labels and standing sentences, so that most lines of a batch were read before; even
/// with an error in every thirtieth line and other numbers in every dump three in four that are not blank were. For these a look-up
/// takes the place of folding and of the search for candidates (memoisation, after D. Michie, "Memo functions and machine
/// learning", Nature 218, 1968).
///
/// What comes out never depends on what is remembered. An entry is for a line with exactly its bytes, and a proposal holds only
/// where all text stands again that was looked at when it was made, following lines included. Only what comes a second time is
/// kept: prose, which nobody writes twice, would crowd out the form. The size is bounded; when it is reached all is dropped
/// before the next file.
struct LineMemory: ~Copyable {
    /// Longer lines are prose.
    static let longestLine = 400

    private static let mostEntries = 1 << 14
    private static let mostBytes = 1 << 22
    private static let mostProposals = 1 << 15
    /// Proposals of one line, which differ by the lines that follow.
    private static let mostVariants = 8

    private struct Entry {
        var hash: UInt64
        /// Where the line's bytes begin in ``bytes``; its plain and folded keys come after them.
        var start: Int32
        var count: Int32
        var plainCount: Int32
        var foldedCount: Int32
        /// The first of its proposals; -1 when there is none.
        var proposal: Int32 = -1
        /// See ``isAnchorLike(_:)``.
        var anchorLike: UInt64 = 0
        var knowsAnchorLike = false
    }

    /// The candidates that begin on a line, with all that was looked at to find them.
    private struct Proposal {
        /// Number of the template, see ``number(of:)``.
        var template: Int32
        /// How many lines after the first were looked at, blank ones included.
        var following: Int32
        /// The text from the first line's first byte to the last one's last.
        var start: Int32
        var count: Int32
        /// The candidates, as indices into ``candidates``.
        var from: Int32
        var to: Int32
        /// The next proposal of the same line; -1 when there is none.
        var next: Int32
    }

    private var entries: [Entry] = []
    /// Entries by hash, with open addressing; -1 where there is none.
    private var table: [Int32] = []
    private var bytes: [UInt8] = []
    private var proposals: [Proposal] = []
    /// Places and line numbers count from the beginning of the first line.
    private var candidates: [Candidate] = []
    /// Part of the hashes of lines that were met once, at the place that another part gives.
    private var met: [UInt16] = []
    private var templates: [CompiledTemplate] = []
    private var isFull = false

    /// Begins a new file: drops everything if there is no room for more.
    mutating func begin() {
        if table.isEmpty {
            table = [Int32](repeating: -1, count: 2 * Self.mostEntries)
            met = [UInt16](repeating: 0, count: 1 << 16)
        } else if isFull {
            entries.removeAll(keepingCapacity: true)
            bytes.removeAll(keepingCapacity: true)
            proposals.removeAll(keepingCapacity: true)
            candidates.removeAll(keepingCapacity: true)
            for place in table.indices { table[place] = -1 }
            isFull = false
        }
    }

    /// The number under which a template's proposals are kept.
    mutating func number(of template: CompiledTemplate) -> Int {
        if let number = templates.firstIndex(where: { $0 === template }) { return number }
        templates.append(template)
        return templates.count - 1
    }

    // MARK: Keys

    /// For each hash the entry that it stands for, -1 when there is none: its bytes have still to be compared.
    ///
    /// All lines of a file in one go, table after table: the memory is larger than a core's cache, and look-ups that do not wait for
    /// each other wait for it together.
    func likely(_ hashes: [UInt64]) -> [Int32] {
        let mask = table.count - 1
        var found = hashes.map { table[Int(truncatingIfNeeded: $0) & mask] }
        for index in found.indices where found[index] >= 0 && entries[Int(found[index])].hash != hashes[index] {
            found[index] = next(hashes[index], after: Int(truncatingIfNeeded: hashes[index]) & mask)
        }
        return found
    }

    /// The entry of a hash; -1 when there is none.
    func entry(_ hash: UInt64) -> Int { Int(next(hash, after: Int(truncatingIfNeeded: hash) - 1)) }

    private func next(_ hash: UInt64, after first: Int) -> Int32 {
        let mask = table.count - 1
        var place = (first + 1) & mask
        while table[place] >= 0 {
            if entries[Int(table[place])].hash == hash { return table[place] }
            place = (place + 1) & mask
        }
        return -1
    }

    /// Whether an entry is for a line with these bytes.
    @inline(__always)
    func isEntry(_ number: Int, of line: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        Int(entries[number].count) == count && isEqual(line, count, Int(entries[number].start))
    }

    private func isEqual(_ text: UnsafePointer<UInt8>, _ count: Int, _ start: Int) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return false }
            return ByteWord.areEqual(text, base + start, count)
        }
    }

    /// Copies the keys of an entry and gives their lengths.
    @inline(__always)
    func copyKeys(_ number: Int, plain: UnsafeMutablePointer<UInt8>, folded: UnsafeMutablePointer<UInt8>) -> (plain: Int, folded: Int) {
        let entry = entries[number]
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let keys = base + Int(entry.start + entry.count)
            plain.update(from: keys, count: Int(entry.plainCount))
            folded.update(from: keys + Int(entry.plainCount), count: Int(entry.foldedCount))
        }
        return (Int(entry.plainCount), Int(entry.foldedCount))
    }

    /// Whether a line that has no entry should get one: when it is met a second time.
    mutating func admits(_ count: Int, _ hash: UInt64) -> Bool {
        guard !isFull, count <= Self.longestLine else { return false }
        let place = Int(truncatingIfNeeded: hash >> 32) & (met.count - 1), mark = UInt16(truncatingIfNeeded: hash >> 16)
        if met[place] == mark { return true }
        met[place] = mark
        return false
    }

    /// Remembers a line and its keys; gives its entry.
    mutating func insert(
        _ line: UnsafeBufferPointer<UInt8>, _ hash: UInt64, plain: UnsafeBufferPointer<UInt8>, folded: UnsafeBufferPointer<UInt8>
    ) -> Int {
        let number = entries.count
        entries.append(
            Entry(hash: hash, start: Int32(bytes.count), count: Int32(line.count), plainCount: Int32(plain.count), foldedCount: Int32(folded.count))
        )
        bytes.append(contentsOf: line)
        bytes.append(contentsOf: plain)
        bytes.append(contentsOf: folded)
        let mask = table.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while table[place] >= 0 { place = (place + 1) & mask }
        table[place] = Int32(number)
        noteSize()
        return number
    }

    private mutating func noteSize() {
        isFull = entries.count >= Self.mostEntries || bytes.count >= Self.mostBytes || proposals.count >= Self.mostProposals
    }

    // MARK: Anchors

    /// The templates, a bit each, of which a line begins like an anchor; `nil` when that was not noted.
    func anchorLike(_ number: Int) -> UInt64? { entries[number].knowsAnchorLike ? entries[number].anchorLike : nil }

    /// Notes it.
    mutating func note(_ number: Int, anchorLike: UInt64) {
        entries[number].anchorLike = anchorLike
        entries[number].knowsAnchorLike = true
    }

    // MARK: Candidates

    /// Appends the candidates that begin on `line`, if they are remembered for this text; else gives `false`.
    ///
    /// - Parameter number: the line's entry.
    func propose(
        _ number: Int, template: Int, line: Int, _ lines: UnsafeBufferPointer<LineTable.Line>, _ text: UnsafeBufferPointer<UInt8>, to found: inout [Candidate]
    ) -> Bool {
        guard let base = text.baseAddress else { return false }
        let start = lines[line].content.start
        var next = entries[number].proposal
        while next >= 0 {
            let proposal = proposals[Int(next)]
            next = proposal.next
            let last = line + Int(proposal.following)
            guard Int(proposal.template) == template, last < lines.count, lines[last].content.end - start == Int(proposal.count) else { continue }
            // The line itself is known to be the same.
            guard proposal.following == 0 || isEqual(base + start, Int(proposal.count), Int(proposal.start)) else { continue }
            for index in Int(proposal.from)..<Int(proposal.to) { found.append(candidates[index].moved(lines: line, bytes: start)) }
            return true
        }
        return false
    }

    /// Remembers the candidates that begin on `line`.
    ///
    /// - Parameters:
    ///   - number: the line's entry.
    ///   - last: the last line that was looked at to find them.
    mutating func store(
        _ number: Int, template: Int, line: Int, last: Int, _ lines: UnsafeBufferPointer<LineTable.Line>, _ text: UnsafeBufferPointer<UInt8>,
        _ found: ArraySlice<Candidate>
    ) {
        let content = lines[line].content
        let count = lines[last].content.end - content.start
        guard !isFull, count <= Self.longestLine, hasRoom(number) else { return }
        var start = Int(entries[number].start)
        if last > line {
            start = bytes.count
            bytes.append(contentsOf: text[content.start..<content.start + count])
        }
        let from = candidates.count
        for candidate in found { candidates.append(candidate.moved(lines: -line, bytes: -content.start)) }
        proposals.append(
            Proposal(
                template: Int32(template), following: Int32(last - line), start: Int32(start), count: Int32(count), from: Int32(from),
                to: Int32(candidates.count), next: entries[number].proposal
            )
        )
        entries[number].proposal = Int32(proposals.count - 1)
        noteSize()
    }

    private func hasRoom(_ number: Int) -> Bool {
        var variants = 0
        var next = entries[number].proposal
        while next >= 0 {
            variants += 1
            next = proposals[Int(next)].next
        }
        return variants < Self.mostVariants
    }
}

extension Candidate {
    /// The same candidate on a line so many lines and bytes further down.
    func moved(lines: Int, bytes: Int) -> Candidate {
        var result = self
        result.firstLine += lines
        result.lastLine += lines
        result.start += bytes
        result.end += bytes
        result.slots.move(by: bytes)
        return result
    }
}
