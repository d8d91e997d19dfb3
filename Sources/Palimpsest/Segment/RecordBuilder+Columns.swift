extension RecordBuilder {
    /// Reads the open section in columns, which ends before `line`.
    mutating func closeColumns(before line: Int) {
        guard let start = columnsStart, element >= 0, let index = template.elements[element].columns else {
            columnsStart = nil
            return
        }
        columnsStart = nil
        pending = []
        position = max(position, line)
        defer { columnsFurniture = [] }
        let layout = template.columns[index]
        var rest: [(number: Int, content: TextRange)] = []
        for number in start..<max(start, line) where !document.lines.lines[number].isBlank && !columnsFurniture.contains(where: { $0.contains(number) }) {
            rest.append((number, document.lines.lines[number].content))
        }
        for rule in layout.lines {
            // As it stands first; errors are looked for only when no line is it.
            guard let place = lineThatStands(rest, rule) ?? rest.firstIndex(where: { readColumnLine($0.content, rule, limit: 4) }) else { continue }
            rest.remove(at: place)
        }
        let found = ColumnScanner(layout: layout, phrases: template.columnPhrases[index], tools: tools, bytes: bytes).scan(rest)
        readMatrix(found, layout, parent: element)
        readBareValues(found, layout)
        doubtNames(layout)
    }

    // MARK: Lines

    /// The first line that a rule fits as it stands; it is read.
    private mutating func lineThatStands(_ lines: [(number: Int, content: TextRange)], _ rule: LineRule) -> Int? {
        var key: [UInt8] = []
        for place in lines.indices {
            key.removeAll(keepingCapacity: true)
            tools.folding.forEachKeyByte(bytes, from: lines[place].content.start, to: lines[place].content.end) { byte, _ in key.append(byte) }
            if tools.matcher.stands(rule.pattern, key), readColumnLine(lines[place].content, rule, limit: 0) { return place }
        }
        return nil
    }

    /// A line with slots, such as `Ana Ruiz, Mayor of Villa Quebrada`: its slots are fields of the head.
    private mutating func readColumnLine(_ content: TextRange, _ rule: LineRule, limit: Float) -> Bool {
        let text = KeyedText(bytes, content, folding: tools.folding)
        guard let match = tools.matcher.match(rule.pattern, text, bytes: bytes, limit: limit) else { return false }
        let values = tools.values(bytes, template)
        var claimed: [TextRange] = []
        let parted = reordered(rule, match.slots)
        for (slot, place) in zip(rule.pattern.slots, parted ?? match.slots) {
            guard case .value(let scalar, let range, let confidence, let notes) = values.read(slot.type, in: withoutPhrase(place)) else { continue }
            for note in notes { report(note, at: range) }
            let certainty = confidence * (1 - min(0.3, Double(match.cost) * 0.02)) * nameConfidence(slot.type, range, isReordered: parted != nil)
            let details = rule.quantities.first { $0.slot == slot.id }
            setProfile(
                slot.id,
                Value(scalar, text: Passage(range), confidence: certainty, unit: details?.unit?.symbol, ucum: details?.unit?.ucum, name: details?.name)
            )
            claimed.append(range)
        }
        addFurniture("line", without(claimed, content))
        return true
    }

    /// A name without the words of the form that OCR put behind it on its line: `Cheonghae City Platform engagement statistics`.
    private func withoutPhrase(_ place: TextRange) -> TextRange {
        guard element >= 0, let index = template.elements[element].columns else { return place }
        let key = tools.folding.plainKey(of: place, in: bytes)
        for phrase in template.columnPhrases[index].all where phrase.key.count >= 8 && phrase.key.count < key.count && key.suffix(phrase.key.count).elementsEqual(phrase.key) {
            guard let end = tools.folding.offset(ofKeyByte: key.count - phrase.key.count, in: place, bytes), end > place.start, bytes[end - 1] == 0x20 else { continue }
            return WhiteSpace.trim(bytes, place.start, end)
        }
        return place
    }

    /// What is left of a line outside `ranges`.
    func without(_ ranges: [TextRange], _ content: TextRange) -> Passage {
        var result = Passage([])
        var start = content.start
        for range in ranges.count > 1 ? ranges.sorted(by: { $0.start < $1.start }) : ranges {
            if range.start > start, let piece = trimmedPiece(TextRange(start, range.start)) { result.append(piece) }
            start = max(start, range.end)
        }
        if start < content.end, let piece = trimmedPiece(TextRange(start, content.end)) { result.append(piece) }
        return result
    }

    /// What is left of a passage outside `range`.
    func without(_ range: TextRange, _ passage: Passage) -> Passage {
        var result = Passage([])
        for piece in passage.pieces {
            for part in [TextRange(piece.start, min(piece.end, max(piece.start, range.start))), TextRange(max(piece.start, min(piece.end, range.end)), piece.end)] {
                if let kept = trimmedPiece(part) { result.append(kept) }
            }
        }
        return result
    }

    func trimmedPiece(_ range: TextRange) -> TextRange? {
        var start = range.start, end = range.end
        while start < end, ASCII.isSpace(bytes[start]) { start += 1 }
        while end > start, ASCII.isSpace(bytes[end - 1]) { end -= 1 }
        return start < end ? TextRange(start, end) : nil
    }

    /// Adds to a list of the head: the section may have been left and come again.
    mutating func addToProfile(_ nodes: [Node], _ key: String) {
        if let place = record.profile.firstIndex(where: { $0.key == key }), case .list(let known) = record.profile[place].node {
            record.profile[place].node = .list(known + nodes)
        } else {
            record.profile.append(Member(key, .list(nodes)))
        }
    }

    mutating func setProfile(_ key: String, _ value: Value) {
        guard !record.profile.contains(where: { $0.key == key }) else { return record.unmatched += value.text.pieces }
        record.profile.append(Member(key, .value(value)))
    }
}
