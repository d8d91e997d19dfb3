/// What the comparison of one dump's suspects with its labels gave.
public struct DumpDetection: Sendable {
    public var name: String
    public var group: Group
    public var matrix = DetectionMatrix()
    /// Boundaries of all garble inside lines, and of that which is a lost script.
    public var boundaries = BoundaryScore()
    public var boundariesOfLostScript = BoundaryScore()
    public var lostLanguage = LostLanguageScore()
    /// Character errors of each reading of the text.
    public var errors: [CharacterErrors.Reading: CharacterErrors] = [:]
    /// The verdict that the first record of the file gave.
    public var verdict: Verdict
    /// Whether a dump with garble is not called clean, and one without is.
    public var verdictIsRight: Bool
    public var reocrLanguages: [String]
    /// Whether the first of ``reocrLanguages`` is the lost language, or there is none where no script was lost; `nil` where all
    /// garble is of scripts that the OCR knew or the language is not labelled.
    public var reocrIsRight: Bool?
    var passages: [SuspectKind: ConfidenceBook] = [:]
    var characters = ConfidenceBook()
    var strip: DetectionStrip

    /// What dumps are put together by.
    public struct Group: Hashable, Sendable {
        /// BCP 47 tag of the free text; `nil` when not labelled.
        public var language: String?
        /// What the engine was told to read, e.g. `eng`.
        public var ocrLanguages: String?
        /// The version of its model, e.g. `fast`.
        public var model: String?

        /// E.g. `zh-Hans, eng, fast`.
        public var title: String { [language ?? "und", ocrLanguages, model].compactMap { $0 }.joined(separator: ", ") }
    }

    /// - Returns: `nil` when nothing has looked for doubtful passages.
    init?(_ records: [Record], _ dump: LabelledDump) {
        guard let verdict = records.first?.verdict else { return nil }
        let truth = DetectionTruth(dump)
        let found = FoundPassages(records, in: truth.ink)
        name = dump.name
        group = Group(language: dump.truth.language, ocrLanguages: dump.truth.ocrLangs, model: dump.truth.ocrModel)
        for index in truth.classes.indices { matrix[truth.classes[index], found.kind(at: index)] += 1 }
        boundaries = BoundaryScore(truth, found)
        boundariesOfLostScript = BoundaryScore(truth, found, only: .wrongScript)
        lostLanguage = LostLanguageScore(truth, found, in: dump)
        errors[.asRead] = CharacterErrors(truth) { _ in true }
        errors[.outsideSuspects] = CharacterErrors(truth) { found.owners[$0] < 0 }
        self.verdict = verdict
        // What was mended is neither clean nor lost.
        verdictIsRight = matrix.garble.characters > 0
            ? records.contains { $0.verdict != .clean } : !records.contains { $0.verdict == .reocrNeeded || $0.verdict == .partlyRepaired }
        reocrLanguages = records.first { !$0.reocrLanguages.isEmpty }?.reocrLanguages ?? []
        strip = DetectionStrip(truth, found)
        if matrix.characters(.wrongScript) > 0 {
            reocrIsRight = dump.truth.language.map { LostLanguageScore.matches(reocrLanguages.first, $0) }
        } else if matrix.garble.characters == 0 {
            reocrIsRight = reocrLanguages.isEmpty
        }
        sample(truth, found, SpaceReference(dump))
    }

    /// Passages are right when most of their characters are not as on the page. Letters say nothing of a lost space: for words run
    /// together the truth's texts are asked, and when these do not have them either that is not judged. What lies in none is claimed to be right: its
    /// probability is 0, as the record's `clean_ratio` and `text_confidence` count it.
    private mutating func sample(_ truth: DetectionTruth, _ found: FoundPassages, _ spaces: SpaceReference) {
        for (suspect, place) in zip(found.suspects, found.places) {
            let judged = truth.classes[place].filter { !$0.isOpen }
            guard !judged.isEmpty else { continue }
            let wrong = judged.filter { $0 != .clean }.count
            let isWrong = wrong == 0 && suspect.kind == .fusedWords ? spaces.parts(truth.ink.string(place)) : wrong * 2 > judged.count
            if let isWrong { passages[suspect.kind, default: ConfidenceBook()].add(suspect.confidence, right: isWrong) }
        }
        for index in truth.classes.indices where !truth.classes[index].isOpen && truth.classes[index] != .slip {
            let owner = found.owners[index]
            characters.add(owner < 0 ? 0 : found.suspects[Int(owner)].confidence, right: truth.classes[index] != .clean)
        }
    }

    /// Adds another reading of the same dump.
    mutating func add(_ other: DumpDetection) {
        matrix = matrix + other.matrix
        boundaries = boundaries + other.boundaries
        boundariesOfLostScript = boundariesOfLostScript + other.boundariesOfLostScript
        lostLanguage = lostLanguage + other.lostLanguage
        errors.merge(other.errors, uniquingKeysWith: +)
        verdictIsRight = verdictIsRight && other.verdictIsRight
        reocrIsRight = reocrIsRight.map { $0 && other.reocrIsRight ?? true }
        passages.merge(other.passages) { first, second in
            var sum = first
            sum.add(second)
            return sum
        }
        characters.add(other.characters)
    }
}
