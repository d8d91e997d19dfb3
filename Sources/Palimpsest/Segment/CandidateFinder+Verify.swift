#if canImport(Glibc)
import Glibc
#endif

extension CandidateFinder {
    /// Whether `haystack` holds `needle`.
    func memoryContains(_ haystack: UnsafePointer<UInt8>, _ count: Int, _ needle: UnsafePointer<UInt8>, _ needleCount: Int) -> Bool {
        guard needleCount > 0, needleCount <= count else { return needleCount == 0 }
        var position = 0
        while position + needleCount <= count {
            guard let hit = memchr(haystack + position, Int32(needle[0]), count - needleCount - position + 1) else { return false }
            let found = UnsafeRawPointer(hit) - UnsafeRawPointer(haystack)
            if memcmp(haystack + found, needle, needleCount) == 0 { return true }
            position = found + 1
        }
        return false
    }

    /// Compares an anchor with a line, and with the lines that it may be wrapped over; keeps the best.
    func verify(_ anchorNumber: Int, _ line: Int, skip: Int, _ probe: inout Probe, _ found: inout [Candidate]) {
        let bytes = probe.bytes
        let anchor = template.anchors[anchorNumber]
        let length = anchor.literalLength
        probe.text.removeAll()
        var best: Candidate?
        var last = line
        for wrap in 0..<4 {
            append(last, to: &probe.text, bytes)
            if wrap == 0 && skip > 0 {
                probe.text.plain.removeFirst(min(skip, probe.text.count))
                probe.text.offsets.removeFirst(min(skip, probe.text.offsets.count))
            }
            if let candidate = candidate(anchorNumber, anchor, probe.text, line, last, bytes, isNoisy: skip > 0), last == line || !takesNextLine(candidate, anchor, bytes),
                best.map({ candidate.weight > $0.weight + 0.5 || completes($0, candidate, anchor, bytes) }) ?? true
            {
                best = candidate
            }
            guard probe.text.count < length + (anchor.slots.isEmpty ? 8 : 24), wantsMore(anchor, best, probe.text.count, length, bytes) else { break }
            let following = following(last, &probe)
            guard following < lines.upperBound, following - last <= 2 else { break }
            last = following
        }
        if best == nil, let truncated = truncated(anchorNumber, anchor, probe.text, line, last, bytes) { best = truncated }
        if let best, best.weight > -4 { found.append(best) }
    }

    private func append(_ line: Int, to text: inout KeyedText, _ bytes: UnsafeBufferPointer<UInt8>) {
        text.append(bytes, document.lines.lines[line].content, folding: folding)
    }

    /// Whether the longer match holds the date or the points that the shorter one lacks: a line may be split within them.
    private func completes(_ short: Candidate, _ long: Candidate, _ anchor: Anchor, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let type = anchor.slots.last?.type, let before = short.slots.last, let after = long.slots.last else { return false }
        return !isWhole(type, before, bytes) && isWhole(type, after, bytes) && (type == .date || type == .points)
    }

    /// Whether a match takes a line for its points that is none: the next heading, `2. Food security:`, where the points stand elsewhere. Letters
    /// may look like a maximum, so they must be points that this does not exceed.
    private func takesNextLine(_ candidate: Candidate, _ anchor: Anchor, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard anchor.slots.last?.type == .points, let slot = candidate.slots.last, !slot.isEmpty else { return false }
        let values = template.tools.values(bytes, template), start = values.trimmed(slot).start
        guard document.lines.lines[candidate.firstLine + 1...candidate.lastLine].contains(where: { $0.content.start == start }) else { return false }
        guard isWhole(.points, slot, bytes), case .value = values.points(in: slot).value else { return true }
        return false
    }

    /// Whether a slot holds all of a date, or of points and their maximum; other values are whole.
    func isWhole(_ type: SlotType, _ range: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch type {
        case .date: isDate(range, bytes)
        // Two numbers without a word between them, `6` over `7.`, are the score and the number of the next line.
        case .points: bytes[range.start..<max(range.start, range.end)].contains(where: ASCII.isLetter) && template.tools.values(bytes, template).points(in: range).maximum != nil
        default: true
        }
    }

    /// Whether another line could still improve the match.
    private func wantsMore(_ anchor: Anchor, _ best: Candidate?, _ count: Int, _ length: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let best else { return true }
        if best.cost > 0 && count < length { return true }
        // A typed slot at the end that is still empty: its value may stand on the next line.
        if case .slot(let slot)? = anchor.pattern.parts.last, slot.type != .text, let range = best.slots.last {
            return range.isEmpty || !isWhole(slot.type, range, bytes)
        }
        return false
    }

    /// The candidate that these lines are, if they are near enough.
    private func candidate(
        _ number: Int, _ anchor: Anchor, _ text: KeyedText, _ first: Int, _ last: Int, _ bytes: UnsafeBufferPointer<UInt8>, isNoisy: Bool
    ) -> Candidate? {
        let length = anchor.literalLength
        let limit = min(30, 3 + Float(length) * 0.8)
        // Every key byte too few costs a deletion.
        guard Float(length - text.count) * ConfusionCosts.deletion <= limit else { return nil }
        var candidate = Candidate(anchor: number, firstLine: first, lastLine: last, cost: 0, weight: 0, start: text.offset(0), end: text.end, slots: [])
        if anchor.isOpen {
            guard let open = openMatch(anchor, text, limit: limit, bytes) else { return nil }
            candidate.cost = open.cost
            candidate.end = open.end
        } else {
            guard let match = matcher.match(anchor.pattern, text, bytes: bytes, limit: limit) else { return nil }
            candidate.cost = match.cost
            candidate.slots = SlotPlaces(match.slots)
            if last > first, candidate.slots.contains(where: { isTorn($0, first...last, bytes) }) { return nil }
            if last > first { for number in candidate.slots.indices { candidate.slots[number] = withinLines(candidate.slots[number], first...last) } }
        }
        candidate.weight = weight(of: candidate, anchor, length: length, isNoisy: isNoisy, bytes)
        return candidate
    }

    /// Whether a slot goes on from a line to the next where another column's text stands between them: as a stretch of the text it would hold that too.
    private func isTorn(_ slot: TextRange, _ lines: ClosedRange<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let table = document.lines.lines
        guard let line = lines.first(where: { table[$0].content.start <= slot.start && slot.start < table[$0].content.end }), slot.end > table[line].content.end,
            let next = lines.first(where: { $0 > line && !table[$0].isBlank })
        else { return false }
        let (above, below) = (table[line], table[next])
        guard below.content.start >= above.content.end else { return true }
        return below.number - above.number <= 1 && !WhiteSpace.trim(bytes, above.content.end, below.content.start).isEmpty
    }

    /// A slot that begins between two lines, where the edge of a page was set aside, begins on the later one.
    private func withinLines(_ slot: TextRange, _ lines: ClosedRange<Int>) -> TextRange {
        let table = document.lines.lines
        guard !slot.isEmpty, !lines.contains(where: { table[$0].content.start <= slot.start && slot.start < table[$0].content.end }),
            let next = lines.first(where: { table[$0].content.start > slot.start && !table[$0].isBlank }), table[next].content.start < slot.end
        else { return slot }
        return TextRange(table[next].content.start, slot.end)
    }

    /// The log-odds of a match: length, errors, and what the colon, the line ends and the slots say.
    func weight(of candidate: Candidate, _ anchor: Anchor, length: Int, isNoisy: Bool, _ bytes: UnsafeBufferPointer<UInt8>) -> Float {
        var weight = MatchWeight.weight(length: length, cost: candidate.cost)
        if anchor.endsWithColon { weight += hasColon(candidate, anchor, bytes) ? 1.5 : -1 }
        if isNoisy { weight -= 1 }
        weight -= Float(candidate.lastLine - candidate.firstLine) * 0.3
        weight += slotEvidence(anchor, candidate, bytes)
        return min(weight, MatchWeight.cap)
    }

    /// A label whose text may follow on its line: only the literal is compared.
    private func openMatch(_ anchor: Anchor, _ text: KeyedText, limit: Float, _ bytes: UnsafeBufferPointer<UInt8>) -> (cost: Float, end: Int)? {
        let length = anchor.literalLength
        let result = matcher.aligner.align(anchor.pattern, text.plain.prefix(length + 4), openEnd: true, limit: limit)
        guard result.cost <= limit, result.used > 0 else { return nil }
        var end = text.offset(result.used - 1) + 1
        while end < text.end, bytes[end] & 0xC0 == 0x80 { end += 1 }
        // The colon and the space after it belong to the label.
        while end < text.end, bytes[end] == UInt8(ascii: ":") || bytes[end] == 0x20 || bytes[end] == UInt8(ascii: ";") { end += 1 }
        return (result.cost, end)
    }

    private func hasColon(_ candidate: Candidate, _ anchor: Anchor, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let end = candidate.slots.first?.start ?? candidate.end
        var i = end - 1
        while i > candidate.start, bytes[i] == 0x20 { i -= 1 }
        return bytes[i] == UInt8(ascii: ":") || bytes[i] == UInt8(ascii: ";")
            || candidate.slots.first.map { !$0.isEmpty && bytes[$0.start] == UInt8(ascii: ":") } ?? false
    }

    /// What the contents of typed slots say for or against the match.
    private func slotEvidence(_ anchor: Anchor, _ candidate: Candidate, _ bytes: UnsafeBufferPointer<UInt8>) -> Float {
        var evidence: Float = 0
        for (slot, range) in zip(anchor.slots, candidate.slots) {
            let digits = WideDigits.count(bytes, in: range)
            switch slot.type {
            case .date: evidence += range.isEmpty ? -2 : isDate(range, bytes) ? 4 : digits > 0 && range.count < 24 ? 0 : -3
            case .points: evidence += range.isEmpty ? -2 : digits >= 2 ? 3 : digits > 0 ? 0 : -3
            case .integer, .decimal, .percent: evidence += range.isEmpty ? -1 : digits > 0 ? 1.5 : -1
            case .text, .person, .place: evidence -= Float(max(0, range.count - 60)) * 0.1
            default: break
            }
        }
        return evidence
    }

    /// Whether a slot holds a date of the calendar.
    func isDate(_ range: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if case .value = template.tools.values(bytes, template).read(.date, in: range) { return true }
        return false
    }

    /// A heading cut off at the end of the document or before the next label: a long first part of it stands there.
    private func truncated(
        _ number: Int, _ anchor: Anchor, _ text: KeyedText, _ first: Int, _ last: Int, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Candidate? {
        guard anchor.pattern.parts.count == 1, let firstLineKey = firstKey(first, bytes) else { return nil }
        let literal = anchor.pattern.prefix.plain
        let count = firstLineKey.count
        guard count >= 20, count * 10 >= literal.count * 4, count < literal.count else { return nil }
        let head = Pattern(source: "", parts: [.literal(Key(plain: Array(literal.prefix(count)), folded: []))])
        let result = matcher.aligner.align(head, firstLineKey.plain, limit: 8)
        guard result.cost <= 8 else { return nil }
        let cost = result.cost + 3 + Float(literal.count - count) * 0.05
        return Candidate(
            anchor: number, firstLine: first, lastLine: first, cost: cost,
            weight: MatchWeight.weight(length: count, cost: cost), start: firstLineKey.offset(0), end: firstLineKey.end, slots: [], isTruncated: true
        )
    }

    private func firstKey(_ line: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> KeyedText? {
        KeyedText(bytes, document.lines.lines[line].content, folding: folding)
    }

    /// A pattern of slots alone, such as `{kind} | {date}`: every slot must be readable by its type.
    func verifyTyped(_ number: Int, _ line: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ found: inout [Candidate]) {
        let content = document.lines.lines[line].content
        guard content.count <= 80, WideDigits.count(bytes, in: content) >= 4, case .slot(let first)? = template.anchors[number].pattern.parts.first,
            case .slot(let last)? = template.anchors[number].pattern.parts.last, last.type == .date
        else { return }
        guard let split = TypedSplit.split(content, bytes, first: first, template: template, folding: folding) else { return }
        guard isDate(split.second, bytes) || split.cost == 0 else { return }
        found.append(
            Candidate(
                anchor: number, firstLine: line, lastLine: line, cost: split.cost, weight: 9 - split.cost,
                start: content.start, end: content.end, slots: [split.first, split.second]
            )
        )
    }
}
