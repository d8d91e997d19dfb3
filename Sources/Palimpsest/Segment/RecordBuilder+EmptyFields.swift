extension RecordBuilder {
    /// What is left of the confidence in a field whose label stands in a heap with others: where it is the page's only heap, and on a page of several.
    private static let maybeNeighbours = (once: 0.55, often: 0.2)
    /// What is left of it in the other fields of a page of several heaps: on 15 such profiles made by another hand, 265 of 292 of these were right.
    private static let inColumns = 0.9

    /// Lowers the confidence in labels that no text stands under, and in the field after them.
    ///
    /// A table with a column for each field, or labels in a column of their own, is read down its columns (Namboodiri and Jain, "Document structure and
    /// layout analysis", 2007): the labels come first, one under the other, then the texts, and all of these would be the last label's. Which is whose the
    /// order of reading does not say.
    mutating func doubtEmptyFields() {
        var doubtful: [(indicator: Int, field: Int)] = [], heaps = 0
        for i in record.indicators.indices {
            for f in record.indicators[i].fields.indices where record.indicators[i].fields[f].text.isEmpty && isProse(i, f) { takeSentence(i, f) }
            let count = doubtful.count
            var isAfterEmpty = false
            for f in record.indicators[i].fields.indices where isProse(i, f) {
                let isEmpty = record.indicators[i].fields[f].text.isEmpty
                // One of the form's sentences is known by its own words, and it is all that stands there.
                guard isEmpty || (isAfterEmpty && !isKnown(record.indicators[i].fields[f])) else { continue }
                doubtful.append((i, f))
                let message = isEmpty
                    ? "no text stands under this label; where the page is set in columns, it may stand under another one"
                    : "the label before has no text: where the page is set in columns, the text and the values here may be those of several fields"
                report(.init(level: .warning, code: .uncertainOwner, message: message), at: record.indicators[i].fields[f].label.extent)
                isAfterEmpty = isEmpty
            }
            if doubtful.count > count { heaps += 1 }
        }
        for (i, f) in doubtful { doubt(i, f, heaps > 1 ? Self.maybeNeighbours.often : Self.maybeNeighbours.once) }
        guard heaps > 1 else { return }
        // They are in order: one walk finds the others.
        var next = 0
        for i in record.indicators.indices {
            for f in record.indicators[i].fields.indices {
                if next < doubtful.count, doubtful[next] == (i, f) {
                    next += 1
                } else if isProse(i, f) {
                    doubt(i, f, Self.inColumns)
                }
            }
        }
    }

    /// Lowers the confidence in the fields of records whose labels stand side by side above lines that do not keep the columns.
    mutating func doubtOpenColumns() {
        if openColumns.isEmpty { return }
        for i in record.indicators.indices {
            let range = record.indicators[i].range
            guard let place = firstOpenColumns(from: range.start), place < range.end else { continue }
            for f in record.indicators[i].fields.indices { doubt(i, f, Self.maybeNeighbours.often) }
            let message = "labels stand side by side here, and the lines below do not keep their columns: which text is whose is open"
            report(.init(level: .warning, code: .uncertainOwner, message: message), at: TextRange(place, range.end))
        }
    }

    /// The first of those labels that begins at `start` or after it: a file can hold thousands of profiles.
    private func firstOpenColumns(from start: Int) -> Int? {
        let first = openColumns.partitioningIndex { $0 >= start }
        return first < openColumns.count ? openColumns[first] : nil
    }

    /// Lines of a sentence.
    private static let mostLines = 6

    /// Gives a field without text the form's sentence, when that stands in another field of the record: it is known by its own words.
    private mutating func takeSentence(_ i: Int, _ f: Int) {
        guard template.sentenceFields.contains(record.indicators[i].fields[f].id) else { return }
        let reader = tools.sentences(bytes, template)
        for g in record.indicators[i].fields.indices where g != f && isProse(i, g) {
            let text = record.indicators[i].fields[g].text
            let contents = lines(of: text)
            for first in contents.indices {
                guard let last = (first..<min(contents.count, first + Self.mostLines)).first(where: { reader.stands(Array(contents[first...$0])) }) else { continue }
                let sentence = contents[first...last]
                record.indicators[i].fields[f].text = joined(sentence)
                record.indicators[i].fields[g].text = joined(contents[..<first] + contents[(last + 1)...])
                record.indicators[i].fields[f].confidence *= 0.9
                record.indicators[i].fields[f].structureConfidence *= 0.9
                let message = "this sentence is one of the form's and stands under another label; it is taken for the text of “\(record.indicators[i].fields[f].id)”"
                return report(.init(level: .warning, code: .uncertainOwner, message: message), at: TextRange(contents[first].start, contents[last].end))
            }
        }
    }

    /// A text line by line.
    func lines(of text: Passage) -> [TextRange] {
        var result: [TextRange] = []
        for piece in text.pieces {
            var start = piece.start
            for at in piece.start...piece.end where at == piece.end || bytes[at] == 0x0A {
                if let line = trimmedPiece(TextRange(start, at)) { result.append(line) }
                start = at + 1
            }
        }
        return result
    }

    /// Whether a field is text of any length under a label of its own.
    private func isProse(_ i: Int, _ f: Int) -> Bool {
        guard !record.indicators[i].fields[f].label.isEmpty,
            let rule = template.recordTypes[indicatorTypes[i]].fields.first(where: { $0.id == record.indicators[i].fields[f].id })
        else { return false }
        return rule.hasLabel && rule.type == nil && !rule.isInline
    }

    mutating func doubt(_ i: Int, _ f: Int, _ factor: Double) {
        record.indicators[i].fields[f].structureConfidence *= factor
        record.indicators[i].fields[f].confidence *= factor
        for a in record.indicators[i].fields[f].attributes.indices { record.indicators[i].fields[f].attributes[a].value.confidence *= factor }
    }
}
