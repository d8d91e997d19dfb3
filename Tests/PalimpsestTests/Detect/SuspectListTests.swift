import Testing

@testable import Palimpsest

@Suite struct SuspectListTests {
    private func list(_ kind: SuspectKind, _ ranges: (Int, Int)...) -> [Suspect] {
        ranges.map { Suspect(kind: kind, range: TextRange($0.0, $0.1), confidence: 1) }
    }

    private func merged(_ first: [Suspect], _ second: [Suspect]) -> [String] {
        SuspectList.merged(first, second).map { "\($0.kind.rawValue.prefix(1))\($0.range.start)-\($0.range.end)" }
    }

    @Test func keepsTheFirstOfTwoThatOverlap() {
        #expect(merged(list(.misread, (2, 5), (9, 12)), list(.noise, (0, 2), (4, 6), (6, 9), (11, 20), (20, 22))) == ["n0-2", "m2-5", "n6-9", "m9-12", "n20-22"])
    }

    @Test func oneMayBeEmpty() {
        #expect(merged([], list(.noise, (1, 2))) == ["n1-2"])
        #expect(merged(list(.noise, (1, 2)), []) == ["n1-2"])
    }

    @Test func aLongOneOfTheSecondListGivesWay() {
        #expect(merged(list(.misread, (2, 3), (5, 6)), list(.noise, (0, 10))) == ["m2-3", "m5-6"])
    }
}
