/// The difference that known edits make, in the unified format of POSIX `diff -u`.
///
/// Nothing is searched for: the lines that an edit touches are the ones that differ.
struct UnifiedDifference {
    private let before: [UInt8]
    private let edits: EditedText
    private let context: Int
    /// Where each line begins, and the end of the text.
    private let starts: [Int]

    /// Consecutive lines `[first, end)` that edits touch.
    private struct Change {
        var first: Int
        var end: Int
    }

    init(before: [UInt8], edits: EditedText, context: Int) {
        self.before = before
        self.edits = edits
        self.context = context
        var starts = [0]
        for (offset, byte) in before.enumerated() where byte == 0x0A && offset + 1 < before.count { starts.append(offset + 1) }
        self.starts = starts + [before.count]
    }

    func text(name: String) -> [UInt8] {
        let changes = changes()
        guard !changes.isEmpty else { return [] }
        var output = Array("--- \(name)\n+++ \(name) (repaired)\n".utf8)
        var shift = 0
        var index = 0
        while index < changes.count {
            var last = index
            while last + 1 < changes.count, changes[last + 1].first - changes[last].end <= 2 * context { last += 1 }
            appendHunk(changes[index...last], shift: &shift, to: &output)
            index = last + 1
        }
        return output
    }

    private var lineCount: Int { starts.count - 1 }

    private func changes() -> [Change] {
        var changes: [Change] = []
        for edit in edits.edits {
            let first = line(of: edit.range.start)
            // Without its line end, a line goes on into the next one.
            let losesEnd = edit.range.end > edit.range.start && before[edit.range.end - 1] == 0x0A && edit.replacement.last != 0x0A
            let end = min(lineCount, line(of: losesEnd ? edit.range.end : max(edit.range.start, edit.range.end - 1)) + 1)
            if let last = changes.last, first < last.end {
                changes[changes.count - 1].end = max(last.end, end)
            } else {
                changes.append(Change(first: first, end: end))
            }
        }
        return changes
    }

    private func line(of offset: Int) -> Int {
        let next = (0..<lineCount).partitioningIndex { starts[$0] > offset }
        return max(0, next - 1)
    }

    private func appendHunk(_ changes: ArraySlice<Change>, shift: inout Int, to output: inout [UInt8]) {
        guard let first = changes.first, let last = changes.last else { return }
        let begin = max(0, first.first - context), end = min(lineCount, last.end + context)
        var body: [UInt8] = []
        var at = begin
        var added = 0
        for change in changes {
            append(lines: at..<change.first, mark: " ", to: &body)
            append(lines: change.first..<change.end, mark: "-", to: &body)
            added += append(text: edits.apply(to: before, in: TextRange(starts[change.first], starts[change.end])), mark: "+", to: &body)
            added -= change.end - change.first
            at = change.end
        }
        append(lines: at..<end, mark: " ", to: &body)
        output += "@@ -\(begin + 1),\(end - begin) +\(begin + 1 + shift),\(end - begin + added) @@\n".utf8
        output += body
        shift += added
    }

    private func append(lines: Range<Int>, mark: Character, to output: inout [UInt8]) {
        for line in lines { append(text: before[starts[line]..<starts[line + 1]], mark: mark, to: &output) }
    }

    /// - Returns: the number of lines.
    @discardableResult
    private func append(text: some Collection<UInt8>, mark: Character, to output: inout [UInt8]) -> Int {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        let endsWithBreak = lines.last?.isEmpty ?? true
        let whole = endsWithBreak ? lines.dropLast() : lines[...]
        for line in whole {
            output += mark.utf8
            output += line
            output.append(0x0A)
        }
        if !endsWithBreak { output += "\\ No newline at end of file\n".utf8 }
        return whole.count
    }
}
