import Testing

@testable import Palimpsest

/// The features that the program computes are those that the model was trained with: both sides give the same posteriors.
///
/// A slip here would go unnoticed otherwise: with one hash constant wrong the detector still found nine tenths of the garble.
@Suite struct ParityTests {
    struct Case: Decodable {
        var text: String
        /// One for each token.
        var posteriors: [Float]
    }

    @Test func posteriorsAreThoseOfTheTraining() throws {
        let cases = try DetectSupport.cases("garble-parity.json", as: Case.self)
        #expect(cases.count >= 20)
        for item in cases {
            let document = try DetectSupport.document(item.text)
            let request = GarbleDetector.Request(range: TextRange(0, document.text.bytes.count))
            let tokens = try DetectSupport.garble().withTokens(of: document, request, splitting: false) { tokens, _, _ in Array(tokens) }
            try #require(tokens.count == item.posteriors.count, "\(item.text)")
            for (token, expected) in zip(tokens, item.posteriors) {
                let word = String(decoding: document.text.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
                #expect(abs(token.posterior - expected) < 0.02, "\(word): \(token.posterior) for \(expected) in \(item.text)")
            }
        }
    }
}
