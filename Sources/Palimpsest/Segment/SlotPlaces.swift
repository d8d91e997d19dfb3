/// The places of a pattern's slots in the text, in order.
///
/// Every candidate has one, candidates are copied from stage to stage, and nearly all have at most two slots: these are held in
/// place, so that a copy costs no reference count.
struct SlotPlaces: Sendable, RandomAccessCollection, MutableCollection, ExpressibleByArrayLiteral {
    private var first = TextRange(0, 0)
    private var second = TextRange(0, 0)
    /// From the third on; `nil` when there are none.
    private var others: [TextRange]?
    private(set) var count = 0

    init(_ places: some Collection<TextRange>) {
        for place in places { append(place) }
    }

    init(arrayLiteral places: TextRange...) { self.init(places) }

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(index: Int) -> TextRange {
        get { index == 0 ? first : index == 1 ? second : others?[index - 2] ?? second }
        set {
            switch index {
            case 0: first = newValue
            case 1: second = newValue
            default: others?[index - 2] = newValue
            }
        }
    }

    private mutating func append(_ place: TextRange) {
        switch count {
        case 0: first = place
        case 1: second = place
        default: others = (others ?? []) + [place]
        }
        count += 1
    }

    /// Moves every place by `distance` bytes.
    mutating func move(by distance: Int) {
        for index in 0..<count {
            self[index].start += distance
            self[index].end += distance
        }
    }
}
