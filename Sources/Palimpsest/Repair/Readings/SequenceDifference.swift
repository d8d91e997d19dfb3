/// What differs between two sequences, of words or characters.
///
/// The longest common subsequence, 64 elements at a step: Hyyrö 2004, "Bit-Parallel LCS-length Computation Revisited", whose rows of
/// bits also tell the way back. Two readings of a lost text differ in every fourth character, so that an algorithm that is fast where little
/// differs (Myers 1986) took the most time of all comparisons. O(n·m / 64) time and bits.
struct SequenceDifference {
    /// Elements of the one that the other does not have there; either may be empty.
    struct Hunk {
        var first: Range<Int>
        var second: Range<Int>
    }

    private(set) var hunks: [Hunk] = []

    /// - Parameter most: elements that may be missing on either side together; `nil` comes out when more are.
    init?<Element: FixedWidthInteger>(_ first: [Element], _ second: [Element], most: Int) {
        var start = 0
        while start < first.count, start < second.count, first[start] == second[start] { start += 1 }
        var ends = (first.count, second.count)
        while ends.0 > start, ends.1 > start, first[ends.0 - 1] == second[ends.1 - 1] { ends = (ends.0 - 1, ends.1 - 1) }
        let (columns, rows) = (ends.0 - start, ends.1 - start)
        guard abs(columns - rows) <= most else { return nil }
        if columns == 0 || rows == 0 {
            if columns + rows > 0 { hunks = [Hunk(first: start..<ends.0, second: start..<ends.1)] }
            return
        }
        let words = (columns + 63) / 64
        let masks = Masks(first[start..<ends.0], words: words)
        var vectors: [UInt64] = []
        vectors.reserveCapacity(rows * words)
        var vector = [UInt64](repeating: .max, count: words)
        for element in second[start..<ends.1] {
            Self.step(&vector, masks, masks.row(of: element))
            vectors += vector
        }
        var unmatched = vector.reduce(0) { $0 + $1.nonzeroBitCount } - (words * 64 - columns)
        unmatched = 2 * unmatched + rows - columns
        guard unmatched <= most else { return nil }
        hunks = Self.hunks(vectors, words, columns, rows, start)
    }

    /// One row: a bit is 0 where the prefix of the first sequence that ends there has one element more in common than the one before it.
    private static func step(_ vector: inout [UInt64], _ masks: Masks, _ row: Int) {
        guard row >= 0 else { return }
        vector.withUnsafeMutableBufferPointer { vector in
            masks.bits.withUnsafeBufferPointer { bits in
                var carry: UInt64 = 0
                for word in 0..<vector.count {
                    let common = vector[word] & bits[row + word]
                    let (sum, first) = vector[word].addingReportingOverflow(common)
                    let (total, second) = sum.addingReportingOverflow(carry)
                    carry = first || second ? 1 : 0
                    vector[word] = total | (vector[word] & ~common)
                }
            }
        }
    }

    /// Walks back from the end and collects the elements that are not common.
    private static func hunks(_ vectors: [UInt64], _ words: Int, _ columns: Int, _ rows: Int, _ start: Int) -> [Hunk] {
        var (column, row) = (columns, rows)
        var hunks: [Hunk] = []
        func isSet(_ row: Int, _ column: Int) -> Bool { vectors[(row - 1) * words + (column - 1) >> 6] >> UInt64((column - 1) & 63) & 1 == 1 }
        func add(_ first: Range<Int>, _ second: Range<Int>) {
            if let last = hunks.last, last.first.lowerBound == first.upperBound, last.second.lowerBound == second.upperBound {
                hunks[hunks.count - 1] = Hunk(first: first.lowerBound..<last.first.upperBound, second: second.lowerBound..<last.second.upperBound)
            } else {
                hunks.append(Hunk(first: first, second: second))
            }
        }
        while column > 0 || row > 0 {
            let (x, y) = (start + column, start + row)
            if row == 0 || column > 0 && isSet(row, column) {
                add(x - 1..<x, y..<y)
                column -= 1
            } else if column == 0 || row > 1 && !isSet(row - 1, column) {
                add(x..<x, y - 1..<y)
                row -= 1
            } else {
                (column, row) = (column - 1, row - 1)
            }
        }
        return hunks.reversed()
    }

    /// Where each element stands in a sequence, a row of bits for each; found by hashing with open addresses.
    private struct Masks {
        private(set) var bits: [UInt64] = []
        private var keys: [UInt64]
        private var rows: [Int32]
        private let shift: UInt64

        init(_ elements: ArraySlice<some FixedWidthInteger>, words: Int) {
            var size: UInt64 = 4
            while 1 << size < 2 * elements.count { size += 1 }
            shift = 64 - size
            keys = [UInt64](repeating: 0, count: 1 << Int(size))
            rows = [Int32](repeating: -1, count: 1 << Int(size))
            for (column, element) in elements.enumerated() {
                let slot = slot(of: UInt64(truncatingIfNeeded: element))
                if rows[slot] < 0 {
                    keys[slot] = UInt64(truncatingIfNeeded: element)
                    rows[slot] = Int32(bits.count)
                    bits += repeatElement(0, count: words)
                }
                bits[Int(rows[slot]) + column >> 6] |= 1 << UInt64(column & 63)
            }
        }

        /// Where the bits of an element begin; -1 where it does not stand in the sequence.
        func row(of element: some FixedWidthInteger) -> Int { Int(rows[slot(of: UInt64(truncatingIfNeeded: element))]) }

        private func slot(of key: UInt64) -> Int {
            var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
            while rows[slot] >= 0, keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
            return slot
        }
    }
}
