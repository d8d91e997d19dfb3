import ICUShim

/// Turns bytes of a known encoding into UTF-8 with its alignment, through ICU's converters.
///
/// A file is converted in pieces that end after a line feed, each from the converter's initial state: that bounds the memory
/// for the offsets that ICU gives with every code unit, and no multi-byte sequence of the encodings at hand holds the byte
/// 0A except as part of a wider code unit.
struct TextDecoder {
    private let converter: CharsetConverter
    /// Bytes in a code unit: 1, 2 (UTF-16) or 4 (UTF-32).
    private let unit: Int
    private let isBigEndian: Bool

    /// What was decoded, and where bytes were not valid.
    struct Result {
        var text: AlignedText
        /// Number of ill-formed sequences.
        var invalidCount = 0
        /// Offsets in the file of the first ones, ``TextDecoder/reported`` at most.
        var invalidOffsets: [Int] = []
    }

    /// Of how many ill-formed sequences the place is kept.
    static let reported = 5

    init(_ encoding: String) throws(ICUError) {
        converter = try CharsetConverter(encoding)
        unit = encoding.hasPrefix("UTF-16") ? 2 : encoding.hasPrefix("UTF-32") ? 4 : 1
        isBigEndian = encoding.hasSuffix("BE")
    }

    /// Decodes `bytes` from `start` on, where the text begins after a byte order mark.
    func decode(_ bytes: [UInt8], from start: Int = 0) throws(ICUError) -> Result {
        var text: [UInt8] = []
        text.reserveCapacity(unit == 1 ? bytes.count + bytes.count / 2 : bytes.count)
        var builder = AlignmentBuilder(skipping: start)
        var result = Result(text: AlignedText(identity: []))
        var failure: ICUError?
        bytes.withUnsafeBufferPointer { source in
            var offset = start
            while offset < source.count, failure == nil {
                let end = endOfPiece(source, offset)
                do throws(ICUError) {
                    try converter.withDecoded(UnsafeBufferPointer(rebasing: source[offset..<end])) { piece in
                        append(piece, at: offset, &text, &builder, &result)
                    }
                } catch {
                    failure = error
                }
                offset = end
            }
        }
        if let failure { throw failure }
        result.text = AlignedText(text, alignment: builder.finish())
        return result
    }

    private func append(
        _ piece: icu_shim_decoded, at base: Int,
        _ text: inout [UInt8], _ builder: inout AlignmentBuilder, _ result: inout Result
    ) {
        text.append(contentsOf: UnsafeBufferPointer(start: piece.text, count: Int(piece.text_length)))
        let runs = UnsafeBufferPointer(start: piece.runs, count: Int(piece.run_count))
        for (place, run) in runs.enumerated() {
            let end = place + 1 < runs.count ? runs[place + 1].text_start : piece.text_length
            builder.skip(source: base + Int(run.source_start) - builder.sourceEnd)
            builder.append(
                units: Int((end - run.text_start) / run.text_unit),
                textUnit: Int(run.text_unit), sourceUnit: Int(run.source_unit))
        }
        result.invalidCount += Int(piece.invalid_count)
        for offset in UnsafeBufferPointer(start: piece.invalid, count: Int(piece.invalid_count)) {
            guard result.invalidOffsets.count < Self.reported else { break }
            result.invalidOffsets.append(base + Int(offset))
        }
    }

    private static let pieceSize = 1 << 18

    private func endOfPiece(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var offset = start + Self.pieceSize
        while offset + unit <= bytes.count {
            let low = isBigEndian ? offset + unit - 1 : offset
            let isLineFeed = bytes[low] == 0x0A && (offset..<offset + unit).allSatisfy { $0 == low || bytes[$0] == 0 }
            offset += unit
            if isLineFeed { return offset }
        }
        return bytes.count
    }
}
