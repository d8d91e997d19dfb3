/// What the segmenter's parts share: made once, used for every document.
final class ReadingTools: Sendable {
    let folding: KeyFolding
    let aligner: PatternAligner
    let matcher: PatternMatcher
    let distance: KeyDistance
    let calibration: FieldConfidence

    init(costs: ConfusionCosts) {
        folding = KeyFolding()
        aligner = PatternAligner(costs: costs)
        distance = KeyDistance(costs: costs)
        matcher = PatternMatcher(folding: folding, aligner: aligner, distance: distance)
        calibration = FieldConfidence()
    }

    func values(_ bytes: UnsafeBufferPointer<UInt8>, _ template: CompiledTemplate) -> ValueReader {
        ValueReader(bytes: bytes, template: template)
    }

    func sentences(_ bytes: UnsafeBufferPointer<UInt8>, _ template: CompiledTemplate) -> SentenceReader {
        SentenceReader(template: template, bytes: bytes)
    }
}
