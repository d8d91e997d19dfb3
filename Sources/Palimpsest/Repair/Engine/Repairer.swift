/// Proposes what doubtful passages may have said.
///
/// A repairer sees the whole record and changes nothing: it says what a place may have been and how sure it is, and
/// ``RepairEngine`` decides. Overcorrection is the known disease of OCR post-correction: in the shared task of ICDAR 2019
/// (Rigaud et al., "ICDAR 2019 Competition on Post-OCR Text Correction") most systems made clean text worse, and the ones
/// that gained had a detector before the corrector. So each proposal lies in a passage that is flagged, or brings its own
/// flag with a kind and a probability; text that nothing doubts is out of reach.
protocol Repairer: Sendable {
    static var method: RepairMethod { get }
    /// What is found in a record.
    func findings(for record: Record) -> RepairFindings
}

/// What a repairer has to say of a record.
struct RepairFindings: Sendable {
    /// What places may have said, in any order.
    var proposals: [RepairProposal] = []
    /// What there is to say of suspects beside that.
    var remarks: [RepairRemark] = []
    /// Terms that suspects hold, each with the suspect's index in ``Record/suspects``.
    var terms: [(suspect: Int, term: SpottedTerm)] = []
}

/// A sentence for the reviewer of a suspect.
struct RepairRemark: Sendable {
    /// Index into ``Record/suspects``.
    var suspect: Int
    var text: String
}

/// What one place may have said.
struct RepairProposal: Sendable {
    /// The place: within one suspect, or apart from all when ``flag`` is given.
    var range: TextRange
    var text: String
    /// Probability that the page said this.
    var confidence: Double
    /// One sentence for a reviewer: what was done and on what grounds.
    var explanation: String
    /// What is wrong with the place, for a place that no suspect covers.
    var flag: Flag?

    struct Flag: Sendable {
        var kind: SuspectKind
        /// Probability that the place does not say what the page said.
        var confidence: Double
        var reasons: [String]
        var language: String?
    }
}
