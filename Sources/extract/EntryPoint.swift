import ArgumentParser
import Glibc
import Palimpsest

/// Starts the program: the main thread only waits for signals, a task does the work and ends the process.
@main
enum EntryPoint {
    static func main() {
        Standard.takeClosedStreams()
        // A reader that leaves early must not kill us before the temporary file is gone: writing reports it instead.
        signal(SIGPIPE, SIG_IGN)
        let signals = Interruption.block()
        let context = ProcessContext(interruption: Interruption())
        let arguments = RawArguments.ofProcess()
        // Detached: a plain task would be tied to the main thread, which waits below.
        Task.detached {
            let status = await run(arguments, in: context)
            exit(status)
        }
        context.interruption.wait(for: signals)
    }

    /// Runs the command that `arguments` name.
    /// - Returns: the exit status.
    private static func run(_ arguments: [String], in context: ProcessContext) async -> Int32 {
        let (type, arguments) = Extract.command(for: arguments)
        do {
            var command = try type.parseAsRoot(arguments)
            if let command = command as? any ContextualCommand {
                try await command.run(in: context)
            } else {
                try command.run()
            }
            return ExitStatus.success.rawValue
        } catch let status as ExitStatus {
            return status.rawValue
        } catch let failure as CommandFailure {
            Standard.complain(failure.message)
            return failure.status.rawValue
        } catch let error as OutputError {
            return report(error)
        } catch {
            return report(parserError: error, of: type)
        }
    }

    /// Standard output is at fault. A closed pipe is no fault: the process then dies of SIGPIPE without a word, as `cat` does.
    private static func report(_ error: OutputError) -> Int32 {
        guard error.code != .brokenPipe else { Interruption.die(of: SIGPIPE) }
        Standard.complain("standard output: \(error.message)")
        return ExitStatus.inputOutput.rawValue
    }

    /// ArgumentParser throws what is wrong with the command line, and also a wish for help or the version.
    private static func report(parserError error: any Error, of type: any ParsableCommand.Type) -> Int32 {
        let status = type.exitCode(for: error).rawValue
        let message = type.fullMessage(for: error)
        guard status != 0 else {
            do throws(OutputError) {
                try Standard.write(message + "\n")
                return 0
            } catch {
                return report(error)
            }
        }
        var text = message.hasPrefix("Error: ") ? String(message.dropFirst("Error: ".count)) : message
        // The parser knows a subcommand by its own name alone.
        if let above = type.configuration._superCommandName { text = text.replacing("\n  See '", with: "\n  See '\(above) ") }
        // Arguments that are quoted in the message may hold anything.
        let shown = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { SafeText.line(RawArguments.bytes(from: String($0))) }
        Standard.complain(shown.joined(separator: "\n"))
        return status
    }
}
