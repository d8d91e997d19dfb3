/// What the labels of a dump say of each of its characters.
struct DetectionTruth: Sendable {
    let ink: InkText
    private(set) var classes: [CharacterClass]
    /// The span of each character, an index into the dump's; -1 where it has none.
    private(set) var owners: [Int32]
    /// The spans' characters, and how they follow from the page, where that is known and not the same.
    private(set) var texts: [SpanText]

    struct SpanText: Sendable {
        var indices: Range<Int>
        /// `nil` when the page's text is unknown.
        var page: InkText?
        /// From the span's characters, numbered from 0, to the page's; `nil` when they are the same.
        var alignment: TextAlignment?
    }

    init(_ dump: LabelledDump) {
        ink = InkText(dump.text)
        classes = Array(repeating: .unlabelled, count: ink.count)
        owners = Array(repeating: -1, count: ink.count)
        texts = []
        let kinds = GarbleKinds(dump)
        for (number, span) in dump.spans.enumerated() {
            let text = Self.text(of: span, in: ink)
            texts.append(text)
            for index in text.indices { owners[index] = Int32(number) }
            classify(span, text, as: Self.label(of: span, kinds, in: dump))
        }
    }

    private static func label(of span: LabelledDump.Span, _ kinds: GarbleKinds, in dump: LabelledDump) -> CharacterClass {
        if span.isNoise { return .noise }
        if span.isGarbled { return CharacterClass(kinds.kind(of: span, reading: dump.string(span.range))) }
        if span.isInGarble { return .inGarble }
        return span.kind.map(CharacterClass.init) ?? .clean
    }

    private static func text(of span: LabelledDump.Span, in ink: InkText) -> SpanText {
        let indices = ink.indices(in: span.range)
        if span.isNoise { return SpanText(indices: indices, page: InkText([]), alignment: TextAlignment(read: Array(ink.scalars[indices]), page: [])) }
        guard let trueText = span.trueText else { return SpanText(indices: indices) }
        let page = InkText(Array(trueText.utf8))
        let read = Array(ink.scalars[indices])
        let isSame = read == page.scalars && Array(ink.beginsWord[indices].dropFirst()) == Array(page.beginsWord.dropFirst())
        return SpanText(indices: indices, page: page, alignment: isSame ? nil : TextAlignment(read: read, page: page.scalars))
    }

    private mutating func classify(_ span: LabelledDump.Span, _ text: SpanText, as label: CharacterClass) {
        for index in text.indices { classes[index] = label }
        if label.isGarbled {
            for range in span.readRight {
                for index in ink.indices(in: range.clamped(to: span.range)) { classes[index] = .inGarble }
            }
        }
        if label == .clean, let page = text.page, let alignment = text.alignment { markSlips(text.indices, page, alignment) }
    }

    // MARK: Slips in clean text

    private mutating func markSlips(_ indices: Range<Int>, _ page: InkText, _ alignment: TextAlignment) {
        var joined: [Int] = []
        var before: (read: Int, page: Int)?
        for step in alignment.steps {
            switch step {
            case .same(let read, let at):
                if let before, before == (read - 1, at - 1), isJoined(indices.lowerBound + read, at, page) { joined.append(indices.lowerBound + read) }
                before = (read, at)
            case .changed(let read, let at):
                let same = Self.folded(ink.scalars[indices.lowerBound + read]) == Self.folded(page.scalars[at])
                if !same { markWord(at: indices.lowerBound + read, in: indices, .slip) }
                before = same ? (read, at) : nil
            case .added(let read):
                markWord(at: indices.lowerBound + read, in: indices, .slip)
                before = nil
            case .lost(let at, let following):
                // A lost character belongs to the word that it stood in: the one before, unless it began one.
                let place = indices.lowerBound + following - (page.beginsWord[at] ? 0 : 1)
                if !indices.isEmpty { markWord(at: min(max(place, indices.lowerBound), indices.upperBound - 1), in: indices, .slip) }
                before = nil
            }
        }
        for index in joined where classes[index] == .clean { markWord(at: index, in: indices, .fusedWords) }
    }

    /// Whether the page has a space before a character where the OCR has none, between two letters or digits.
    private func isJoined(_ index: Int, _ at: Int, _ page: InkText) -> Bool {
        guard page.beginsWord[at], !ink.beginsWord[index], !standsAlone(index), !standsAlone(index - 1) else { return false }
        return isWordCharacter(index - 1) && isWordCharacter(index)
    }

    private func isWordCharacter(_ index: Int) -> Bool {
        Unicode.Scalar(ink.scalars[index]).map { ScalarProperties.isLetter($0) || ScalarProperties.digitValue($0) != nil } ?? false
    }

    /// Whether a character is a word by itself, its script being written without spaces.
    private func standsAlone(_ index: Int) -> Bool {
        Unicode.Scalar(ink.scalars[index]).map(UnicodeScript.breaksBetweenLetters) ?? false
    }

    private mutating func markWord(at index: Int, in indices: Range<Int>, _ label: CharacterClass) {
        var start = index, end = index + 1
        if !standsAlone(index) {
            while start > indices.lowerBound, !ink.beginsWord[start], !standsAlone(start - 1) { start -= 1 }
            while end < indices.upperBound, !ink.beginsWord[end], !standsAlone(end) { end += 1 }
        }
        for word in start..<end { classes[word] = label }
    }

    /// One form for what an OCR engine changes without misreading: see ``Folding``.
    private static func folded(_ value: UInt32) -> UInt32 {
        Unicode.Scalar(value)?.foldedForComparison ?? value
    }
}
