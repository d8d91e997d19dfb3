/// Finds where in the OCR text each part of the truth stands.
///
/// The spans give the true text piece by piece with the place of each piece. Joined, they are the page's text with a way back
/// to the OCR. The locator walks through the truth in document order (a target may repeat its description) and looks for each
/// part a little after the one before: first letter by letter, then approximately, because an engine that cannot read a
/// script still gives full-width brackets as ASCII ones and gets pieces out of order. A field found in neither way is what
/// stands between its neighbours.
struct TruthLocator {
    private let lineRanges: [Range<Int>]
    /// The folded true text of all spans …
    private var letters: [UInt32] = []
    /// … and for each letter its span.
    private var owners: [Int] = []
    private var cursor = 0
    /// How far ahead to look: grows with what was not found.
    private var slack = 0
    private let reach = 260

    static func locate(in dump: inout LabelledDump) {
        var locator = TruthLocator(dump)
        dump.indicators = locator.placeIndicators(in: &dump)
        locator.placeLabels(in: &dump)
        dump.labelLines.sort { $0.range.lowerBound < $1.range.lowerBound }
        dump.displaced = leftOver(in: dump)
    }

    /// The spans among the indicators that are neither a label nor of a field.
    private static func leftOver(in dump: LabelledDump) -> RangeSet<Int> {
        guard let start = dump.labelLines.first(where: { $0.kind == .area })?.range.lowerBound,
            let end = dump.indicators.last?.fields.last?.place?.ranges.last?.upperBound, start < end
        else { return RangeSet() }
        var owned = RangeSet(dump.labelLines.map(\.range))
        for field in dump.indicators.flatMap(\.fields) { owned.formUnion(field.place ?? RangeSet()) }
        return RangeSet(dump.spans.filter { span in
            !span.isNoise && span.range.lowerBound >= start && span.range.upperBound <= end
                && owned.isDisjoint(RangeSet(span.range))
        }.map(\.range))
    }

    private init(_ dump: LabelledDump) {
        lineRanges = Self.lines(of: dump.text)
        for (index, span) in dump.spans.enumerated() where !span.isNoise {
            let folded = span.trueText.map(Folding.scalars) ?? Array(repeating: 0xFFFD, count: span.range.count)
            letters += folded
            owners += Array(repeating: index, count: folded.count)
        }
    }

    // MARK: Searching

    private struct Hit {
        /// Indices into `letters`.
        var letters: Range<Int>
        var exact: Bool
    }

    private mutating func next(_ text: String, tolerance: Double = 0.3) -> Hit? {
        let pattern = Folding.scalars(text)
        let window = cursor..<min(letters.count, cursor + reach + slack)
        if let range = Folding.find(pattern, in: letters, within: window) { return advance(to: range, exact: true) }
        let wide = window.lowerBound..<min(letters.count, window.upperBound + pattern.count * 5 / 4)
        let search = ApproximateSearch(tolerance: tolerance)
        if let range = search.find(pattern, in: letters, within: wide) { return advance(to: range, exact: false) }
        slack += pattern.count * 5 / 4
        return nil
    }

    private mutating func advance(to range: Range<Int>, exact: Bool) -> Hit {
        cursor = range.upperBound
        slack = 0
        return Hit(letters: range, exact: exact)
    }

    /// The spans that hold `hit`, each from end to end, with those between them, of which the page has nothing.
    private func place(_ hit: Hit, in dump: LabelledDump) -> RangeSet<Int> {
        let owners = owners[hit.letters]
        guard let first = owners.min(), let last = owners.max() else { return RangeSet() }
        return RangeSet(dump.spans[first...last].filter { !$0.isNoise }.map(\.range))
    }

    // MARK: Indicators

    private mutating func placeIndicators(in dump: inout LabelledDump) -> [LabelledDump.PlacedIndicator] {
        var result: [LabelledDump.PlacedIndicator] = []
        var area: Int64?, theme: String?
        if let first = Folding.find(Folding.scalars("Action area"), in: letters, within: 0..<letters.count) {
            cursor = first.lowerBound
        }
        for indicator in dump.truth.indicators {
            if indicator.actionArea != area {
                heading("Action area \(indicator.actionArea)", .area, in: &dump)
                if let title = indicator.actionAreaTitle { heading(title, .area, in: &dump) }
            }
            if indicator.theme != theme || indicator.actionArea != area { heading(indicator.theme, .theme, in: &dump) }
            (area, theme) = (indicator.actionArea, indicator.theme)
            let title = heading(indicator.title, .title, in: &dump)
            let fields = indicator.fields.map { placeField($0.id, $0.field, in: &dump) }
            result.append(.init(heading: title, fields: fields))
        }
        placeByNeighbours(&result, in: dump)
        return result
    }

    @discardableResult
    private mutating func heading(
        _ text: String, _ kind: LabelledDump.LabelLine.Kind, in dump: inout LabelledDump
    ) -> RangeSet<Int>? {
        guard let hit = next(text) else { return nil }
        let place = place(hit, in: dump)
        addLabelLines(place, kind, in: &dump)
        return place
    }

    private func addLabelLines(_ place: RangeSet<Int>, _ kind: LabelledDump.LabelLine.Kind, in dump: inout LabelledDump) {
        for line in lineRanges where place.ranges.contains(where: { $0.overlaps(line) }) {
            if !dump.labelLines.contains(where: { $0.range == line }) { dump.labelLines.append(.init(kind: kind, range: line)) }
        }
    }

    private mutating func placeField(
        _ id: String, _ field: Truth.Field, in dump: inout LabelledDump
    ) -> LabelledDump.PlacedField {
        var placed = LabelledDump.PlacedField(id: id, truth: field, place: nil, method: .notFound, date: nil)
        if let lines = field.ocrLines, lines.count == 2 {
            placed.place = inkedSpans(ofLines: lines, in: dump)
            placed.method = .lines
            move(past: placed.place, in: dump)
        } else if let text = field.text, let hit = next(text) {
            placed.place = place(hit, in: dump)
            placed.method = hit.exact ? .exact : .approximate
        }
        if let words = field.lastUpdate.flatMap(Self.words(ofDate:)), let hit = next(words, tolerance: 0.15) {
            let place = place(hit, in: dump)
            placed.date = place.ranges.first
            addLabelLines(place, .date, in: &dump)
        }
        return placed
    }

    /// The spans on lines `lines[0]` to `lines[1]`, noise left out.
    private func inkedSpans(ofLines lines: [Int], in dump: LabelledDump) -> RangeSet<Int>? {
        guard lines[0] >= 1, lines[0] <= lines[1], lines[1] <= lineRanges.count else { return nil }
        let extent = lineRanges[lines[0] - 1].lowerBound..<lineRanges[lines[1] - 1].upperBound
        return RangeSet(dump.spans.filter { !$0.isNoise && $0.range.overlaps(extent) }.map(\.range))
    }

    private mutating func move(past place: RangeSet<Int>?, in dump: LabelledDump) {
        guard let end = place?.ranges.last?.upperBound else { return }
        while cursor < letters.count, dump.spans[owners[cursor]].range.lowerBound < end { cursor += 1 }
        slack = 0
    }

    /// `2025-12-23` as the platform prints it: `23 December 2025`.
    static func words(ofDate iso: String) -> String? {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
            "December",
        ]
        let parts = iso.split(separator: "-")
        guard parts.count == 3, let month = Int(parts[1]), (1...12).contains(month) else { return nil }
        return "\(parts[2]) \(months[month - 1]) \(parts[0])"
    }

    // MARK: What stands between

    /// Gives a field that was not found, or not letter by letter, the lines between the part before it and the part after it,
    /// labels left out.
    private func placeByNeighbours(_ indicators: inout [LabelledDump.PlacedIndicator], in dump: LabelledDump) {
        for index in indicators.indices {
            for number in indicators[index].fields.indices {
                let field = indicators[index].fields[number]
                guard field.place == nil || field.method == .approximate,
                    let between = between(number, of: indicators[index], in: dump)
                else { continue }
                if let place = field.place {
                    guard between.isSuperset(of: place) else { continue }
                } else {
                    indicators[index].fields[number].method = .neighbours
                }
                indicators[index].fields[number].place = between
            }
        }
    }

    private func between(
        _ number: Int, of indicator: LabelledDump.PlacedIndicator, in dump: LabelledDump
    ) -> RangeSet<Int>? {
        let fields = indicator.fields
        let previous = number > 0 ? fields[number - 1] : nil
        let before = previous == nil
            ? indicator.heading?.ranges.last?.upperBound
            : previous?.date?.upperBound ?? previous?.place?.ranges.last?.upperBound
        let following = number + 1 < fields.count ? fields[number + 1].place?.ranges.first?.lowerBound : nil
        let after = fields[number].date?.lowerBound ?? following ?? nextHeading(after: before, in: dump)
        guard let before, let after, before < after else { return nil }
        var lines = lineRanges.filter { $0.lowerBound >= before && $0.upperBound <= after && dump.ink(in: $0) > 0 }
        lines.removeFirst(min(1, lines.count))  // its own label
        if fields[number].date == nil, following != nil { lines.removeLast(min(1, lines.count)) }  // the next one's
        guard let first = lines.first, let last = lines.last else { return nil }
        let extent = first.lowerBound..<last.upperBound
        return RangeSet(dump.spans.filter { !$0.isNoise && $0.range.overlaps(extent) }.map(\.range))
    }

    /// Where the first heading after `offset` begins.
    private func nextHeading(after offset: Int?, in dump: LabelledDump) -> Int? {
        guard let offset else { return nil }
        return dump.labelLines.map(\.range.lowerBound).filter { $0 >= offset }.min()
    }

    // MARK: Labels

    /// Adds the label above each field, and the headings of the parts after the indicators.
    private mutating func placeLabels(in dump: inout LabelledDump) {
        for field in dump.indicators.flatMap(\.fields) {
            guard let start = field.place?.ranges.first?.lowerBound,
                let line = lineRanges.last(where: { $0.upperBound <= start && dump.ink(in: $0) > 0 })
            else { continue }
            addLabelLines(RangeSet(line), .label, in: &dump)
        }
        slack = letters.count
        for step in dump.truth.naturePathway {
            heading("\(step.step). \(step.title)", .step, in: &dump)
            slack = letters.count
        }
        for component in dump.truth.cbi?.components ?? [] {
            heading(component.name, .component, in: &dump)
            slack = letters.count
        }
    }

    /// The lines without their terminators. A form feed ends no line but is left out of the line that it begins.
    private static func lines(of text: [UInt8]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = 0
        for (offset, byte) in text.enumerated() where byte == 0x0A {
            result.append(start..<offset)
            start = offset + 1
        }
        if start < text.count { result.append(start..<text.count) }
        return result
    }
}
