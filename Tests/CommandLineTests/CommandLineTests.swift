import Foundation
import Testing

/// Runs every case of `Cases/*.json` in an empty folder of its own.
///
/// A case is a line of shell, so that it reads as a user would type it and can use any bytes in names. `extract` is the
/// program that was just built. With `UPDATE_SNAPSHOTS=1` in the environment the snapshots are written anew.
@Suite struct CommandLineTests {
    @Test(arguments: try CommandLineCase.all())
    func commandLine(_ testCase: CommandLineCase) throws {
        let result = try Shell.run(testCase.run)
        #expect(result.status == testCase.status, "stderr: \(result.error)")
        if let stdout = testCase.stdout { try expect(result.output, matches: stdout) }
        if let stderr = testCase.stderr { try expect(result.error, matches: stderr) }
        if let snapshot = testCase.snapshot { try expect(result.output, equalsSnapshot: snapshot) }
    }

    private func expect(_ text: String, matches patterns: [String]) throws {
        if patterns.isEmpty { #expect(text == "") }
        for pattern in patterns {
            let regex = try Regex(pattern).anchorsMatchLineEndings()
            #expect(text.contains(regex), "nothing matches \(pattern) in: \(text)")
        }
    }

    private func expect(_ text: String, equalsSnapshot name: String) throws {
        let file = CommandLineCase.folder.appending(path: "Snapshots/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)))
    }
}

/// One command line with what must come of it.
struct CommandLineCase: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    /// A line of bash.
    var run: String
    var status: Int32
    /// Patterns that must each be found; an empty list means that nothing may be printed.
    var stdout: [String]?
    var stderr: [String]?
    /// File in `Snapshots` that standard output must equal.
    var snapshot: String?

    var testDescription: String { name }

    static var folder: URL { URL(filePath: #filePath).deletingLastPathComponent() }

    /// Under `make sanitize`: what a sanitizer itself keeps in memory and in files leaves the limits of a shell no meaning.
    private static let isSanitized = ProcessInfo.processInfo.environment["TSAN_OPTIONS"] != nil

    static func all() throws -> [CommandLineCase] {
        try FileManager.default.contentsOfDirectory(at: folder.appending(path: "Cases"), includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.path < $1.path }
            .flatMap { try JSONDecoder().decode([CommandLineCase].self, from: Data(contentsOf: $0)) }
            .filter { !isSanitized || !$0.run.contains("ulimit") }
    }
}
