import Foundation
import Testing

@testable import Palimpsest

/// Every faulty template of `Corpus/cases/template-faults.json` is refused, with line, column and cure.
struct TemplateFaultTests {
    struct Fault: Decodable, CustomTestStringConvertible {
        var name: String
        var yaml: String
        var line: Int
        var column: Int
        /// A part of the message.
        var message: String
        /// Whether the three keys that every template begins with are put in front.
        var head: Bool?

        var testDescription: String { name }
        var source: String { (head == true ? "template: t\ntitle: T\nlanguage: en\n" : "") + yaml }
    }

    static let faults: [Fault] = {
        let url = TemplateSupport.root.appendingPathComponent("Corpus/cases/template-faults.json")
        return (try? JSONDecoder().decode([Fault].self, from: Data(contentsOf: url))) ?? []
    }()

    @Test func casesAreThere() { #expect(Self.faults.count >= 35) }

    @Test(arguments: faults)
    func faultIsReportedWithItsPlace(_ fault: Fault) throws {
        let error = try #require(throws: TemplateErrors.self) {
            _ = try TemplateReader.read(yaml: fault.source, path: "t.yaml", folding: KeyFolding())
        }
        let places = error.issues.map(\.description).joined(separator: "\n")
        #expect(error.issues.contains { $0.line == fault.line && $0.column == fault.column && $0.message.contains(fault.message) }, "\(places)")
        #expect(error.issues.allSatisfy { $0.path == "t.yaml" })
    }

    @Test func everyFaultOfAFileIsReportedInOrder() throws {
        let yaml = """
            template: t
            title: T
            language: en
            sections:
              - id: a
                tittle: Overview
                records: none
            """
        let error = try #require(throws: TemplateErrors.self) {
            _ = try TemplateReader.read(yaml: yaml, path: "t.yaml", folding: KeyFolding())
        }
        #expect(error.issues.count >= 4)
        #expect(error.issues.map(\.line) == error.issues.map(\.line).sorted())
    }

    @Test func templatesOfTheRepositoryAreSound() throws {
        let folder = TemplateSupport.path("Dictionaries/templates")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
        #expect(files.count >= 2)
        for file in files { #expect(TemplateLibrary.check(path: folder + "/" + file).isEmpty, "\(file)") }
    }

    @Test func theSameWordsMayStandInTwoSections() throws {
        let yaml = """
            template: t
            title: T
            language: en
            record_types:
              note: {collection: notes, members: {title: title}}
            sections:
              - id: a
                title: Overview of the year
                begins_profile: true
                records: [{type: note, id: summary, title: Summary}]
              - id: b
                title: Results of the year
                records: [{type: note, id: summary, title: Summary}]
            """
        #expect(throws: Never.self) { _ = try TemplateReader.read(yaml: yaml, path: "t.yaml", folding: KeyFolding()) }
    }
}
