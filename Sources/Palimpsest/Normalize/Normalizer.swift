import ICUShim

/// Brings a text to Normalization Form C (UAX #15) and keeps its alignment to the file.
///
/// NFC, and not NFKC, because the record says what the file says: a ligature or a fullwidth digit is a fact of the page.
///
/// Three things decided how it works. ICU's `normalizeUTF8` records its edits, so the map from text to file needs no second
/// pass. Its own check runs at about 450 MB/s even on ASCII, so it is shown only the stretches around scalars that do not
/// have both NFC_Quick_Check=Yes and combining class 0: a text of scalars that have is in NFC (UAX #15, section 9), and
/// everything below U+0300 has, so most bytes need no look-up. And a line feed composes with nothing, so a text can be
/// normalised block by block, and the blocks that are in NFC already are copied.
public struct Normalizer: Sendable {
    public init() {}

    /// `text`, whose bytes must be valid UTF-8, in NFC. A text that is in NFC already comes back as it is.
    public func normalize(_ text: AlignedText) -> AlignedText {
        let isNormalized = text.bytes.withUnsafeBufferPointer { Self.isNormalized($0, 0, $0.count) }
        return isNormalized ? text : normalizeBlocks(of: text)
    }

    /// Text between two line feeds is handed to ICU in blocks of about this many bytes.
    private static let blockSize = 1 << 16

    private func normalizeBlocks(of text: AlignedText) -> AlignedText {
        var composer = AlignmentComposer(text.alignment)
        var output: [UInt8] = []
        output.reserveCapacity(text.bytes.count)
        text.bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            while start < bytes.count {
                let end = Self.endOfBlock(bytes, start)
                if Self.isNormalized(bytes, start, end) {
                    output.append(contentsOf: bytes[start..<end])
                    composer.keep(end - start)
                } else {
                    normalizeBlock(bytes, start, end, &output, &composer)
                }
                start = end
            }
        }
        return AlignedText(output, alignment: composer.finish())
    }

    private func normalizeBlock(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int,
        _ output: inout [UInt8], _ composer: inout AlignmentComposer
    ) {
        guard let base = bytes.baseAddress, let result = icu_shim_nfc(base + start, Int32(end - start)) else {
            // Without memory or data for ICU the text stays as it is, which is never wrong, only not canonical.
            output.append(contentsOf: bytes[start..<end])
            composer.keep(end - start)
            return
        }
        defer { icu_shim_normalized_close(result) }
        var (length, count): (Int32, Int32) = (0, 0)
        let text = UnsafeBufferPointer(start: icu_shim_normalized_text(result, &length), count: Int(length))
        let edits = UnsafeBufferPointer(start: icu_shim_normalized_edits(result, &count), count: Int(count))
        output.append(contentsOf: text)
        var (old, new) = (start, 0)
        for edit in edits {
            let (oldLength, newLength) = (Int(edit.old_length), Int(edit.new_length))
            if edit.changed == 0 {
                composer.keep(oldLength)
            } else {
                let excess =
                    UTF8Bytes.scalarCount(bytes, old, old + oldLength) - UTF8Bytes.scalarCount(text, new, new + newLength)
                composer.replace(oldLength, by: newLength, scalarExcess: excess)
            }
            old += oldLength
            new += newLength
        }
    }

    /// The end of the block that begins at `start`: just after a line feed, or the end of the text.
    private static func endOfBlock(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        guard start + blockSize < bytes.count else { return bytes.count }
        return bytes[(start + blockSize)...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    }

    /// Whether `bytes[start..<end]` is in NFC.
    static func isNormalized(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        return NormalizationSafety.scalars.withUnsafeBufferPointer { safe in
            var offset = start
            while let found = firstSuspect(base, offset, end, safe) {
                // What a suspect may compose with or be reordered with begins at an ASCII character before it at the earliest.
                var low = found
                while low > start, base[low] >= 0x80 { low -= 1 }
                let high = nextASCII(base, found, end)
                if icu_shim_is_nfc(base + low, Int32(high - low)) != 1 { return false }
                offset = high
            }
            return true
        }
    }

    /// The first scalar that not every text in NFC may hold anywhere.
    private static func firstSuspect(
        _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ safe: UnsafeBufferPointer<UInt64>
    ) -> Int? {
        var offset = start
        while offset + 8 <= end {
            let word = ByteWord.load(base, offset)
            var leads = word & (word << 1) & ByteWord.high
            while leads != 0 {
                let place = offset + leads.trailingZeroBitCount / 8
                if base[place] >= 0xCC, !isSafe(base, place, safe) { return place }
                leads &= leads &- 1
            }
            offset += 8
        }
        while offset < end {
            if base[offset] >= 0xCC, !isSafe(base, offset, safe) { return offset }
            offset += 1
        }
        return nil
    }

    /// Whether the scalar at `place`, whose first byte is CC or more, is safe by ``NormalizationSafety``.
    @inline(__always)
    private static func isSafe(_ base: UnsafePointer<UInt8>, _ place: Int, _ safe: UnsafeBufferPointer<UInt64>) -> Bool {
        let lead = base[place]
        // The scalar without its last six bits is the number of its word in the table.
        if lead < 0xE0 { return safe[Int(lead & 0x1F)] >> UInt64(base[place + 1] & 0x3F) & 1 != 0 }
        guard lead < 0xF0 else { return false }
        let word = Int(lead & 0x0F) << 6 | Int(base[place + 1] & 0x3F)
        return safe[word] >> UInt64(base[place + 2] & 0x3F) & 1 != 0
    }

    /// The end of the first suspect stretch: where eight bytes of ASCII follow, or the end of the text.
    private static func nextASCII(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        var offset = start
        while offset + 8 <= end {
            let high = ByteWord.load(base, offset) & ByteWord.high
            if high == 0 { return offset }
            offset += 8 - high.leadingZeroBitCount / 8
        }
        return end
    }
}

/// Which scalars up to U+FFFF can stand anywhere in a text in NFC, one bit for each.
enum NormalizationSafety {
    /// 1024 words. All zero when ICU has no data: then every scalar is shown to ICU, which says the same.
    static let scalars: [UInt64] = {
        var bits = [UInt64](repeating: 0, count: 1024)
        let result = bits.withUnsafeMutableBufferPointer { icu_shim_nfc_safe($0.baseAddress) }
        return result < 0 ? [UInt64](repeating: 0, count: 1024) : bits
    }()
}
