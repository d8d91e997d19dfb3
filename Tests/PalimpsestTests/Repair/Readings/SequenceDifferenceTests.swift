import Testing

@testable import Palimpsest

@Suite struct SequenceDifferenceTests {
    /// Each word as a number, its bytes.
    private func words(_ text: String) -> [UInt64] { text.split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } } }

    /// The first text with the hunks replaced is the second.
    @Test(arguments: [
        ("a b c d", "a b c d"), ("a b c d", "a x c d"), ("a b c", "b c d"), ("a", "b"), ("a b", ""), ("", "a b"), ("a b c d e f", "c d e f a b"),
        ("the city has 12 parks and 3 lakes", "the city has 12 parks and 4 big lakes now"),
    ])
    func hunksTurnTheOneIntoTheOther(_ first: String, _ second: String) throws {
        let (a, b) = (words(first), words(second))
        let difference = try #require(SequenceDifference(a, b, most: a.count + b.count))
        var result: [UInt64] = []
        var at = 0
        for hunk in difference.hunks {
            result += a[at..<hunk.first.lowerBound] + b[hunk.second]
            at = hunk.first.upperBound
        }
        #expect(result + a[at...] == b)
    }

    @Test func textsThatDifferTooMuchAreGivenUp() {
        #expect(SequenceDifference(words("a b c d"), words("e f g h"), most: 4) == nil)
    }

    @Test func noMoreIsToldThanDiffers() throws {
        let difference = try #require(SequenceDifference(words("a b c d e"), words("a x c d e"), most: 4))
        #expect(difference.hunks.map(\.first) == [1..<2])
        #expect(difference.hunks.map(\.second) == [1..<2])
    }

    /// As many elements are left over as the textbook's table of the longest common subsequence says, for texts of more than a word of bits.
    @Test(arguments: 0..<40) func leavesNoMoreThanIsNeeded(_ seed: Int) throws {
        var state = UInt64(seed) &* 2_654_435_761 + 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let first = (0..<(seed * 7)).map { _ in UInt32(next(5)) }
        let second = first.filter { _ in next(4) > 0 }.flatMap { next(6) == 0 ? [$0, UInt32(next(5))] : [$0] }
        var table = [[Int]](repeating: [Int](repeating: 0, count: second.count + 1), count: first.count + 1)
        for i in first.indices {
            for j in second.indices { table[i + 1][j + 1] = first[i] == second[j] ? table[i][j] + 1 : max(table[i][j + 1], table[i + 1][j]) }
        }
        let common = table[first.count][second.count]
        let difference = try #require(SequenceDifference(first, second, most: first.count + second.count))
        #expect(difference.hunks.reduce(0) { $0 + $1.first.count } == first.count - common)
        #expect(difference.hunks.reduce(0) { $0 + $1.second.count } == second.count - common)
        let left = first.count + second.count - 2 * common
        #expect(SequenceDifference(first, second, most: left) != nil)
        if left > 0 { #expect(SequenceDifference(first, second, most: left - 1) == nil) }
        var kept: [UInt32] = [], at = 0
        for hunk in difference.hunks {
            kept += first[at..<hunk.first.lowerBound] + second[hunk.second]
            at = hunk.first.upperBound
        }
        #expect(kept + first[at...] == second)
    }

    /// An element that stands in the first and in the third word of bits, and nowhere in the second, is found once.
    @Test func whatIsCarriedGoesThroughAWordWithoutTheElement() throws {
        let first = [1, 7] + Array(100..<250) + [7, 2] as [UInt32], second: [UInt32] = [3, 7, 4]
        let difference = try #require(SequenceDifference(first, second, most: first.count + second.count))
        #expect(difference.hunks.reduce(0) { $0 + $1.first.count } == first.count - 1)
        #expect(difference.hunks.reduce(0) { $0 + $1.second.count } == 2)
        #expect(SequenceDifference(first, second, most: first.count) == nil)
    }
}
