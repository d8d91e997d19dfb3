/// The passages as Web Annotations (W3C Recommendation, 23 February 2017): what annotation tools and editions read.
///
/// Every target has a TextQuoteSelector, which finds the passage in another version of the text too, and a
/// TextPositionSelector, which counts code points of the text as read ("in terms of unicode code points", section 4.2.5), from the
/// beginning of the file. The kind is a tag, the reasons a comment, each proposal a body with purpose `editing`, each spotted
/// term one with purpose `identifying`.
enum AnnotationWriter {
    /// Code points of prefix and suffix.
    private static let context = 32

    static let prologue = Array(
        """
        {"@context":"http://www.w3.org/ns/anno.jsonld","id":"#annotations","type":"AnnotationCollection",\
        "label":"Passages that do not say what the page said","first":{"id":"#page","type":"AnnotationPage","startIndex":0,"items":[

        """.utf8)

    static func epilogue(count: Int) -> [UInt8] { Array("\n]},\"total\":\(count)}\n".utf8) }

    static func append(_ record: Record, to output: inout [UInt8]) {
        guard !record.suspects.isEmpty else { return }
        let bytes = record.document.text.bytes
        let places = CharacterPlaces(bytes, in: TextRange(0, bytes.count), counting: .codePoint)
        var out = ByteWriter(capacity: 32_768)
        ReportedPassage.forEach(of: record) { passage in
            if passage.number > 0 { out.literal(",\n") }
            annotation(passage, places, to: &out)
        }
        out.append(to: &output)
    }

    private static func annotation(_ passage: ReportedPassage, _ places: CharacterPlaces, to out: inout ByteWriter) {
        let suspect = passage.suspect
        out.literal("{\"id\":")
        out.string("urn:uuid:" + passage.uuid)
        out.literal(",\"type\":\"Annotation\",\"motivation\":[\"assessing\"")
        if !suspect.candidates.isEmpty { out.literal(",\"editing\"") }
        out.literal("],\"body\":[{\"type\":\"TextualBody\",\"purpose\":\"tagging\",\"value\":")
        out.string(suspect.kind.rawValue)
        out.literal("}")
        if !suspect.reasons.isEmpty { body("commenting", suspect.reasons.joined(separator: " "), language: "en", to: &out) }
        for candidate in suspect.candidates { body("editing", candidate.text, language: suspect.language, to: &out) }
        for term in suspect.terms { body("identifying", term.text, language: suspect.language, to: &out) }
        out.literal("],\"target\":{\"source\":")
        out.string(ReportedPassage.uri(of: passage.record.document.source.path))
        let (before, after) = passage.context(context)
        out.literal(",\"selector\":[{\"type\":\"TextQuoteSelector\",\"exact\":")
        out.string(Array(passage.exact))
        out.member("prefix", String(decoding: before, as: UTF8.self))
        out.member("suffix", String(decoding: after, as: UTF8.self))
        out.literal("},{\"type\":\"TextPositionSelector\",\"start\":")
        out.integer(places[suspect.range.start])
        out.literal(",\"end\":")
        out.integer(places[suspect.range.end])
        out.literal("}]}}")
    }

    private static func body(_ purpose: StaticString, _ value: String, language: String?, to out: inout ByteWriter) {
        out.literal(",{\"type\":\"TextualBody\",\"purpose\":\"")
        out.literal(purpose)
        out.literal("\",\"format\":\"text/plain\",\"value\":")
        out.string(value)
        if let language {
            out.literal(",\"language\":")
            out.string(language)
        }
        out.literal("}")
    }
}
