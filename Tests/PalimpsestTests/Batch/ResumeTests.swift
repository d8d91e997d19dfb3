import Foundation
import Testing

@testable import Palimpsest

/// Runs that are interrupted and continued, in one process: what a kill or a power cut may leave is made by cutting and spoiling the files.
@Suite struct ResumeTests {
    private let folder: TemporaryFolder
    private let identity = RunIdentity(program: "p", options: "o", dictionaries: "d")
    private var partial: URL { folder.url.appending(path: ".out.extract-partial") }
    private var journal: URL { folder.url.appending(path: ".out.extract-journal") }

    init() throws {
        folder = try TemporaryFolder()
        for number in 0..<200 {
            try folder.write(String(repeating: "Line of file \(number)\n", count: number % 7 + 1), to: "in/\(1000 + number).txt")
        }
        try folder.write("", to: "in/1100-empty.txt")
        try FileManager.default.createSymbolicLink(atPath: folder.url.path + "/in/1150-gone.txt", withDestinationPath: "none")
    }

    private struct Outcome: Equatable {
        var output: Data
        var tally: BatchTally
        var failures: [FileFailure]
    }

    private func runner(_ format: Emitter.Format, jobs: Int) -> BatchRunner {
        BatchRunner(pipeline: Pipeline(templates: []), emitter: Emitter(format: format), options: BatchOptions(jobs: jobs))
    }

    private func plainRun(_ format: Emitter.Format) async throws -> Outcome {
        let file = try AtomicFile(replacing: folder.path("plain"))
        var writer = DescriptorWriter(descriptor: file.descriptor)
        var failures: [FileFailure] = []
        let tally = try await runner(format, jobs: 1).run(InputWalk(paths: [folder.path("in")]), to: &writer) {
            if case .failure(let failure) = $0 { failures.append(failure) }
        }
        try file.commit()
        return Outcome(output: try Data(contentsOf: folder.url.appending(path: "plain")), tally: tally, failures: failures)
    }

    /// - Parameter finishing: whether the output is put in its place, or all is left as a kill just before that would leave it.
    private func resumedRun(_ format: Emitter.Format, jobs: Int = 2, finishing: Bool = true) async throws -> (outcome: Outcome, before: BatchTally) {
        let output = try PartialOutput(for: folder.path("out"), identity: identity)
        let before = output.tally
        var failures: [FileFailure] = []
        let tally = try await runner(format, jobs: jobs).run(InputWalk(paths: [folder.path("in")], onlyFiles: true), into: output) {
            if case .failure(let failure) = $0 { failures.append(failure) }
        }
        if finishing { try output.finish() }
        let data = try Data(contentsOf: finishing ? folder.url.appending(path: "out") : partial)
        return (Outcome(output: data, tally: tally, failures: failures), before)
    }

    @Test(arguments: Emitter.Format.allCases)
    func whatWasNeverInterruptedIsTheSame(_ format: Emitter.Format) async throws {
        let plain = try await plainRun(format)
        #expect(try await resumedRun(format).outcome == plain)
        #expect(try folder.names() == ["in", "out", "plain"])
    }

    /// Both files end anywhere, 200 times for the format that most use: as the kill of a process leaves them, or a power cut that lost some of what was written.
    @Test(arguments: Emitter.Format.allCases)
    func whereverTheFilesEndTheOutputIsTheSame(_ format: Emitter.Format) async throws {
        let plain = try await plainRun(format)
        _ = try await resumedRun(format, finishing: false)
        let (wholeOutput, wholeJournal) = (try Data(contentsOf: partial), try Data(contentsOf: journal))
        var random = SplitMix64(seed: 17)
        var continued = 0
        for round in 0..<(format == .ndjson ? 200 : 40) {
            let journalLength = Int.random(in: 0...wholeJournal.count, using: &random)
            var output = wholeOutput.prefix(Int.random(in: 0...wholeOutput.count, using: &random))
            if round % 3 == 0, !output.isEmpty {
                // A block that never reached the disk.
                let start = Int.random(in: 0..<output.count, using: &random)
                output.replaceSubrange(start..<min(start + 512, output.count), with: Data(count: min(512, output.count - start)))
            }
            try Data(output).write(to: partial)
            try Data(wholeJournal.prefix(journalLength)).write(to: journal)
            let (outcome, before) = try await resumedRun(format, jobs: round % 3 + 1)
            #expect(outcome == plain, "round \(round)")
            if before.files > 0 { continued += 1 }
        }
        #expect(continued > (format == .ndjson ? 40 : 8), "only \(continued) rounds had something to continue")
    }

    private func refusal(_ identity: RunIdentity) async -> String? {
        do throws(OutputError) {
            let output = try PartialOutput(for: folder.path("out"), identity: identity)
            _ = try await runner(.ndjson, jobs: 1).run(InputWalk(paths: [folder.path("in")]), into: output) { _ in }
            return nil
        } catch {
            return error.code == .cannotResume ? error.message : "\(error)"
        }
    }

    @Test func anotherRunIsRefused() async throws {
        _ = try await resumedRun(.ndjson, finishing: false)
        let before = (try Data(contentsOf: partial), try Data(contentsOf: journal))
        for (other, words) in [
            (RunIdentity(program: "q", options: "o", dictionaries: "d"), "another build of the program"),
            (RunIdentity(program: "p", options: "q", dictionaries: "d"), "other options"),
            (RunIdentity(program: "p", options: "o", dictionaries: "q"), "other templates, lexicons or models"),
        ] {
            let message = try #require(await refusal(other))
            #expect(message.contains(words) && message.contains(".out.extract-partial") && message.contains("to start over"), "\(message)")
        }
        #expect(before == (try Data(contentsOf: partial), try Data(contentsOf: journal)))
    }

    enum Change: CaseIterable { case content, date, gone, new, cameBack }

    @Test(arguments: Change.allCases)
    func changedInputsAreRefused(_ change: Change) async throws {
        _ = try await resumedRun(.ndjson, finishing: false)
        let manager = FileManager.default
        switch change {
        case .content: try folder.write("Something else\n", to: "in/1005.txt")
        case .date: try manager.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: folder.url.path + "/in/1005.txt")
        case .gone: try manager.removeItem(atPath: folder.url.path + "/in/1005.txt")
        case .new: try folder.write("x", to: "in/1004-new.txt")
        case .cameBack: try folder.write("x", to: "in/none")
        }
        let message = try #require(await refusal(identity))
        let words = switch change {
        case .content, .date: "1005.txt has changed since"
        case .gone: "came to \(String(decoding: folder.path("in/1005.txt"), as: UTF8.self)) where"
        case .new: "1004-new.txt is now"
        case .cameBack: "1150-gone.txt has changed since"
        }
        #expect(message.contains(words), "\(message)")
    }

    @Test func twoRunsDoNotWriteTheSameFile() throws {
        let first = try PartialOutput(for: folder.path("out"), identity: identity)
        let error = #expect(throws: OutputError.self) { _ = try PartialOutput(for: folder.path("out"), identity: identity) }
        #expect(error?.code == .cannotResume)
        first.discard()
        #expect(try folder.names() == ["in"])
    }

    @Test func linksAndModesAreKept() async throws {
        try folder.write("old", to: "real")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.url.path + "/real")
        try FileManager.default.createSymbolicLink(atPath: folder.url.path + "/out", withDestinationPath: "real")
        _ = try await resumedRun(.ndjson)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.url.path + "/real")
        #expect(attributes[.posixPermissions] as? Int == 0o640)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.url.path + "/out") == "real")
        #expect(try folder.names() == ["in", "out", "real"])
    }

    @Test func longNamesDoNotShareFiles() async throws {
        let names = ["a", "b"].map { String(repeating: "n", count: 250) + $0 }
        let outputs = try names.map { try PartialOutput(for: folder.path($0), identity: identity) }
        #expect(try folder.names().count == 1 + 2 * outputs.count)
    }

    @Test(arguments: ["plain", "two\nlines % \"q\"", "", "é", "%41 +"])
    func linesOfTheJournalCanBeReadBack(_ text: String) {
        var tally = BatchTally()
        for (index, path) in BatchTally.counts.enumerated() { tally[keyPath: path] = index * 7 }
        for entry: RunJournal.Entry in [
            .begin(identity), .file(path: Array(text.utf8) + [0xFF], byteCount: 12, modified: -5), .missing(path: Array(text.utf8), code: "not_found"),
            .failure(FileFailure(.refused, Array(text.utf8), text)), .written(length: 5, digest: "ab", tally: tally),
        ] {
            let line = RunJournal.line(entry)
            #expect(line.last == 0x0A && line.count(where: { $0 == 0x0A }) == 1)
            #expect(RunJournal.entry(line.dropLast()) == entry)
            for length in 0..<line.count - 1 { #expect(RunJournal.entry(Array(line.prefix(length))) == nil) }
        }
    }
}
