/// What the segmenter's parts share: made once, used for every document.
final class ReadingTools: Sendable {
    let folding: KeyFolding
    let aligner: PatternAligner
    let matcher: PatternMatcher
    let calibration: FieldConfidence

    init(costs: ConfusionCosts) {
        folding = KeyFolding()
        aligner = PatternAligner(costs: costs)
        matcher = PatternMatcher(folding: folding, aligner: aligner)
        calibration = FieldConfidence()
    }

    func values(_ bytes: UnsafeBufferPointer<UInt8>, _ template: CompiledTemplate) -> ValueReader {
        ValueReader(bytes: bytes, template: template, locale: template.locale, folding: folding, aligner: aligner)
    }

    func sentences(_ bytes: UnsafeBufferPointer<UInt8>, _ template: CompiledTemplate) -> SentenceReader {
        SentenceReader(template: template, matcher: matcher, values: values(bytes, template), bytes: bytes)
    }
}
