import Foundation
import Testing

@testable import Palimpsest

/// Which language was lost, by its garble and by the country: `Corpus/cases/lost-languages.tsv`.
@Suite struct LostLanguageTests {
    struct Case: CustomTestStringConvertible {
        var language: String?
        var country: String
        var lines: [String]
        var testDescription: String { "\(language ?? "none") in \(country)" }
    }

    static let cases: [Case] = {
        let text = (try? TemplateSupport.bytes("Corpus/cases/lost-languages.tsv")) ?? []
        return String(decoding: text, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Case(language: cells[0].isEmpty ? nil : cells[0], country: cells[1], lines: cells[3].components(separatedBy: " / "))
        }
    }()

    @Test func thereAreCases() {
        #expect(Self.cases.count >= 30)
        #expect(Set(Self.cases.map(\.language)).count >= 18)
    }

    /// A third of the passages are three lines of a help page, of which the smallest model of Tesseract made what is nearly noise.
    @Test func nineInTenAreNamed() throws {
        let countries = try CountryLanguages(path: TemplateSupport.path("Dictionaries/" + CountryLanguages.fileName))
        var wrong: [String] = []
        for item in Self.cases {
            let text = "The city reports what it did in the year.\n\n" + item.lines.joined(separator: "\n") + "\n"
            let document = try DetectSupport.document(text)
            let request = GarbleDetector.Request(range: TextRange(0, document.text.bytes.count), expectedLanguages: countries.languages(of: item.country))
            var sizes: [String?: Int] = [:]
            for suspect in try DetectSupport.garble().suspects(in: document, request) where suspect.kind == .wrongScript {
                sizes[suspect.language, default: 0] += suspect.range.count
            }
            let found = sizes.max { ($0.value, $0.key ?? "") < ($1.value, $1.key ?? "") }
            if found == nil || found?.key != item.language { wrong.append("\(item): \(found.map { $0.key ?? "none" } ?? "nothing found")") }
        }
        #expect(wrong.count * 10 <= Self.cases.count, "\(wrong)")
    }

    // MARK: By evidence made up

    private static func model() throws -> LostLanguageModel { try GarbleModel(path: TemplateSupport.path("Dictionaries/" + GarbleModel.fileName)).language }

    /// The language of one long passage whose garble is that of `tag`, surely.
    private func name(_ tag: String, _ expected: [WrittenLanguage]) throws -> (tag: String, probability: Double)? {
        let model = try Self.model()
        let scores = model.languages.map { $0.tag == tag ? 0.0 : -12 }
        return model.likeliest([scores], sizes: [200], expected: expected)[0].map { ($0.language.tag, $0.probability) }
    }

    private static let bulgarian = WrittenLanguage(tag: "bg", script: "Cyrl", share: 0.99), russian = WrittenLanguage(tag: "ru", script: "Cyrl", share: 0.2)
    private static let armenian = WrittenLanguage(tag: "hy", script: "Armn", share: 0.98)

    @Test func aCountrysOwnLanguageIsNamedForOneOfItsScript() throws {
        #expect(try name("ru", [Self.bulgarian, Self.russian])?.tag == "bg")
        #expect(try name("uk", [Self.bulgarian])?.tag == "bg")
        #expect(try name("ru", [])?.tag == "ru")
        // Both are known: their garble decides.
        let ukrainian = WrittenLanguage(tag: "uk", script: "Cyrl", share: 0.65), second = WrittenLanguage(tag: "ru", script: "Cyrl", share: 0.46)
        #expect(try name("ru", [ukrainian, second])?.tag == "ru")
        // A few people write Urdu in a country of Latin script.
        #expect(try name("ar", [WrittenLanguage(tag: "ur", script: "Arab", share: 0.04)])?.tag == "ar")
    }

    @Test func aScriptThatWasNeverToldApartIsNamedByTheCountryAlone() throws {
        #expect(try name("und", [Self.armenian])?.tag == "hy")
        #expect(try name("und", []) == nil)
        #expect(try name("zh-Hans", [Self.armenian])?.tag == "zh-Hans")
        // Two of them share what is known.
        let two = [WrittenLanguage(tag: "ka", script: "Geor", share: 0.6), WrittenLanguage(tag: "hy", script: "Armn", share: 0.2)]
        let found = try #require(try name("und", two))
        #expect(found.tag == "ka" && abs(found.probability - 0.75) < 0.01)
    }

    private static let georgian = WrittenLanguage(tag: "ka", script: "Geor", share: 0.86), chinese = WrittenLanguage(tag: "zh-Hans", script: "Hans", share: 1)

    /// The language of one long passage whose garble speaks for `tag` by so many nats.
    private func name(_ tag: String, by nats: Double, _ expected: [WrittenLanguage]) throws -> String? {
        let model = try Self.model()
        let scores = model.languages.map { $0.tag == tag ? nats : 0.0 }
        return model.likeliest([scores], sizes: [200], expected: expected)[0]?.language.tag
    }

    @Test func whatACountryHardlyWritesNeedsMuchEvidence() throws {
        #expect(try name("te", by: 4, [Self.georgian]) == "ka")
        #expect(try name("ko", by: 4, [Self.chinese]) == "zh-Hans")
        #expect(try name("ko", by: 7, []) == "ko")
        #expect(try name("ko", by: 20, [Self.chinese]) == "ko")
        // The other way to write Chinese is no foreign script.
        #expect(try name("zh-Hant", by: 7, [Self.chinese]) == "zh-Hant")
    }

    @Test func probabilitiesLieBetweenNoneAndAll() throws {
        for expected in [[], [Self.armenian], [Self.bulgarian, Self.russian]] {
            for tag in try Self.model().languages.map(\.tag) {
                if let found = try name(tag, expected) { #expect((0...1).contains(found.probability)) }
            }
        }
    }

    @Test(arguments: ["bg/Cyrl", "bg/Cyrl/x", "bg/Cyrl/0", "bg/Cyrl/101", ""]) func anEntryOfAnotherFormIsNoLanguage(_ entry: String) {
        #expect(WrittenLanguage(entry.utf8) == nil)
    }
}
