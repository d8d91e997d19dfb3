/// Sets the edges of lost passages in the form's sentences to where the sentences' slots begin and end.
///
/// `is included i [%R FIFI A] policies, plans`: the words around a slot are the form's, whatever the page lacks of the space between,
/// so that a passage which reaches into them is cut there (`into“+P0R` is `into` and garble), and one that leaves a small rest of its slot
/// takes it in: what stands in one slot was written by one hand.
struct SlotEdges {
    let bytes: UnsafeBufferPointer<UInt8>

    /// Share of a slot's ink that must be lost for the rest to be taken in.
    private static let most = 0.5

    /// - Parameters:
    ///   - suspects: ascending.
    ///   - template: what the standing texts are of.
    func setting(_ suspects: [Suspect], to standing: [StandingText], _ template: CompiledTemplate) -> [Suspect] {
        guard suspects.contains(where: { $0.kind == .wrongScript }) else { return suspects }
        var result = suspects
        for text in standing where !text.slots.isEmpty {
            guard case .sentence(let number) = text.words else { continue }
            let literals = FormWords.literals(of: template.sentences[number].pattern.source)
            for (index, slot) in text.slots.enumerated() where index + 1 < literals.count {
                guard !slot.isEmpty, let place = place(of: slot, literals[index], literals[index + 1]) else { continue }
                set(place, in: &result)
            }
        }
        return result.filter { !$0.range.isEmpty }
    }

    /// A slot with the marks at its ends: up to the form's words, which must stand there as the form has them.
    private func place(of slot: TextRange, _ before: String, _ after: String) -> TextRange? {
        guard let last = before.split(separator: " ").last, let first = after.split(separator: " ").first,
            last.utf8.allSatisfy(ASCII.isLetter), first.utf8.allSatisfy(ASCII.isLetter), after.hasPrefix(" ")
        else { return nil }
        var start = slot.start
        while start > 0, !ASCII.isLetter(bytes[start - 1]) { start -= 1 }
        guard start >= last.utf8.count, matches(last, at: start - last.utf8.count) else { return nil }
        var end = slot.end
        while end < bytes.count, !ASCII.isLetter(bytes[end]) { end += 1 }
        guard matches(first, at: end) else { return nil }
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return start < end ? TextRange(start, end) : nil
    }

    private func matches(_ word: Substring, at place: Int) -> Bool {
        place + word.utf8.count <= bytes.count && zip(word.utf8, bytes[place...]).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    private func set(_ place: TextRange, in suspects: inout [Suspect]) {
        let inside = suspects.indices.filter { suspects[$0].kind == .wrongScript && suspects[$0].range.overlaps(place) }
        guard let first = inside.first, let last = inside.last else { return }
        // What begins or ends within the form's word beside the slot.
        if suspects[first].range.start < place.start, isOneWord(suspects[first].range.start, place.start) { suspects[first].range.start = place.start }
        if suspects[last].range.end > place.end, isOneWord(place.end, suspects[last].range.end) { suspects[last].range.end = place.end }
        let lost = inside.reduce(0) { $0 + ink(max(suspects[$1].range.start, place.start), min(suspects[$1].range.end, place.end)) }
        guard Double(lost) >= Self.most * Double(ink(place.start, place.end)) else { return }
        let others = suspects.filter { $0.kind != .wrongScript }.map(\.range)
        func isFree(_ start: Int, _ end: Int) -> Bool { start < end && !others.contains { $0.overlaps(TextRange(start, end)) } }
        if isFree(place.start, suspects[first].range.start) { suspects[first].range.start = place.start }
        if isFree(suspects[last].range.end, place.end) { suspects[last].range.end = place.end }
    }

    private func isOneWord(_ start: Int, _ end: Int) -> Bool {
        var words = 0, wasSpace = true
        for byte in bytes[start..<end] {
            if byte > 0x20, wasSpace { words += 1 }
            wasSpace = byte <= 0x20
        }
        return words <= 1
    }

    private func ink(_ start: Int, _ end: Int) -> Int {
        var at = start, count = 0
        while at < end {
            let length = max(1, UTF8Bytes.scalar(bytes, at: at).length)
            if bytes[at] > 0x20 { count += 1 }
            at += length
        }
        return count
    }
}
