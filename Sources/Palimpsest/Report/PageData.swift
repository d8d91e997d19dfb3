/// The data block of one profile, for the script of the page.
///
/// It holds the text once; everything else points into it, in UTF-16 code units, as JavaScript counts.
struct PageData: ~Copyable {
    private let record: Record
    private let places: CharacterPlaces
    private var out = ByteWriter(capacity: 65_536)

    init(_ record: Record) {
        self.record = record
        places = CharacterPlaces(record.document.text.bytes, in: record.range, counting: .utf16)
    }

    /// Appends the object, without a character that HTML could take for the end of the block.
    consuming func append(to output: inout [UInt8]) {
        write()
        Self.appendEscaped(out, to: &output)
    }

    /// Outside of strings JSON has none of these characters, and inside `\u003c` is as good as `<`.
    static func appendEscaped(_ json: borrowing ByteWriter, to output: inout [UInt8]) {
        json.withBytes { bytes in
            var start = 0
            for index in bytes.indices {
                let escape: StaticString
                switch bytes[index] {
                case UInt8(ascii: "<"): escape = "\\u003c"
                case UInt8(ascii: ">"): escape = "\\u003e"
                case UInt8(ascii: "&"): escape = "\\u0026"
                default: continue
                }
                output += bytes[start..<index]
                escape.withUTF8Buffer { output += $0 }
                start = index + 1
            }
            output += bytes[start...]
        }
    }

    private mutating func write() {
        let source = record.document.source
        out.literal("{\"path\":")
        out.string(SafeText.line(source.path))
        out.literal(",\"sha\":")
        out.string(source.sha256)
        out.literal(",\"index\":")
        out.integer(record.profileIndex)
        out.literal(",\"encoding\":")
        out.string(source.encoding)
        out.literal(",\"pages\":")
        out.integer(source.pageCount)
        out.literal(",\"template\":")
        out.string(record.template.id)
        out.literal(",\"verdict\":")
        optional(record.verdict?.rawValue)
        out.literal(",\"languages\":")
        strings(record.reocrLanguages)
        out.literal(",\"confidence\":")
        out.probability(record.confidence)
        out.literal(",\"name\":")
        optional(record.displayName)
        out.literal(",\"ink\":")
        out.integer(record.characters(in: record.range))
        out.literal(",\"line\":")
        out.integer(record.document.span(of: TextRange(record.range.start, record.range.start)).startLine)
        out.literal(",\"text\":")
        out.string(Array(record.document.text.bytes[record.range.start..<record.range.end]))
        head()
        indicators()
        suspects()
        diagnostics()
        out.literal(",\"unmatched\":")
        out.integer(record.unmatched.count)
        out.literal("}")
    }

    private mutating func head() {
        out.literal(",\"head\":[")
        var isFirst = true
        for member in record.profile {
            guard case .value(let value) = member.node else { continue }
            if !isFirst { out.literal(",") }
            isFirst = false
            out.literal("[")
            out.string(member.key)
            out.literal(",")
            out.string(value.scalar.plainText(in: record.document))
            out.literal(",")
            out.probability(value.confidence)
            out.literal("]")
        }
        out.literal("]")
    }

    private mutating func diagnostics() {
        out.literal(",\"diagnostics\":[")
        for (index, diagnostic) in record.allDiagnostics.enumerated() {
            if index > 0 { out.literal(",") }
            out.literal("[")
            out.string(diagnostic.level.rawValue)
            out.literal(",")
            out.string(diagnostic.message)
            out.literal("]")
        }
        out.literal("]")
    }

    private mutating func indicators() {
        out.literal(",\"indicators\":[")
        for (index, indicator) in record.indicators.enumerated() {
            if index > 0 { out.literal(",") }
            out.literal("{\"id\":")
            optional(indicator.id)
            out.literal(",\"title\":")
            out.string(indicator.title)
            out.literal(",\"path\":")
            strings(indicator.path)
            out.literal(",\"confidence\":")
            out.probability(indicator.confidence)
            out.literal(",\"fields\":[")
            for (number, field) in indicator.fields.enumerated() {
                if number > 0 { out.literal(",") }
                self.field(field)
            }
            out.literal("]}")
        }
        out.literal("]")
    }

    private mutating func field(_ field: FieldRecord) {
        let assessment = record.assessment(of: field.text)
        out.literal("{\"id\":")
        out.string(field.id)
        out.literal(",\"at\":[")
        for (index, piece) in field.text.pieces.enumerated() {
            if index > 0 { out.literal(",") }
            place(piece)
        }
        out.literal("],\"confidence\":")
        out.probability(field.confidence * assessment.confidence)
        out.literal(",\"structure\":")
        out.probability(field.structureConfidence)
        out.literal(",\"verdict\":")
        optional(assessment.verdict?.rawValue)
        out.literal(",\"clean\":")
        out.probability(cleanShare(of: field.text, assessment.suspects))
        out.literal(",\"suspects\":[")
        for (index, suspect) in assessment.suspects.enumerated() {
            if index > 0 { out.literal(",") }
            out.integer(suspect)
        }
        out.literal("],\"values\":[")
        var isFirst = true
        for (key, value) in field.attributes.map({ ($0.key, $0.value) }) + field.quantities.map({ ($0.name ?? "", $0) }) {
            if !isFirst { out.literal(",") }
            isFirst = false
            self.value(value, key: key)
        }
        out.literal("]}")
    }

    /// The share of a text's characters outside passages that are still doubtful; the record's `clean_ratio` counts mended ones too.
    private func cleanShare(of text: Passage, _ suspects: [Int]) -> Double {
        var all = 0, doubtful = 0
        for piece in text.pieces {
            all += record.characters(in: piece)
            for index in suspects where record.suspects[index].range.overlaps(piece) && !record.suspects[index].isMended {
                let suspect = record.suspects[index]
                doubtful += record.characters(in: TextRange(max(piece.start, suspect.range.start), min(piece.end, suspect.range.end)))
            }
        }
        return all == 0 ? 1 : 1 - Double(doubtful) / Double(all)
    }

    private mutating func value(_ value: Value, key: String) {
        out.literal("[")
        out.string(key)
        out.literal(",")
        out.string(value.scalar.plainText(in: record.document) + (value.unit.map { " " + $0 } ?? ""))
        out.literal(",")
        out.probability(value.confidence)
        out.literal("]")
    }

    private mutating func suspects() {
        let owners = PassageOwners(record)
        var line = 0
        out.literal(",\"suspects\":[")
        for (index, suspect) in record.suspects.enumerated() {
            if index > 0 { out.literal(",") }
            self.suspect(suspect, owners.owner(of: suspect.range), line: &line)
        }
        out.literal("]")
    }

    private mutating func suspect(_ suspect: Suspect, _ owner: PassageOwners.Owner?, line: inout Int) {
        let span = record.document.span(of: suspect.range, near: &line)
        out.literal("{\"kind\":")
        out.string(suspect.kind.rawValue)
        out.literal(",\"at\":")
        place(suspect.range)
        out.literal(",\"lines\":[")
        out.integer(span.startLine)
        out.literal(",")
        out.integer(span.endLine)
        out.literal("],\"bytes\":[")
        out.integer(span.start)
        out.literal(",")
        out.integer(span.end)
        out.literal("],\"confidence\":")
        out.probability(suspect.confidence)
        out.literal(",\"ink\":")
        out.integer(record.characters(in: suspect.range))
        out.literal(",\"gain\":")
        out.integer(Int(record.gain(of: suspect).rounded()))
        out.literal(",\"mended\":")
        suspect.isMended ? out.literal("true") : out.literal("false")
        out.literal(",\"reasons\":")
        strings(suspect.reasons)
        out.literal(",\"language\":")
        optional(suspect.language)
        if let confidence = suspect.languageConfidence {
            out.literal(",\"languageConfidence\":")
            out.probability(confidence)
        }
        if let owner {
            out.literal(",\"indicator\":")
            out.integer(owner.indicator)
            if let field = owner.field {
                out.literal(",\"field\":")
                out.integer(field)
            }
        }
        candidates(of: suspect)
        terms(of: suspect)
        out.literal("}")
    }

    private mutating func candidates(of suspect: Suspect) {
        out.literal(",\"candidates\":[")
        for (index, candidate) in suspect.candidates.enumerated() {
            if index > 0 { out.literal(",") }
            out.literal("{\"text\":")
            out.string(candidate.text)
            out.literal(",\"confidence\":")
            out.probability(candidate.confidence)
            out.literal(",\"method\":")
            out.string(candidate.method)
            out.literal(",\"why\":")
            out.string(candidate.explanation)
            out.literal(",\"applied\":")
            candidate.isApplied ? out.literal("true") : out.literal("false")
            out.literal(",\"at\":")
            place(candidate.range ?? suspect.range)
            out.literal("}")
        }
        out.literal("]")
    }

    private mutating func terms(of suspect: Suspect) {
        out.literal(",\"terms\":[")
        for (index, term) in suspect.terms.enumerated() {
            if index > 0 { out.literal(",") }
            out.literal("{\"text\":")
            out.string(term.text)
            out.literal(",\"confidence\":")
            out.probability(term.confidence)
            out.literal(",\"source\":")
            out.string(term.source)
            out.literal(",\"at\":")
            place(term.range)
            out.literal("}")
        }
        out.literal("]")
    }

    private mutating func place(_ range: TextRange) {
        out.literal("[")
        out.integer(places[range.start])
        out.literal(",")
        out.integer(places[range.end])
        out.literal("]")
    }

    private mutating func optional(_ text: String?) {
        if let text { out.string(text) } else { out.literal("null") }
    }

    private mutating func strings(_ texts: [String]) {
        out.literal("[")
        for (index, text) in texts.enumerated() {
            if index > 0 { out.literal(",") }
            out.string(text)
        }
        out.literal("]")
    }
}
