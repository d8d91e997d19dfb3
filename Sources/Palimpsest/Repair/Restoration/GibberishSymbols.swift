/// Gibberish as the channel sees it: its visible characters as symbols, each with its place in the passage.
struct GibberishSymbols {
    /// Numbers of the symbols; 127 stands for one that was never seen.
    var symbols: [UInt8] = []
    /// Byte offset of each symbol, and the end of the last.
    var starts: [Int] = []
    var ends: [Int] = []
    /// Which symbols are ASCII digits: nothing but themselves may be read from them alone.
    var isDigit: [Bool] = []
    /// Summed background cost before each symbol, by channel.
    var ground: [[Float]] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, model: RestorationModel) {
        symbols.reserveCapacity(bytes.count)
        starts.reserveCapacity(bytes.count)
        ends.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            let (scalar, length) = Self.scalar(bytes, at)
            if !(scalar <= 0x20 || scalar == 0xA0 || scalar == 0xFEFF || (0x2000...0x200B).contains(scalar) || scalar == 0x3000) {
                symbols.append(model.symbolOf[scalar] ?? 127)
                starts.append(at)
                ends.append(at + length)
                isDigit.append(scalar >= 0x30 && scalar <= 0x39)
            }
            at += length
        }
        for channel in model.channels {
            var sums: [Float] = [0], total: Float = 0, a = 0, b = 0
            sums.reserveCapacity(symbols.count + 1)
            for symbol in symbols {
                let c = min(Int(symbol), RestorationModel.groundSymbols - 1)
                total += Float(channel.ground[(a << 6 | b) << 6 | c]) * RestorationModel.costUnit
                sums.append(total)
                (a, b) = (b, c)
            }
            ground.append(sums)
        }
    }

    /// The channel under which the letters are likelier: it tells which OCR model read the page.
    var likelierChannel: Int { (ground[0].last ?? 0) <= (ground[1].last ?? 0) ? 0 : 1 }

    /// The scalar at an offset and its length; a broken byte is a symbol of its own.
    private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int) {
        let lead = bytes[at]
        let length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        guard length > 1, at + length <= bytes.count else { return (lead < 0x80 ? UInt32(lead) : 0xFFFD, 1) }
        var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
        for i in 1..<length {
            guard bytes[at + i] & 0xC0 == 0x80 else { return (0xFFFD, 1) }
            value = value << 6 | UInt32(bytes[at + i] & 0x3F)
        }
        return (value, length)
    }
}
