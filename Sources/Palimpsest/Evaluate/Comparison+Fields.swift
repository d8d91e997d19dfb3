/// The fields of the indicators: their owner, their extent, their dates and numbers.
extension Comparison {
    /// How much of a text may differ: OCR noise at an edge, a mark that belongs to nobody.
    private static let tolerance = (share: 0.98, characters: 3)

    mutating func judgeFields() {
        var claimed: Set<FieldKey> = []
        var missing: [(subject: String, field: LabelledDump.PlacedField)] = []
        for (index, indicator) in dump.indicators.enumerated() {
            for field in indicator.fields {
                let subject = "\(subject(index))/\(field.id)"
                let partner = partners[index].flatMap { partner in
                    record.indicators[partner].fields.firstIndex { $0.id == field.id }.map { FieldKey(partner, $0) }
                }
                guard let partner, ownerIsRight(index) else {
                    missing.append((subject, field))
                    continue
                }
                claimed.insert(partner)
                judge(self.field(partner), field, subject)
            }
        }
        for (subject, field) in missing { judgeMissing(field, subject, claimed: &claimed) }
        judgeRest(claimed)
    }

    struct FieldKey: Hashable {
        var indicator: Int
        var field: Int
        init(_ indicator: Int, _ field: Int) { (self.indicator, self.field) = (indicator, field) }
    }

    private func field(_ key: FieldKey) -> FieldRecord { record.indicators[key.indicator].fields[key.field] }

    private func ownerIsRight(_ index: Int) -> Bool {
        guard let partner = partners[index] else { return false }
        let truth = dump.truth.indicators[index]
        return isArea(of: record.indicators[partner], truth) && isTheme(of: record.indicators[partner], truth)
    }

    private var allKeys: [FieldKey] {
        record.indicators.indices.flatMap { index in
            record.indicators[index].fields.indices.map { FieldKey(index, $0) }
        }
    }

    // MARK: Fields that are there

    private mutating func judge(
        _ field: FieldRecord, _ truth: LabelledDump.PlacedField, _ subject: String
    ) {
        note(.fields, .right, subject)
        if let expected = truth.place {
            let got = place(field.text)
            let overlap = Overlap(expected: expected, got: got, without: unjudged, in: dump)
            let right = overlap.isWithin(share: Self.tolerance.share, characters: Self.tolerance.characters)
            let shown = "\(overlap.common) of \(overlap.expected), \(overlap.got) taken"
            note(.extents, right ? .right : .wrong, subject, expected: summary(expected), got: "\(shown): \(summary(got))")
            sample(.fields, field.confidence, right)
        }
        judgeDate(of: field, truth, subject)
        judgeQuantities(of: field, truth, subject)
    }

    /// The first and the last words at a place.
    private func summary(_ place: RangeSet<Int>) -> String {
        guard let first = place.ranges.first, let last = place.ranges.last else { return "nothing" }
        let start = dump.string(first.lowerBound..<min(first.lowerBound + 24, last.upperBound))
        let end = dump.string(max(last.upperBound - 16, first.lowerBound)..<last.upperBound)
        return "\(start) … \(end)"
    }

    private mutating func judgeDate(of field: FieldRecord, _ truth: LabelledDump.PlacedField, _ subject: String) {
        let value = field.attributes.first { $0.key == "last_update" }?.value
        let got = value.flatMap { text($0.scalar) }
        if let expected = truth.truth.lastUpdate {
            noteValue(
                .dates, subject, expected: expected, got: got, isRight: got == expected, confidence: value?.confidence)
        } else if let value, let got {
            note(.dates, .invented, subject, got: got)
            sample(.values, value.confidence, false)
        }
    }

    // MARK: Fields that are not

    /// A field whose text the record has under another owner is wrong; otherwise it is missing.
    private mutating func judgeMissing(
        _ truth: LabelledDump.PlacedField, _ subject: String, claimed: inout Set<FieldKey>
    ) {
        var moved: FieldKey?
        if let expected = truth.place {
            moved = allKeys.first { key in
                guard !claimed.contains(key) else { return false }
                let overlap = Overlap(expected: expected, got: place(field(key).text), without: unjudged, in: dump)
                return overlap.expected > 0 && overlap.common * 2 > overlap.expected
            }
        }
        if let moved {
            claimed.insert(moved)
            sample(.fields, field(moved).confidence, false)
            let owner = "\(record.indicators[moved.indicator].title)/\(field(moved).id)"
            note(.fields, .wrong, subject, expected: subject, got: owner)
        } else {
            note(.fields, .missing, subject, expected: truth.truth.text ?? "")
        }
        if let date = truth.truth.lastUpdate { note(.dates, .missing, subject, expected: date) }
        for number in truth.truth.numbers ?? [] where isReadable(number, in: truth.place) {
            note(.quantities, .missing, subject, expected: "\(number.value) \(number.unit)")
        }
    }

    /// Fields of the record that no true field answers to.
    private mutating func judgeRest(_ claimed: Set<FieldKey>) {
        for key in allKeys where !claimed.contains(key) {
            let field = field(key)
            let owner = "\(Self.short(record.indicators[key.indicator].title))/\(field.id)"
            note(.fields, .invented, owner, got: text(field.text))
            sample(.fields, field.confidence, false)
        }
    }
}

/// How well two places agree, in characters other than white space. What is not judged counts for neither.
struct Overlap {
    var expected: Int
    var got: Int
    var common: Int

    init(expected: RangeSet<Int>, got: RangeSet<Int>, without unjudged: RangeSet<Int>, in dump: LabelledDump) {
        let taken = got.subtracting(unjudged), due = expected.subtracting(unjudged)
        self.expected = dump.ink(in: due)
        self.got = dump.ink(in: taken)
        common = dump.ink(in: due.intersection(taken))
    }

    /// Whether precision and recall are both at least `share`, or all that differs is at most `characters`.
    func isWithin(share: Double, characters: Int) -> Bool {
        if (expected - common) + (got - common) <= characters { return true }
        return Double(common) >= share * Double(max(expected, got))
    }
}
