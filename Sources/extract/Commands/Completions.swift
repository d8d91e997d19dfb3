import ArgumentParser
import Palimpsest

/// `extract completions SHELL`.
struct Completions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        _superCommandName: "extract",
        abstract: "Print a script that completes the command in a shell.",
        discussion: """
            bash: extract completions bash > ~/.local/share/bash-completion/completions/extract
            zsh: extract completions zsh > a file _extract in a folder of $fpath
            fish: extract completions fish > ~/.config/fish/completions/extract.fish
            """)

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish

        var dialect: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "The shell.")
    var shell: Shell

    func run() throws {
        let script = Extract.completionScript(for: shell.dialect)
        try Standard.write(script.hasSuffix("\n") ? script : script + "\n")
    }
}
