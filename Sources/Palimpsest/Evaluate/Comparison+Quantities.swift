/// Numbers with their units.
extension Comparison {
    mutating func judgeQuantities(of field: FieldRecord, _ truth: LabelledDump.PlacedField, _ subject: String) {
        guard let numbers = truth.truth.numbers else { return }
        var rest = field.quantities
        for number in numbers {
            let expected = "\(number.value) \(number.unit)"
            if let index = rest.firstIndex(where: { Self.matches($0, number) }) {
                let value = rest.remove(at: index)
                noteValue(
                    .quantities, subject, expected: expected, got: shown(value), isRight: true, confidence: value.confidence)
            } else if isReadable(number, in: truth.place) {
                let near = rest.firstIndex { Self.number($0) == number.value || Self.unit($0) == Self.unit(number.unit) }
                let value = near.map { rest.remove(at: $0) }
                noteValue(
                    .quantities, subject, expected: expected, got: value.map(shown), isRight: false,
                    confidence: value?.confidence)
            } else if let near = rest.firstIndex(where: { Self.unit($0) == Self.unit(number.unit) }) {
                // The OCR read other digits: the record cannot know better and is not judged.
                rest.remove(at: near)
            }
        }
        for value in rest {
            note(.quantities, .invented, subject, got: shown(value))
            sample(.values, value.confidence, false)
        }
    }

    /// Whether the OCR has the number's digits, in whatever grouping.
    func isReadable(_ number: Truth.Number, in place: RangeSet<Int>?) -> Bool {
        guard let place else { return true }
        let digits = Self.digits(number.value == number.value.rounded() && abs(number.value) < 1e15
            ? String(Int64(number.value)) : String(number.value))
        let read = place.ranges.map(dump.string).joined()
        return Self.digits(read).contains(digits)
    }

    private static func digits(_ text: String) -> String { text.filter { $0.isASCII && $0.isNumber } }

    private func shown(_ value: Value) -> String {
        [text(value.scalar) ?? "nothing", value.unit].compactMap(\.self).joined(separator: " ")
    }

    static func matches(_ value: Value, _ truth: Truth.Number) -> Bool {
        number(value) == truth.value && unit(value) == unit(truth.unit)
    }

    private static func number(_ value: Value) -> Double? {
        switch value.scalar {
        case .integer(let number): Double(number)
        case .decimal(let number): number.double
        default: nil
        }
    }

    private static func unit(_ value: Value) -> String { unit(value.unit ?? "") }

    /// The record's unit for a unit of the labels; `""` for a plain count.
    private static func unit(_ label: String) -> String {
        switch label {
        case "hectares": "ha"
        case "tonnes per year": "t/a"
        case "count", "1": ""
        default: label
        }
    }
}
