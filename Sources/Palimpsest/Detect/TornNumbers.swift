/// Tells the numbers of a list, torn from their lines and read as letters, from lost text: `oO ON DOH BF WN BP` for a column of 1 to 9.
///
/// Where a page sets the numbers of a list in a column of their own, an OCR may read them as one line, and the items without them: `. Budget
/// allocated to biodiversity`. To the detector such a line is garble like another; but no text was lost in it, and no language
/// would bring it back. The stop that stayed with the items tells.
struct TornNumbers {
    let bytes: UnsafeBufferPointer<UInt8>

    /// The longest line that may be a column of numbers, in bytes: twenty numbers and what lies between them.
    private static let longest = 64
    /// A line is a column of numbers where this share of it was taken for garble.
    private static let least = 0.5

    /// - Parameter suspects: in document order.
    /// - Returns: the same, those of a lost script that are columns of numbers turned into noise.
    func settled(_ suspects: [Suspect], in document: Document) -> [Suspect] {
        suspects.indices.map { index in
            let suspect = suspects[index]
            guard suspect.kind == .wrongScript, suspect.range.count <= Self.longest else { return suspect }
            let lines = document.lines.lines(touching: suspect.range)
            guard lines.count == 1, let line = lines.first, line.content.count <= Self.longest,
                Double(suspect.range.count) >= Self.least * Double(line.content.count),
                beginsWithStop(following: lines.endIndex, step: 1, document) || beginsWithStop(following: lines.startIndex - 1, step: -1, document)
            else { return suspect }
            let isAlone = (index == 0 || suspects[index - 1].range.end <= line.content.start)
                && (index + 1 == suspects.count || suspects[index + 1].range.start >= line.content.end)
            return Suspect(
                kind: .noise, range: isAlone ? line.content : suspect.range, confidence: suspect.confidence,
                reasons: ["The lines beside this one begin with a stop: these are the numbers of a list, read apart from their lines."])
        }
    }

    /// Whether the next line that is not blank, downwards or upwards, begins with a stop and a capital letter.
    private func beginsWithStop(following index: Int, step: Int, _ document: Document) -> Bool {
        let lines = document.lines.lines
        var at = index
        while lines.indices.contains(at), lines[at].isBlank { at += step }
        guard lines.indices.contains(at) else { return false }
        let content = lines[at].content
        guard content.count > 3, bytes[content.start] == 0x2E, bytes[content.start + 1] == 0x20 else { return false }
        return bytes[content.start + 2] &- 0x41 < 26
    }
}
