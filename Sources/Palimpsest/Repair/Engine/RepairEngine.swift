/// Gives the suspects of a record their candidates, and applies those that are sure.
///
/// A table of repairers in a fixed order, each asked once. What decided the design:
/// * A candidate is applied when its probability reaches the threshold and nothing earlier or surer has taken the place:
///   selection with a reject option (Chow 1970), so that each repairer answers for its own calibration and for nothing else.
/// * Digits are only changed where the form's types, a second reading or arithmetic speak for it: a proposal that changes the
///   digits of a place is kept as a proposal whatever its confidence, unless its repairer is one of those (``mayChangeDigits``).
/// * A passage's text stays as read; what is applied stands beside it.
public struct RepairEngine: Sendable {
    /// The probability from which on a candidate is applied.
    public let threshold: Double
    private let repairers: [any Repairer]
    /// Those whose sure candidates are applied.
    private let applied: RepairerSelection

    /// The threshold that is used when none is given.
    public static let usualThreshold = 0.95

    init(repairers: [any Repairer], applying applied: RepairerSelection, threshold: Double = usualThreshold) {
        let order = RepairMethod.allCases
        self.applied = applied
        self.repairers = repairers.sorted { (order.firstIndex(of: type(of: $0).method) ?? 0) < (order.firstIndex(of: type(of: $1).method) ?? 0) }
        self.threshold = threshold
    }

    /// Fills in the candidates, the text with the sure ones applied, and what they leave of the verdict.
    public func repair(_ record: inout Record) {
        for repairer in repairers {
            let method = type(of: repairer).method
            let found = repairer.findings(for: record)
            for remark in found.remarks { record.suspects[remark.suspect].reasons.append(remark.text) }
            for (index, term) in found.terms { record.suspects[index].terms.append(term) }
            if !found.proposals.isEmpty { attach(found.proposals, method, to: &record) }
        }
        apply(to: &record)
        record.updateVerdict()
    }

    /// Puts proposals where they belong: each at the suspect that it lies in, or at a new one.
    private func attach(_ proposals: [RepairProposal], _ method: RepairMethod, to record: inout Record) {
        var flagged: [Suspect] = []
        var spaces: [RepairCandidate] = []
        for proposal in proposals.sorted(by: { $0.range.start < $1.range.start }) {
            let candidate = RepairCandidate(
                text: proposal.text, confidence: proposal.confidence, method: method.rawValue, explanation: proposal.explanation,
                range: proposal.range)
            if isBlank(proposal, in: record) {
                spaces.append(candidate)
            } else if let index = record.suspectIndex(around: proposal.range) {
                add(candidate, to: &record.suspects[index])
            } else if let flag = proposal.flag {
                if let last = flagged.last, last.range == proposal.range {
                    add(candidate, to: &flagged[flagged.count - 1])
                    continue
                }
                flagged.append(
                    Suspect(
                        kind: flag.kind, range: proposal.range, confidence: flag.confidence, reasons: flag.reasons, language: flag.language,
                        candidates: [candidate]))
            }
        }
        record.suspects = SuspectList.merged(record.suspects, flagged)
        if !spaces.isEmpty { record.spaceRepairs = (record.spaceRepairs + spaces).sorted { ($0.range?.start ?? 0) < ($1.range?.start ?? 0) } }
    }

    /// Whether a proposal changes nothing but white space.
    private func isBlank(_ proposal: RepairProposal, in record: Record) -> Bool {
        proposal.text.utf8.allSatisfy { $0 == 0x20 }
            && record.document.text.bytes[proposal.range.start..<proposal.range.end].allSatisfy { $0 == 0x20 || $0 &- 9 < 5 }
    }

    /// Adds a candidate; of two that say the same of one place the surer stays.
    private func add(_ candidate: RepairCandidate, to suspect: inout Suspect) {
        let place = candidate.range ?? suspect.range
        guard let same = suspect.candidates.firstIndex(where: { ($0.range ?? suspect.range) == place && $0.text == candidate.text }) else {
            suspect.candidates.append(candidate)
            return
        }
        if candidate.confidence > suspect.candidates[same].confidence { suspect.candidates[same] = candidate }
    }

    /// Marks what is applied: the surest first, and none over another.
    private func apply(to record: inout Record) {
        for index in record.suspects.indices where record.suspects[index].candidates.contains(where: { $0.confidence >= threshold }) {
            let suspect = record.suspects[index]
            let order = suspect.candidates.indices.sorted { suspect.candidates[$0].confidence > suspect.candidates[$1].confidence }
            var taken: [TextRange] = []
            for place in order where isSure(suspect.candidates[place], in: suspect, of: record) {
                let range = suspect.candidates[place].range ?? suspect.range
                guard !taken.contains(where: { $0.overlaps(range) }) else { continue }
                taken.append(range)
                record.suspects[index].candidates[place].isApplied = true
            }
        }
        applySpaces(to: &record)
    }

    /// Applies the sure repairs of white space that no other repair covers.
    private func applySpaces(to record: inout Record) {
        guard record.spaceRepairs.contains(where: { $0.confidence >= threshold }) else { return }
        let others = record.edits
        for index in record.spaceRepairs.indices where record.spaceRepairs[index].confidence >= threshold {
            guard let range = record.spaceRepairs[index].range, others.indices(touching: range).isEmpty else { continue }
            record.spaceRepairs[index].isApplied = true
        }
    }

    private func isSure(_ candidate: RepairCandidate, in suspect: Suspect, of record: Record) -> Bool {
        guard candidate.confidence >= threshold, RepairMethod(rawValue: candidate.method).map(applied.contains) ?? false else { return false }
        if Self.mayChangeDigits.contains(candidate.method) { return true }
        let range = candidate.range ?? suspect.range
        return Self.digits(record.document.text.bytes[range.start..<range.end]) == Self.digits(candidate.text.utf8)
    }

    /// The repairers whose evidence is good enough for digits: the bytes themselves, the form's types, a second reading.
    private static let mayChangeDigits: Set<String> = [RepairMethod.encoding.rawValue, RepairMethod.template.rawValue, RepairMethod.readings.rawValue]

    private static func digits(_ text: some Sequence<UInt8>) -> [UInt8] { text.filter { $0 &- 0x30 < 10 } }
}

extension RepairEngine {
    /// The repairers of a selection, with their models.
    ///
    /// Mojibake needs no repairer here: it is found by undoing it, so that its suspects come with their candidates. The model of Chinese is
    /// opened when a text first needs it: ``Detector``, which finds what there is to mend, has by then refused a missing or broken one.
    ///
    /// - Parameters:
    ///   - directory: the folder of dictionaries.
    ///   - selection: the repairers that are asked.
    ///   - applied: those of them whose sure candidates are applied; the candidates of the others stay proposals. All, when it is not given.
    ///   - threshold: the probability from which on a candidate is sure.
    /// - Throws: ``ModelError`` when a model is missing or broken.
    public init(
        directory: String, templates: [CompiledTemplate], selection: RepairerSelection = .quick, applying applied: RepairerSelection? = nil,
        threshold: Double = usualThreshold
    ) throws(ModelError) {
        var repairers: [any Repairer] = []
        if selection.contains(.template) { repairers.append(TemplateRepairer(templates: templates)) }
        if selection.contains(.spacing) { repairers.append(try SpacingRepairer(directory: directory)) }
        if selection.contains(.han) { repairers.append(HanRepairer(directory: directory)) }
        if selection.contains(.readings) { repairers.append(ReadingsRepairer()) }
        if selection.contains(.restoration) { repairers.append(try RestorationRepairer(directory: directory)) }
        self.init(repairers: repairers, applying: applied ?? selection, threshold: threshold)
    }
}
