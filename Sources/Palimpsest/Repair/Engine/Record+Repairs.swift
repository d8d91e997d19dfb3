extension Record {
    /// The applied candidates as edits of ``Document/text``.
    public var edits: EditedText {
        var edits: [Replacement] = []
        for suspect in suspects {
            for candidate in suspect.candidates where candidate.isApplied {
                edits.append(Replacement(range: candidate.range ?? suspect.range, replacement: Array(candidate.text.utf8)))
            }
        }
        return EditedText(edits)
    }

    /// The suspect that a place lies in.
    func suspectIndex(around range: TextRange) -> Int? {
        suspectIndices(touching: range).first { suspects[$0].range.start <= range.start && range.end <= suspects[$0].range.end }
    }

    /// Whether one of these suspects has a candidate applied.
    func hasRepairs(among indices: [Int]) -> Bool {
        indices.contains { suspects[$0].candidates.contains(where: \.isApplied) }
    }

    /// Appends the text of `passage` with the applied candidates in place, lines joined.
    ///
    /// - Parameter indices: the suspects that touch the passage.
    func appendRepairedText(of passage: Passage, suspects indices: [Int], to output: inout [UInt8]) {
        var edits: [Replacement] = []
        for index in indices {
            for candidate in suspects[index].candidates where candidate.isApplied {
                edits.append(Replacement(range: candidate.range ?? suspects[index].range, replacement: Array(candidate.text.utf8)))
            }
        }
        let edited = EditedText(edits)
        let bytes = document.text.bytes
        var text: [UInt8] = []
        var pieces: [TextRange] = []
        for piece in passage.pieces {
            let start = text.count
            text += edited.apply(to: bytes, in: piece)
            pieces.append(TextRange(start, text.count))
        }
        text.withUnsafeBufferPointer { LineJoining.append($0, Passage(pieces), to: &output) }
    }

    /// The verdict and the languages to read again with, after repairs.
    mutating func updateVerdict() {
        guard verdict != nil else { return }
        verdict = Verdict(of: suspects)
        if verdict != .reocrNeeded && verdict != .partlyRepaired { reocrLanguages = [] }
    }
}

extension Suspect {
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
