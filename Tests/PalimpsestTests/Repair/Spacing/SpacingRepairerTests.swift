import Testing

@testable import Palimpsest

@Suite struct SpacingRepairerTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        var what: String
        var read: String
        var repaired: String
        var testDescription: String { what }
    }

    static let cases = RepairCases.decode([Case].self, "spacing-repairs.json")

    @Test(arguments: cases)
    func spacesAndShapes(_ example: Case) throws {
        #expect(try RepairCases.repaired(example.read) == example.repaired)
    }
}
