import Testing

@testable import Palimpsest

@Suite struct SequenceDifferenceTests {
    private func words(_ text: String) -> [[UInt8]] { text.split(separator: " ").map { Array($0.utf8) } }

    /// The first text with the hunks replaced is the second.
    @Test(arguments: [
        ("a b c d", "a b c d"), ("a b c d", "a x c d"), ("a b c", "b c d"), ("a", "b"), ("a b", ""), ("", "a b"), ("a b c d e f", "c d e f a b"),
        ("the city has 12 parks and 3 lakes", "the city has 12 parks and 4 big lakes now"),
    ])
    func hunksTurnTheOneIntoTheOther(_ first: String, _ second: String) throws {
        let (a, b) = (words(first), words(second))
        let difference = try #require(SequenceDifference(a, b, most: a.count + b.count))
        var result: [[UInt8]] = []
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
}
