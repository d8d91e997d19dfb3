import ArgumentParser
import Glibc

/// When to use colours.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto, always, never

    /// Whether what goes to `descriptor` is coloured. What the user says on the command line counts most, then a NO_COLOR
    /// that is not empty (no-color.org), then whether a terminal that knows colours is there.
    func isOn(for descriptor: Int32, environment: [String: String]) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto:
            environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
                && ProcessContext.isTerminal(descriptor)
        }
    }
}
