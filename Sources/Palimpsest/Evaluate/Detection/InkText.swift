/// The characters of a text other than white space, by number: the unit that detection is counted in.
///
/// A character is a code point. Sets of them are what span detection is scored on where passages have no natural unit
/// (Da San Martino et al., "Fine-grained analysis of propaganda in news articles", EMNLP 2019; SemEval-2021 task 5): a passage
/// that is found but for its last word counts for what was found of it, and no rule for matching passages is needed.
struct InkText: Sendable {
    /// Byte offset of each character.
    private(set) var starts: [Int] = []
    private(set) var scalars: [UInt32] = []
    /// The line of each, from 0. LF alone ends a line, as in the label format.
    private(set) var lines: [Int32] = []
    /// Whether white space, or nothing, stands before it.
    private(set) var beginsWord: [Bool] = []

    var count: Int { scalars.count }

    /// - Parameter bytes: UTF-8.
    init(_ bytes: [UInt8]) {
        starts.reserveCapacity(bytes.count)
        scalars.reserveCapacity(bytes.count)
        bytes.withUnsafeBufferPointer { buffer in
            var offset = 0, line: Int32 = 0
            var afterSpace = true
            while offset < buffer.count {
                let (value, length) = UTF8Bytes.scalar(buffer, at: offset)
                if WhiteSpace.length(buffer, at: offset) > 0 {
                    afterSpace = true
                    if value == 0x0A { line += 1 }
                } else {
                    starts.append(offset)
                    scalars.append(value)
                    lines.append(line)
                    beginsWord.append(afterSpace)
                    afterSpace = false
                }
                offset += max(1, length)
            }
        }
    }

    /// Some of the characters as text, one space for each run of white space.
    func string(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        for index in range {
            if index > range.lowerBound, beginsWord[index] { text.append(" ") }
            text.append(Unicode.Scalar(scalars[index]) ?? "\u{FFFD}")
        }
        return String(text)
    }

    /// The characters that begin in a range of bytes.
    func indices(in range: Range<Int>) -> Range<Int> {
        let first = index(from: range.lowerBound)
        return first..<max(first, index(from: range.upperBound))
    }

    /// The first character at or after a byte offset.
    private func index(from offset: Int) -> Int {
        starts.partitioningIndex { $0 >= offset }
    }
}
