import Foundation

@testable import Palimpsest

/// The repository's templates and labelled dumps, and what the pipeline makes of bytes.
enum QualitySupport {
    /// The repository, found from this file's place in it.
    static var root: URL {
        var url = URL(filePath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url
    }

    static var profiles: String { root.appending(path: "Corpus/profiles").path(percentEncoded: false) }

    /// Compiling the template takes longer than reading a dump with it, so all tests share one.
    private static let loaded = Result<Pipeline, any Error> {
        let folder = root.appending(path: "Dictionaries").path(percentEncoded: false)
        let templates = try TemplateLibrary.load(directory: folder)
        return Pipeline(
            templates: templates, detector: try Detector(directory: folder), repairs: try RepairEngine(directory: folder, templates: templates))
    }

    static func pipeline() throws -> Pipeline { try loaded.get() }

    /// Names of the dumps of the corpus, without `.txt`.
    static let dumps: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: profiles)) ?? [])
        .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()

    static func bytes(_ dump: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: "\(profiles)/\(dump).txt")))
    }

    static func text(_ dump: String) throws -> String { String(decoding: try bytes(dump), as: UTF8.self) }

    static func records(_ bytes: [UInt8], path: String = "test.txt") throws -> [Record] {
        try pipeline().records(of: bytes, path: Array(path.utf8))
    }

    /// The lines that `extract` writes for these bytes.
    static func ndjson(_ bytes: [UInt8], path: String = "test.txt") throws -> [Data] {
        var output: [UInt8] = []
        Emitter(format: .ndjson).append(try records(bytes, path: path), to: &output)
        return output.split(separator: 0x0A).map { Data($0) }
    }

    /// The same, parsed by Foundation: dictionaries, arrays, strings and numbers.
    static func parsed(_ bytes: [UInt8], path: String = "test.txt") throws -> [[String: Any]] {
        try ndjson(bytes, path: path).compactMap { try JSONSerialization.jsonObject(with: $0) as? [String: Any] }
    }
}
