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
        let layout = template.columns[index]
        var rest: [(number: Int, content: TextRange)] = []
        for number in start..<max(start, line) where !document.lines.lines[number].isBlank {
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
        for (slot, place) in zip(rule.pattern.slots, match.slots) {
            guard case .value(let scalar, let range, let confidence, let notes) = values.read(slot.type, in: place) else { continue }
            for note in notes { report(note, at: range) }
            let certainty = confidence * (1 - min(0.3, Double(match.cost) * 0.02))
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

    private func trimmedPiece(_ range: TextRange) -> TextRange? {
        var start = range.start, end = range.end
        while start < end, ASCII.isSpace(bytes[start]) { start += 1 }
        while end > start, ASCII.isSpace(bytes[end - 1]) { end -= 1 }
        return start < end ? TextRange(start, end) : nil
    }

    mutating func setProfile(_ key: String, _ value: Value) {
        guard !record.profile.contains(where: { $0.key == key }) else { return record.unmatched += value.text.pieces }
        record.profile.append(Member(key, .value(value)))
    }

    // MARK: Bare values

    /// Values that stand bare and are known by their type: the first that fits, under their heading if it was found.
    private mutating func readBareValues(_ found: [ColumnScanner.Found], _ layout: ColumnsLayout) {
        var segments = freeSegments(found)
        let heading = found.firstIndex { if case .bareHeading = $0.item { true } else { false } }
        let start = heading.map { found[$0].extent.start }
        for (number, rule) in layout.bare.enumerated() {
            if let (index, value, used) = bareValue(rule.type, segments, after: start ?? 0) {
                var value = value
                if start == nil { value.confidence *= 0.85 }
                setProfile(rule.key, value)
                replace(&segments, index, used)
            } else if case .country = rule.type, let index = fallback(segments, layout, number, after: start) {
                // A name that no list has, in the place where the form has it.
                let range = segments[index].range
                setProfile(rule.key, Value(.asRead(Passage(range)), text: Passage(range), confidence: 0.5))
                segments.remove(at: index)
            }
        }
        for segment in segments { record.unmatched.append(segment.range) }
    }

    /// The first segment from `start` on that holds a value of a type. A number that stands alone goes before one after noise.
    private func bareValue(_ type: SlotType, _ segments: [Segment], after start: Int) -> (Int, Value, TextRange)? {
        for index in segments.indices where segments[index].range.start >= start {
            if let (value, used) = fits(type, segments[index].range) { return (index, value, used) }
        }
        guard type == .integer else { return nil }
        for index in segments.indices where segments[index].range.start >= start {
            if let (value, used) = numberAfterIcon(segments[index].range) { return (index, value, used) }
        }
        return nil
    }

    /// A number at the end of a segment after the one or two short scraps that OCR makes of an icon: `O 649,506`, `%& 2,335,729`.
    ///
    /// Numbers of one or two digits may be scraps themselves and are left.
    private func numberAfterIcon(_ range: TextRange) -> (Value, TextRange)? {
        var start = range.start
        for _ in 0..<2 {
            let scrap = start
            while start < range.end, !ASCII.isSpace(bytes[start]) { start += 1 }
            guard (scrap..<start).count(where: { bytes[$0] & 0xC0 != 0x80 }) <= 3 else { return nil }
            while start < range.end, ASCII.isSpace(bytes[start]) { start += 1 }
            guard start < range.end else { return nil }
            guard let (value, used) = fits(.integer, TextRange(start, range.end)), (used.start..<used.end).count(where: { ASCII.isDigit(bytes[$0]) }) >= 3 else { continue }
            var lower = value
            lower.confidence *= 0.9
            return (lower, used)
        }
        return nil
    }

    private struct Segment {
        var range: TextRange
        var line: Int
    }

    /// Runs of free words on a line.
    private func freeSegments(_ found: [ColumnScanner.Found]) -> [Segment] {
        var segments: [Segment] = []
        var isOpen = false
        for item in found {
            guard case .free = item.item else { isOpen = false; continue }
            if isOpen, let last = segments.last, last.line == item.line {
                segments[segments.count - 1].range.end = item.extent.end
            } else {
                segments.append(Segment(range: item.extent, line: item.line))
            }
            isOpen = true
        }
        return segments
    }

    /// The value of a type that a segment holds, alone or after noise, and the part of the segment that it takes.
    private func fits(_ type: SlotType, _ range: TextRange) -> (Value, TextRange)? {
        let values = tools.values(bytes, template)
        if type == .integer {
            guard case .value(let scalar, let place, let confidence, _) = values.read(.integer, in: range), place == values.trimmed(range),
                bytes[place.start] != UInt8(ascii: "0") || place.count == 1, ASCII.isDigit(bytes[place.start])
            else { return nil }
            return (Value(scalar, text: Passage(place), confidence: confidence), place)
        }
        // Words: the longest tail of the segment that is one, so that noise in front is left behind.
        var start = range.start
        while start < range.end {
            let tail = TextRange(start, range.end)
            if case .value(let scalar, let place, let confidence, _) = values.read(type, in: tail) {
                return (Value(scalar, text: Passage(place), confidence: confidence), place)
            }
            while start < range.end, !ASCII.isSpace(bytes[start]) { start += 1 }
            while start < range.end, ASCII.isSpace(bytes[start]) { start += 1 }
        }
        return nil
    }

    /// The segment between the values before and after in the form's order.
    private func fallback(_ segments: [Segment], _ layout: ColumnsLayout, _ number: Int, after start: Int?) -> Int? {
        guard let start, number > 0, number + 1 < layout.bare.count else { return nil }
        let before = record.profile.first { $0.key == layout.bare[number - 1].key }
        guard case .value(let value)? = before?.node, value.text.extent.start >= start else { return nil }
        guard let next = segments.firstIndex(where: { $0.range.start > value.text.extent.end && fits(layout.bare[number + 1].type, $0.range) != nil }) else { return nil }
        return segments.indices.first { index in
            segments[index].range.start > value.text.extent.end && index < next
                && (segments[index].range.start..<segments[index].range.end).count { ASCII.isLetter(bytes[$0]) || bytes[$0] >= 0x80 } >= 3
        }
    }

    private func replace(_ segments: inout [Segment], _ index: Int, _ used: TextRange) {
        let segment = segments.remove(at: index)
        for part in [TextRange(segment.range.start, used.start), TextRange(used.end, segment.range.end)] {
            guard let piece = trimmedPiece(part) else { continue }
            segments.append(Segment(range: piece, line: segment.line))
        }
        segments.sort { $0.range.start < $1.range.start }
    }
}
