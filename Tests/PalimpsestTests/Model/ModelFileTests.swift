import Foundation
import Testing

@testable import Palimpsest

/// Models that are broken are refused with a message that names the file and the cure.
@Suite struct ModelFileTests {
    private func path(_ bytes: [UInt8]) throws -> String {
        let url = FileManager.default.temporaryDirectory.appending(path: "model-\(UUID().uuidString).bin")
        try Data(bytes).write(to: url)
        return url.path(percentEncoded: false)
    }

    private func message(_ bytes: [UInt8], revision: UInt32 = GarbleModel.revision) throws -> String {
        let path = try path(bytes)
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            _ = try ModelFile(path: path, revision: revision)
            return ""
        } catch {
            #expect(error.path == path)
            return error.message
        }
    }

    private var real: [UInt8] { get throws { try TemplateSupport.bytes("Dictionaries/" + GarbleModel.fileName) } }

    @Test func readsTheRealOne() throws { #expect(try message(try real) == "") }

    @Test func refusesWhatIsNoModel() throws {
        #expect(try message([]).contains("empty"))
        #expect(try message(Array("PALIMOD1".utf8)).contains("no model"))
        #expect(try message(Array("NOTAMODEL, BUT A TEXT".utf8)).contains("rebuild it"))
    }

    @Test func refusesAnotherRevision() throws {
        #expect(try message(try real, revision: 7).contains("format \(GarbleModel.revision), this program reads 7"))
    }

    @Test func refusesWhatIsCutOffAnywhere() throws {
        let bytes = try real
        for length in [16, 20, 40, 100, 300, 1000, bytes.count / 2, bytes.count - 1] {
            #expect(try message(Array(bytes[..<length])).contains("cut off"), "cut to \(length) bytes")
        }
    }

    @Test func aMissingModelIsNamed() {
        #expect(throws: ModelError.self) { try GarbleDetector(directory: "/nowhere") }
        do {
            _ = try GarbleDetector(directory: "/nowhere")
        } catch {
            #expect(error.description.hasPrefix("/nowhere/models/garble.bin: "))
        }
    }
}
