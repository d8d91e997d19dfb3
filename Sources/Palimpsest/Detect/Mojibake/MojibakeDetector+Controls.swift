/// C1 controls that are characters of windows-1252.
extension MojibakeDetector {
    private enum Control {
        static let prior: Float = 5
        /// Characters for each control: where there are fewer, the controls are bytes of text in another encoding.
        static let fewestBeside = 4
    }

    private func isEastAsian(_ scalar: UInt32) -> Bool { (0x2E80...0xFFEF).contains(scalar) && !(0xFB00...0xFDFF).contains(scalar) }

    func controlProposal(for scalars: [UInt32]) -> MojibakeProposal? {
        guard let charset = charsets.singles.first else { return nil }
        var edits: [TextEdit] = []
        for (place, scalar) in scalars.enumerated() {
            guard let character = C1Controls.character(scalar, in: charset) else { continue }
            // U+0085 is also an end of line, of a kind that mainframes write: then a word begins after it.
            let next = place + 1 < scalars.count ? scalars[place + 1] : 0x20
            if scalar == 0x85, !(next == 0x20 || next == 0x22 || next == 0x27 || next == 0x85 || next == 0x29) { continue }
            // Beside characters of East Asia, or many of them among letters, they are bytes of a reading that is not understood.
            if isEastAsian(place > 0 ? scalars[place - 1] : 0) || isEastAsian(next) { continue }
            // After the first byte of a sequence it is more likely to be one of the others.
            if place > 0, (0x80...0x9F).contains(scalars[place - 1]) || (0xC2...0xF4).contains(scalars[place - 1]), scalar != 0x85 { continue }
            edits.append(TextEdit(start: place, end: place + 1, scalars: [character]))
        }
        guard !edits.isEmpty, edits.count * Control.fewestBeside <= scalars.count(where: { $0 > 0x20 }) else { return nil }
        let gain = cost(of: scalars[...]) - cost(of: scalars.applying(edits)[...]) - Control.prior
        guard gain > 0 else { return nil }
        return MojibakeProposal(
            edits: edits, plan: EncodingPlan([.encode(EncodingPlan.latin1), .decode(charset.name)]), score: gain,
            reason: "C1 controls, which nobody types, are characters of \(charset.name).")
    }
}
