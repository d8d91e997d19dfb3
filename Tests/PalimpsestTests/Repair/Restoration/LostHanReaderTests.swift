import Foundation
import Testing

@testable import Palimpsest

/// What holds of every proposal, right or wrong.
@Suite struct LostHanReaderTests {
    private static let directory = QualitySupport.root.appending(path: "Dictionaries/models").path(percentEncoded: false)

    private func proposal(_ text: String, _ language: String = "zh-Hans") throws -> LostHanProposal {
        let reader = try LostHanReader(directory: Self.directory)
        var text = text
        return text.withUTF8 { reader.proposal(for: $0, language: language) }
    }

    @Test func nothingIsReadFromNothing() throws {
        for text in ["", " ", "\n\n \t"] {
            let proposal = try proposal(text)
            #expect(proposal.words.isEmpty && proposal.terms.isEmpty && proposal.text.isEmpty && proposal.confidence == 0)
        }
    }

    @Test(arguments: ["zh-Hans", "zh-Hant"])
    func rangesAreInOrderAndInside(_ language: String) throws {
        let text = "FERAIT (PEARRFMEBARIPXFEAG) , 20226FS £5E—R\u{2019}BE 133E"
        let proposal = try proposal(text, language)
        #expect(!proposal.words.isEmpty)
        var end = 0
        for word in proposal.words {
            #expect(word.range.lowerBound >= end && word.range.upperBound <= text.utf8.count)
            #expect((0...1).contains(word.confidence))
            end = max(end, word.range.upperBound)
            #expect(word.alternatives.allSatisfy { $0.confidence <= 1 && $0.text != word.text })
        }
        end = 0
        for term in proposal.terms {
            #expect(term.range.lowerBound >= end && term.range.upperBound <= text.utf8.count && (0...1).contains(term.confidence))
            end = term.range.upperBound
        }
        #expect((0...1).contains(proposal.confidence))
    }

    /// A digit is read only from itself, at its own place.
    @Test func digitsAreNeitherChangedNorInvented() throws {
        let text = "FERAIT 20226FS MESMAEREFLIT133E 5A7B , EPEEAMAIE 25E. 1876OR"
        let bytes = Array(text.utf8)
        for word in try proposal(text).words {
            let digits = word.text.utf8.filter { (0x30...0x39).contains($0) }
            #expect(digits == bytes[word.range].filter { (0x30...0x39).contains($0) })
        }
    }

    @Test func anyBytesAreTaken() throws {
        let reader = try LostHanReader(directory: Self.directory)
        var generator = SplitMix64(seed: 7)
        for length in [1, 2, 3, 40, 90] {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            bytes.withUnsafeBufferPointer { buffer in
                let proposal = reader.proposal(for: buffer, language: "zh-Hans")
                #expect(proposal.words.allSatisfy { $0.range.upperBound <= length })
            }
        }
    }

    @Test func aMissingModelIsSaid() {
        #expect(throws: ModelError.self) { try LostHanReader(directory: "no/such/folder") }
    }
}
