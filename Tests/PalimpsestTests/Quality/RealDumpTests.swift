import Testing

@testable import Palimpsest

/// What is known of the real dump, fact by fact.
@Suite struct RealDumpTests {
    private let record: [String: Any]
    private let indicators: [[String: Any]]

    init() throws {
        record = try #require(QualitySupport.parsed(QualitySupport.bytes("congjiang-county")).first)
        indicators = try #require(record["indicators"] as? [[String: Any]])
    }

    /// The object or value at these keys.
    private func at(_ keys: String..., in node: Any? = nil) -> Any? {
        keys.reduce(node ?? record as Any?) { node, key in (node as? [String: Any])?[key] }
    }

    private func field(_ indicator: String, _ field: String) -> Any? {
        at("fields", field, in: indicators.first { $0["id"] as? String == indicator })
    }

    /// Value and unit of each quantity of a baseline.
    private func quantities(_ indicator: String) -> [String] {
        (at("quantities", in: field(indicator, "baseline")) as? [[String: Any]] ?? []).map { quantity in
            let value = (quantity["value"] as? Double).map { String($0) } ?? "?"
            return "\(value) \(quantity["unit"] as? String ?? "1")"
        }
    }

    @Test func head() {
        #expect(at("template", "id") as? String == "citieswithnature")
        #expect(at("profile", "name", "value") as? String == "Congjiang County")
        #expect(at("profile", "population", "value") as? Int == 395_000)
        #expect(at("profile", "country", "value") as? String == "China")
        #expect(at("profile", "region", "value") as? String == "Asia & Oceania")
        #expect(at("profile", "mayor") == nil, "the page names none")
    }

    @Test func allIndicatorsHaveTheirThemeAndArea() {
        let found = indicators.map { "\($0["action_area"] as? Int ?? 0) \($0["theme"] as? String ?? "") / \($0["id"] as? String ?? "")" }
        #expect(found == Self.indicators)
    }

    private static let indicators: [String] = [
        (1, "Protect, connect and restore ecosystems", "increase_protected_areas increase_connectivity integrate_ecosystem_protection"),
        (1, "Conserve and restore fauna and flora", "native_species_diversity wild_species_harvest"),
        (1, "Manage invasive alien species", "control_invasive_species"),
        (1, "Control Pollution", "reduce_plastic reduce_other_pollution"),
        (1, "Climate change adaptation and mitigation",
            "reduce_heat_island nature_based_solutions nature_based_infrastructure carbon_sequestration"),
        (2, "Equitable benefits through sustainable use of wild species", "sustainable_wild_species"),
        (2, "Biodiversity in urban agriculture, aquaculture and forestry", "biodiversity_in_agriculture"),
        (2, "Promote people’s access to green and blue spaces", "access_to_nature meaningful_experiences"),
        (3, "Mainstreaming biodiversity values", "values_in_policies values_in_economy reduce_investment_risks"),
        (3, "Sustainable production and consumption",
            "sustainable_practices reduce_material_consumption sustainable_lifestyles"),
        (3, "Use relevant knowledge, including traditional knowledge, for effective biodiversity management",
            "monitoring_and_learning awareness_campaigns"),
        (3, "Equitable and effective participation of indigenous peoples and local communities in biodiversity-related decision-making",
            "support_participation"),
        (3, "Mobilize resources for biodiversity actions", "financial_support"),
    ].flatMap { area, theme, ids in ids.split(separator: " ").map { "\(area) \(theme) / \($0)" } }

    @Test(arguments: [
        ("baseline", "2026-04-07", """
            increase_connectivity integrate_ecosystem_protection control_invasive_species nature_based_infrastructure \
            carbon_sequestration sustainable_wild_species biodiversity_in_agriculture access_to_nature meaningful_experiences \
            values_in_policies values_in_economy
            """),
        ("target", "2025-12-23", """
            increase_protected_areas increase_connectivity integrate_ecosystem_protection control_invasive_species \
            nature_based_infrastructure carbon_sequestration sustainable_wild_species biodiversity_in_agriculture access_to_nature
            """),
    ])
    func fieldsHaveTheirDates(_ name: String, _ date: String, _ owners: String) {
        let found = indicators.filter { at("fields", name, in: $0) != nil }.compactMap { $0["id"] as? String }
        #expect(found == owners.split(separator: " ").map(String.init))
        for owner in found {
            #expect(at("last_update", "value", in: field(owner, name)) as? String == date, "\(owner)")
        }
    }

    @Test func everyIndicatorHasADescriptionWithoutADate() {
        for indicator in indicators {
            let text = at("fields", "description", "text", in: indicator) as? String ?? ""
            #expect(!text.isEmpty, "\(indicator["id"] ?? "")")
            #expect(at("fields", "description", "last_update", in: indicator) == nil, "\(indicator["id"] ?? "")")
        }
    }

    @Test func quantities() {
        #expect(quantities("increase_connectivity") == ["42432.88 ha"])
        #expect(quantities("carbon_sequestration") == ["69.39 %"])
        #expect(quantities("access_to_nature") == ["230000.0 ha", "57.0 %"])
        #expect(quantities("meaningful_experiences") == ["10.0 1"])
        let all = indicators.compactMap { $0["id"] as? String }.flatMap(quantities)
        #expect(all.count == 5, "numbers in garble are no quantities: \(all)")
    }

    @Test func pathway() {
        let steps = record["pathway"] as? [[String: Any]] ?? []
        #expect(steps.map { $0["step"] as? Int ?? 0 } == Array(1...9))
        #expect(steps.map { $0["phase"] as? String ?? "" } == ["Analyze", "Act", "Accelerate"].flatMap { [$0, $0, $0] })
        #expect(steps.map { $0["title"] as? String ?? "" } == [
            "Commit & mobilize", "Research & assess", "Set Baseline", "Develop strategy", "Detail & finance projects",
            "Implement & monitor", "Integrate & collaborate", "Review & upscale", "Advocate & inspire",
        ])
        #expect(steps.allSatisfy { ($0["uploads"] as? [Any])?.isEmpty == true })
    }

    @Test func biodiversityIndex() {
        #expect(at("biodiversity_index", "total", "value") as? Int == 0)
        #expect(at("biodiversity_index", "total", "maximum") as? Int == 112)
        let components = at("biodiversity_index", "components") as? [[String: Any]] ?? []
        #expect(components.map { $0["title"] as? String ?? "" } == [
            "Native biodiversity in the city", "Ecosystem services provided by biodiversity",
            "Governance and management of biodiversity",
        ])
        #expect(components.map { $0["value"] as? Int ?? -1 } == [0, 0, 0])
        #expect(components.map { $0["maximum"] as? Int ?? -1 } == [36, 20, 56])
        #expect(components.allSatisfy { $0["started"] as? Bool == false })
        #expect((record["resources"] as? [Any])?.isEmpty == true)
    }

    /// The OCR read the cards column by column: only the last group's awards stand under their own labels.
    @Test func openAwardsAreNotSoldAsFacts() throws {
        let awards = try #require(at("profile", "awards") as? [[String: Any]])
        #expect(awards.count == 12)
        for award in awards {
            let confidence = try #require(at("percent", "confidence", in: award) as? Double)
            let isCertain = award["group"] as? String == "Action Platform"
            #expect(isCertain ? confidence >= 0.9 : confidence < 0.9, "\(award)")
        }
        let platform = awards.filter { $0["group"] as? String == "Action Platform" }
        #expect(platform.map { $0["tier"] as? String ?? "" } == ["starter", "frontrunner", "star"])
        #expect(platform.map { at("percent", "value", in: $0) as? Int ?? -1 } == [100, 100, 50])
        let codes = (record["diagnostics"] as? [[String: Any]] ?? []).map { $0["code"] as? String ?? "" }
        #expect(codes.contains("uncertain_owner"))
    }
}
