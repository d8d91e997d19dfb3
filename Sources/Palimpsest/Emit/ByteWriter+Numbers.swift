extension ByteWriter {
    mutating func integer(_ value: Int) {
        integer(Int64(value))
    }

    mutating func integer(_ value: Int64) {
        var place = reserve(20)
        if value < 0 {
            place.pointee = UInt8(ascii: "-")
            place += 1
        }
        advance(to: put(value.magnitude, at: place))
    }

    /// A probability: within [0, 1], at most four decimals, no trailing zeros. What is not a number counts as 0.
    mutating func probability(_ value: Double) {
        // `min` and `max` let a NaN through or not depending on the order of their arguments: test for it.
        let clamped = value > 0 ? min(value, 1) : 0
        var fraction = UInt64(clamped * 10_000 + 0.5)
        if fraction == 0 || fraction == 10_000 {
            byte(fraction == 0 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            return
        }
        var width = 4
        while fraction % 10 == 0 {
            fraction /= 10
            width -= 1
        }
        let place = put("0.", at: reserve(6))
        putPadded(fraction, width: width, at: place)
        advance(to: place + width)
    }

    /// An exact decimal number, digit for digit as it was read: `digits × 10^-scale`.
    ///
    /// A number that a reader's IEEE 754 double cannot hold would come out there as infinity; it is written as `null`.
    mutating func decimal(_ number: DecimalNumber) {
        if number.digits == 0 && number.scale <= 0 { return byte(UInt8(ascii: "0")) }
        guard (-288...1_000).contains(number.scale) else { return literal("null") }
        if number.digits < 0 { byte(UInt8(ascii: "-")) }
        let magnitude = number.digits.magnitude
        if number.scale <= 0 {
            advance(to: put(magnitude, at: reserve(20)))
            return zeros(-number.scale)
        }
        let width = decimalWidth(magnitude)
        if width <= number.scale {
            literal("0.")
            zeros(number.scale - width)
            advance(to: put(magnitude, at: reserve(20)))
        } else {
            putWithPoint(magnitude, width: width, scale: number.scale)
        }
    }

    /// ISO 8601 calendar date, extended format: `2025-12-23`.
    mutating func date(_ date: CivilDate) {
        let place = reserve(10)
        putPadded(UInt64(clamping: date.year), width: 4, at: place)
        place[4] = UInt8(ascii: "-")
        putPadded(UInt64(clamping: date.month), width: 2, at: place + 5)
        place[7] = UInt8(ascii: "-")
        putPadded(UInt64(clamping: date.day), width: 2, at: place + 8)
        advance(to: place + 10)
    }

    private mutating func zeros(_ number: Int) {
        let place = reserve(number)
        place.update(repeating: UInt8(ascii: "0"), count: number)
        advance(to: place + number)
    }

    private mutating func putWithPoint(_ magnitude: UInt64, width: Int, scale: Int) {
        let place = reserve(width + 1)
        putPadded(magnitude, width: width, at: place)
        let point = width - scale
        (place + point + 1).update(from: place + point, count: scale)
        place[point] = UInt8(ascii: ".")
        advance(to: place + width + 1)
    }
}

/// Number of decimal digits of `value`; 1 for 0.
@inline(__always)
func decimalWidth(_ value: UInt64) -> Int {
    // Offsets, lines and columns have one to five digits: a chain of comparisons decides these at once.
    if value < 10 { return 1 }
    if value < 100 { return 2 }
    if value < 1_000 { return 3 }
    if value < 10_000 { return 4 }
    if value < 100_000 { return 5 }
    var width = 6
    var rest = value / 1_000_000
    while rest > 0 {
        width += 1
        rest /= 10
    }
    return width
}

/// Writes `value` at `place`, where there is room for 20 bytes, and returns the place after it.
@inline(__always)
func put(_ value: UInt64, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    let width = decimalWidth(value)
    putPadded(value, width: width, at: place)
    return place + width
}

/// Writes the last `width` decimal digits of `value`, with leading zeros, two at a time.
@inline(__always)
func putPadded(_ value: UInt64, width: Int, at place: UnsafeMutablePointer<UInt8>) {
    var rest = value
    var index = width
    while index >= 2 {
        index -= 2
        let quotient = rest / 100
        let pair = Int(truncatingIfNeeded: rest &- quotient &* 100)
        (place + index).update(from: digitPairs.utf8Start + 2 * pair, count: 2)
        rest = quotient
    }
    if index == 1 { place.pointee = UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0") }
}

/// The numbers from 00 to 99.
private var digitPairs: StaticString {
    """
    0001020304050607080910111213141516171819\
    2021222324252627282930313233343536373839\
    4041424344454647484950515253545556575859\
    6061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899
    """
}
