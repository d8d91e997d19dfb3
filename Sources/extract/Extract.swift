import ArgumentParser
import Palimpsest
import Foundation
@main struct Extract: ParsableCommand {
    static let configuration = CommandConfiguration(subcommands: [Run.self, Evaluate.self], defaultSubcommand: Run.self)
    struct Run: ParsableCommand {
    @Argument var files: [String] = []
    func run() throws {
        do {
            let templates = try TemplateLibrary.load(directory: "Dictionaries")
            let p = Pipeline(templates: templates)
            let e = Emitter(format: .ndjson)
            var out: [UInt8] = e.prologue()
            for f in files { e.append(try p.records(of: Array(FileManager.default.contents(atPath: f)!), path: Array(f.utf8)), to: &out) }
            FileHandle.standardOutput.write(Data(out))
        } catch let e as TemplateErrors { for i in e.issues { print(i) } }
    }
    }
}
