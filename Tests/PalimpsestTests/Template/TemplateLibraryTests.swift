import Foundation
import Testing

@testable import Palimpsest

/// Templates that are read at the same time are those that are read one after the other.
@Suite struct TemplateLibraryTests {
    private let directory = TemplateSupport.path("Dictionaries")

    @Test func templatesReadAtOnceAreTheSame() async throws {
        let inTurn = try TemplateLibrary.load(directory: directory), atOnce = try await TemplateLibrary.loadConcurrently(directory: directory)
        #expect(inTurn.count > 1)
        #expect(inTurn.map(\.id) == atOnce.map(\.id))
        #expect(inTurn.map { RecordSchema(template: $0.keys).text } == atOnce.map { RecordSchema(template: $0.keys).text })
        let first = try #require(atOnce.first)
        #expect(atOnce.allSatisfy { $0.language != first.language || $0.locale === first.locale }, "a language is read once")
        #expect(try await TemplateLibrary.loadConcurrently(directory: directory, only: first.id).map(\.id) == [first.id])
    }

    @Test func faultsOfAllFilesAreToldInTheirOrder() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appending(path: "templates"), withIntermediateDirectories: true)
        for name in ["models", "lexicons"] {
            try FileManager.default.createSymbolicLink(atPath: folder.appending(path: name).path, withDestinationPath: directory + "/" + name)
        }
        for name in ["a", "b", "c"] {
            try Data("template: \(name)\nunknown_\(name): 1\n".utf8).write(to: folder.appending(path: "templates/\(name).yaml"))
        }
        let path = folder.path
        let inTurn = try #require(throws: TemplateErrors.self) { try TemplateLibrary.load(directory: path) }
        let atOnce = try await #require(throws: TemplateErrors.self) { try await TemplateLibrary.loadConcurrently(directory: path) }
        #expect(inTurn.issues.count >= 3)
        #expect(inTurn.issues.map(\.description) == atOnce.issues.map(\.description))
        #expect(inTurn.issues.map(\.path) == inTurn.issues.map(\.path).sorted())
        let missing = try await #require(throws: TemplateErrors.self) { try await TemplateLibrary.loadConcurrently(directory: path, only: "d") }
        #expect(missing.issues.first?.message.contains("there is no template `d`") == true)
    }
}
