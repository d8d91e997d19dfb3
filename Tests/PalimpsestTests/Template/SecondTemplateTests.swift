import Foundation
import Testing

@testable import Palimpsest

/// The dumps of a second platform, of which the program knows nothing but its template.
struct SecondTemplateTests {
    static let folder = "Corpus/profiles-cdp-iclei-track"
    static let names = ["mbari-lakeside", "nova-serra", "tsiskari"]

    /// What a field or value of the page is.
    struct Content: Decodable {
        /// As the page says it.
        var text: String
        /// As the OCR read it, where that has nothing to do with the page.
        var read: String?
        var value: Atom?
        var lastUpdate: Box?
        struct Box: Decodable { var value: Atom }
    }

    /// A number or a text of the truth.
    enum Atom: Decodable, Equatable {
        case number(Double)
        case text(String)
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Double.self) { self = .number(number) } else { self = .text(try container.decode(String.self)) }
        }

        init?(_ any: Any?) {
            switch any {
            case let number as NSNumber: self = .number(number.doubleValue)
            case let text as String: self = .text(text)
            default: return nil
            }
        }
    }

    struct Truth: Decodable {
        struct Indicator: Decodable {
            var id: String
            var number: Int?
            var fields: [String: Content]
        }
        struct Inventory: Decodable {
            struct Sector: Decodable { var sector: String; var emissions: Atom }
            var year: Content
            var population: Content
            var methodology: Content
            var total: Content
            var sectors: [Sector]
        }
        var profile: [String: Content]
        var indicators: [Indicator]
        var inventory: Inventory?
    }

    private func truth(_ name: String) throws -> Truth {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let data = try Data(contentsOf: TemplateSupport.root.appendingPathComponent("\(Self.folder)/\(name).truth.json"))
        return try decoder.decode(Truth.self, from: data)
    }

    private func value(_ any: Any?) -> Atom? { Atom((any as? [String: Any])?["value"]) }

    /// Letters and digits in order; a few slips of the OCR are its own affair.
    private func isRead(_ text: String, _ content: Content) -> Bool {
        func words(_ text: String) -> [Character] { text.lowercased().filter { $0.isLetter || $0.isNumber } }
        let read = words(text), page = words(content.read ?? content.text)
        let difference = read.difference(from: page)
        return difference.insertions.count + difference.removals.count <= (content.read == nil ? page.count / 25 : 0)
    }

    @Test(arguments: names)
    func everyFieldHasItsOwnerAndValue(_ name: String) throws {
        let truth = try truth(name)
        let records = try TemplateSupport.records("\(Self.folder)/\(name).txt", try TemplateSupport.templates())
        #expect(records.count == 1)
        let json = try TemplateSupport.json(try #require(records.first))
        let indicators = try #require(json["indicators"] as? [[String: Any]])
        #expect(indicators.map { "\($0["id"] ?? "") \($0["number"] ?? "")" } == truth.indicators.map { "\($0.id) \($0.number.map(String.init) ?? "")" })
        for (found, expected) in zip(indicators, truth.indicators) {
            let fields = try #require(found["fields"] as? [String: [String: Any]])
            let place = "\(name) \(expected.id) \(expected.number ?? 0)"
            #expect(Set(fields.keys) == Set(expected.fields.keys.map(snakeCase)), "\(place)")
            for (key, content) in expected.fields {
                let field = fields[snakeCase(key)]
                #expect(isRead(field?["text"] as? String ?? "", content), "\(place) \(key): \(field?["text"] ?? "")")
                if let value = content.value { #expect(self.value(field?["value"]) == value, "\(place) \(key)") }
                if let update = content.lastUpdate { #expect(value(field?["last_update"]) == update.value, "\(place) \(key)") }
            }
        }
    }

    @Test(arguments: names)
    func headAndInventoryAreRead(_ name: String) throws {
        let truth = try truth(name)
        let record = try #require(try TemplateSupport.records("\(Self.folder)/\(name).txt", try TemplateSupport.templates()).first)
        let json = try TemplateSupport.json(record)
        let head = try #require(json["profile"] as? [String: Any])
        #expect(Set(head.keys) == Set(truth.profile.keys.map(snakeCase)))
        for (key, content) in truth.profile { #expect(value(head[snakeCase(key)]) == content.value, "\(name) \(key)") }
        let found = json["inventory"] as? [String: Any]
        #expect((found != nil) == (truth.inventory != nil))
        if let inventory = truth.inventory {
            for (key, content) in [("year", inventory.year), ("population", inventory.population), ("methodology", inventory.methodology), ("total", inventory.total)] {
                #expect(value(found?[key]) == content.value, "\(name) \(key)")
            }
            let sectors = try #require(found?["sectors"] as? [[String: Any]])
            #expect(sectors.map { $0["sector"] as? String } == inventory.sectors.map(\.sector))
            #expect(sectors.map { value($0["emissions"]) } == inventory.sectors.map(\.emissions))
        }
        #expect(record.unmatched.map { record.document.string(of: Passage($0)) } == [])
        #expect(record.diagnostics.filter { $0.level > .info }.map(\.message) == [])
    }

    /// The truth's decoder turns `base_year` into `baseYear`; the record's keys are as written.
    private func snakeCase(_ key: String) -> String {
        key.reduce(into: "") { result, character in
            if character.isUppercase { result.append("_") }
            result += character.lowercased()
        }
    }

    @Test func theTemplateIsChosenByItself() throws {
        let templates = try TemplateSupport.templates()
        for path in try TemplateSupport.texts(Self.folder) {
            #expect(try TemplateSupport.records(path, templates).map(\.template.id) == ["cdp-iclei-track"], "\(path)")
        }
        for path in try TemplateSupport.texts("Corpus/profiles") {
            let ids = try TemplateSupport.records(path, templates).map(\.template.id)
            #expect(Set(ids) == ["citieswithnature"], "\(path)")
        }
    }

    @Test func aTemplateDoesNotTakeTheOthersDumps() throws {
        let templates = try TemplateSupport.templates()
        for path in try TemplateSupport.texts(Self.folder) {
            #expect(try TemplateSupport.records(path, templates, only: "citieswithnature").map(\.template.id) == ["unknown"], "\(path)")
        }
        for path in try TemplateSupport.texts("Corpus/profiles") {
            #expect(try TemplateSupport.records(path, templates, only: "cdp-iclei-track").map(\.template.id) == ["unknown"], "\(path)")
        }
    }

    @Test func otherTextsAreUnknownAndKeptWhole() throws {
        let templates = try TemplateSupport.templates()
        let paths = try TemplateSupport.texts("Corpus/cases", prefix: "template-unknown-")
        #expect(paths.count >= 3)
        for path in paths {
            let records = try TemplateSupport.records(path, templates)
            #expect(records.map(\.template.id) == ["unknown"], "\(path)")
            let record = try #require(records.first)
            #expect(record.indicators.isEmpty && record.sections.isEmpty && record.collections.isEmpty)
            let kept = record.unmatched.map { record.document.string(of: Passage($0)) }.joined(separator: " ").filter { !$0.isWhitespace }
            let all = String(decoding: try TemplateSupport.bytes(path), as: UTF8.self).filter { !$0.isWhitespace }
            #expect(kept == all, "\(path)")
        }
    }
}
