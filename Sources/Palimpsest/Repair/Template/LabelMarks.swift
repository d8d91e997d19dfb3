/// Puts back the colons that labels lost, and takes away the specks that were read before headings: `Target` for `Target:`,
/// `‘Support and …` for `Support and …`.
///
/// Forms differ in such marks from one edition to the next, so that the template alone is no evidence for a colon. The document is: where its
/// other labels have theirs, the one without it lost it.
struct LabelMarks {
    let bytes: UnsafeBufferPointer<UInt8>
    /// The words of the template's labels and headings, by their index.
    let labels: [FormText]

    /// Labels with their colon that it takes to miss it at another one, and how many times more there must be of them.
    private static let fewest = 3, times = 2
    private static let confidence = 0.97
    /// The longest heading that is looked through for the second mark of a pair.
    private static let longest = 300

    func proposals(for standing: [StandingText]) -> [RepairProposal] {
        var bare: [TextRange] = []
        var marked = 0
        var found: [RepairProposal] = []
        for text in standing {
            guard case .anchor(let index) = text.words, let first = text.text.eachPiece.first, let last = text.text.last else { continue }
            guard let words = labels[index].literals.first?.text else { continue }
            if let speck = speck(before: first, words) { found.append(speck) }
            guard labels[index].literals.count == 1, words.last == 0x3A else { continue }
            let end = trimmedEnd(last)
            if hasColon(end) { marked += 1 } else if isLineEnd(end), let start = word(endingAt: end, from: last.start) { bare.append(TextRange(start, end)) }
        }
        guard marked >= Self.fewest, marked >= Self.times * bare.count else { return found }
        return found + bare.map { range in
            proposal(range, String(decoding: bytes[range.start..<range.end], as: UTF8.self) + ":", .misread, "The colon is put back that the other labels have.")
        }
    }

    private func proposal(_ range: TextRange, _ text: String, _ kind: SuspectKind, _ explanation: String) -> RepairProposal {
        let flag = RepairProposal.Flag(kind: kind, confidence: Self.confidence, reasons: ["The form has no such mark here, or another one."])
        return RepairProposal(range: range, text: text, confidence: Self.confidence, explanation: explanation, flag: flag)
    }

    // MARK: Colons

    private func trimmedEnd(_ piece: TextRange) -> Int {
        var end = piece.end
        while end > piece.start, bytes[end - 1] <= 0x20 { end -= 1 }
        return end
    }

    /// Whether a colon, or what is often read for one, stands at the end of a label or right behind it.
    private func hasColon(_ end: Int) -> Bool {
        var at = end
        while at < bytes.count, bytes[at] == 0x20 { at += 1 }
        return Self.isMark(bytes[end - 1]) || at < bytes.count && Self.isMark(bytes[at])
    }

    private static func isMark(_ byte: UInt8) -> Bool { byte == 0x3A || byte == 0x3B || byte == 0x2E || byte == 0x2C }

    private func isLineEnd(_ end: Int) -> Bool {
        var at = end
        while at < bytes.count, bytes[at] == 0x20 { at += 1 }
        return at == bytes.count || bytes[at] == 0x0A
    }

    private func word(endingAt end: Int, from start: Int) -> Int? {
        var at = end
        while at > start, bytes[at - 1] > 0x20 { at -= 1 }
        return at < end && bytes[at..<end].allSatisfy(ASCII.isLetter) ? at : nil
    }

    // MARK: Specks

    /// The quotation mark or bar that begins a heading's line, or the heading itself, and that nothing closes.
    private func speck(before piece: TextRange, _ words: [UInt8]) -> RepairProposal? {
        var start = piece.start
        while start > 0, bytes[start - 1] != 0x0A, piece.start - start < 4 { start -= 1 }
        guard start == 0 || bytes[start - 1] == 0x0A, let speck = mark(at: start), start + speck <= piece.start || start == piece.start else { return nil }
        let end = start + speck
        guard end < bytes.count, ASCII.isLetter(bytes[end]), let initial = words.first, bytes[end] | 0x20 == initial | 0x20 else { return nil }
        var at = end
        while at < bytes.count, bytes[at] != 0x0A, at - end < Self.longest {
            if let closing = mark(at: at), at + closing >= bytes.count || !ASCII.isLetter(bytes[at + closing]) { return nil }
            at += 1
        }
        return proposal(TextRange(start, end), "", .noise, "A speck before a heading was read as a mark.")
    }

    /// The length of a mark that specks are read as: `'`, `` ` ``, `|`, `~`, `‘`, `’`.
    private func mark(at place: Int) -> Int? {
        switch bytes[place] {
        case 0x27, 0x60, 0x7C, 0x7E: 1
        case 0xE2 where place + 2 < bytes.count && bytes[place + 1] == 0x80 && (bytes[place + 2] == 0x98 || bytes[place + 2] == 0x99): 3
        default: nil
        }
    }
}
