/// Finds lost text in the slots of the form's sentences that looks too much like words to be told by itself.
///
/// `management plans targeting nicosoro rocnoaapcrsa invasive alien species`: the sentence is English and the slot is not, and beside much text of a
/// lost script the likeliest reason is that the city wrote it in that script too. Where nothing was lost the slot may hold any language of Latin
/// letters, and is left alone.
struct LostSlots {
    let tokens: UnsafeBufferPointer<Token>
    let bytes: UnsafeBufferPointer<UInt8>

    /// Probability that such a slot is lost: a judgement, fitted to nothing yet.
    static let confidence = 0.9

    /// The slots without a word that was read, as runs of tokens.
    ///
    /// - Parameters:
    ///   - slots: in document order.
    ///   - runs: the runs of garbled tokens, in order; a slot that one of them touches is left to it.
    func runs(in slots: [TextRange], apartFrom runs: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = [], first = 0, next = 0
        for slot in slots where !slot.isEmpty {
            first = tokens[first...].partitioningIndex { Int($0.end) > slot.start }
            let end = tokens[first...].partitioningIndex { Int($0.start) >= slot.end }
            while next < runs.count, runs[next].upperBound <= first { next += 1 }
            if next < runs.count, runs[next].lowerBound < end { continue }
            if first < end, tokens[first].start >= slot.start, tokens[end - 1].end <= slot.end, isLost(tokens[first..<end]) { result.append(first..<end) }
        }
        return result
    }

    /// Whether no token is a word that was read, and more of it is letters and signs than makes a number.
    private func isLost(_ part: Slice<UnsafeBufferPointer<Token>>) -> Bool {
        var figures = 0, others = 0
        for token in part {
            if token.kind.isGood || token.kind == .foreign || token.isStanding { return false }
            for byte in bytes[Int(token.start)..<Int(token.end)] {
                if ASCII.isDigit(byte) || byte == 0x2C || byte == 0x2E || byte == 0x25 { figures += 1 } else { others += 1 }
            }
        }
        return others > figures
    }
}
