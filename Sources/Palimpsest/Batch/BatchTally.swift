/// What a batch came to, for the summary and the exit code.
public struct BatchTally: Hashable, Sendable {
    /// Files that gave records.
    public var files = 0
    /// Files that could not be processed.
    public var failures = 0
    /// Those of ``failures`` where there was nothing to read: missing, unreadable, or a folder without text files.
    public var missingInputs = 0
    /// Bytes read from ``files``.
    public var bytes = 0
    public var profiles = 0
    public var indicators = 0
    /// Diagnostics of level `warning`.
    public var warnings = 0
    /// Diagnostics of level `error`.
    public var errors = 0
    /// Passages that no rule of the template claimed.
    public var unmatched = 0
    /// Profiles that no template fits.
    public var unknown = 0
    /// Profiles some of whose text is lost: verdict ``Verdict/reocrNeeded``.
    public var lost = 0

    public init() {}

    /// Every number, in the order in which a journal holds them.
    static var counts: [WritableKeyPath<BatchTally, Int>] {
        [\.files, \.failures, \.missingInputs, \.bytes, \.profiles, \.indicators, \.warnings, \.errors, \.unmatched, \.unknown, \.lost]
    }

    mutating func count(_ record: Record) {
        profiles += 1
        indicators += record.indicators.count
        unmatched += record.unmatched.count
        if record.template.id == "unknown" { unknown += 1 }
        if record.verdict == .reocrNeeded { lost += 1 }
        for diagnostic in record.allDiagnostics {
            switch diagnostic.level {
            case .info: break
            case .warning: warnings += 1
            case .error: errors += 1
            }
        }
    }

    mutating func count(_ failure: FileFailure) {
        failures += 1
        if failure.isMissingInput { missingInputs += 1 }
    }

    public static func += (total: inout BatchTally, part: BatchTally) {
        total.files += part.files
        total.failures += part.failures
        total.missingInputs += part.missingInputs
        total.bytes += part.bytes
        total.profiles += part.profiles
        total.indicators += part.indicators
        total.warnings += part.warnings
        total.errors += part.errors
        total.unmatched += part.unmatched
        total.unknown += part.unknown
        total.lost += part.lost
    }
}
