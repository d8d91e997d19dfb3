import ICUShim

/// How text that was broken into lines becomes one line again.
///
/// A run of white space that holds a line break (LF, CR, VT, FF, NEL, LS or PS) is one separator:
/// * it becomes nothing between two characters of scripts that are written without spaces (Han, kana, Thai …), their
///   punctuation included: "从江\n县。" is "从江县。";
/// * it becomes nothing after a hyphen that follows a letter when a lower-case letter comes next: "decision-\nmaking" is
///   "decision-making". The hyphen stays: whether the page had one is for later stages to judge, with a probability;
/// * it becomes nothing at the beginning and at the end, as white space there does anyway;
/// * it becomes one space anywhere else.
///
/// White space inside a line stays as it is, and no other character is changed, so the result says what the file says.
///
/// The first rule follows the segment break transformation of CSS Text Level 3 (section 4.1.3), which drops a break between
/// two wide characters unless one is Hangul; ICU's `uscript_breaksBetweenLetters` widens it to the scripts of South-East
/// Asia, and the wide width is asked of punctuation only, since emoji are wide too and stand among words of any script.
public enum LineJoining {
    /// `text`, which is UTF-8 in NFC, with its lines joined.
    public static func join(_ text: String) -> String {
        var output: [UInt8] = []
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            append(bytes, Passage(TextRange(0, bytes.count)), to: &output)
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Appends the text of a passage, between whose pieces the same rules hold as between lines.
    static func append(_ bytes: UnsafeBufferPointer<UInt8>, _ passage: Passage, to output: inout [UInt8]) {
        let begin = output.count
        for index in 0..<passage.count {
            append(bytes, passage[index], begin: begin, to: &output)
        }
    }

    private static func append(
        _ bytes: UnsafeBufferPointer<UInt8>, _ piece: TextRange, begin: Int, to output: inout [UInt8]
    ) {
        guard let base = bytes.baseAddress else { return }
        var start = piece.start
        while start < piece.end {
            let lineEnd = endOfLine(bytes, start, piece.end)
            let content = WhiteSpace.trim(bytes, start, lineEnd)
            if !content.isEmpty {
                if output.count > begin { appendSeparator(bytes, before: content.start, begin: begin, to: &output) }
                output.append(contentsOf: UnsafeBufferPointer(start: base + content.start, count: content.count))
            }
            start = lineEnd
            while start < piece.end, case let length = WhiteSpace.length(bytes, at: start), length > 0 { start += length }
        }
    }

    /// The place of the first line break in `[start, end)`, or `end`.
    private static func endOfLine(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        guard let base = bytes.baseAddress else { return end }
        var offset = start
        while offset < end {
            if offset + 8 <= end {
                let word = ByteWord.load(base, offset)
                let hits = ByteWord.controls(word) | ByteWord.equal(word, 0xC2) | ByteWord.equal(word, 0xE2)
                if hits == 0 {
                    offset += 8
                    continue
                }
                offset += hits.trailingZeroBitCount / 8
            }
            if isLineBreak(bytes, offset, end) { return offset }
            offset += 1
        }
        return end
    }

    private static func isLineBreak(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ end: Int) -> Bool {
        switch bytes[place] {
        case 0x0A...0x0D: true
        case 0xC2: place + 1 < end && bytes[place + 1] == 0x85
        case 0xE2: place + 2 < end && bytes[place + 1] == 0x80 && bytes[place + 2] & 0xFE == 0xA8
        default: false
        }
    }

    /// Appends what stands for a line break between the end of `output` and the character at `place`.
    private static func appendSeparator(
        _ bytes: UnsafeBufferPointer<UInt8>, before place: Int, begin: Int, to output: inout [UInt8]
    ) {
        let next = UTF8Bytes.scalar(bytes, at: place).value
        let isJoined = output.withUnsafeBufferPointer { done in
            let (previous, length) = UTF8Bytes.scalar(done, before: done.count)
            if isHyphen(previous) {
                let before = done.count - length
                guard before > begin, icu_shim_is_lower_case(Int32(bitPattern: next)) != 0 else { return false }
                return icu_shim_is_letter(Int32(bitPattern: UTF8Bytes.scalar(done, before: before).value)) != 0
            }
            return needsNoSpace(previous) && needsNoSpace(next)
        }
        if !isJoined { output.append(0x20) }
    }

    /// Hyphen-minus, soft hyphen, hyphen.
    private static func isHyphen(_ scalar: UInt32) -> Bool { scalar == 0x2D || scalar == 0xAD || scalar == 0x2010 }

    private static func needsNoSpace(_ scalar: UInt32) -> Bool {
        scalar >= 0x80 && icu_shim_needs_no_space(Int32(bitPattern: scalar)) != 0
    }
}
