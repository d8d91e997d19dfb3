extension Record {
    /// The applied candidates as edits of ``Document/text``.
    public var edits: EditedText {
        var edits: [Replacement] = []
        for suspect in suspects {
            for candidate in suspect.candidates where candidate.isApplied {
                edits.append(Replacement(range: candidate.range ?? suspect.range, replacement: Array(candidate.text.utf8)))
            }
        }
        for repair in spaceRepairs where repair.isApplied {
            if let range = repair.range { edits.append(Replacement(range: range, replacement: Array(repair.text.utf8))) }
        }
        return EditedText(edits)
    }

    /// The suspect that a place lies in.
    func suspectIndex(around range: TextRange) -> Int? {
        suspectIndices(touching: range).first { suspects[$0].range.start <= range.start && range.end <= suspects[$0].range.end }
    }

    /// The applied candidates that touch a passage.
    ///
    /// - Parameter indices: the suspects that touch it.
    func edits(of passage: Passage, suspects indices: [Int]) -> [Replacement] {
        var edits: [Replacement] = []
        for index in indices {
            for candidate in suspects[index].candidates where candidate.isApplied {
                edits.append(Replacement(range: candidate.range ?? suspects[index].range, replacement: Array(candidate.text.utf8)))
            }
        }
        if !spaceRepairs.isEmpty {
            for piece in passage.eachPiece { edits += spaces(in: piece) }
        }
        return edits
    }

    private func spaces(in piece: TextRange) -> [Replacement] {
        var first = spaceRepairs.partitioningIndex { ($0.range?.end ?? 0) > piece.start }
        var found: [Replacement] = []
        while first < spaceRepairs.count, let range = spaceRepairs[first].range, range.end <= piece.end {
            if spaceRepairs[first].isApplied { found.append(Replacement(range: range, replacement: Array(spaceRepairs[first].text.utf8))) }
            first += 1
        }
        return found
    }

    /// The text of `passage` with `edits` made, lines joined.
    func repairedText(of passage: Passage, _ edits: [Replacement]) -> [UInt8] {
        let edited = EditedText(edits)
        let bytes = document.text.bytes
        var text: [UInt8] = []
        var pieces: [TextRange] = []
        for piece in passage.eachPiece {
            let start = text.count
            text += edited.apply(to: bytes, in: piece)
            pieces.append(TextRange(start, text.count))
        }
        var output: [UInt8] = []
        text.withUnsafeBufferPointer { LineJoining.append($0, Passage(pieces), to: &output) }
        return output
    }

    /// The verdict and the languages to read again with, after repairs.
    mutating func updateVerdict() {
        guard verdict != nil else { return }
        verdict = Verdict(of: suspects)
        if verdict != .reocrNeeded && verdict != .partlyRepaired { reocrLanguages = [] }
    }
}

extension Suspect {
    /// Whether a reader gets along with it as it is: specks, words run together, and words in Latin letters with a wrong one in them.
    var isLegible: Bool {
        switch kind {
        case .noise, .fusedWords: true
        case .misread: script == nil || script == "Latn"
        default: false
        }
    }

    /// Whether applied candidates cover all of it.
    var isMended: Bool {
        var covered = 0
        for candidate in candidates where candidate.isApplied {
            guard let place = candidate.range else { return true }
            covered += place.count
        }
        return covered >= range.count
    }
}
