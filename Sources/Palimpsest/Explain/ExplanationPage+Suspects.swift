extension ExplanationPage {
    /// The doubtful passages, each with what it may have been and why it is doubted.
    mutating func suspects(of record: Record) {
        guard let verdict = record.verdict else { return }
        heading("Suspects", "\(record.suspects.count), verdict \(verdict.rawValue)")
        if verdict == .reocrNeeded {
            let languages = record.reocrLanguages.isEmpty ? "a language that cannot be told" : record.reocrLanguages.joined(separator: ", ")
            line([paint("read again with", .key), languages], indent: 1)
        }
        for suspect in record.suspects {
            line(
                [
                    place(suspect.range, in: record.document), paint(suspect.kind.rawValue, .warning), confidence(suspect.confidence),
                    suspect.language ?? "", quote(Passage(suspect.range), in: record.document, used: 48),
                ], indent: 1)
            for reason in suspect.reasons { line([paint(reason, .quiet)], indent: 2) }
        }
    }
}
