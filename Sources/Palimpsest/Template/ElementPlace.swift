/// Where an element stands in its template, in plain numbers: what the alignment asks for every candidate and state.
struct ElementPlace: BitwiseCopyable, Sendable {
    /// Index of the element that holds it; -1 at the top.
    var parent: Int32
    /// Index of the last element below it, itself when it has none.
    var lastDescendant: Int32
    /// Index of its record type; -1 for a section.
    var recordType: Int32
    /// Depth from 1.
    var level: Int32
    var beginsProfile: Bool
    var repeats: Bool

    init(_ element: Element) {
        parent = Int32(element.parent)
        lastDescendant = Int32(element.lastDescendant)
        recordType = Int32(element.recordType ?? -1)
        level = Int32(element.level)
        beginsProfile = element.beginsProfile
        repeats = element.repeats
    }
}

/// What an element gives to the indicators below it, with what the sections around it give.
struct Inheritance: Sendable {
    /// Names of the sections, outermost first, without the template's root section.
    var path: [String] = []
    /// The sections' constants and names, outermost first.
    var attributes: [(key: String, value: Scalar)] = []
    /// ``attributes`` of the sections around an indicator with its own constants.
    var ownAttributes: [(key: String, value: Scalar)] = []
    /// Index of the first element with the same identifier.
    var sameID = 0

    /// For each element, which come after those that hold them.
    static func all(of elements: [Element]) -> [Inheritance] {
        var all: [Inheritance] = []
        for (number, element) in elements.enumerated() {
            let above = element.parent >= 0 ? all[element.parent] : Inheritance()
            var below = Inheritance(path: above.path, attributes: above.attributes + element.constants)
            if element.parent >= 0 { below.path.append(element.name) }
            if let role = element.role { below.attributes.append((role, .string(element.name))) }
            below.ownAttributes = above.attributes + element.constants
            below.sameID = elements.firstIndex { $0.id == element.id } ?? number
            all.append(below)
        }
        return all
    }
}
