import Testing

@testable import Palimpsest

/// What is found in small texts, and what is not: `Corpus/cases/suspects.json`.
@Suite struct SuspectCasesTests {
    struct Case: Decodable, CustomTestStringConvertible {
        var name: String
        var text: String
        var suspects: [Expected]
        /// What is known to be wrong, where something is.
        var knownIssue: String?
        var testDescription: String { name }
    }

    struct Expected: Decodable, Equatable {
        var kind: String
        var text: String
        var script: String?
    }

    static let cases = (try? DetectSupport.cases("suspects.json", as: Case.self)) ?? []

    @Test func thereAreCases() { #expect(Self.cases.count >= 40) }

    @Test(arguments: cases) func finds(_ item: Case) throws {
        guard let issue = item.knownIssue else { return try check(item) }
        withKnownIssue(Comment(rawValue: issue)) { try check(item) }
    }

    private func check(_ item: Case) throws {
        let found = try DetectSupport.suspects(in: item.text)
        #expect(found.map(\.text) == item.suspects.map(\.text))
        #expect(found.map(\.suspect.kind.rawValue) == item.suspects.map(\.kind))
        for (suspect, expected) in zip(found, item.suspects) {
            #expect((0.5...1).contains(suspect.suspect.confidence))
            #expect(!suspect.suspect.reasons.isEmpty)
            #expect(suspect.suspect.reasons.allSatisfy { $0.hasSuffix(".") && $0.count > 20 })
            if let script = expected.script { #expect(suspect.suspect.script == script) }
        }
    }
}
