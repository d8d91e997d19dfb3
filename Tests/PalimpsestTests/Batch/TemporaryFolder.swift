import Foundation

/// A folder that lasts as long as the value.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "palimpsest-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> [UInt8] { Array(url.appending(path: name).path.utf8) }

    @discardableResult
    func write(_ text: String, to name: String) throws -> [UInt8] {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return path(name)
    }

    func read(_ name: String) throws -> String { try String(contentsOf: url.appending(path: name), encoding: .utf8) }

    /// Names in the folder, hidden ones too.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }

    /// What `paths` are below the folder.
    func relative(_ paths: [[UInt8]]) -> [String] {
        let prefix = Array((url.path + "/").utf8)
        return paths.map { String(decoding: $0.starts(with: prefix) ? Array($0.dropFirst(prefix.count)) : $0, as: UTF8.self) }
    }
}
