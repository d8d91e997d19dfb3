import Foundation

@testable import Palimpsest

/// The whole way with the dictionaries of the repository: segment, detect, repair, write.
struct PipelineTarget: FuzzTarget {
    let pipeline: Pipeline

    init(dictionaries: String) throws {
        let templates = try TemplateLibrary.load(directory: dictionaries)
        pipeline = Pipeline(
            templates: templates, detector: try Detector(directory: dictionaries),
            repairs: try RepairEngine(directory: dictionaries, templates: templates))
    }

    func run(_ input: [UInt8]) { _ = checked(input) }

    /// The records of `input`, looked over.
    func checked(_ input: [UInt8]) -> [Record]? {
        guard let records = try? pipeline.records(of: input, path: Array("f".utf8)) else { return nil }
        check(!records.isEmpty, "no record")
        for record in records {
            let count = record.document.text.bytes.count
            for suspect in record.suspects {
                check(suspect.range.start >= 0 && suspect.range.start <= suspect.range.end && suspect.range.end <= count, "a suspect out of the text")
                check((0...1).contains(suspect.confidence), "confidence \(suspect.confidence)")
                for candidate in suspect.candidates { check((0...1).contains(candidate.confidence), "confidence \(candidate.confidence)") }
            }
            check((0...1).contains(record.confidence), "confidence \(record.confidence)")
        }
        var lines: [UInt8] = []
        Emitter(format: .ndjson).append(records, to: &lines)
        for line in lines.split(separator: 0x0A) { check((try? JSONReader.value(of: Array(line))) != nil, "a record is no JSON") }
        return records
    }
}

/// Plans of repairs: replaying gives what repairing gives, and a plan that was tampered with is applied or refused.
struct PlanTarget: FuzzTarget {
    let pipeline: PipelineTarget

    init(dictionaries: String) throws { pipeline = try PipelineTarget(dictionaries: dictionaries) }

    func run(_ input: [UInt8]) {
        // The first bytes choose what happens to the plan.
        guard input.count > 8 else { return }
        let text = Array(input[8...])
        guard let records = pipeline.checked(text), let repaired = RepairedFile(records, source: text) else { return }
        let document = repaired.document
        let plan = RepairPlan(of: records)
        do throws(RepairPlanError) {
            check(try RepairPlan(json: plan.json).replay(on: document, source: text).text == repaired.text, "the replay gives something else")
        } catch {
            fatalError(error.message)
        }
        _ = repaired.difference(name: "f")
        var other = plan
        for index in other.edits.indices {
            let choice = input[index % 8]
            if choice & 1 != 0 { other.edits[index].applied.toggle() }
            if choice & 2 != 0 { other.edits[index].start += Int(choice >> 2) - 16 }
            if choice & 4 != 0 { other.edits[index].end = Int.max - Int(choice) }
            if choice & 8 != 0 { other.edits[index].text = String(other.edits[index].text.dropLast()) }
        }
        if let file = try? other.replay(on: document, source: text) {
            _ = file.text
            _ = file.difference(name: "f")
        }
    }
}

/// Every format of records and reports: JSON is JSON, and markup holds no markup of the text.
struct ReportTarget: FuzzTarget {
    let pipeline: PipelineTarget

    init(dictionaries: String) throws { pipeline = try PipelineTarget(dictionaries: dictionaries) }

    func run(_ input: [UInt8]) {
        guard let records = pipeline.checked(input) else { return }
        for format in Emitter.Format.allCases {
            var output: [UInt8] = []
            Emitter(format: format).append(records, to: &output)
        }
        for format in PassageReportFormat.allCases {
            let report = PassageReport(format: format)
            let body = report.body(of: records)
            var tally = PassageTally()
            tally.count(profiles: records.count, passages: records.reduce(0) { $0 + $1.suspects.count })
            switch format {
            case .sarif, .annotations:
                check((try? JSONReader.value(of: report.prologue() + body + report.epilogue(tally))) != nil, "\(format) is no JSON")
            case .jsonl:
                for line in body.split(separator: 0x0A) { check((try? JSONReader.value(of: Array(line))) != nil, "a passage is no JSON") }
            case .csv: check(Self.isTable(report.prologue() + body), "a row of the table has another number of cells")
            case .html:
                let end = Array("</script".utf8)
                let starts = body.indices.filter { body[$0...].starts(with: end) }
                check(starts.count <= records.count, "the text ends a script")
            }
        }
        _ = Explanation(of: records).text
    }

    /// Whether every row has as many cells as the first (RFC 4180).
    private static func isTable(_ bytes: [UInt8]) -> Bool {
        var (cells, width, quoted) = (1, 0, false)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""): quoted.toggle()
            case UInt8(ascii: ",") where !quoted: cells += 1
            case 0x0A where !quoted:
                if width == 0 { width = cells }
                guard cells == width else { return false }
                cells = 1
            default: break
            }
        }
        return !quoted
    }
}

/// One job against two, and files in one batch against each by itself.
struct JobsTarget: FuzzTarget {
    let pipeline: Pipeline
    private let folder: String

    init(dictionaries: String) throws {
        pipeline = try PipelineTarget(dictionaries: dictionaries).pipeline
        folder = NSTemporaryDirectory() + "palimpsest-fuzz-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    func run(_ input: [UInt8]) {
        // Two groups at least, so that two jobs have something to do: the parts again and again.
        let parts = input.split(separator: 0x1E, maxSplits: 5, omittingEmptySubsequences: false)
        let paths = parts.enumerated().map { index, part -> [UInt8] in
            let path = "\(folder)/\(index)"
            _ = FileManager.default.createFile(atPath: path, contents: Data(part))
            return Array(path.utf8)
        }
        let all = (0..<70).map { paths[$0 % paths.count] }
        let pipeline = pipeline
        let outputs = [1, 2].map { jobs in
            let result = Box()
            let done = DispatchSemaphore(value: 0)
            let output = Array("\(folder)/out\(jobs)".utf8)
            Task.detached {
                result.bytes = await Self.batch(pipeline, all, jobs, output)
                done.signal()
            }
            done.wait()
            return result.bytes
        }
        check(outputs[0] == outputs[1], "two jobs write something else than one")
        var expected: [UInt8] = []
        for path in all {
            guard let bytes = FileManager.default.contents(atPath: String(decoding: path, as: UTF8.self)),
                let records = try? pipeline.records(of: Array(bytes), path: path)
            else { continue }
            Emitter(format: .ndjson).append(records, to: &expected)
        }
        check(outputs[0] == expected, "a batch writes something else than its files by themselves")
    }

    private static func batch(_ pipeline: Pipeline, _ paths: [[UInt8]], _ jobs: Int, _ output: [UInt8]) async -> [UInt8] {
        do {
            let file = try AtomicFile(replacing: output)
            var writer = DescriptorWriter(descriptor: file.descriptor)
            let runner = BatchRunner(pipeline: pipeline, emitter: Emitter(format: .ndjson), options: BatchOptions(jobs: jobs))
            _ = try await runner.run(InputWalk(paths: paths), to: &writer) { _ in }
            try file.commit()
        } catch {
            fatalError("\(error)")
        }
        return FileManager.default.contents(atPath: String(decoding: output, as: UTF8.self)).map(Array.init) ?? []
    }

    /// Written by one task before the semaphore is signalled, read after.
    private final class Box: @unchecked Sendable { var bytes: [UInt8] = [] }
}

/// A pipe against a file: the same bytes in pieces of any size.
struct StreamTarget: FuzzTarget {
    private let path = NSTemporaryDirectory() + "palimpsest-fuzz-\(getpid())-file"
    private let pipe = NSTemporaryDirectory() + "palimpsest-fuzz-\(getpid())-pipe"

    init(dictionaries: String) {
        unlink(pipe)
        mkfifo(pipe, 0o600)
    }

    func run(_ input: [UInt8]) {
        _ = FileManager.default.createFile(atPath: path, contents: Data(input))
        let piece = max(1, Int(input.first ?? 1))
        let source = input
        let target = pipe
        let writer = Thread {
            // Either end waits for the other to be opened.
            let descriptor = open(target, O_WRONLY)
            for start in stride(from: 0, to: source.count, by: piece) {
                let slice = Array(source[start..<min(start + piece, source.count)])
                _ = write(descriptor, slice, slice.count)
            }
            close(descriptor)
        }
        writer.start()
        let reader = FileReader(maximumBytes: 1 << 20)
        for (name, path, size) in [("pipe", pipe, 0), ("file", path, input.count)] {
            do throws(FileFailure) {
                let read = try reader.contents(of: InputFile(path: Array(path.utf8), origin: .path, expectedBytes: size))
                check(read == input, "the \(name) gave \(read.count) of \(input.count) bytes")
            } catch {
                fatalError("the \(name) \(error.message)")
            }
        }
    }
}
