/// The whole way of a file through Palimpsest.
///
/// `bytes → ingest → normalise → segment → read values → score → detect → repair → records`. Each stage is a value with one entry point that
/// takes what the stage before made; none knows of files, terminals or other stages.
public struct Pipeline: Sendable {
    public let templates: [CompiledTemplate]
    public let options: Options
    private let ingest: Ingest
    private let segmenter: Segmenter
    private let detector: Detector?
    private let repairs: RepairEngine?

    public struct Options: Sendable {
        /// Identifier of the template to use, or `nil` to choose by score.
        public var templateID: String?
        public init(templateID: String? = nil) { self.templateID = templateID }
    }

    /// - Parameters:
    ///   - detector: what finds doubtful passages; without it records have no verdict.
    ///   - repairs: what mends them; without it they are only told.
    public init(templates: [CompiledTemplate], detector: Detector? = nil, repairs: RepairEngine? = nil, options: Options = Options()) {
        self.templates = templates
        self.options = options
        self.detector = detector
        self.repairs = repairs
        ingest = Ingest(language: templates.first?.language ?? "en")
        segmenter = Segmenter(templates: templates, only: options.templateID)
    }

    /// The records of one file: one for each profile in it, never none.
    ///
    /// - Parameters:
    ///   - bytes: the file's content.
    ///   - path: the path as the user gave it, any bytes.
    /// - Throws: ``IngestError`` when the content is not text.
    public func records(of bytes: [UInt8], path: [UInt8]) throws(IngestError) -> [Record] {
        var memory = LineMemory()
        return try records(of: bytes, path: path, memory: &memory)
    }

    /// As ``records(of:path:)``, with what is remembered of the lines of the files before.
    func records(of bytes: [UInt8], path: [UInt8], memory: inout LineMemory) throws(IngestError) -> [Record] {
        let document = try document(of: bytes, path: path)
        var records = segmenter.records(of: document, memory: &memory)
        if let detector {
            for index in records.indices {
                detector.assess(&records[index], template: templates.first { $0.id == records[index].template.id })
                repairs?.repair(&records[index])
            }
        }
        return records
    }

    /// The text of one file, before any stage has looked for structure in it.
    ///
    /// - Throws: ``IngestError`` when the content is not text.
    public func document(of bytes: [UInt8], path: [UInt8]) throws(IngestError) -> Document {
        try ingest.document(from: bytes, path: path)
    }
}
