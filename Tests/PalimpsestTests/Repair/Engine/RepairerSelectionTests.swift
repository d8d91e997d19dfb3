import Testing

@testable import Palimpsest

@Suite struct RepairerSelectionTests {
    struct Case: Sendable {
        var text: String
        var methods: Set<RepairMethod>
    }

    private static let all = Set(RepairMethod.allCases)
    static let cases = [
        Case(text: "encoding,spacing", methods: [.encoding, .spacing]),
        Case(text: " encoding , han ", methods: [.encoding, .han]),
        Case(text: "-latin", methods: all.subtracting([.latin])),
        Case(text: "-latin,-han", methods: all.subtracting([.latin, .han])),
        Case(text: "none", methods: []),
        Case(text: "all", methods: all),
    ]

    @Test(arguments: cases)
    func namesAreRead(_ example: Case) throws {
        #expect(try RepairerSelection(parsing: example.text, usual: .all).methods == example.methods)
    }

    @Test func aChangeGoesByWhatIsUsual() throws {
        #expect(try RepairerSelection(parsing: "+restoration", usual: .quick) == .all)
        #expect(try RepairerSelection(parsing: "-encoding", usual: .quick).contains(.restoration) == false)
    }

    @Test func anUnknownNameIsRefused() {
        #expect(throws: RepairerNameError.self) { try RepairerSelection(parsing: "encodings", usual: .all) }
    }
}
