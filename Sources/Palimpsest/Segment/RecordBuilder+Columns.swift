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
            guard case .value(let scalar, let range, let confidence, let notes) = values.read(slot.type, in: place) else { continue }
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

    /// The places of the slots of a line whose first slot a right-to-left name put behind its last, parted by the mark between the two:
    /// `Mayor of Wadi Zaytun , silis «sla)` for `{mayor}, Mayor of {name}`. `nil` when it stands as the form has it.
    private func reordered(_ rule: LineRule, _ slots: [TextRange]) -> [TextRange]? {
        guard slots.count == 2, slots[0].isEmpty, rule.pattern.parts.count == 3, case .slot? = rule.pattern.parts.first, case .slot? = rule.pattern.parts.last,
            let mark = rule.pattern.source.utf8.drop(while: { $0 != UInt8(ascii: "}") }).dropFirst().first, mark == UInt8(ascii: ","),
            // A space in front of the mark is what turning the line round leaves.
            let place = (slots[1].start..<slots[1].end).first(where: { bytes[$0] == mark && $0 > slots[1].start && bytes[$0 - 1] == 0x20 })
        else { return nil }
        let last = WhiteSpace.trim(bytes, slots[1].start, place), first = WhiteSpace.trim(bytes, place + 1, slots[1].end)
        return last.isEmpty ? nil : [first, last]
    }

    /// What is left of the confidence in a name by the looks of what was read: letters of other scripts come out of a Latin model as
    /// digits, marks and words without a capital.
    ///
    /// Nothing else on the page tells a person's name again. Of 58 names in 67 made dumps that look like names 36 were right, of those with
    /// accents hardly one; of 65 names of cities 58.
    private func nameConfidence(_ type: SlotType, _ range: TextRange, isReordered: Bool) -> Double {
        guard type == .person || type == .place else { return 1 }
        var capitals = 0, marks = 0, letters = 0, accents = 0
        var isInWord = false
        for i in range.start..<range.end {
            let byte = bytes[i]
            if ASCII.isSpace(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: ".") {
                isInWord = false
                continue
            }
            if byte < 0x80, !ASCII.isLetter(byte) {
                if !Self.marksOfNames.contains(byte) { marks += 1 }
            } else if byte & 0xC0 != 0x80 {
                letters += 1
                if byte >= 0x80 { accents += 1 }
                if !isInWord {
                    if byte >= 0x80 || byte & 0x20 == 0 { capitals += 1 }
                }
            }
            isInWord = true
        }
        if marks > 0 || capitals == 0 || letters < 3 { return isReordered && type == .place ? 0.4 : 0.3 }
        if isReordered { return type == .place ? 0.9 : 0.5 }
        return type == .place ? accents > 0 ? 0.85 : 1 : accents > 0 ? 0.5 : 0.85
    }

    private static let marksOfNames = Set(",()/&\"".utf8)

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
            if let (index, value, used) = bareValue(rule.type, segments, after: start ?? 0, later: layout.bare[(number + 1)...]) {
                var value = value
                if start == nil { value.confidence *= 0.85 }
                setProfile(rule.key, value)
                replace(&segments, index, used)
            } else if case .country = rule.type, let index = fallback(segments, layout, number, after: start) {
                // A name that no list has, in the place where the form has it.
                let range = segments[index].range
                setProfile(rule.key, Value(.asRead(Passage(range)), text: Passage(range), confidence: 0.5))
                segments.remove(at: index)
            } else if case .choice(let list) = rule.type, let (index, name) = nearestChoice(segments, template.choices[list], layout, number) {
                setProfile(rule.key, Value(.string(name), text: Passage(segments[index].range), confidence: 0.6))
                segments.remove(at: index)
            }
        }
        for segment in segments { record.unmatched.append(segment.range) }
    }

    /// The first segment from `start` on that holds a value of a type. A number that stands alone goes before one after noise.
    ///
    /// - Parameter later: the values after it in the form's order. A number behind one of them is no value of the head but a scrap of the page.
    private func bareValue(_ type: SlotType, _ segments: [Segment], after start: Int, later: ArraySlice<ColumnsLayout.Bare>) -> (Int, Value, TextRange)? {
        let first = segments.firstIndex { $0.range.start >= start } ?? segments.endIndex
        guard type == .integer else {
            for index in first..<segments.endIndex {
                if let (value, used) = fits(type, segments[index].range) { return (index, value, used) }
            }
            return nil
        }
        func isBehind(_ index: Int) -> Bool {
            segments[first..<index].contains { segment in later.contains { !$0.type.isNumeric && fits($0.type, segment.range) != nil } }
        }
        for index in first..<segments.endIndex {
            guard let (value, used) = fits(type, segments[index].range) else { continue }
            if isBehind(index) { break }
            return (index, value, used)
        }
        for index in first..<segments.endIndex {
            guard let (value, used) = numberAfterIcon(segments[index].range) else { continue }
            return isBehind(index) ? nil : (index, value, used)
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

    /// The word of a list that was read too badly to be known anywhere, `Attica` for `Africa`, in the place where the form has it: right
    /// after the value before.
    private func nearestChoice(_ segments: [Segment], _ choice: Choice, _ layout: ColumnsLayout, _ number: Int) -> (Int, String)? {
        guard number > 0, let before = record.profile.first(where: { $0.key == layout.bare[number - 1].key }), case .value(let value) = before.node,
            let index = segments.firstIndex(where: { $0.range.start > value.text.extent.end && $0.range.count >= 4 })
        else { return nil }
        var range = segments[index].range
        // What OCR made of the icon.
        if let space = (range.start..<min(range.end, range.start + 4)).first(where: { bytes[$0] == 0x20 }), space + 4 < range.end { range.start = space + 1 }
        let key = tools.folding.plainKey(of: range, in: bytes)
        let costs = choice.values.map { tools.distance($0.key.plain, key, limit: Float(key.count) * 1.6) }
        guard let best = costs.min(), best.isFinite, costs.count(where: { $0 < best + 5 }) == 1, let place = costs.firstIndex(of: best) else { return nil }
        return (index, choice.values[place].text)
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
