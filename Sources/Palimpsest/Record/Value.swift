/// One value that was read, with where it stood and how sure we are.
public struct Value: Sendable {
    public var scalar: Scalar
    /// For quantities: the unit as people write it (`ha`, `%`, `t/a`, `USD`); `nil` for a plain count.
    public var unit: String?
    /// The unit's code in UCUM (<https://ucum.org>), e.g. `har` for the hectare, `%`, `t/a`; `1` for a count.
    public var ucum: String?
    /// For quantities: what is measured, e.g. `effective mesh size`.
    public var name: String?
    /// For points: the most that can be had.
    public var maximum: Int64?
    /// The value as read.
    public var text: Passage
    public var confidence: Double

    public init(
        _ scalar: Scalar, text: Passage, confidence: Double,
        unit: String? = nil, ucum: String? = nil, name: String? = nil, maximum: Int64? = nil
    ) {
        self.scalar = scalar
        self.text = text
        self.confidence = confidence
        self.unit = unit
        self.ucum = ucum
        self.name = name
        self.maximum = maximum
    }
}

/// A typed value, ready to be written.
public enum Scalar: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case decimal(DecimalNumber)
    /// A calendar date, written as ISO 8601 `2025-12-23`.
    case date(CivilDate)
    /// Text from the template or a lexicon.
    case string(String)
    /// The words as they stand in the document, lines joined.
    case asRead(Passage)
}

/// An exact decimal number: `digits × 10^-scale`, so that 42432.88 is written as it was read.
public struct DecimalNumber: Hashable, Sendable {
    public var digits: Int64
    public var scale: Int
    public init(digits: Int64, scale: Int) {
        self.digits = digits
        self.scale = scale
    }
}

/// A day of the proleptic Gregorian calendar.
public struct CivilDate: Hashable, Sendable {
    public var year: Int
    public var month: Int
    public var day: Int

    /// `nil` when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }
}
