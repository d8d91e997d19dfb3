#if canImport(Glibc)
import Glibc
#endif

extension CandidateFinder {
    /// The candidate that an anchor is when its words stand here without errors, or with confusions of one class.
    ///
    /// The keys of lines lie side by side, so a heading over several lines is compared in one go.
    func asItStands(_ number: Int, _ line: Int, skip: Int, _ probe: inout Probe) -> Candidate? {
        let index = template.index
        let shape = index.shapes[number]
        guard shape.tail != .mixed, !shape.folded.isEmpty else { return nil }
        let relative = line - lines.lowerBound
        let start = Int(keys.foldedStart[relative]) + skip, end = start + shape.folded.count
        // What is on the line itself first: most anchors that it is not differ from it there.
        let inLine = min(end, Int(keys.foldedStart[relative + 1])) - start
        guard inLine >= 0, equal(probe.folded, start, index.folded, shape.folded.prefix(inLine)) else { return nil }
        if inLine < shape.folded.count {
            noteLines(upTo: end, from: line, &probe)
            guard end <= probe.folded.count, equal(probe.folded, start, index.folded, shape.folded) else { return nil }
        }
        guard let last = lastLine(from: line, foldedEnd: end, &probe) else { return nil }
        let plainStart = Int(keys.plainStart[relative]) + skip, plainEnd = plainStart + shape.plain.count
        let lineEnd = Int(keys.plainStart[last + 1 - lines.lowerBound])
        // Splits and merges change the length; the aligner tells what they cost.
        guard plainEnd <= lineEnd, shape.tail != .none || (plainEnd == lineEnd && end == Int(keys.foldedStart[last + 1 - lines.lowerBound])) else { return nil }
        let cost = confusions(probe.plain, plainStart, index.plain, shape.plain)
        return candidate(number, shape, line, last, cost, skip: skip, literalEnd: plainEnd, probe)
    }

    private func equal(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ literals: [UInt8], _ range: Range<Int>) -> Bool {
        literals.withUnsafeBufferPointer { buffer in
            guard let a = text.baseAddress, let b = buffer.baseAddress else { return false }
            return memcmp(a + start, b + range.lowerBound, range.count) == 0
        }
    }

    /// Notes the lines up to the one that holds the last byte before a place in the folded keys.
    private func noteLines(upTo end: Int, from line: Int, _ probe: inout Probe) {
        var last = line
        while last < lines.upperBound, Int(keys.foldedStart[last + 1 - lines.lowerBound]) < end { last += 1 }
        probe.last = max(probe.last, last)
    }

    /// The line in which the folded key ends, when the lines up to it follow one another closely.
    private func lastLine(from line: Int, foldedEnd end: Int, _ probe: inout Probe) -> Int? {
        var last = line
        for _ in 0..<6 {
            if Int(keys.foldedStart[last + 1 - lines.lowerBound]) >= end { return last }
            let following = following(last, &probe)
            guard following < lines.upperBound, following - last <= 2 else { return nil }
            last = following
        }
        return nil
    }

    private func confusions(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ literals: [UInt8], _ range: Range<Int>) -> Float {
        var cost: Float = 0
        literals.withUnsafeBufferPointer { literals in
            for i in 0..<range.count where text[start + i] != literals[range.lowerBound + i] {
                cost += matcher.aligner.costs.substitute(literals[range.lowerBound + i], text[start + i])
            }
        }
        return cost
    }

    private func candidate(
        _ number: Int, _ shape: AnchorIndex.Shape, _ line: Int, _ last: Int, _ cost: Float, skip: Int, literalEnd: Int, _ probe: Probe
    ) -> Candidate? {
        let table = document.lines.lines
        let anchor = template.anchors[number]
        var candidate = Candidate(
            anchor: number, firstLine: line, lastLine: last, cost: cost, weight: 0,
            start: offset(ofKey: skip, in: table[line].content, probe.bytes), end: table[last].content.end, slots: []
        )
        if shape.tail != .none {
            let inLine = literalEnd - Int(keys.plainStart[last - lines.lowerBound])
            let after = end(ofKey: inLine, in: table[last].content, probe.bytes)
            if shape.tail == .open {
                candidate.end = skipping(after, table[last].content.end, probe.bytes) { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ";") || $0 == 0x20 }
            } else {
                let slot = TextRange(skipping(after, table[last].content.end, probe.bytes) { $0 == 0x20 }, table[last].content.end)
                guard isFilled(anchor, slot, probe.bytes) else { return nil }
                candidate.slots = [slot]
            }
        }
        candidate.weight = weight(of: candidate, anchor, length: shape.plain.count, isNoisy: skip > 0, probe.bytes)
        return candidate
    }

    /// Whether a typed slot holds what it should; else the value may stand on the next line.
    private func isFilled(_ anchor: Anchor, _ slot: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard case .slot(let rule)? = anchor.pattern.parts.last, !slot.isEmpty else { return false }
        return isWhole(rule.type, slot, bytes)
    }

    /// Text offset of the character that gives key byte `count` of a line.
    private func offset(ofKey count: Int, in content: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        if count == 0, ASCII.isLetter(bytes[content.start]) { return content.start }
        return folding.offset(ofKeyByte: count, in: content, bytes) ?? content.start
    }

    /// Text offset just after the character that gives the last of `count` key bytes of a line.
    private func end(ofKey count: Int, in content: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard count > 0, let offset = folding.offset(ofKeyByte: count - 1, in: content, bytes) else { return content.end }
        return offset + UTF8Bytes.length(lead: bytes[offset])
    }

    private func skipping(_ start: Int, _ end: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ isSkipped: (UInt8) -> Bool) -> Int {
        var offset = start
        while offset < end, isSkipped(bytes[offset]) { offset += 1 }
        return offset
    }
}
