/// What the process tells its caller: the numbers of BSD's `sysexits.h` where it has one. Thrown by a command that ends
/// with another status than 0 and has said why.
enum ExitStatus: Int32, Error {
    /// Every file was processed.
    case success = 0
    /// Every file was processed and something that `--fail-on` names was found.
    case findings = 1
    /// The command line is wrong (EX_USAGE).
    case usage = 64
    /// At least one file could not be processed (EX_DATAERR). Weighs more than findings.
    case dataError = 65
    /// There was nothing to read: every input is missing or may not be read (EX_NOINPUT).
    case noInput = 66
    /// The output file cannot be made (EX_CANTCREAT).
    case cannotCreate = 73
    /// Output could not be written (EX_IOERR).
    case inputOutput = 74
    /// The templates or their folder are at fault (EX_CONFIG).
    case configuration = 78
}

/// An error that ends the command, with its message (without the leading `extract: `).
struct CommandFailure: Error {
    var status: ExitStatus
    var message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }
}
