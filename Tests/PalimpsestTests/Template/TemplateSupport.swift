import Foundation
import Testing
@testable import Palimpsest

/// The repository's templates, dumps and cases, found from this file's place in it.
enum TemplateSupport {
    static var root: URL {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url
    }

    static func path(_ relative: String) -> String { root.appendingPathComponent(relative).path }

    static func templates() throws -> [CompiledTemplate] { try TemplateLibrary.load(directory: path("Dictionaries")) }

    /// The text files of a folder whose names begin with `prefix`, in order.
    static func texts(_ folder: String, prefix: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(folder))
            .filter { $0.hasSuffix(".txt") && $0.hasPrefix(prefix) }.sorted().map { folder + "/" + $0 }
    }

    static func bytes(_ relative: String) throws -> [UInt8] { Array(try Data(contentsOf: root.appendingPathComponent(relative))) }

    static func records(_ relative: String, _ templates: [CompiledTemplate], only: String? = nil) throws -> [Record] {
        try Pipeline(templates: templates, options: .init(templateID: only)).records(of: try bytes(relative), path: Array(relative.utf8))
    }

    /// Records of `text` by a template written in a test.
    static func records(of text: String, yaml: String) throws -> [Record] {
        let template = try compile(yaml)
        return try Pipeline(templates: [template]).records(of: Array(text.utf8), path: Array("test.txt".utf8))
    }

    static func compile(_ yaml: String) throws -> CompiledTemplate {
        let like = try templates()
        let tools = try #require(like.first).tools
        let locale = try #require(like.first).locale
        return CompiledTemplate(try TemplateReader.read(yaml: yaml, path: "t.yaml", folding: tools.folding), tools: tools, locale: locale)
    }

    /// The record as it is written, parsed by Foundation.
    static func json(_ record: Record) throws -> [String: Any] {
        var output: [UInt8] = []
        Emitter(format: .ndjson).append([record], to: &output)
        return try #require(JSONSerialization.jsonObject(with: Data(output)) as? [String: Any])
    }
}
