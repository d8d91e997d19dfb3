/// The passages as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code hosts, editors and dashboards read.
///
/// Rule ids are stable: they are part of what SemVer covers. Columns count code points, as the record's spans do, and a region
/// gives the place in bytes as well; the fingerprint leaves places out, so that a passage keeps its identity when text is
/// inserted above it (section 3.27.17). Repairs are `fixes`; the ones that stand in the repaired text have `applied` in their
/// property bag. Results are streamed, hence no `artifacts` array, which would come after them.
enum SARIFWriter {
    static var prologue: [UInt8] {
        var out = ByteWriter()
        out.literal("{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",")
        out.literal("\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"Palimpsest\",\"rules\":[")
        for (index, kind) in SuspectKind.allCases.enumerated() {
            if index > 0 { out.literal(",") }
            out.literal("\n{\"id\":")
            out.string(ruleIdentifier(kind))
            out.literal(",\"name\":")
            out.string(kind.rawValue.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined())
            out.literal(",\"shortDescription\":{\"text\":")
            out.string(kind.title.prefix(1).uppercased() + kind.title.dropFirst() + ".")
            out.literal("},\"fullDescription\":{\"text\":")
            out.string(kind.meaning)
            out.literal("},\"defaultConfiguration\":{\"level\":")
            out.string(level(kind))
            out.literal("}}")
        }
        out.literal("]}},\"columnKind\":\"unicodeCodePoints\",")
        out.literal("\"newlineSequences\":[\"\\r\\n\",\"\\n\",\"\\r\",\"\\u0085\",\"\\u2028\",\"\\u2029\"],\"results\":[\n")
        var output: [UInt8] = []
        out.append(to: &output)
        return output
    }

    static func append(_ record: Record, to output: inout [UInt8]) {
        var seen: [String: Int] = [:]
        var out = ByteWriter(capacity: 32_768)
        ReportedPassage.forEach(of: record) { passage in
            if passage.number > 0 { out.literal(",\n") }
            result(passage, &seen, to: &out)
        }
        out.append(to: &output)
    }

    /// - Parameter failures: files that gave no record: they are told of as the format has it, as notifications of the run.
    static func epilogue(failures: [FileFailure]) -> [UInt8] {
        var out = ByteWriter()
        out.literal("\n],\"invocations\":[{\"executionSuccessful\":")
        failures.isEmpty ? out.literal("true") : out.literal("false")
        out.literal(",\"toolExecutionNotifications\":[")
        for (index, failure) in failures.enumerated() {
            if index > 0 { out.literal(",") }
            out.literal("{\"level\":\"error\",\"descriptor\":{\"id\":")
            out.string("palimpsest/" + failure.code.rawValue.split(separator: "_").joined(separator: "-"))
            out.literal("},\"message\":{\"text\":")
            out.string(failure.message)
            out.literal("},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":")
            out.string(ReportedPassage.uri(of: failure.path))
            out.literal("}}}]}")
        }
        out.literal("]}]}]}\n")
        var output: [UInt8] = []
        out.append(to: &output)
        return output
    }

    static func ruleIdentifier(_ kind: SuspectKind) -> String {
        "palimpsest/" + kind.rawValue.split(separator: "_").joined(separator: "-")
    }

    private static func level(_ kind: SuspectKind) -> String {
        switch kind {
        case .wrongScript, .mojibake: "error"
        case .misread, .mixedScript: "warning"
        case .fusedWords, .noise: "note"
        }
    }

    private static func result(_ passage: ReportedPassage, _ seen: inout [String: Int], to out: inout ByteWriter) {
        let suspect = passage.suspect
        out.literal("{\"ruleId\":")
        out.string(ruleIdentifier(suspect.kind))
        out.literal(",\"ruleIndex\":")
        out.integer(SuspectKind.allCases.firstIndex(of: suspect.kind) ?? 0)
        // What is mended needs nobody's attention any more.
        out.literal(",\"level\":")
        out.string(suspect.isMended ? "note" : level(suspect.kind))
        out.literal(",\"rank\":")
        out.decimal(DecimalNumber(digits: Int64((suspect.confidence * 10_000).rounded()), scale: 2))
        out.literal(",\"guid\":")
        out.string(passage.uuid)
        out.literal(",\"message\":{\"text\":")
        out.string(message(passage))
        out.literal("},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":")
        out.string(ReportedPassage.uri(of: passage.record.document.source.path))
        out.literal("},\"region\":")
        region(passage.span, text: passage.exact, to: &out)
        out.literal("}")
        if let indicator = passage.indicator {
            let name = [indicator.id ?? indicator.title, passage.field?.id].compactMap { $0 }.joined(separator: ".")
            out.literal(",\"logicalLocations\":[{\"fullyQualifiedName\":")
            out.string(name)
            out.literal(",\"kind\":\"member\"}]")
        }
        out.literal("}],\"partialFingerprints\":{\"palimpsestPassage/v1\":")
        out.string(fingerprint(passage, &seen))
        out.literal("}")
        fixes(passage, to: &out)
        out.literal(",\"properties\":{\"confidence\":")
        out.probability(suspect.confidence)
        out.member("language", suspect.language)
        out.member("terms", suspect.terms.map(\.text))
        out.literal("}}")
    }

    private static func message(_ passage: ReportedPassage) -> String {
        var text = passage.suspect.kind.meaning
        if let language = passage.suspect.language { text += " The text is most likely \(language)." }
        return ([text] + passage.suspect.reasons).joined(separator: " ")
    }

    private static func region(_ span: SourceSpan, text: ArraySlice<UInt8>? = nil, to out: inout ByteWriter) {
        out.literal("{\"startLine\":")
        out.integer(span.startLine)
        out.literal(",\"startColumn\":")
        out.integer(span.startColumn)
        out.literal(",\"endLine\":")
        out.integer(span.endLine)
        out.literal(",\"endColumn\":")
        out.integer(span.endColumn)
        out.literal(",\"byteOffset\":")
        out.integer(span.start)
        out.literal(",\"byteLength\":")
        out.integer(span.end - span.start)
        if let text {
            out.literal(",\"snippet\":{\"text\":")
            out.string(Array(text))
            out.literal("}")
        }
        out.literal("}")
    }

    private static func fixes(_ passage: ReportedPassage, to out: inout ByteWriter) {
        let candidates = passage.suspect.candidates
        guard !candidates.isEmpty else { return }
        out.literal(",\"fixes\":[")
        for (index, candidate) in candidates.enumerated() {
            if index > 0 { out.literal(",") }
            out.literal("{\"description\":{\"text\":")
            out.string(candidate.explanation.isEmpty ? "Proposed by \(candidate.method)." : candidate.explanation)
            out.literal("},\"artifactChanges\":[{\"artifactLocation\":{\"uri\":")
            out.string(ReportedPassage.uri(of: passage.record.document.source.path))
            out.literal("},\"replacements\":[{\"deletedRegion\":")
            region(passage.record.document.span(of: candidate.range ?? passage.suspect.range), to: &out)
            out.literal(",\"insertedContent\":{\"text\":")
            out.string(candidate.text)
            out.literal("}}]}],\"properties\":{\"applied\":")
            candidate.isApplied ? out.literal("true") : out.literal("false")
            out.literal(",\"confidence\":")
            out.probability(candidate.confidence)
            out.member("method", candidate.method)
            out.literal("}}")
        }
        out.literal("]")
    }

    /// Profile, kind, owner and text, and a number where the same passage comes again.
    private static func fingerprint(_ passage: ReportedPassage, _ seen: inout [String: Int]) -> String {
        let key = ["\(passage.record.profileIndex)", passage.suspect.kind.rawValue, passage.indicator?.id ?? "", passage.field?.id ?? "", passage.text].joined(separator: "\u{0}")
        let count = seen[key, default: 0]
        seen[key] = count + 1
        return SourceDigest.sha256(Array("\(key)\u{0}\(count)".utf8))
    }
}
