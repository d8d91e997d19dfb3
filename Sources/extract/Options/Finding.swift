import ArgumentParser
import Palimpsest

/// What `--fail-on` looks for.
enum Finding: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// Nothing: findings do not change the exit status.
    case never
    /// A diagnostic of level `error`.
    case error
    /// A diagnostic of level `warning` or `error`.
    case warning
    /// Text that no rule of the template claimed.
    case unmatched
    /// A profile that no template fits.
    case unknown
    /// A profile whose text has to be read from the page again.
    case lost

    func isIn(_ tally: BatchTally) -> Bool {
        switch self {
        case .never: false
        case .error: tally.errors > 0
        case .warning: tally.warnings + tally.errors > 0
        case .unmatched: tally.unmatched > 0
        case .unknown: tally.unknown > 0
        case .lost: tally.lost > 0
        }
    }
}
