/// Proposes what lost Chinese may have said, and the terms that it most likely holds. See ``LostHanReader``.
struct RestorationRepairer: Repairer {
    static let method = RepairMethod.restoration

    private let reader: LostHanReader

    /// Words less probable than this are left to the reading of the whole passage.
    private static let leastWord = 0.5
    /// Terms less probable than this are not told.
    private static let leastTerm = 0.5
    /// A passage of so few characters holds too little to read.
    private static let fewest = 3

    /// - Parameter directory: the folder of dictionaries.
    /// - Throws: ``ModelError``.
    init(directory: String) throws(ModelError) { reader = try LostHanReader(directory: directory + "/models") }

    func findings(for record: Record) -> RepairFindings {
        var findings = RepairFindings()
        record.document.text.bytes.withUnsafeBufferPointer { bytes in
            for (index, suspect) in record.suspects.enumerated() {
                guard suspect.kind == .wrongScript, let language = suspect.language, language.hasPrefix("zh-"), suspect.range.count >= Self.fewest else { continue }
                let passage = UnsafeBufferPointer(rebasing: bytes[suspect.range.start..<suspect.range.end])
                add(reader.proposal(for: passage, language: language), of: suspect, index, to: &findings)
            }
        }
        return findings
    }

    private func add(_ proposal: LostHanProposal, of suspect: Suspect, _ index: Int, to findings: inout RepairFindings) {
        func place(_ range: Range<Int>) -> TextRange { TextRange(suspect.range.start + range.lowerBound, suspect.range.start + range.upperBound) }
        if proposal.text.contains(where: { $0 != "…" }) {
            findings.proposals.append(
                RepairProposal(
                    range: suspect.range, text: proposal.text, confidence: min(proposal.confidence, Self.mostWithGaps(proposal)),
                    explanation: "The likeliest reading of the letters as Chinese; … stands for what is in doubt."))
        }
        for word in proposal.words where word.confidence >= Self.leastWord && word.text.unicodeScalars.contains(where: { HanSymbol.isHan($0.value) }) {
            findings.proposals.append(
                RepairProposal(range: place(word.range), text: word.text, confidence: word.confidence, explanation: "The likeliest Chinese word for these letters."))
            for other in word.alternatives where other.confidence >= 0.1 {
                findings.proposals.append(
                    RepairProposal(range: place(word.range), text: other.text, confidence: other.confidence, explanation: "Another word for about these letters."))
            }
        }
        for term in proposal.terms where term.confidence >= Self.leastTerm {
            findings.terms.append((index, SpottedTerm(range: place(term.range), text: term.text, confidence: term.confidence, source: term.source)))
        }
    }

    /// A reading with gaps is no text of the page: it is never applied.
    private static func mostWithGaps(_ proposal: LostHanProposal) -> Double { proposal.text.contains(LostHanProposal.gap) ? 0.5 : 1 }
}
