import ArgumentParser

/// `extract man`.
struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "man",
        _superCommandName: "extract",
        abstract: "Print the manual page: extract man | man -l -")

    func run() throws {
        try Standard.write(ManualPage(of: Extract.self, named: "extract").text)
    }
}
