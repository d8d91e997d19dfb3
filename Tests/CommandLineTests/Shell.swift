import Foundation

/// Runs a line of bash with the built `extract` on the path.
enum Shell {
    struct Result {
        var status: Int32
        var output: String
        var error: String
    }

    static func run(_ line: String) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "extract-\(UUID().uuidString)")
        let work = folder.appending(path: "work")
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = work
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        // Files, not pipes: nothing has to be read while the process runs.
        let (output, outputFile) = try sink(folder, "stdout")
        let (error, errorFile) = try sink(folder, "stderr")
        process.standardOutput = output
        process.standardError = error
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: outputFile), as: UTF8.self),
            error: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
    }

    private static func sink(_ folder: URL, _ name: String) throws -> (FileHandle, URL) {
        let file = folder.appending(path: name)
        try Data().write(to: file)
        return (try FileHandle(forWritingTo: file), file)
    }

    private static var environment: [String: String] {
        // The test program lies beside the programs of the package.
        let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().standardizedFileURL.path
        let repository = CommandLineCase.folder.deletingLastPathComponent().deletingLastPathComponent().path
        // Where coverage is measured, that of the program counts too.
        let profile = ProcessInfo.processInfo.environment["LLVM_PROFILE_FILE"].map {
            URL(filePath: $0).deletingLastPathComponent().appending(path: "extract%m.profraw").path
        }
        // Under a sanitizer the program has it too, and is told the same.
        var inherited = ProcessInfo.processInfo.environment.filter { ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key) }
        inherited["LLVM_PROFILE_FILE"] = profile
        return inherited.merging([
            "PATH": products + ":/usr/local/bin:/usr/bin:/bin",
            "PALIMPSEST_DICTIONARIES": repository + "/Dictionaries",
            "REPOSITORY": repository,
            "COLUMNS": "80",
            "LC_ALL": "C.UTF-8",
        ]) { _, new in new }
    }
}
