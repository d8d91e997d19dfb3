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

    /// A little over one, as costs are rounded, some traditional letters stand in simplified words too, and now and then a tag meets another's.
    @Test(arguments: ["", "人民政", "自然保护", "生物多样", "的"])
    func chancesComeToOne(_ before: String) throws {
        let model = try RestorationModel(path: Self.directory + "/restoration.bin")
        let history = try Self.read(before, model).history
        let letters = Set(model.simplified.letter).subtracting([0])
        let sum = letters.reduce(0.0) { $0 + exp2(-Double(model.grams.cost(of: $1, after: history).bits)) }
        #expect((0.8...1.25).contains(sum))
    }

    @Test func historyTells() throws {
        let model = try RestorationModel(path: Self.directory + "/restoration.bin")
        let whole = try Self.read("县级以上地方人民政府", model).bits
        let mixed = try Self.read("府政民人方地上以级县", model).bits
        #expect(whole < 45 && mixed > whole + 25)
    }
}
