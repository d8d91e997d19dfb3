import Foundation
import Testing

@testable import Palimpsest

@Suite struct BatchRunnerTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for number in 0..<300 {
            try folder.write(String(repeating: "Line of file \(number)\n", count: number % 7 + 1), to: "in/\(number).txt")
        }
        try folder.write("", to: "in/empty.txt")
    }

    private func run(jobs: Int, format: Emitter.Format) async throws -> (output: Data, tally: BatchTally, failures: [FileFailure]) {
        let file = try AtomicFile(replacing: folder.path("out"))
        var writer = DescriptorWriter(descriptor: file.descriptor)
        let runner = BatchRunner(
            pipeline: Pipeline(templates: []), emitter: Emitter(format: format), options: BatchOptions(jobs: jobs))
        var failures: [FileFailure] = []
        let tally = try await runner.run(InputWalk(paths: [folder.path("in")]), to: &writer) { event in
            if case .failure(let failure) = event { failures.append(failure) }
        }
        try file.commit()
        return (try Data(contentsOf: folder.url.appending(path: "out")), tally, failures)
    }

    @Test(arguments: Emitter.Format.allCases)
    func theNumberOfJobsChangesNothing(_ format: Emitter.Format) async throws {
        let alone = try await run(jobs: 1, format: format)
        #expect(alone.tally.files == 300)
        #expect(alone.tally.profiles == 300)
        #expect(alone.failures.map(\.code) == [.refused])
        for jobs in [2, 5] {
            let together = try await run(jobs: jobs, format: format)
            #expect(together.output == alone.output)
            #expect(together.tally == alone.tally)
            #expect(together.failures == alone.failures)
        }
    }

    @Test func jsonIsOneArray() async throws {
        let output = try await run(jobs: 3, format: .json).output
        #expect((try JSONSerialization.jsonObject(with: output) as? [Any])?.count == 300)
    }

    @Test(arguments: [1, 4])
    func outputThatCannotBeWrittenEndsTheBatch(_ jobs: Int) async throws {
        let runner = BatchRunner(
            pipeline: Pipeline(templates: []), emitter: Emitter(format: .ndjson), options: BatchOptions(jobs: jobs))
        let error = await #expect(throws: OutputError.self) {
            var writer = DescriptorWriter(descriptor: -1, fullAt: 64)
            _ = try await runner.run(InputWalk(paths: [folder.path("in")]), to: &writer) { _ in }
        }
        #expect(error?.code == .writeFailed)
    }
}
