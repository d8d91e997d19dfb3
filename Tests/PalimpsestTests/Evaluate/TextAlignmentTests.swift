import Testing

@testable import Palimpsest

@Suite struct TextAlignmentTests {
    private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "ab", 2), ("kitten", "sitting", 3), ("flaw", "lawn", 2), ("sunday", "saturday", 3),
        ("educaci6n", "educación", 1), ("湿地", "温地", 1), ("rn", "m", 2), ("aaaa", "aa", 2),
    ])
    func distancesAreThoseOfTheLiterature(_ example: (read: String, page: String, distance: Int)) {
        #expect(TextAlignment(read: scalars(example.read), page: scalars(example.page)).distance == example.distance)
        #expect(TextAlignment(read: scalars(example.page), page: scalars(example.read)).distance == example.distance)
    }

    /// The steps go through both texts from front to back and leave nothing out.
    @Test func stepsGoThroughBothTexts() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<200 {
            let read = (0..<random.index(below: 12)).map { _ in UInt32(random.index(below: 3)) }
            let page = (0..<random.index(below: 12)).map { _ in UInt32(random.index(below: 3)) }
            var at = (read: 0, page: 0)
            for step in TextAlignment(read: read, page: page).steps {
                switch step {
                case .same(let readIndex, let pageIndex):
                    #expect((readIndex, pageIndex) == at && read[readIndex] == page[pageIndex])
                    at = (at.read + 1, at.page + 1)
                case .changed(let readIndex, let pageIndex):
                    #expect((readIndex, pageIndex) == at && read[readIndex] != page[pageIndex])
                    at = (at.read + 1, at.page + 1)
                case .added(let readIndex):
                    #expect(readIndex == at.read)
                    at.read += 1
                case .lost(let pageIndex, let before):
                    #expect(pageIndex == at.page && before == at.read)
                    at.page += 1
                }
            }
            #expect(at == (read.count, page.count))
        }
    }

    @Test func whatIsTooLongIsChangedFromEndToEnd() {
        let read = Array(repeating: UInt32(1), count: 5000), page = Array(repeating: UInt32(2), count: 4000)
        #expect(TextAlignment(read: read, page: page).distance == 5000)
    }
}
