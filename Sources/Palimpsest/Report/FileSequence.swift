/// Takes each file of a walk through the pipeline and hands over what `make` makes of its records, in the order of the files.
///
/// The same sliding window as ``BatchRunner``, for those who make something else of records than an ``Emitter`` does: at most
/// `jobs` files are worked on and at most four times as many wait for their turn, so that memory is bounded by the window.
public struct FileSequence: Sendable {
    private let pipeline: Pipeline
    private let options: BatchOptions

    public init(pipeline: Pipeline, options: BatchOptions = BatchOptions()) {
        self.pipeline = pipeline
        self.options = options
    }

    /// - Parameters:
    ///   - make: called on any thread.
    ///   - take: called in input order, one at a time.
    public func run<Part: Sendable, Failure: Error>(
        _ inputs: InputWalk, make: @escaping @Sendable ([Record]) -> Part, take: (Result<Part, FileFailure>) throws(Failure) -> Void
    ) async throws(Failure) {
        var inputs = inputs
        let work = { @Sendable [pipeline, maximum = options.maximumBytes] (input: BatchInput) -> Result<Part, FileFailure> in
            do throws(FileFailure) {
                return .success(make(try pipeline.records(of: input, maximumBytes: maximum)))
            } catch {
                return .failure(error)
            }
        }
        guard options.jobs > 1 else {
            while let input = inputs.next() { try take(work(input)) }
            return
        }
        let jobs = options.jobs
        let outcome = await withTaskGroup(of: (Int, Result<Part, FileFailure>).self) { tasks -> Result<Void, Failure> in
            var waiting: [Int: Result<Part, FileFailure>] = [:]
            var (started, running, next) = (0, 0, 0)
            while true {
                while running < jobs, started - next < 4 * jobs, let input = inputs.next() {
                    let number = started
                    tasks.addTask { (number, work(input)) }
                    started += 1
                    running += 1
                }
                guard let (number, result) = await tasks.next() else { return .success(()) }
                running -= 1
                waiting[number] = result
                while let ready = waiting.removeValue(forKey: next) {
                    next += 1
                    do throws(Failure) {
                        try take(ready)
                    } catch {
                        tasks.cancelAll()
                        return .failure(error)
                    }
                }
            }
        }
        try outcome.get()
    }
}

extension PassageReport {
    /// Reports on every file of a walk.
    ///
    /// - Parameter failed: told of each file that gave no record, in input order.
    /// - Throws: ``OutputError`` when nothing more can be written.
    public func write(
        _ inputs: InputWalk, through files: FileSequence, to writer: inout DescriptorWriter, failed: (FileFailure) -> Void
    ) async throws(OutputError) -> PassageTally {
        struct Part: Sendable {
            var body: [UInt8]
            var profiles: Int
            var passages: Int
        }
        var tally = PassageTally()
        var hasBody = false
        try writer.append(prologue())
        var output = writer
        try await files.run(inputs) { records in
            Part(body: self.body(of: records), profiles: records.count, passages: records.reduce(0) { $0 + $1.suspects.count })
        } take: { result throws(OutputError) in
            switch result {
            case .success(let part):
                tally.count(profiles: part.profiles, passages: part.passages)
                guard !part.body.isEmpty else { return }
                if hasBody { try output.append(separator()) }
                try output.append(part.body)
                hasBody = true
            case .failure(let failure):
                tally.count(failure)
                failed(failure)
            }
        }
        try output.append(epilogue(tally))
        try output.flush()
        writer = output
        return tally
    }
}
