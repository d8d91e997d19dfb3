/// Character errors of a text against what the page says: added, lost and changed code points, white space apart.
///
/// The rate is edits by characters of the page, as OCR evaluation has it (Rice, "Measuring the accuracy of page-reading systems", 1996; the same
/// in ocreval and dinglehopper), so that it exceeds 1 when more is added than stands there. White space is left out because engines put
/// spaces between Han characters.
public struct CharacterErrors: Hashable, Sendable {
    public var edits = 0
    /// Characters of the page.
    public var characters = 0
    /// Characters read where the labels do not say what the page has; they are in neither count.
    public var unknown = 0

    public init() {}

    /// `nil` when nothing is known of the page.
    public var rate: Double? { characters == 0 ? nil : Double(edits) / Double(characters) }

    public static func + (left: CharacterErrors, right: CharacterErrors) -> CharacterErrors {
        var sum = left
        sum.edits += right.edits
        sum.characters += right.characters
        sum.unknown += right.unknown
        return sum
    }

    /// A reading of a dump that can be held against its page.
    public enum Reading: String, Sendable, CaseIterable {
        /// The text as the OCR read it.
        case asRead = "as_read"
        /// Of that, what lies outside all suspects.
        case outsideSuspects = "outside_suspects"
    }
}

extension CharacterErrors {
    /// Errors of those characters that `counts` takes. A lost character goes with the one before it, at a span's beginning with
    /// the one after it.
    ///
    /// - Parameter counts: whether the character of this number counts.
    init(_ truth: DetectionTruth, where counts: (Int) -> Bool) {
        for text in truth.texts {
            guard text.page != nil else {
                unknown += text.indices.reduce(0) { $0 + (counts($1) ? 1 : 0) }
                continue
            }
            guard let alignment = text.alignment else {
                characters += text.indices.reduce(0) { $0 + (counts($1) ? 1 : 0) }
                continue
            }
            add(alignment, text.indices, where: counts)
        }
    }

    private mutating func add(_ alignment: TextAlignment, _ indices: Range<Int>, where counts: (Int) -> Bool) {
        for step in alignment.steps {
            switch step {
            case .same(let read, _):
                if counts(indices.lowerBound + read) { characters += 1 }
            case .changed(let read, _):
                if counts(indices.lowerBound + read) { (edits, characters) = (edits + 1, characters + 1) }
            case .added(let read):
                if counts(indices.lowerBound + read) { edits += 1 }
            case .lost(_, let following):
                guard !indices.isEmpty, counts(max(indices.lowerBound, indices.lowerBound + following - 1)) else { continue }
                (edits, characters) = (edits + 1, characters + 1)
            }
        }
    }
}
