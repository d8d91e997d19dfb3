import Foundation
import Testing
@testable import Palimpsest

@Suite struct EmitterTests {
    /// Golden files lie beside the tests. With `PALIMPSEST_WRITE_GOLDEN=1` they are written anew, to be read before they are
    /// committed.
    private func expectGolden(_ output: [UInt8], _ name: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
        if ProcessInfo.processInfo.environment["PALIMPSEST_WRITE_GOLDEN"] == "1" { try Data(output).write(to: file) }
        let golden = try Array(Data(contentsOf: file))
        #expect(String(decoding: output, as: UTF8.self) == String(decoding: golden, as: UTF8.self), "\(name)")
        #expect(output == golden)
    }

    private func batch(_ emitter: Emitter, _ files: [[Record]]) -> [UInt8] {
        var output = emitter.prologue()
        for (index, records) in files.enumerated() {
            if index > 0 { output += emitter.separator() }
            emitter.append(records, to: &output)
        }
        return output + emitter.epilogue()
    }

    private let files = [[SampleRecords.full, SampleRecords.bare], [SampleRecords.full]]

    @Test func ndjson() throws {
        try expectGolden(batch(Emitter(format: .ndjson), files), "records.ndjson")
    }

    @Test func json() throws {
        let output = batch(Emitter(format: .json, byteOrderMark: true), files)
        try expectGolden(output, "records.json")
        let array = try #require(JSONSerialization.jsonObject(with: Data(output)) as? [NSDictionary])
        let lines = batch(Emitter(format: .ndjson), files).split(separator: 0x0A)
        let objects = try lines.map { try #require(JSONSerialization.jsonObject(with: Data($0)) as? NSDictionary) }
        #expect(array == objects)
    }

    @Test func csv() throws {
        let emitter = Emitter(format: .csv, byteOrderMark: true, templates: [SampleRecords.keys, SampleRecords.keys])
        try expectGolden(batch(emitter, files), "records.csv")
    }

    @Test func schemas() throws {
        try expectGolden(Array(RecordSchema().text.utf8), "record.schema.json")
        try expectGolden(Array(RecordSchema(template: SampleRecords.keys).text.utf8), "sample.schema.json")
    }

    @Test func emptyBatches() throws {
        #expect(batch(Emitter(format: .ndjson), []).isEmpty)
        let array = try JSONSerialization.jsonObject(with: Data(batch(Emitter(format: .json), []))) as? [Any]
        #expect(array?.isEmpty == true)
        #expect(batch(Emitter(format: .csv), []).count(where: { $0 == 0x0A }) == 1)
    }

    @Test func appendingFileByFileIsAppendingAtOnce() {
        let emitter = Emitter(format: .ndjson)
        #expect(batch(emitter, files) == batch(emitter, [files.flatMap(\.self)]))
    }

    @Test func nothingThatIsRepeatedIsDropped() throws {
        var record = SampleRecords.full
        record.profile.append(Member("name", .scalar(.string("again"))))
        record.collections.append(Member("verdict", .scalar(.string("of the template"))))
        let field = record.indicators[0].fields[0]
        record.indicators[0].fields = [field, field, field]
        record.indicators[0].fields[0].attributes.append(("text", field.attributes[0].value))
        record.indicators[0].attributes.append(("title", .string("other")))
        let object = try parse(record)
        let profile = try #require(object["profile"] as? [String: Any])
        #expect(profile["name_2"] as? String == "again")
        #expect(object["verdict"] is NSNull)
        #expect(object["verdict_2"] as? String == "of the template")
        let indicator = try #require((object["indicators"] as? [[String: Any]])?.first)
        #expect(indicator["title_2"] as? String == "other")
        let fields = try #require(indicator["fields"] as? [String: [String: Any]])
        #expect(fields.keys.sorted() == ["baseline", "baseline_2", "baseline_3"])
        #expect(fields["baseline"]?["text_2"] != nil)
    }

    @Test func confidencesAreNumbersWithinBounds() throws {
        var record = SampleRecords.full
        record.confidence = .infinity
        record.template.confidence = -.infinity
        record.document.source.encodingConfidence = .nan
        let object = try parse(record)
        #expect(object["confidence"] as? Double == 1)
        #expect((object["template"] as? [String: Any])?["confidence"] as? Double == 0)
        #expect((object["source"] as? [String: Any])?["encoding_confidence"] as? Double == 0)
    }

    private func parse(_ record: Record) throws -> [String: Any] {
        var output: [UInt8] = []
        Emitter(format: .ndjson).append([record], to: &output)
        return try #require(JSONSerialization.jsonObject(with: Data(output)) as? [String: Any])
    }
}
