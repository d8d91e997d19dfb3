/// A place of a text and what stands there instead.
public struct Replacement: Hashable, Sendable {
    public var range: TextRange
    public var replacement: [UInt8]

    public init(range: TextRange, replacement: [UInt8]) {
        self.range = range
        self.replacement = replacement
    }
}

/// Edits of one text, with the offsets of both sides.
///
/// Edits are ascending and apart. An offset inside an edit has no counterpart of its own: it maps to the edit's start when it
/// begins a range and to its end when it ends one, so that a range that touches an edit takes all of it in.
public struct EditedText: Sendable {
    public let edits: [Replacement]
    /// For each edit, how far its end has moved: (length after) − (length before), summed up to and with it.
    private let shifts: [Int]

    /// - Parameter edits: in any order; of two that overlap, the earlier in the list stays.
    public init(_ edits: [Replacement]) {
        var kept: [Replacement] = []
        for edit in edits.enumerated().sorted(by: { ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset) }).map(\.element) {
            if let last = kept.last, edit.range.start < last.range.end { continue }
            kept.append(edit)
        }
        self.edits = kept
        var shift = 0
        shifts = kept.map { edit in
            shift += edit.replacement.count - edit.range.count
            return shift
        }
    }

    /// The text with the edits made.
    public func apply(to bytes: some Collection<UInt8>) -> [UInt8] { apply(to: Array(bytes), in: TextRange(0, bytes.count)) }

    /// The part of the text in `range` with the edits made that lie in it.
    public func apply(to bytes: [UInt8], in range: TextRange) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count + 16)
        var at = range.start
        for edit in edits[indices(touching: range)] where edit.range.start >= range.start && edit.range.end <= range.end {
            result += bytes[at..<edit.range.start]
            result += edit.replacement
            at = edit.range.end
        }
        result += bytes[at..<range.end]
        return result
    }

    /// Where a range of the text as it was lies in the edited text.
    public func edited(_ range: TextRange) -> TextRange {
        TextRange(edited(range.start, isEnd: false), edited(range.end, isEnd: true))
    }

    /// Where a range of the edited text lay before.
    public func original(_ range: TextRange) -> TextRange {
        TextRange(original(range.start, isEnd: false), original(range.end, isEnd: true))
    }

    /// The edits that share a byte with a range, or stand in it without taking up any.
    func indices(touching range: TextRange) -> Range<Int> {
        let first = edits.partitioningIndex { $0.range.end > range.start || $0.range.end == range.start && $0.range.isEmpty }
        return first..<edits[first...].partitioningIndex { $0.range.start >= range.end }
    }

    private func edited(_ offset: Int, isEnd: Bool) -> Int {
        // What is put in at the end of a range stands behind it.
        let count = edits.partitioningIndex { $0.range.end > offset || $0.range.end == offset && isEnd && $0.range.isEmpty }
        let shift = count == 0 ? 0 : shifts[count - 1]
        guard count < edits.count, edits[count].range.start < offset else { return offset + shift }
        let start = edits[count].range.start + shift
        return isEnd ? start + edits[count].replacement.count : start
    }

    private func original(_ offset: Int, isEnd: Bool) -> Int {
        // What was taken out at the end of a range stood behind it.
        let count = edits.indices.partitioningIndex { index in
            let end = edits[index].range.end + shifts[index]
            return end > offset || end == offset && isEnd && edits[index].replacement.isEmpty
        }
        let shift = count == 0 ? 0 : shifts[count - 1]
        guard count < edits.count, edits[count].range.start + shift < offset else { return offset - shift }
        return isEnd ? edits[count].range.end : edits[count].range.start
    }
}
