import Glibc
import Synchronization

/// Cleans up when the user or the system ends the process: Ctrl-C, `kill`, a closed terminal.
///
/// The signals are blocked in every thread and waited for in one, where cleaning up may take locks and allocate; in a
/// signal handler it may not. Afterwards the process dies of the signal itself and does not just return 130: only so can a
/// shell loop tell that the user wants all of it to end (M. Cracauer, "Proper handling of SIGINT/SIGQUIT"). A shell shows
/// 128 + the signal's number all the same: 130 for Ctrl-C, 143 for `kill`.
final class Interruption: Sendable {
    private let cleanUps = Mutex<[@Sendable () -> Void]>([])

    /// Adds something to be done before the process ends by a signal.
    func beforeEnd(_ cleanUp: @escaping @Sendable () -> Void) { cleanUps.withLock { $0.append(cleanUp) } }

    /// The signals that end the process, without those that the caller has set to be ignored (`nohup`).
    /// Call this before the first thread is started: threads inherit the mask.
    static func block() -> [Int32] {
        let signals = [SIGINT, SIGTERM, SIGHUP].filter { !isIgnored($0) }
        var set = signalSet(signals)
        pthread_sigmask(SIG_BLOCK, &set, nil)
        return signals
    }

    /// Waits for one of `signals`, cleans up, and ends the process.
    func wait(for signals: [Int32]) -> Never {
        var set = Self.signalSet(signals)
        var number: Int32 = 0
        while sigwait(&set, &number) != 0 {}
        for cleanUp in cleanUps.withLock({ $0 }) { cleanUp() }
        Self.die(of: number)
    }

    /// Ends the process by a signal, as if it had not been handled.
    static func die(of number: Int32) -> Never {
        signal(number, SIG_DFL)
        var set = signalSet([number])
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(number)
        _exit(128 + number)
    }

    private static func signalSet(_ numbers: [Int32]) -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
        return set
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
