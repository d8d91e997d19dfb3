/// Mends spaces and shapes: words run together and torn apart, Han with spaces put in, hyphens at the ends of lines, and
/// characters that are another's shape.
///
/// Words run together are found by ``FusedWords``, which brings its candidates along.
struct SpacingRepairer: Repairer {
    static let method = RepairMethod.spacing

    private let words: GarbleModel
    /// Most dumps mix no scripts, and the look-alikes of all letters take longer to find than a dump takes to read.
    private let shapes: OnDemand<ShapeFolding>

    /// - Parameter directory: the folder of dictionaries.
    /// - Throws: ``ModelError`` when the word list is missing or broken.
    init(directory: String) throws(ModelError) {
        words = try GarbleModel(path: directory + "/" + GarbleModel.fileName)
        shapes = OnDemand { ShapeFolding() }
    }

    /// Whether the word list holds a word in Latin letters.
    private func isWord(_ word: String) -> Bool {
        var hash = TokenHash.seed
        for scalar in word.lowercased().unicodeScalars { hash = TokenHash.step(hash, scalar.value) }
        return words.knows(hash == 0 ? 1 : hash)
    }

    func findings(for record: Record) -> RepairFindings { RepairFindings(proposals: proposals(for: record)) }

    private func proposals(for record: Record) -> [RepairProposal] {
        record.document.text.bytes.withUnsafeBufferPointer { bytes in
            let lines = record.document.lines.lines(touching: record.range)
            let taken = record.suspects
            var proposals = LineEndHyphens(bytes: bytes, words: words).proposals(in: lines, apartFrom: taken)
            if lines.contains(where: { !$0.isASCII }) {
                let gaps = SpacedHan(bytes: bytes).proposals(in: lines)
                proposals += gaps
                // Half-width marks and dashes are the OCR's only where the spaces tell that an OCR wrote the text.
                if let gap = gaps.first, gap.confidence >= SpacedHan.sure {
                    proposals += HanPunctuation(bytes: bytes).proposals(in: lines) + HanOrdinals(bytes: bytes).proposals(in: lines)
                }
            }
            if taken.contains(where: { $0.kind == .mixedScript }), let shapes = shapes.value {
                proposals += taken.compactMap { shapes.proposal(for: $0, bytes, isWord: isWord) }
            }
            return proposals
        }
    }
}
