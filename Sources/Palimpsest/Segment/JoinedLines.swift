#if canImport(Glibc)
import Glibc
#endif

/// The labels of a form that may stand in the middle of a line, where OCR ran two lines into one.
///
/// Engines put words into one line that stand at about one height, whatever column they are in (Smith, "Hybrid page layout
/// analysis via tab-stop detection", ICDAR 2009), so `Target:` may follow the last words of the text before it, or the text that it
/// labels may follow it. Such a label was no anchor, and the text of two fields became one, with the date of the second.
struct JoinedLabels: Sendable {
    struct Label: Sendable {
        /// The words of the template with their colon, as they are printed.
        var words: [UInt8]
        var role: Role
        /// The type of the value after it, for an attribute; `nil` for the label of a field.
        var value: SlotType?
        /// Whether text may follow it on its line anyway.
        var isOpen: Bool
    }

    /// Labels that end with a colon.
    let marked: [Label]
    /// Labels without one that are too long to stand in a sentence by chance.
    let long: [Label]

    /// Letters from which on a label is one without a colon.
    private static let longLabel = 20

    init(anchors: [Anchor]) {
        let labels = anchors.compactMap { anchor -> Label? in
            var words = Array(anchor.pattern.source.utf8)
            switch anchor.role {
            case .label: return anchor.slots.isEmpty ? Label(words: words, role: anchor.role, value: nil, isOpen: anchor.isOpen) : nil
            case .attribute:
                guard anchor.slots.count == 1, let slot = anchor.slots.first else { return nil }
                if let brace = words.firstIndex(of: UInt8(ascii: "{")) { words.removeSubrange(brace...) }
                while words.last == 0x20 { words.removeLast() }
                return Label(words: words, role: anchor.role, value: slot.type, isOpen: true)
            default: return nil
            }
        }
        marked = labels.filter { $0.words.last == UInt8(ascii: ":") && $0.words.count > 4 }
        long = labels.filter { $0.words.last != UInt8(ascii: ":") && $0.value == nil && !$0.isOpen && $0.words.count >= Self.longLabel }
    }
}

/// Finds the places at which lines have to be cut in two.
struct JoinedLines {
    let template: CompiledTemplate
    let table: [LineTable.Line]
    let bytes: UnsafeBufferPointer<UInt8>

    /// Bytes beside a label that may be what OCR made of an icon.
    private static let noise = 6
    /// Bytes of a label with the gap after it at most.
    private static let longestLabel = 160
    /// Bytes of a date with the end of a line in it at most.
    private static let longestDate = 40
    /// How many labels must stand alone for each that has text beside it, for the page to set them so: else ``InlineLabels`` reads it.
    private static let leastShare = 2

    /// Offsets at which lines begin anew, in order.
    func cuts() -> [Int] {
        var cuts: [Int] = [], beside: [(words: [UInt8], at: Int)] = [], alone: [(words: [UInt8], at: Int)] = []
        forEachColon { colon, line in
            let content = table[line].content
            guard let (label, start) = label(before: colon), content.start <= start else { return }
            if let type = label.value {
                cuts += self.cuts(around: start, colon, type, line)
            } else if start > content.start {
                cuts += self.cuts(at: start, colon, content)
            } else if colon + 1 == content.end {
                alone.append((label.words, start))
            } else if !label.isOpen, content.end - colon > Self.noise, isParted(line) {
                beside.append((label.words, text(after: colon + 1)))
            }
        }
        if !beside.isEmpty, alone.count >= beside.count * Self.leastShare { cuts += onlyOnes(of: beside, alone) }
        cuts += cutsAtLongLabels()
        return Set(cuts).sorted()
    }

    /// The labels with text beside them in whose record the same does not stand alone: where it does, the other is a sentence that begins
    /// with its words.
    private func onlyOnes(of beside: [(words: [UInt8], at: Int)], _ alone: [(words: [UInt8], at: Int)]) -> [Int] {
        let starts = table.lazy.map(\.content).filter { content in template.joinedLabels.long.contains { $0.words.count == content.count && stands($0.words, at: content.start) } }.map(\.start)
        return beside.filter { label in
            let first = starts.last { $0 < label.at } ?? 0, last = starts.first { $0 > label.at } ?? bytes.count
            return !(alone + beside).contains { $0.words == label.words && $0.at != label.at && $0.at > first && $0.at < last }
        }.map(\.at)
    }

    /// Calls `body` with the offsets of all colons and the lines that they stand on.
    private func forEachColon(_ body: (Int, Int) -> Void) {
        guard !template.joinedLabels.marked.isEmpty, let base = bytes.baseAddress else { return }
        for line in table.indices where !table[line].isBlank {
            let end = table[line].content.end
            var position = table[line].content.start
            while position < end, let hit = memchr(base + position, Int32(UInt8(ascii: ":")), end - position) {
                let colon = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
                body(colon, line)
                position = colon + 1
            }
        }
    }

    /// The label that ends with a colon, word for word, after a space or at the beginning of a line.
    private func label(before colon: Int) -> (JoinedLabels.Label, Int)? {
        for label in template.joinedLabels.marked {
            let start = colon + 1 - label.words.count
            guard start >= 0, bytes[colon - 1] == label.words[label.words.count - 2], stands(label.words, at: start), start == 0 || ASCII.isSpace(bytes[start - 1])
            else { continue }
            return (label, start)
        }
        return nil
    }

    private func stands(_ words: [UInt8], at start: Int) -> Bool {
        guard start >= 0, start + words.count <= bytes.count else { return false }
        for i in words.indices where words[i] != bytes[start + i] { return false }
        return true
    }

    // MARK: Kinds

    /// Around `Last update: 23 December 2025`: what is in front of it, and behind it when that is the form's too.
    private func cuts(around start: Int, _ colon: Int, _ type: SlotType, _ line: Int) -> [Int] {
        let content = table[line].content
        guard start > content.start || content.end - colon > Self.noise * 4 || type != .date else { return [] }
        // Right behind a label, `Baseline:   Last update: TBD`, it is one whatever follows.
        if start > content.start, start - content.start <= Self.longestLabel, isForm(TextRange(content.start, start)) { return [start] }
        guard let end = endOfValue(type, from: colon + 1, to: content.end) else {
            return start > content.start + Self.noise && isWrapped(type, from: colon + 1, on: line) ? [start] : []
        }
        let tail = text(after: end)
        if tail >= content.end { return start > content.start + Self.noise ? [start] : [] }
        guard isForm(TextRange(tail, content.end)) || beginsWithLabel(tail, content.end) else { return [] }
        return start > content.start + Self.noise ? [start, tail] : [tail]
    }

    /// The end of the value that the words after a label begin with.
    private func endOfValue(_ type: SlotType, from start: Int, to limit: Int) -> Int? {
        guard type == .date else { return nil }
        var end = text(after: start)
        // `Tuesday, 28 August 2025`
        let day = (end..<limit).prefix { ASCII.isLetter(bytes[$0]) }.endIndex
        if day > end, day < limit, bytes[day] == UInt8(ascii: ",") { end = text(after: day + 1) }
        let first = end
        for _ in 0..<3 {
            while end < limit, ASCII.isSpace(bytes[end]) { end += 1 }
            while end < limit, !ASCII.isSpace(bytes[end]) { end += 1 }
        }
        guard first < end, case .value(_, let range, _, _) = template.tools.values(bytes, template).read(type, in: TextRange(first, end)), range.start == first else { return nil }
        return end
    }

    /// Whether a value begins after a label at the end of a line and is all that stands on the next one: `Last update: 10` over `January 2025`.
    private func isWrapped(_ type: SlotType, from start: Int, on line: Int) -> Bool {
        guard type == .date, line + 1 < table.count, !table[line + 1].isBlank else { return false }
        let first = text(after: start), content = table[line].content, next = table[line + 1].content
        guard first < content.end || start == content.end, content.end <= next.start, next.end - first <= Self.longestDate,
            WhiteSpace.trim(bytes, content.end, next.start).isEmpty,
            case .value(_, let range, _, _) = template.tools.values(bytes, template).read(type, in: TextRange(first, next.end))
        else { return false }
        return range.start == first && range.end == next.end
    }

    /// Before a label of a field that words stand in front of, and behind it when those are the form's.
    private func cuts(at start: Int, _ colon: Int, _ content: TextRange) -> [Int] {
        let front = WhiteSpace.trim(bytes, content.start, start)
        guard front.count > Self.noise else { return [] }
        if content.end - colon <= Self.noise { return [start] }
        return isForm(front) || isAttribute(front) ? [start, text(after: colon + 1)] : []
    }

    /// Labels without a colon: `Increase protected areas Description of how city is taking action`.
    private func cutsAtLongLabels() -> [Int] {
        var cuts: [Int] = []
        for label in template.joinedLabels.long {
            let first = label.words[0], last = label.words[label.words.count - 1]
            for line in table where line.content.count > label.words.count + Self.noise {
                if bytes[line.content.start] == first, stands(label.words, at: line.content.start), bytes[line.content.start + label.words.count] == 0x20 {
                    cuts.append(text(after: line.content.start + label.words.count))
                } else if bytes[line.content.end - 1] == last, stands(label.words, at: line.content.end - label.words.count), bytes[line.content.end - label.words.count - 1] == 0x20 {
                    cuts.append(line.content.end - label.words.count)
                }
            }
        }
        return cuts
    }

    // MARK: Evidence

    /// Whether the text before is ended by its date: elsewhere the words of a label may begin a paragraph of the text that is open, as in
    /// `Target: 30 % by 2030`.
    private func isParted(_ line: Int) -> Bool {
        table[..<line].last { !$0.isBlank }.map { isAttribute($0.content) } ?? false
    }

    private func isAttribute(_ range: TextRange) -> Bool {
        template.joinedLabels.marked.contains { label in
            guard let type = label.value, range.count > label.words.count, stands(label.words, at: range.start) else { return false }
            return endOfValue(type, from: range.start + label.words.count, to: range.end) != nil
        }
    }

    /// Whether a stretch is a line of the form as it stands.
    private func isForm(_ range: TextRange) -> Bool {
        // Longer than any line of a form: looking at it for each label of a line of megabytes would take quadratic time.
        guard range.count <= Self.longestForm else { return false }
        return template.index.isWhole(template.tools.folding.plainKey(of: range, in: bytes), template.tools.folding)
    }

    private static let longestForm = 4096

    private func beginsWithLabel(_ start: Int, _ end: Int) -> Bool {
        (template.joinedLabels.marked + template.joinedLabels.long).contains { start + $0.words.count <= end && stands($0.words, at: start) }
    }

    private func text(after offset: Int) -> Int {
        var start = offset
        while start < bytes.count, bytes[start] == 0x20 { start += 1 }
        return start
    }
}

extension JoinedLines {
    /// Letters of a heading that is looked for at the end or the beginning of a line.
    private static let longHeading = 18
    /// Lines above a label on which the heading of its record may be.
    private static let reach = 4

    /// Offsets at which lines have to be cut because a heading stands on them beside other words: looked for above the labels of records
    /// whose heading was not found, and above first labels that do not follow a heading.
    func cutsAtHeadings(_ choices: [TemplateAlignment.Choice], from first: Int) -> [Int] {
        var cuts: [Int] = []
        for (number, choice) in choices.enumerated() {
            guard case .label(_, let field) = choice.role, field == 0 || choice.after.isUnknown && !choice.before.isUnknown else { continue }
            let start = number > 0 ? choices[number - 1].candidate.lastLine + 1 : first
            guard start < choice.candidate.firstLine else { continue }
            var seen = 0
            for line in stride(from: choice.candidate.firstLine - 1, through: start, by: -1) where !table[line].isBlank && seen < Self.reach {
                seen += 1
                guard let cut = cut(table[line].content) else { continue }
                cuts.append(cut)
                break
            }
        }
        return Set(cuts).sorted()
    }

    /// Where a heading begins that a line ends with, or where what follows one begins.
    private func cut(_ content: TextRange) -> Int? {
        let folding = template.tools.folding
        let key = folding.plainKey(of: content, in: bytes)
        for anchor in template.anchors {
            guard case .heading = anchor.role, anchor.slots.isEmpty else { continue }
            let words = anchor.pattern.prefix.plain
            guard words.count >= Self.longHeading, key.count > words.count else { continue }
            let place = isAlike(key.suffix(words.count), words) ? key.count - words.count : isAlike(key.prefix(words.count), words) ? words.count : nil
            if let place, let offset = folding.offset(ofKeyByte: place, in: content, bytes), offset > content.start, bytes[offset - 1] == 0x20 { return offset }
        }
        return nil
    }

    /// Whether two keys are the same but for letters that OCR takes for each other.
    private func isAlike(_ key: ArraySlice<UInt8>, _ words: [UInt8]) -> Bool {
        let fold = template.tools.folding.fold
        return key.elementsEqual(words) { fold[Int($0)] == fold[Int($1)] }
    }
}
