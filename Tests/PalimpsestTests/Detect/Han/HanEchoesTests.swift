import Testing

@testable import Palimpsest

@Suite struct HanEchoesTests {
    private let a: UInt16 = 100, b: UInt16 = 200, c: UInt16 = 300, d: UInt16 = 400

    @Test func pairsAndTriplesAreCounted() {
        let echoes = HanEchoes([[a, b, c, a, b], [b, c]], count: 7)
        #expect(echoes.count(a, b) == 2)
        #expect(echoes.count(b, c) == 2)
        #expect(echoes.count(c, b) == 0)
        #expect(echoes.count(a, b, c) == 1)
    }

    /// What was read at the place itself is no evidence for it.
    @Test func thePlaceItselfDoesNotCount() {
        let echoes = HanEchoes([[a, b, c, a, d, c]], count: 6)
        #expect(echoes.support(of: b, between: a, c, here: 1) == (0, 0))
        #expect(echoes.support(of: d, between: a, c, here: 0) == (2, 1))
    }

    /// Signs and numbers stand beside everything.
    @Test func signsGiveNoPairs() {
        let echoes = HanEchoes([[HanSymbol.number, b, HanSymbol.number, b]], count: 4)
        #expect(echoes.support(of: b, between: HanSymbol.number, nil, here: 0).pairs == 0)
    }
}
