import Glibc
import Palimpsest

/// What is told on standard error.
struct Messages: Sendable {
    let isQuiet: Bool
    let color: Bool
    /// Width of the terminal, in cells.
    let columns: Int

    var showsProgress: Bool { !isQuiet && ProcessContext.isTerminal(STDERR_FILENO) }

    /// `extract: PATH: what is wrong; cure`.
    func tell(_ failure: FileFailure) {
        let path = failure.path.isEmpty ? "''" : SafeText.line(failure.path)
        Standard.complain("\(path): \(failure.message)", color: color)
    }

    /// That a run was interrupted, and goes on.
    func tellOfResuming(_ tally: BatchTally) {
        guard !isQuiet else { return }
        Standard.writeError("extract: continuing after \(Self.count(tally.files + tally.failures, "file"))\n")
    }

    /// The last line of a run. Left out for a single file when nobody watches, so that a loop over files stays silent.
    func summarise(_ tally: BatchTally, seconds: Duration) {
        guard showsProgress || (!isQuiet && tally.files + tally.failures > 1) else { return }
        var parts = [
            Self.count(tally.files, "file"), Self.count(tally.profiles, "profile"),
            Self.count(tally.indicators, "indicator"), Self.count(tally.warnings, "warning"),
        ]
        if tally.errors > 0 { parts.append(Self.count(tally.errors, "error")) }
        if tally.unknown > 0 { parts.append("\(tally.unknown) without a template") }
        if tally.failures > 0 { parts.append("\(tally.failures) failed") }
        parts.append("\(Self.decimal(seconds.inSeconds, places: 2)) s")
        Standard.writeError("extract: " + parts.joined(separator: ", ") + "\n")
    }

    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// `value` with a fixed number of decimals, always with a point.
    static func decimal(_ value: Double, places: Int) -> String {
        let scale = (0..<places).reduce(1) { power, _ in power * 10 }
        let scaled = Int((value * Double(scale)).rounded())
        guard places > 0 else { return "\(scaled)" }
        let fraction = String(scaled % scale)
        return "\(scaled / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
    }
}

extension Duration {
    /// The whole duration in seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
