extension RecordBuilder {
    // MARK: Bare values

    /// Values that stand bare and are known by their type: the first that fits, under their heading if it was found.
    mutating func readBareValues(_ found: [ColumnScanner.Found], _ layout: ColumnsLayout) {
        var segments = freeSegments(found)
        joinWrapped(&segments, layout)
        let heading = found.firstIndex { if case .bareHeading = $0.item { true } else { false } }
        let start = heading.map { found[$0].extent.start }
        var last = start ?? 0
        for (number, rule) in layout.bare.enumerated() {
            if let (index, value, used) = bareValue(rule.type, segments, after: start ?? 0, later: layout.bare[(number + 1)...]) {
                var value = value
                if start == nil { value.confidence *= 0.85 }
                doubt(&value, beyond: rule.range)
                setProfile(rule.key, value)
                if rule.type == .integer { reportZero(used) }
                replace(&segments, index, used)
                last = max(last, used.end)
            } else if let heading, let (index, value, used) = valueInFront(rule.type, segments, after: last, line: found[heading].line) {
                var value = value
                doubt(&value, beyond: rule.range)
                setProfile(rule.key, value)
                replace(&segments, index, used)
                last = used.end
            } else if case .country = rule.type, let index = fallback(segments, layout, number, after: start) {
                // A name that no list has, in the place where the form has it.
                let range = segments[index].range
                setProfile(rule.key, Value(.asRead(Passage(range)), text: Passage(range), confidence: 0.5))
                segments.remove(at: index)
            } else if case .choice(let list) = rule.type, let (index, name) = nearestChoice(segments, template.choices[list], layout, number) {
                setProfile(rule.key, Value(.string(name), text: Passage(segments[index].range), confidence: 0.6))
                segments.remove(at: index)
            } else if rule.type.isNumeric, let heading {
                reportUnread(segments, layout.bare[(number + 1)...], line: found[heading].line, after: found[heading].extent.end)
            }
        }
        for segment in segments { record.unmatched.append(segment.range) }
    }

    /// Lowers the confidence in a number that is none that the form expects.
    private mutating func doubt(_ value: inout Value, beyond range: ClosedRange<Int64>?) {
        guard let range, case .integer(let number) = value.scalar, !range.contains(number) else { return }
        value.confidence *= 0.5
        report(
            .init(level: .warning, code: .outOfRange, message: "a number from \(range.lowerBound) to \(range.upperBound) is expected here; digits may be lost, or it was not filled in"),
            at: value.text.extent)
    }

    /// Says of digits where the form has a number that they are not taken for it: right under the heading, before the other values.
    private mutating func reportUnread(_ segments: [Segment], _ later: ArraySlice<ColumnsLayout.Bare>, line: Int, after end: Int) {
        for segment in segments where segment.range.start >= end && segment.line <= line + Self.linesOfValues {
            if later.contains(where: { fits($0.type, segment.range) != nil }) { return }
            guard (segment.range.start..<segment.range.end).contains(where: { ASCII.isDigit(bytes[$0]) }) else { continue }
            let message = "a number stands on the form here, and this cannot be read as one in only one way; it is not stored"
            return report(.init(level: .warning, code: .ambiguousNumber, message: message), at: segment.range)
        }
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
            guard let (value, used) = numberAfterIcon(segments[index].range) ?? numberAfterZero(segments[index].range) else { continue }
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
            // A digit may be the number's own first one: `3 95000`.
            let isDigits = bytes[range.start..<used.start].allSatisfy { ASCII.isDigit($0) || ASCII.isSpace($0) }
            lower.confidence *= isDigits ? 0.5 : 0.9
            return (lower, used)
        }
        return nil
    }

    /// A number without the 0 in front of it: no number begins with one, and icons of people are read as one: `099,116`.
    private func numberAfterZero(_ range: TextRange) -> (Value, TextRange)? {
        guard range.count > 3, bytes[range.start] == UInt8(ascii: "0"), let (value, used) = fits(.integer, TextRange(range.start + 1, range.end)),
            (used.start..<used.end).count(where: { ASCII.isDigit(bytes[$0]) }) >= 3
        else { return nil }
        var lower = value
        lower.confidence *= 0.85
        return (lower, used)
    }

    /// Says of a number that a digit in front of it was left out.
    private mutating func reportZero(_ used: TextRange) {
        guard used.start > 0, bytes[used.start - 1] == UInt8(ascii: "0") else { return }
        let message = "a 0 stands in front of this number; it is taken for an icon"
        report(.init(level: .warning, code: .ambiguousNumber, message: message), at: TextRange(used.start - 1, used.end))
    }

    /// Lines below the heading, blank ones counted, on which a value in front of another column's words is looked for.
    private static let linesOfValues = 12

    /// A value that another column's words follow on its line: `370,988 The city has updated their`, `& Netherlands profile and achieved`.
    ///
    /// - Parameters:
    ///   - end: the end of the values before it in the form's order.
    ///   - line: the line of the heading.
    private func valueInFront(_ type: SlotType, _ segments: [Segment], after end: Int, line: Int) -> (Int, Value, TextRange)? {
        for index in segments.indices where segments[index].range.start >= end && segments[index].line <= line + Self.linesOfValues {
            var rest = segments[index].range
            for _ in 0..<3 where !rest.isEmpty {
                if let (value, used) = front(type, of: rest) { return (index, value, used) }
                let word = self.word(at: rest.start, before: rest.end)
                // What OCR makes of an icon.
                guard bytes[word.start..<word.end].count(where: { $0 & 0xC0 != 0x80 && !ASCII.isDigit($0) }) <= 3 else { break }
                rest.start = word.end
                while rest.start < rest.end, ASCII.isSpace(bytes[rest.start]) { rest.start += 1 }
            }
        }
        return nil
    }

    /// The value of a type that some words begin with, the longest; other words follow.
    private func front(_ type: SlotType, of range: TextRange) -> (Value, TextRange)? {
        let values = tools.values(bytes, template)
        var best: (Value, TextRange)?
        var end = range.start
        for _ in 0..<Self.longestName where end < range.end {
            while end < range.end, ASCII.isSpace(bytes[end]) { end += 1 }
            end = word(at: end, before: range.end).end
            let words = TextRange(range.start, end)
            guard end < range.end, case .value(let scalar, let place, let confidence, _) = values.read(type, in: words), place == words, confidence >= 0.95 || type == .integer else { continue }
            // Numbers of fewer digits are scraps or parts of sentences.
            if type == .integer, !ASCII.isDigit(bytes[place.start]) || bytes[place.start..<place.end].count(where: { ASCII.isDigit($0) }) < 4 { continue }
            best = (Value(scalar, text: Passage(place), confidence: confidence * 0.8), place)
        }
        return best
    }

    /// Words of the longest name of a country or region.
    private static let longestName = 6

    private func word(at start: Int, before limit: Int) -> TextRange {
        var end = start
        while end < limit, !ASCII.isSpace(bytes[end]) { end += 1 }
        return TextRange(start, end)
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

    /// Puts two segments together where a name goes on in the next line: `Middle East & North` over `Africa`, which is a region of its own.
    private func joinWrapped(_ segments: inout [Segment], _ layout: ColumnsLayout) {
        var index = 1
        while index < segments.count {
            let whole = TextRange(segments[index - 1].range.start, segments[index].range.end)
            let isWrapped = segments[index].line > segments[index - 1].line && segments[index].line <= segments[index - 1].line + 2
                && bytes[segments[index - 1].range.end..<segments[index].range.start].allSatisfy(ASCII.isSpace)
                && layout.bare.contains { rule in
                    guard !rule.type.isNumeric, let (value, used) = fits(rule.type, whole) else { return false }
                    return used.start < segments[index].range.start && value.confidence >= 0.95
                }
            if isWrapped {
                segments[index - 1].range.end = segments[index].range.end
                segments.remove(at: index)
            } else {
                index += 1
            }
        }
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
