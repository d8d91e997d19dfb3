extension JSONRecordWriter {
    /// `"suspects"` with every doubtful passage, each with the indicator and the field that it lies in.
    mutating func suspects(_ record: Record) {
        if record.suspects.isEmpty { return out.literal(",\"suspects\":[]") }
        out.literal(",\"suspects\":[")
        var owners = SuspectOwners(record)
        for index in record.suspects.indices {
            if index > 0 { out.literal(",") }
            suspect(record.suspects[index], index, owners.next(record.suspects[index].range, in: record))
        }
        out.literal("]")
    }

    /// The identifier of a suspect within its record: `s1` is the first.
    mutating func suspectIdentifier(_ index: Int) {
        out.literal("\"s")
        out.integer(index + 1)
        out.literal("\"")
    }

    private mutating func suspect(_ suspect: Suspect, _ index: Int, _ owner: SuspectOwners.Owner) {
        out.literal("{\"id\":")
        suspectIdentifier(index)
        out.literal(",\"kind\":")
        out.string(suspect.kind.rawValue)
        out.literal(",\"span\":")
        span(suspect.range)
        out.literal(",\"text\":")
        text(Passage(suspect.range))
        out.literal(",\"confidence\":")
        out.probability(suspect.confidence)
        out.literal(",\"reasons\":")
        list(suspect.reasons) { $0.out.string($1) }
        out.literal(",\"script\":")
        optional(suspect.script)
        out.literal(",\"language\":")
        optional(suspect.language)
        if let confidence = suspect.languageConfidence {
            out.literal(",\"language_confidence\":")
            out.probability(confidence)
        }
        out.literal(",\"indicator\":")
        optional(owner.indicator)
        out.literal(",\"field\":")
        optional(owner.field)
        out.literal(",\"candidates\":")
        list(suspect.candidates) { $0.candidate($1, of: suspect) }
        if !suspect.terms.isEmpty {
            out.literal(",\"terms\":")
            list(suspect.terms) { $0.term($1) }
        }
        out.literal("}")
    }

    private mutating func candidate(_ candidate: RepairCandidate, of suspect: Suspect) {
        out.literal("{\"text\":")
        out.string(candidate.text)
        out.literal(",\"confidence\":")
        out.probability(candidate.confidence)
        out.literal(",\"method\":")
        out.string(candidate.method)
        out.literal(",\"applied\":")
        candidate.isApplied ? out.literal("true") : out.literal("false")
        if !candidate.explanation.isEmpty {
            out.literal(",\"explanation\":")
            out.string(candidate.explanation)
        }
        if let part = candidate.range, part != suspect.range {
            out.literal(",\"at\":")
            span(part)
        }
        out.literal("}")
    }

    private mutating func term(_ term: SpottedTerm) {
        out.literal("{\"text\":")
        out.string(term.text)
        out.literal(",\"confidence\":")
        out.probability(term.confidence)
        out.literal(",\"source\":")
        out.string(term.source)
        out.literal(",\"at\":")
        span(term.range)
        out.literal("}")
    }
}

/// Tells which indicator and field each suspect lies in, suspects and fields both being in document order.
private struct SuspectOwners {
    struct Owner {
        var indicator: String?
        var field: String?
    }

    private var places: [(range: TextRange, owner: Owner)] = []
    private var place = 0

    init(_ record: Record) {
        for indicator in record.indicators {
            for field in indicator.fields {
                for piece in field.text.pieces { places.append((piece, Owner(indicator: indicator.id, field: field.id))) }
            }
        }
        places.sort { $0.range.start < $1.range.start }
    }

    mutating func next(_ range: TextRange, in record: Record) -> Owner {
        while place < places.count, places[place].range.end <= range.start { place += 1 }
        guard place < places.count, places[place].range.overlaps(range) else { return Owner() }
        return places[place].owner
    }
}
