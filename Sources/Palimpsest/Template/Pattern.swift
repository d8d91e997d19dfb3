/// A line of a template: literal words with typed slots, written `Currently, the city has {count:integer} protected areas`.
///
/// Literal words are compared in *key space* (see ``KeyFolding``): without spaces, punctuation and case, so that fused and
/// split words cost nothing.
struct Pattern: Sendable {
    enum Part: Sendable {
        case literal(Key)
        case slot(Slot)
    }

    var source: String
    var parts: [Part] {
        didSet { slots = Pattern.slots(of: parts) }
    }
    /// The slots in order.
    private(set) var slots: [Slot] = []
    /// The ASCII marks before the first and after the last letter, digit or slot of ``source``: keys have none.
    private(set) var marks: (leading: [UInt8], trailing: [UInt8]) = ([], [])

    init(source: String, parts: [Part]) {
        self.source = source
        self.parts = parts
        slots = Pattern.slots(of: parts)
    }

    private static func slots(of parts: [Part]) -> [Slot] {
        parts.compactMap { if case .slot(let slot) = $0 { slot } else { nil } }
    }

    /// The literal that the pattern begins with; empty when it begins with a slot.
    var prefix: Key {
        if case .literal(let key)? = parts.first { return key }
        return Key()
    }

    /// The words of the template with each slot replaced by what stands in it, e.g. `Action 2` for `Action {number:integer}`.
    ///
    /// - Parameter values: the texts of the slots in order; a slot without one is left out.
    func filled(with values: [String]) -> String {
        var result = ""
        var rest = Substring(source)
        var index = 0
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            if index < values.count { result += values[index] }
            index += 1
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// The number of key bytes of all literals.
    var literalLength: Int {
        parts.reduce(0) { if case .literal(let key) = $1 { $0 + key.count } else { $0 } }
    }
}

/// A gap in a pattern, with the type of what fills it.
struct Slot: Sendable, Hashable {
    var id: String
    var type: SlotType
    /// For numbers: the unit word that follows, as written in the template (`hectares`).
    var unitWord: String?
}

enum SlotType: Sendable, Hashable {
    case text, person, place, country, integer, decimal, percent, year, date, points
    /// One of a closed list of the template, by its index in ``CompiledTemplate/choices``.
    case choice(Int)

    /// Whether the slot holds a number.
    var isNumeric: Bool {
        switch self {
        case .integer, .decimal, .percent, .year, .points: true
        default: false
        }
    }
}

/// Why a pattern could not be read.
struct PatternError: Error {
    var message: String
}

extension Pattern {
    /// Reads the `{id:type unit}` notation.
    ///
    /// - Parameter choices: the names of the template's choice lists, in order.
    init(_ source: String, folding: KeyFolding, choices: [String]) throws(PatternError) {
        self.init(source: source, parts: [])
        marks = Pattern.marks(of: source)
        try append(source, folding, choices)
    }

    private mutating func append(_ source: String, _ folding: KeyFolding, _ choices: [String]) throws(PatternError) {
        var rest = Substring(source)
        while !rest.isEmpty {
            guard let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) else {
                appendLiteral(rest, folding)
                return
            }
            appendLiteral(rest[..<open], folding)
            guard let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: "}")) else {
                throw PatternError(message: "a slot is opened by { and never closed")
            }
            let slot = try Slot(rest[rest.utf8.index(after: open)..<close], choices: choices)
            parts.append(.slot(slot))
            if let word = slot.unitWord { appendLiteral(Substring(word), folding) }
            rest = rest[rest.utf8.index(after: close)...]
        }
    }

    private static func marks(of source: String) -> (leading: [UInt8], trailing: [UInt8]) {
        func isOutside(_ byte: UInt8) -> Bool {
            byte < 0x7F && !ASCII.isLetter(byte) && !ASCII.isDigit(byte) && byte != UInt8(ascii: "{") && byte != UInt8(ascii: "}")
        }
        let leading = source.utf8.prefix(while: isOutside).filter { $0 != 0x20 }
        let trailing = source.utf8.reversed().prefix(while: isOutside).filter { $0 != 0x20 }
        return (leading, trailing)
    }

    private mutating func appendLiteral(_ text: Substring, _ folding: KeyFolding) {
        // A bar parts slots; in text it may as well be a letter misread, so keys keep it there but not here.
        let key = folding.key(of: text.utf8.filter { $0 != UInt8(ascii: "|") })
        guard key.count > 0 else { return }
        if case .literal(let previous)? = parts.last {
            parts[parts.count - 1] = .literal(previous + key)
        } else {
            parts.append(.literal(key))
        }
    }
}

extension Slot {
    init(_ source: Substring, choices: [String]) throws(PatternError) {
        let halves = source.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty else {
            throw PatternError(message: "the slot {\(source)} needs a name and a type, as in {count:integer}")
        }
        id = String(halves[0])
        let words = halves[1].split(separator: " ", maxSplits: 1)
        type = try SlotType(words.first.map(String.init) ?? "", argument: words.count > 1 ? String(words[1]) : nil, choices: choices)
        unitWord = type == .decimal || type == .integer ? (words.count > 1 ? String(words[1]) : nil) : nil
    }
}

extension SlotType {
    static let names = ["text", "person", "place", "country", "integer", "decimal", "percent", "year", "date", "points", "choice"]

    init(_ name: String, argument: String?, choices: [String]) throws(PatternError) {
        switch name {
        case "text": self = .text
        case "person": self = .person
        case "place": self = .place
        case "country": self = .country
        case "integer": self = .integer
        case "decimal": self = .decimal
        case "percent": self = .percent
        case "year": self = .year
        case "date": self = .date
        case "points": self = .points
        case "choice":
            guard let argument, let index = choices.firstIndex(of: argument) else {
                throw PatternError(message: "`choice` needs the name of one of the template's `choices`: \(choices.joined(separator: ", "))")
            }
            self = .choice(index)
        default:
            throw PatternError(message: "there is no type `\(name)`; the types are \(SlotType.names.joined(separator: ", "))")
        }
    }
}
