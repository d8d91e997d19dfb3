/// A dump from its beginning to its end in equal cells, each with the numbers of its characters by label and by suspect.
struct DetectionStrip: Sendable {
    /// A colour of the strip; `nil` is clean text.
    struct Cell: Sendable {
        var characters = 0
        var labels: [CharacterClass: Int] = [:]
        var suspects: [SuspectKind: Int] = [:]
        /// Garble outside suspects of garble.
        var missed = 0
        /// Clean text in suspects of any kind.
        var falseAlarms = 0
    }

    private(set) var cells: [Cell]
    static let length = 480

    init(_ truth: DetectionTruth, _ found: FoundPassages) {
        let count = truth.classes.count
        cells = Array(repeating: Cell(), count: min(Self.length, count))
        for index in truth.classes.indices {
            let cell = index * cells.count / count
            let label = truth.classes[index], kind = found.kind(at: index)
            cells[cell].characters += 1
            if label != .clean { cells[cell].labels[label, default: 0] += 1 }
            if let kind { cells[cell].suspects[kind, default: 0] += 1 }
            if label.isGarbled, !(kind?.isGarble ?? false) { cells[cell].missed += 1 }
            if label == .clean, kind != nil { cells[cell].falseAlarms += 1 }
        }
    }
}
