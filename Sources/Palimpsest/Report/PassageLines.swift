/// The passages as one JSON object a line (JSON Lines), with the keys that a suspect has in the record, and its file, profile and
/// surroundings, so that a line says all by itself.
enum PassageLines {
    /// Code points of context on either side.
    private static let context = 64

    static func append(_ record: Record, to output: inout [UInt8]) {
        ReportedPassage.forEach(of: record) { passage in
            var out = ByteWriter()
            write(passage, to: &out)
            out.append(to: &output)
            output.append(0x0A)
        }
    }

    private static func write(_ passage: ReportedPassage, to out: inout ByteWriter) {
        let record = passage.record, suspect = passage.suspect
        out.literal("{\"path\":")
        out.string(SafeText.line(record.document.source.path))
        out.literal(",\"sha256\":")
        out.string(record.document.source.sha256)
        out.literal(",\"profile_index\":")
        out.integer(record.profileIndex)
        out.member("profile", record.displayName)
        out.literal(",\"template\":")
        out.string(record.template.id)
        out.literal(",\"id\":")
        out.string(passage.identifier)
        out.literal(",\"kind\":")
        out.string(suspect.kind.rawValue)
        out.literal(",\"span\":")
        out.span(passage.span)
        out.member("text", passage.text)
        let (before, after) = passage.context(context)
        out.member("before", String(decoding: before, as: UTF8.self))
        out.member("after", String(decoding: after, as: UTF8.self))
        out.literal(",\"confidence\":")
        out.probability(suspect.confidence)
        out.member("reasons", suspect.reasons)
        out.member("script", suspect.script)
        out.member("language", suspect.language)
        if let confidence = suspect.languageConfidence {
            out.literal(",\"language_confidence\":")
            out.probability(confidence)
        }
        out.member("indicator", passage.indicator?.id)
        out.member("indicator_title", passage.indicator?.title)
        out.member("field", passage.field?.id)
        out.literal(",\"expected_gain\":")
        out.integer(Int(record.gain(of: suspect).rounded()))
        out.literal(",\"candidates\":[")
        for (index, candidate) in suspect.candidates.enumerated() {
            if index > 0 { out.literal(",") }
            self.candidate(candidate, in: passage, to: &out)
        }
        out.literal("],\"terms\":[")
        for (index, term) in suspect.terms.enumerated() {
            if index > 0 { out.literal(",") }
            out.literal("{\"text\":")
            out.string(term.text)
            out.literal(",\"confidence\":")
            out.probability(term.confidence)
            out.member("source", term.source)
            out.literal(",\"span\":")
            out.span(record.document.span(of: term.range))
            out.literal("}")
        }
        out.literal("]}")
    }

    private static func candidate(_ candidate: RepairCandidate, in passage: ReportedPassage, to out: inout ByteWriter) {
        out.literal("{\"text\":")
        out.string(candidate.text)
        out.literal(",\"confidence\":")
        out.probability(candidate.confidence)
        out.member("method", candidate.method)
        out.literal(",\"applied\":")
        candidate.isApplied ? out.literal("true") : out.literal("false")
        out.member("explanation", candidate.explanation)
        out.literal(",\"span\":")
        out.span(passage.record.document.span(of: candidate.range ?? passage.suspect.range))
        out.literal("}")
    }
}

extension ByteWriter {
    /// `,"key":"text"`, or null.
    mutating func member(_ key: StaticString, _ text: String?) {
        literal(",\"")
        literal(key)
        literal("\":")
        if let text { string(text) } else { literal("null") }
    }

    /// `,"key":["text", …]`.
    mutating func member(_ key: StaticString, _ texts: [String]) {
        literal(",\"")
        literal(key)
        literal("\":[")
        for (index, text) in texts.enumerated() {
            if index > 0 { literal(",") }
            string(text)
        }
        literal("]")
    }
}
