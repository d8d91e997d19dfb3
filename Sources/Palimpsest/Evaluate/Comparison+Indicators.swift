/// Structure: indicators with their areas and themes, and the headings.
extension Comparison {
    /// Gives each true indicator its record: the same title, if possible the same area and theme, and the nearest in order.
    mutating func matchIndicators() {
        var free = Set(record.indicators.indices)
        let titles = record.indicators.map { Folding.title($0.title) }
        var last = -1
        partners = dump.truth.indicators.map { truth in
            let title = Folding.title(truth.title)
            let candidates = free.filter { titles[$0] == title }
            let best = candidates.min { rank($0, truth, after: last) < rank($1, truth, after: last) }
            if let best {
                free.remove(best)
                last = best
            }
            return best
        }
    }

    private func rank(_ index: Int, _ truth: Truth.Indicator, after last: Int) -> (Int, Int, Int) {
        let indicator = record.indicators[index]
        let owner = (isArea(of: indicator, truth) ? 0 : 1) + (isTheme(of: indicator, truth) ? 0 : 1)
        return (owner, index > last ? 0 : 1, index)
    }

    func isArea(of indicator: IndicatorRecord, _ truth: Truth.Indicator) -> Bool {
        if case .integer(let number) = attribute("action_area", of: indicator) { return number == truth.actionArea }
        guard let title = truth.actionAreaTitle, let outermost = indicator.path.first else { return false }
        return Folding.title(title) == Folding.title(outermost)
    }

    func isTheme(of indicator: IndicatorRecord, _ truth: Truth.Indicator) -> Bool {
        let theme = text(attribute("theme", of: indicator) ?? .null) ?? indicator.path.last ?? ""
        return Folding.title(theme) == Folding.title(truth.theme)
    }

    private func attribute(_ key: String, of indicator: IndicatorRecord) -> Scalar? {
        indicator.attributes.first { $0.key == key }?.value
    }

    func subject(_ index: Int) -> String { "\(index + 1) \(Self.short(dump.truth.indicators[index].title))" }

    mutating func judgeIndicators() {
        var previous: Int?
        for (index, truth) in dump.truth.indicators.enumerated() {
            let subject = subject(index)
            guard let partner = partners[index] else {
                note(.indicators, .missing, subject, expected: truth.title)
                note(.areas, .missing, subject, expected: String(truth.actionArea))
                note(.themes, .missing, subject, expected: truth.theme)
                continue
            }
            let indicator = record.indicators[partner]
            let area = isArea(of: indicator, truth), theme = isTheme(of: indicator, truth)
            let path = indicator.path.joined(separator: " / ")
            note(.indicators, area && theme ? .right : .wrong, subject, expected: truth.theme, got: path)
            note(.areas, area ? .right : .wrong, subject, expected: String(truth.actionArea), got: path)
            note(.themes, theme ? .right : .wrong, subject, expected: truth.theme, got: path)
            if let previous {
                note(.order, partner > previous ? .right : .wrong, subject)
            }
            previous = partner
        }
        for index in record.indicators.indices where !partners.contains(index) {
            note(.indicators, .invented, "record \(index + 1)", got: record.indicators[index].title)
        }
    }

    /// Confidences of headings. A heading is right when what the page says at its place holds the title that the record gives;
    /// an indicator's confidence speaks of its area and theme too.
    mutating func judgeHeadings() {
        for section in record.sections {
            sample(.headings, section.confidence, says(section.title, at: section.heading))
        }
        for (index, indicator) in record.indicators.enumerated() {
            let owner = partners.firstIndex(of: index).map { dump.truth.indicators[$0] }
            let right = owner.map { isArea(of: indicator, $0) && isTheme(of: indicator, $0) } ?? false
            let here = indicator.heading.map { says(indicator.title, at: $0) } ?? true
            sample(.headings, indicator.confidence, right && here)
        }
    }

    private func says(_ title: String, at heading: Passage) -> Bool {
        let page = Folding.title(dump.trueText(at: place(heading)))
        return !page.isEmpty && Folding.contains(page, Folding.title(title))
    }
}
