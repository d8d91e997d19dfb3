import Glibc
import Palimpsest

/// What a command may know of the process around it.
struct ProcessContext: Sendable {
    /// The few variables that mean something to us.
    let environment: [String: String]
    /// Path of the running program, to find what is installed beside it.
    let executable: String
    let interruption: Interruption

    init(interruption: Interruption) {
        let names = [
            "PALIMPSEST_DICTIONARIES", "XDG_DATA_HOME", "XDG_DATA_DIRS", "HOME", "NO_COLOR", "TERM", "COLUMNS",
        ]
        environment = names.reduce(into: [:]) { known, name in
            if let value = getenv(name) { known[name] = String(cString: value) }
        }
        executable = Self.executablePath()
        self.interruption = interruption
    }

    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// Width of the terminal behind `descriptor`, in cells.
    func columns(of descriptor: Int32) -> Int {
        if let columns = environment["COLUMNS"].flatMap(Int.init), columns > 0 { return columns }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return Int(size.ws_col)
    }

    private static func executablePath() -> String {
        guard let path = realpath("/proc/self/exe", nil) else { return CommandLine.arguments.first ?? "extract" }
        defer { free(path) }
        return String(cString: path)
    }
}

/// A command that needs to know the process around it.
protocol ContextualCommand {
    func run(in context: ProcessContext) async throws
}
