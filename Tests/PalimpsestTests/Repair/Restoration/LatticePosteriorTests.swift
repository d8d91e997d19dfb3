import Testing

@testable import Palimpsest

@Suite struct LatticePosteriorTests {
    /// Every way through the lattice crosses each place once: the arcs over a place share one among them.
    @Test(arguments: ["zh-Hans", "zh-Hant"])
    func arcsOverAPlaceComeToOne(_ language: String) throws {
        let model = try RestorationModel(path: QualitySupport.root.appending(path: "Dictionaries/models").path(percentEncoded: false) + "/restoration.bin")
        let bytes = Array("HHE (F. K) ARBEMHRESKZRRAHEMIBR IS FRHKRL | o REKTRRMENRR".utf8)
        let posterior = bytes.withUnsafeBufferPointer { bytes in
            let input = GibberishSymbols(bytes, model: model)
            let trie = language == "zh-Hant" ? model.traditional : model.simplified
            return LatticePosterior(WordLattice(input, model: model, channel: input.likelierChannel, trie: trie), grams: model.grams)
        }
        var over = [Float](repeating: 0, count: posterior.arcs.count)
        for (arcs, shares) in zip(posterior.arcs, posterior.posterior) {
            for (arc, share) in zip(arcs, shares) {
                for place in arc.start..<arc.end { over[place] += share }
            }
        }
        #expect(over.allSatisfy { abs($0 - 1) < 0.02 })
        #expect(posterior.ofCharacter.values.allSatisfy { (0...1.02).contains($0) })
    }
}
