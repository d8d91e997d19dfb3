/// The formats in which doubtful passages are reported.
public enum PassageReportFormat: String, Sendable, CaseIterable {
    /// One page for reviewers that loads nothing.
    case html
    /// A table with one row per passage, which Excel opens as it is meant.
    case csv
    /// One JSON object per passage and line.
    case jsonl
    /// SARIF 2.1.0 (OASIS), which code hosts and editors show.
    case sarif
    /// The Web Annotation Data Model (W3C 2017), JSON-LD.
    case annotations
}

/// Writes the doubtful passages of many files, record by record.
///
/// A report is ``prologue()``, then what ``body(of:)`` makes of each file's records with ``separator()`` between two bodies that
/// are not empty, then ``epilogue(_:)``. Memory does not grow with the number of files, and the bytes depend on nothing but the
/// records.
public struct PassageReport: Sendable {
    public let format: PassageReportFormat

    public init(format: PassageReportFormat) { self.format = format }

    /// What comes before the first file.
    public func prologue() -> [UInt8] {
        switch format {
        case .html: PageWriter().prologue
        case .csv: PassageTable.header
        case .jsonl: []
        case .sarif: SARIFWriter.prologue
        case .annotations: AnnotationWriter.prologue
        }
    }

    /// What comes between two bodies.
    public func separator() -> [UInt8] {
        format == .sarif || format == .annotations ? Array(",\n".utf8) : []
    }

    /// What is reported of one file; empty where nothing is.
    public func body(of records: [Record]) -> [UInt8] {
        var output: [UInt8] = []
        for record in records {
            switch format {
            case .html: PageWriter().append(record, to: &output)
            case .csv: PassageTable.append(record, to: &output)
            case .jsonl: PassageLines.append(record, to: &output)
            case .sarif, .annotations:
                let start = output.count
                let mark = separator()
                if start > 0 { output += mark }
                let body = output.count
                format == .sarif ? SARIFWriter.append(record, to: &output) : AnnotationWriter.append(record, to: &output)
                if output.count == body { output.removeLast(output.count - start) }
            }
        }
        return output
    }

    /// What comes after the last file.
    public func epilogue(_ tally: PassageTally) -> [UInt8] {
        switch format {
        case .html: PageWriter().epilogue(failures: tally.failures)
        case .csv, .jsonl: []
        case .sarif: SARIFWriter.epilogue(failures: tally.failures)
        case .annotations: AnnotationWriter.epilogue(count: tally.passages)
        }
    }
}

/// What a report came to.
public struct PassageTally: Sendable {
    public var files = 0
    public var profiles = 0
    public var passages = 0
    /// Files that gave no record, the first thousand of them.
    public private(set) var failures: [FileFailure] = []
    public private(set) var failureCount = 0
    /// Those of them where there was nothing to read.
    public private(set) var missingInputs = 0

    public init() {}

    mutating func count(profiles: Int, passages: Int) {
        files += 1
        self.profiles += profiles
        self.passages += passages
    }

    mutating func count(_ failure: FileFailure) {
        failureCount += 1
        if failure.isMissingInput { missingInputs += 1 }
        if failures.count < 1000 { failures.append(failure) }
    }
}
