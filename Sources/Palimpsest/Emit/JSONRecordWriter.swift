/// Writes one record as a JSON object without white space, keys in the order of the record's contract.
///
/// By hand rather than through `Encodable`: 200,000 small records took `JSONEncoder` 1.06 s and a hand-written writer
/// 0.08 s on the development machine.
struct JSONRecordWriter: ~Copyable {
    let document: Document
    /// The document's text.
    let bytes: UnsafeBufferPointer<UInt8>
    var out: ByteWriter
    /// Holds one passage's text between the document, which joins its lines, and the writer, which escapes it.
    var scratch: [UInt8] = []
    /// The line of the last place that was written; the next one is seldom far.
    var line = 0

    /// Appends `record` to `output`, without a line end.
    ///
    /// - Parameter buffer: memory to write in, for many records in turn; it holds nothing before and after.
    static func append(_ record: Record, to output: inout [UInt8], through buffer: inout ByteWriter) {
        var own = ByteWriter(capacity: 0)
        swap(&own, &buffer)
        record.document.text.bytes.withUnsafeBufferPointer { bytes in
            var writer = JSONRecordWriter(record, bytes, out: own)
            writer.write(record)
            writer.out.append(to: &output)
            own = writer.finish()
        }
        swap(&own, &buffer)
        buffer.clear()
    }

    private init(_ record: Record, _ bytes: UnsafeBufferPointer<UInt8>, out: consuming ByteWriter) {
        document = record.document
        self.bytes = bytes
        self.out = out
    }

    private consuming func finish() -> ByteWriter { out }

    private mutating func write(_ record: Record) {
        out.literal("{\"schema_version\":")
        out.string(RecordSchema.version)
        out.literal(",\"source\":")
        source(record)
        out.literal(",\"template\":{\"id\":")
        out.string(record.template.id)
        out.literal(",\"confidence\":")
        out.probability(record.template.confidence)
        // Where nothing has looked for garbled text the verdict is null: that is not the same as having found none.
        out.literal("},\"verdict\":")
        optional(record.verdict?.rawValue)
        out.literal(",\"reocr_languages\":")
        list(record.reocrLanguages) { $0.out.string($1) }
        out.literal(",\"confidence\":")
        out.probability(record.confidence)
        out.literal(",\"profile\":")
        object(record.profile)
        out.literal(",\"sections\":")
        list(record.sections) { $0.section($1) }
        out.literal(",\"indicators\":")
        list(record.indicators) { $0.indicator($1, of: record) }
        let names = UniqueKeys.renamed(record.collections, reserved: Self.recordKeys, key: \.key)
        for (index, collection) in record.collections.enumerated() {
            key(names?[index] ?? collection.key)
            node(collection.node)
        }
        suspects(record)
        out.literal(",\"unmatched\":")
        list(record.unmatched) { $0.unmatched($1) }
        out.literal(",\"furniture\":")
        list(record.furniture) { $0.furniture($1) }
        out.literal(",\"diagnostics\":")
        list(record.allDiagnostics) { $0.diagnostic($1) }
        out.literal("}")
    }

    mutating func span(_ range: TextRange) {
        out.span(document.span(of: range, near: &line))
    }

    private mutating func source(_ record: Record) {
        let source = record.document.source
        out.literal("{\"path\":")
        path(source.path)
        out.literal(",\"sha256\":")
        out.string(source.sha256)
        out.literal(",\"byte_count\":")
        out.integer(source.byteCount)
        out.literal(",\"line_count\":")
        out.integer(source.lineCount)
        out.literal(",\"page_count\":")
        out.integer(source.pageCount)
        out.literal(",\"encoding\":")
        out.string(source.encoding)
        out.literal(",\"encoding_confidence\":")
        out.probability(source.encodingConfidence)
        out.literal(",\"profile_index\":")
        out.integer(record.profileIndex)
        out.literal("}")
    }

    /// A path as a string; where its bytes are not UTF-8, `{"bytes": "<base64>"}`, so that the file can still be found.
    private mutating func path(_ path: [UInt8]) {
        if String(validating: path, as: UTF8.self) != nil { return out.string(path) }
        out.literal("{\"bytes\":\"")
        out.base64(path)
        out.literal("\"}")
    }

    private mutating func section(_ section: SectionRecord) {
        out.literal("{\"id\":")
        optional(section.id)
        out.literal(",\"title\":")
        out.string(section.title)
        out.literal(",\"level\":")
        out.integer(section.level)
        out.literal(",\"parent\":")
        optional(section.parent)
        out.literal(",\"confidence\":")
        out.probability(section.confidence)
        out.literal(",\"text\":")
        text(section.heading)
        place(section.heading)
        out.literal("}")
    }

    private mutating func unmatched(_ range: TextRange) {
        out.literal("{\"span\":")
        span(range)
        out.literal(",\"text\":")
        text(Passage(range))
        out.literal("}")
    }

    private mutating func furniture(_ furniture: Furniture) {
        out.literal("{\"id\":")
        out.string(furniture.id)
        place(furniture.text)
        out.literal("}")
    }

    private mutating func diagnostic(_ diagnostic: Diagnostic) {
        out.literal("{\"level\":")
        out.string(diagnostic.level.rawValue)
        out.literal(",\"code\":")
        out.string(diagnostic.code.rawValue)
        out.literal(",\"message\":")
        out.string(diagnostic.message)
        out.literal(",\"span\":")
        if let range = diagnostic.range { span(range) } else { out.literal("null") }
        out.literal("}")
    }
}
