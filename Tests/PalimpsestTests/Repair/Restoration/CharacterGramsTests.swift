import Foundation
import Testing

@testable import Palimpsest

@Suite struct CharacterGramsTests {
    private static let directory = QualitySupport.root.appending(path: "Dictionaries/models").path(percentEncoded: false)

    private static func read(_ text: String, _ model: RestorationModel) throws -> (bits: Float, history: CharacterGrams.History) {
        var history = CharacterGrams.History(), bits: Float = 0
        for scalar in text.unicodeScalars {
            let letter = try #require(model.letters.firstIndex(of: scalar.value))
            let next = model.grams.cost(of: UInt16(letter + 1), after: history)
            bits += next.bits
            history = next.history
        }
        return (bits, history)
    }

    @Test func historyTells() throws {
        let model = try RestorationModel(path: Self.directory + "/restoration.bin")
        let whole = try Self.read("县级以上地方人民政府", model).bits
        let mixed = try Self.read("府政民人方地上以级县", model).bits
        #expect(whole < 45 && mixed > whole + 25)
    }
}
