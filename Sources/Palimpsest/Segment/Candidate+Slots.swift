extension Candidate {
    /// Letters that may stand beside a number in its slot: a unit, a remark, noise.
    private static let tolerated = 12

    /// The candidate with less weight where the slots for numbers hold running text.
    ///
    /// `Target {number:integer}` would otherwise be found in the sentence "Target groups were asked in 2020 …".
    func weighed(_ anchor: Anchor, _ bytes: UnsafeBufferPointer<UInt8>) -> Candidate {
        var result = self
        for (slot, range) in zip(anchor.slots, slots) where slot.type.isNumeric && range.end > range.start {
            let letters = bytes[range.start..<range.end].count { ASCII.isLetter($0) || $0 >= 0xC0 }
            result.weight -= 0.4 * Float(max(0, letters - Candidate.tolerated))
        }
        if firstLine == lastLine, let slot = anchor.slots.last, slot.type == .date, let range = slots.last {
            result.weight -= MatchWeight.cap * Float(Candidate.wordsBeforeDate(range, bytes))
        }
        return result
    }

    /// The words before a date that no date has: three in `of the plan: 4 May 2021`, a sentence that begins as the label does.
    ///
    /// The last one may be the month, one with a comma the day of the week, and single letters are noise.
    private static func wordsBeforeDate(_ range: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var i = range.start, words = 0, isLastCounted = false
        func isWide(_ place: Int) -> Bool { WideDigits.isDigit(bytes, at: place, before: range.end) }
        while i < range.end, !ASCII.isDigit(bytes[i]), !isWide(i) {
            let start = i
            while i < range.end, ASCII.isLetter(bytes[i]) || (bytes[i] >= 0x80 && !isWide(i)) { i += 1 }
            if i - start >= 2 {
                isLastCounted = i >= range.end || bytes[i] != UInt8(ascii: ",")
                words += isLastCounted ? 1 : 0
            }
            if i == start { i += 1 }
        }
        return max(0, words - (isLastCounted ? 1 : 0))
    }

    /// The candidate with the template's own marks at its edges taken in: the bracket of `(2.1) Provide …`, the bracket and the colon of
    /// `Cost (US dollars):`. Keys have no marks, so that the comparison leaves them outside.
    func withMarks(of anchor: Anchor, _ content: (first: TextRange, last: TextRange), _ bytes: UnsafeBufferPointer<UInt8>) -> Candidate {
        var result = self
        let marks = anchor.marks
        var front = start
        while front > content.first.start, ASCII.isSpace(bytes[front - 1]) || marks.leading.contains(bytes[front - 1]) { front -= 1 }
        while front < start, ASCII.isSpace(bytes[front]) { front += 1 }
        result.start = front
        guard slots.isEmpty, !marks.trailing.isEmpty else { return result }
        var back = end
        while back < content.last.end, ASCII.isSpace(bytes[back]) || marks.trailing.contains(bytes[back]) || bytes[back] == UInt8(ascii: ";") { back += 1 }
        // Space alone belongs to no one.
        if back > end, back < content.last.end || !ASCII.isSpace(bytes[back - 1]) { result.end = back }
        return result
    }
}
