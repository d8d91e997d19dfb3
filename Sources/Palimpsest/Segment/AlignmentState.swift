/// Where the alignment stands in the template: the context that decides what may come next.
struct AlignmentState: Hashable, Sendable, BitwiseCopyable {
    /// Index of the last heading's element; -1 before the first.
    var element: Int16 = -1
    /// Record type of the open record; -1 when none is open.
    var type: Int8 = -1
    /// Whether the open record is one whose heading was not recognised.
    var isUnknown = false
    /// The last label of the open record; -1 before the first.
    var field: Int8 = -1
    /// The labels seen in the open record, a bit each.
    var seen: UInt32 = 0
    /// Whether the open field has had its attribute.
    var hasAttribute = false
    /// The last heading part of the element.
    var part: Int8 = 0

    /// The state in 64 bits, for quick comparison.
    var packed: UInt64 {
        UInt64(seen) | UInt64(UInt16(bitPattern: element)) << 32 | UInt64(UInt8(bitPattern: type) & 0x3F) << 48
            | UInt64(UInt8(bitPattern: field) & 0x3F) << 54 | UInt64(UInt8(bitPattern: part) & 3) << 60
            | (isUnknown ? 1 << 62 : 0) | (hasAttribute ? 1 << 63 : 0)
    }

    // What fits in that; the template's reader refuses more.
    static let maximumElements = 32_000
    static let maximumTypes = 60
    static let maximumFields = 32

    /// The bit of a field in ``seen``.
    static func bit(_ field: Int) -> UInt32 { 1 << UInt32(field & 31) }
}

/// What it costs, in nats, to go on from one place of the template to another.
///
/// The template's order is a strong but not a hard constraint: sections may be missing, repeated or in another order.
struct TransitionModel {
    let template: CompiledTemplate
    private let places: UnsafePointer<ElementPlace>

    init(template: CompiledTemplate) {
        self.template = template
        places = template.places.base
    }

    private enum Cost {
        static let expected: Float = 0.1
        static let jump: Float = 0.3
        static let missingParent: Float = 1.2
        static let backward: Float = 3.5
        static let repeatedAtOnce: Float = 0.5
        static let repeated: Float = 3.5
        static let labelOutOfOrder: Float = 2
        static let labelRepeated: Float = 7
        static let unknownRecord: Float = 5
        static let misplaced: Float = 5
    }

    /// The state after `anchor` and its cost.
    func step(_ state: AlignmentState, _ role: Role) -> (state: AlignmentState, cost: Float) {
        switch role {
        case .heading(let element, let part): heading(state, element, part)
        case .label(let type, let field): label(state, type, field)
        case .attribute(let type, _): attribute(state, type)
        case .line(let element, _): (state, isInside(state, element) ? Cost.expected : Cost.misplaced)
        case .typeLine(let type, _): (state, Int(state.type) == type || enclosingRecord(state, ofType: type) ? Cost.expected : Cost.misplaced)
        case .noItems(let type): (state, Int(state.type) == type ? Cost.expected : Cost.misplaced)
        case .entry(_, let element): (state, isInside(state, Int(places[element].parent)) ? Cost.expected : Cost.misplaced)
        case .furniture: (state, Cost.expected)
        case .card(let element): (state, isInside(state, element) ? Cost.expected : Cost.misplaced + 2)
        }
    }

    private func isInside(_ state: AlignmentState, _ element: Int) -> Bool {
        let here = Int(state.element)
        return here >= element && here >= 0 && here <= Int(places[element].lastDescendant)
    }

    private func enclosingRecord(_ state: AlignmentState, ofType type: Int) -> Bool {
        var element = Int(state.element)
        while element >= 0 {
            if Int(places[element].recordType) == type { return true }
            element = Int(places[element].parent)
        }
        return false
    }

    private func heading(_ state: AlignmentState, _ element: Int, _ part: Int) -> (state: AlignmentState, cost: Float) {
        var next = AlignmentState()
        next.element = Int16(truncatingIfNeeded: element)
        next.type = Int8(truncatingIfNeeded: places[element].recordType)
        next.part = Int8(truncatingIfNeeded: part)
        return (next, order(state, element, part))
    }

    private func order(_ state: AlignmentState, _ element: Int, _ part: Int) -> Float {
        let here = Int(state.element)
        let place = places[element]
        if place.repeats, here >= element, here <= Int(place.lastDescendant) { return Cost.expected }
        if here == element && !state.isUnknown {
            if Int(state.part) < part { return Cost.expected }
            return state.field < 0 ? Cost.repeatedAtOnce : Cost.repeated
        }
        if here < 0 {
            return place.beginsProfile ? Cost.expected : Cost.jump + Float(place.level - 1) * 0.5
        }
        if place.beginsProfile { return Cost.repeatedAtOnce }
        guard element > here else { return Cost.backward }
        return (element == here + 1 ? Cost.expected : Cost.jump) + Float(unseenParents(of: element, from: here)) * Cost.missingParent
    }

    /// How many headings above `element` were passed over on the way from `here`.
    private func unseenParents(of element: Int, from here: Int) -> Int {
        var count = 0
        var parent = Int(places[element].parent)
        while parent > here {
            count += 1
            parent = Int(places[parent].parent)
        }
        return count
    }

    private func label(_ state: AlignmentState, _ type: Int, _ field: Int) -> (state: AlignmentState, cost: Float) {
        var next = state
        next.field = Int8(truncatingIfNeeded: field)
        next.hasAttribute = false
        let bit = AlignmentState.bit(field)
        guard Int(state.type) == type else { return unknownRecord(next, type, bit) }
        if state.seen & bit != 0 { return unknownRecord(next, type, bit) }
        next.seen |= bit
        return (next, field > Int(state.field) ? Cost.expected : Cost.labelOutOfOrder)
    }

    /// A label where no record can take it: the heading of a record in between was lost.
    private func unknownRecord(_ state: AlignmentState, _ type: Int, _ bit: UInt32) -> (state: AlignmentState, cost: Float) {
        var next = state
        next.type = Int8(truncatingIfNeeded: type)
        next.isUnknown = true
        next.seen = bit
        return (next, Cost.unknownRecord)
    }

    private func attribute(_ state: AlignmentState, _ type: Int) -> (state: AlignmentState, cost: Float) {
        guard Int(state.type) == type, state.field >= 0 else { return (state, Cost.misplaced) }
        var next = state
        next.hasAttribute = true
        return (next, state.hasAttribute ? Cost.misplaced : Cost.expected)
    }
}
