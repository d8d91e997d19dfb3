/// Settles where garble begins and ends in the form's sentences: the words around a slot are known, so the garble is the slot.
///
/// `Currently, … is included i %R FIFI A policies, plans and programmes`: the detector judges tokens, and one that is both the form's and
/// the city's, or too short to tell, is often taken for the wrong side. The alignment with the sentence knows better. (To expect more garble in
/// slots than elsewhere was tried: it found none that was missed, and flagged clean ones.)
struct SlotSuspects {
    let bytes: UnsafeBufferPointer<UInt8>

    /// The share of a slot's signs that must be suspected for all of it to be.
    private static let least = 0.5

    /// - Parameters:
    ///   - suspects: in document order.
    ///   - texts: where the form's sentences stand.
    /// - Returns: the same, those of a lost script in sentences of the form set to the bounds of their slots.
    func settled(_ suspects: [Suspect], by texts: [StandingText]) -> [Suspect] {
        guard suspects.contains(where: { $0.kind == .wrongScript }) else { return suspects }
        var result = suspects
        for standing in texts {
            guard case .sentence = standing.words, !standing.slots.isEmpty else { continue }
            settle(standing, &result)
        }
        return result
    }

    private func settle(_ standing: StandingText, _ suspects: inout [Suspect]) {
        let sentence = standing.text.extent
        let touching = Self.near(sentence, suspects).filter { suspects[$0].kind == .wrongScript }
        // What reaches beyond the sentence is not of it alone.
        guard !touching.isEmpty, touching.allSatisfy({ sentence.start <= suspects[$0].range.start && suspects[$0].range.end <= sentence.end }) else { return }
        let found = touching.map { suspects[$0] }
        var settled: [Suspect] = []
        for slot in standing.slots where !slot.isEmpty && isWhole(slot, in: standing.text) && !isNumber(slot) {
            let parts = found.filter { $0.range.overlaps(slot) }
            guard let largest = parts.max(by: { $0.range.count < $1.range.count }) else { continue }
            let covered = parts.reduce(0) { $0 + signs(TextRange(max($1.range.start, slot.start), min($1.range.end, slot.end))) }
            if Double(covered) >= Self.least * Double(signs(slot)) {
                var whole = largest
                whole.range = slot
                whole.confidence = parts.map(\.confidence).max() ?? largest.confidence
                settled.append(whole)
            } else {
                settled += parts.map { cut($0, to: slot) }
            }
        }
        settled.sort { $0.range.start < $1.range.start }
        // Only beside the sentence can one be in the way of another: the rest of the list stays as it is.
        let start = min(sentence.start, settled.first?.range.start ?? .max), end = max(sentence.end, settled.map(\.range.end).max() ?? 0)
        let near = Self.near(TextRange(start, end), suspects)
        let others = near.filter { !touching.contains($0) }.map { suspects[$0] }
        suspects.replaceSubrange(near, with: SuspectList.merged(settled, others))
    }

    /// The suspects, which are in order, that touch a place.
    private static func near(_ place: TextRange, _ suspects: [Suspect]) -> Range<Int> {
        let first = suspects.firstIndex { $0.range.end > place.start } ?? suspects.endIndex
        let end = suspects[first...].firstIndex { $0.range.start >= place.end } ?? suspects.endIndex
        return first..<end
    }

    private func cut(_ suspect: Suspect, to slot: TextRange) -> Suspect {
        var suspect = suspect
        suspect.range = TextRange(max(suspect.range.start, slot.start), min(suspect.range.end, slot.end))
        return suspect
    }

    /// Whether a slot is a stretch of the sentence, with nothing else of the page in it.
    private func isWhole(_ slot: TextRange, in text: Passage) -> Bool {
        var end: Int?
        for piece in text.pieces where piece.overlaps(slot) {
            if let end, !bytes[end..<piece.start].allSatisfy({ ASCII.isSpace($0) }) { return false }
            end = piece.end
        }
        return true
    }

    /// Whether nothing but a number stands there, which is no garble.
    private func isNumber(_ slot: TextRange) -> Bool {
        bytes[slot.start..<slot.end].allSatisfy { ASCII.isDigit($0) || $0 == 0x2C || $0 == 0x2E || $0 == 0x25 || $0 == 0x20 }
    }

    /// Bytes that are no white space.
    private func signs(_ range: TextRange) -> Int { bytes[range.start..<range.end].count { !ASCII.isSpace($0) } }
}
