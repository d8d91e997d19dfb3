import Foundation
import Testing

@testable import Palimpsest

/// Profile heads as OCR reads their columns: `Corpus/cases/segment-head.json`.
struct HeadTests {
    struct Case: Decodable, CustomTestStringConvertible {
        var name: String
        var head: String
        var population: Int?
        var country: String
        /// Awards that stand under their own labels, as `tier=percent`.
        var sure: [String]
        /// Awards that may be stored, with a confidence below 0.7, or in a slight case with any.
        var open: [String]
        /// Whether all are read and only slightly doubtful.
        var slight: Bool?
        var testDescription: String { name }

        var text: String {
            "Profile overview\nAna Ruiz, Mayor of Villa Quebrada\nPlatform engagement statistics\nAchievements\n\(head)\nThe Action Platform\nAction area 1\nProtect and restore nature\n"
        }
    }

    private static let cases: [Case] =
        (try? JSONDecoder().decode([Case].self, from: Data(contentsOf: QualitySupport.root.appending(path: "Corpus/cases/segment-head.json")))) ?? []

    @Test func casesAreThere() { #expect(Self.cases.count >= 11) }

    /// A digit in front of a number is an icon, or its own first digit: nobody can tell.
    @Test(arguments: [("O 395000", 0.8, 1.0), ("3 95000", 0.0, 0.5)])
    func aDigitInFrontMakesANumberUnsure(_ text: String, _ least: Double, _ most: Double) throws {
        let dump = try String(decoding: TemplateSupport.bytes("Corpus/profiles/congjiang-county.txt"), as: UTF8.self)
        let record = try #require(QualitySupport.parsed(Array(dump.replacing("\n395000\n", with: "\n\(text)\n").utf8)).first)
        let confidence = try #require(at("profile", "population", "confidence", in: record) as? Double)
        #expect(confidence >= least && confidence <= most, "\(confidence)")
    }

    @Test("No number comes of letters, no value of a neighbour, and icons hide none", arguments: cases)
    func headIsReadAsItStands(_ item: Case) throws {
        let record = try #require(QualitySupport.parsed(Array(item.text.utf8)).first)
        #expect(at("profile", "population", "value", in: record) as? Int == item.population)
        #expect(at("profile", "country", "value", in: record) as? String == item.country)
        var sure: [String] = [], open: [String] = []
        for award in at("profile", "awards", in: record) as? [[String: Any]] ?? [] {
            let confidence = try #require(at("percent", "confidence", in: award) as? Double)
            let found = "\(award["tier"] as? String ?? "")=\(at("percent", "value", in: award) as? Int ?? -1)"
            if confidence > 0.9 { sure.append(found) } else { open.append(found) }
            if item.slight != true { #expect(confidence > 0.9 || confidence <= 0.69, "\(award)") }
        }
        if item.slight == true {
            #expect((sure + open).sorted() == item.open.sorted())
            #expect(!sure.contains("starter=0"))
        } else {
            #expect(sure == item.sure)
            #expect(open == item.open)
        }
        if item.slight != true, !open.isEmpty {
            let codes = (record["diagnostics"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
            #expect(codes.contains("uncertain_owner"))
        }
    }

    private func at(_ path: String..., in value: Any) -> Any? {
        path.reduce(value as Any?) { ($0 as? [String: Any])?[$1] }
    }

    @Test("Short and official names of countries are read alike")
    func countriesAreKnown() throws {
        let data = try Data(contentsOf: QualitySupport.root.appending(path: "Corpus/cases/countries-en.json"))
        let template = try #require(TemplateSupport.templates().first { $0.id == "citieswithnature" })
        for name in try JSONDecoder().decode([String].self, from: data) {
            Array(name.utf8).withUnsafeBufferPointer { bytes in
                guard case .value(_, _, let confidence, _) = template.tools.values(bytes, template).read(.country, in: TextRange(0, bytes.count)) else {
                    Issue.record("\(name) is not read")
                    return
                }
                #expect(confidence >= 0.95, "\(name)")
            }
        }
    }

    @Test("A sentence of the form opens the field whose label is lost, and takes its date along")
    func lostLabel() throws {
        let text = """
            The Action Platform
            Action area 3
            Increase environmental awareness
            Promote the value of nature through awareness and education campaigns
            Description of how city is taking action
            We plant trees with schools.
            Currently, the city has 2 city-led outreach, public awareness and education campaigns that focus on meaningful
            experiences with nature.
            Last update: 11 January 2023
            Target:
            Four campaigns.
            Last update: 12 January 2023

            """
        let record = try #require(QualitySupport.parsed(Array(text.utf8)).first)
        let fields = try #require((record["indicators"] as? [[String: Any]])?.first?["fields"] as? [String: Any])
        #expect(at("description", "text", in: fields) as? String == "We plant trees with schools.")
        #expect(at("description", "last_update", in: fields) == nil)
        #expect(at("baseline", "last_update", "value", in: fields) as? String == "2023-01-11")
        let confidence = try #require(at("baseline", "confidence", in: fields) as? Double)
        #expect(confidence < 0.95)
    }

    @Test("A name printed from right to left comes behind the city's: the city is said, the name is doubtful")
    func turnedLine() throws {
        let text = "Profile overview\nMayor of Wadi Zaytun , silis «sla)\nPlatform engagement statistics\nAchievements\nOverview\n99,100\nTunisia\nThe Action Platform\nAction area 1\n"
        let record = try #require(QualitySupport.parsed(Array(text.utf8)).first)
        #expect(at("profile", "name", "value", in: record) as? String == "Wadi Zaytun")
        #expect(at("profile", "mayor", "value", in: record) as? String == "silis «sla)")
        #expect(try #require(at("profile", "name", "confidence", in: record) as? Double) > 0.8)
        #expect(try #require(at("profile", "mayor", "confidence", in: record) as? Double) < 0.5)
    }

    @Test("A name of digits and marks is none that the page has", arguments: ["H4tX|Z", "24s", "zrehar sitaft"])
    func garbledName(_ name: String) throws {
        let text = "Profile overview\n\(name), Mayor of Seorin\nPlatform engagement statistics\nAchievements\nOverview\n99,100\nTunisia\nThe Action Platform\nAction area 1\n"
        let record = try #require(QualitySupport.parsed(Array(text.utf8)).first)
        #expect(at("profile", "mayor", "text", in: record) as? String == name)
        #expect(try #require(at("profile", "mayor", "confidence", in: record) as? Double) < 0.5)
        #expect(try #require(at("profile", "name", "confidence", in: record) as? Double) > 0.9)
    }

    @Test("A heading that lost words, or all but its end, is still its own", arguments: [
        "Reduce plastic ption and the of plastic waste generated and discarded",
        "Reduce plastic\ndiscarded\n\nconsumption and the amount of plastic waste generated and",
    ])
    func tornHeading(_ heading: String) throws {
        let text = "The Action Platform\nAction area 1\nProtect and restore nature\nControl Pollution\n\n\(heading)\nDescription of how city is taking action\nWe collect bottles.\nLast update: 11 January 2023\n"
        let record = try #require(QualitySupport.parsed(Array(text.utf8)).first)
        let indicator = try #require((record["indicators"] as? [[String: Any]])?.first)
        #expect(indicator["id"] as? String == "reduce_plastic")
        #expect(try Accounting.unaccounted(Array(text.utf8)).isEmpty)
    }

    @Test("A sentence of the form opens its field where only scraps of the label are left")
    func tornLabel() throws {
        let text = "The Action Platform\nAction area 3\nPromote the value of nature through awareness and education campaigns\nDescription of how city is taking action\nWe plant trees.\nLast update: 11 January 2023\nBasel\n\ne:\nCurrently, the city has 2 city-led outreach, public awareness and education campaigns that focus on meaningful experiences with nature.\nLast update: 12 January 2023\n"
        let record = try #require(QualitySupport.parsed(Array(text.utf8)).first)
        let fields = try #require((record["indicators"] as? [[String: Any]])?.first?["fields"] as? [String: Any])
        #expect(at("description", "text", in: fields) as? String == "We plant trees.")
        #expect(at("baseline", "last_update", "value", in: fields) as? String == "2023-01-12")
        #expect(try Accounting.unaccounted(Array(text.utf8)).isEmpty)
    }
}
