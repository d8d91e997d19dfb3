import Testing

@testable import Palimpsest

/// When the form's words stand as they should, and how they begin.
@Suite struct FormTextTests {
    struct Case: Sendable {
        var form: String, read: String, stands: Bool
    }

    @Test(arguments: [
        Case(form: "Increase protected areas", read: "Increase protected areas", stands: true),
        Case(form: "Increase protected areas", read: "  Increase protected areas ", stands: true),
        Case(form: "Increase protected areas", read: "INCREASE Protected areas", stands: true),
        Case(form: "Increase protected areas", read: "Increase  protected\nareas", stands: true),
        Case(form: "Increase protected areas", read: "Increaseprotected areas", stands: false),
        Case(form: "Increase protected areas", read: "Increase protected area", stands: false),
        Case(form: "Increase protected areas", read: "Increase protected areas.", stands: false),
        Case(form: "Increase protected areas", read: "Increase protected arcas", stands: false),
        Case(form: " has two  parts ", read: "has two parts", stands: true),
        Case(form: "Café", read: "Café", stands: false),
    ])
    func wordsStandAsTheyShould(_ item: Case) throws {
        let literal = try #require(FormText(item.form).literals.first), bytes = Array(item.read.utf8)
        let found = bytes.withUnsafeBufferPointer { literal.stands(in: Passage(TextRange(0, bytes.count)), 0, bytes.count, of: $0) }
        #expect(found == item.stands)
    }

    @Test func piecesAreReadThrough() throws {
        let literal = try #require(FormText("Increase protected areas").literals.first), bytes = Array("Increase protected 12 areas".utf8)
        let passage = Passage([TextRange(0, 18), TextRange(22, 27)])
        #expect(bytes.withUnsafeBufferPointer { literal.stands(in: passage, 0, 27, of: $0) })
    }

    @Test func numeralsAreTold() {
        func begins(_ form: String) -> Bool? { FormText(form).literals.first?.beginsWithNumeral }
        #expect(begins("2. Research") == true && begins("iv. Act") == true && begins(" II. Act") == true)
        #expect(begins("Act now") == false && begins("2.") == false && begins("2 Research") == false && begins("") == false)
        #expect(FormText(" 12 trees").literals.first.map { Array($0.firstWord) } == Array("12".utf8))
    }
}
