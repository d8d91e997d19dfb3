import ArgumentParser
import Palimpsest

/// What is mended, and how sure one must be.
struct RepairOptions: ParsableArguments {
    @Option(
        name: .customLong("repair-threshold"),
        help: ArgumentHelp("Apply a repair whose probability of being right reaches this; the others are proposals.", valueName: "probability"))
    var threshold = RepairEngine.usualThreshold

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Which repairers run: encoding,spacing for only those; -latin for all but that; +restoration for that one too; all; none. Known are \(RepairMethod.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "names"))
    var repairers: String?

    func validate() throws {
        guard (0...1).contains(threshold) else {
            throw ValidationError("--repair-threshold takes a probability from 0 to 1, not \(threshold).")
        }
        guard repairers.map({ $0.contains { $0 != " " && $0 != "," } }) ?? true else { throw ValidationError("--repairers names none; to run none, write none.") }
        _ = try selection(usual: .all)
    }

    /// The repairers that were asked for.
    func selection(usual: RepairerSelection) throws -> RepairerSelection {
        guard let repairers else { return usual }
        do {
            return try RepairerSelection(parsing: repairers, usual: usual)
        } catch {
            throw ValidationError("--repairers: \(error).")
        }
    }
}
