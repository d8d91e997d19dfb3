import Foundation

/// Runs a line of bash with the built `extract` on the path.
enum Shell {
    struct Result {
        var status: Int32
        var output: String
        var error: String
    }

    /// Spawned and waited for by hand: Foundation's `Process` can miss the end of one of many processes that run at once, and then waits for ever.
    static func run(_ line: String) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "extract-\(UUID().uuidString)")
        let work = folder.appending(path: "work")
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, not pipes: nothing has to be read while the process runs.
        let output = folder.appending(path: "stdout"), error = folder.appending(path: "stderr")
        let script = "cd -- \"$1\" || exit 127; shift; eval \"$0\""
        let status = try spawn(["/bin/bash", "-c", script, line, work.path], output: output.path, error: error.path)
        return Result(
            status: status, output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            error: String(decoding: try Data(contentsOf: error), as: UTF8.self))
    }

    /// Runs a program with nothing to read. Gives its exit status, or the number of the signal that ended it.
    private static func spawn(_ arguments: [String], output: String, error: String) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, error, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What the test program ignores or blocks is not the shell's business.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let words = arguments.map { strdup($0) } + [nil], variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var child: pid_t = 0
        let failure = posix_spawn(&child, arguments[0], &actions, &attributes, words, variables)
        guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EINVAL) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .ECHILD) }
        }
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : signal
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
