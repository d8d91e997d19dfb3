/// A template made ready for matching: the YAML's tree flattened in document order, with its anchors.
///
/// An *anchor* is a line that the form prints: a heading, a label, a line with slots, a standing sentence. The segmenter
/// aligns a document's lines with the anchors and makes records of what stands between them. Shared by all documents, hence
/// a class: handing it on costs one reference.
public final class CompiledTemplate: Sendable {
    public let id: String
    public let title: String
    /// BCP 47 tag of the form's own language.
    public let language: String

    let elements: [Element]
    let recordTypes: [RecordType]
    let anchors: [Anchor]
    let sentences: [Sentence]
    let choices: [Choice]
    /// Identifiers of attributes, by the index in ``Role/attribute(type:attribute:)``.
    let attributes: [String]
    /// Identifiers of standing texts, by the index in ``Role/furniture(_:)``.
    let furniture: [String]
    /// What a browser prints at the edges of pages.
    let pageEdges: PageEdges
    /// What the alignment asks of ``elements``.
    let places: ConstantTable<ElementPlace>
    /// For each of ``elements`` the most points that it can have: its type's, or the sum of those below it; `nil` where that is open.
    let maxima: [Int64?]
    /// What the indicators below each of ``elements`` take from it and the sections around it.
    let inheritance: [Inheritance]
    /// ``sentences`` by what they are made of.
    let sentenceIndex: SentenceIndex
    /// Identifiers of the fields in which sentences are looked for.
    let sentenceFields: [String]
    let columns: [ColumnsLayout]
    /// The words of each of ``columns``.
    let columnPhrases: [ColumnPhrases]
    let index: AnchorIndex
    /// The labels that may stand in the middle of lines that OCR joined.
    let joinedLabels: JoinedLabels
    /// The labels that may stand in pieces beside their text.
    let sideLabels: SideLabels
    /// What reading this template's documents needs besides: shared by the templates of one library.
    let tools: ReadingTools
    let locale: LocaleData

    init(_ draft: TemplateDraft, tools: ReadingTools, locale: LocaleData) {
        id = draft.id
        title = draft.title
        language = draft.language
        elements = draft.elements
        recordTypes = draft.recordTypes
        anchors = draft.anchors.map(Anchor.init)
        sentences = draft.sentences
        choices = draft.choices
        attributes = draft.attributes
        furniture = draft.furniture
        pageEdges = draft.pageEdges
        maxima = Self.maxima(of: draft)
        places = ConstantTable(draft.elements.map(ElementPlace.init))
        inheritance = Inheritance.all(of: draft.elements)
        sentenceIndex = SentenceIndex(draft.sentences.map(\.pattern), folding: tools.folding)
        sentenceFields = Set(draft.recordTypes.flatMap { $0.fields.filter(\.readsSentences).map(\.id) }).sorted()
        columns = draft.columns
        columnPhrases = draft.columns.map { ColumnPhrases($0, folding: tools.folding) }
        index = AnchorIndex(anchors: anchors)
        joinedLabels = JoinedLabels(anchors: anchors)
        sideLabels = SideLabels(anchors: anchors, folding: tools.folding)
        self.tools = tools
        self.locale = locale
    }

    /// From the last element to the first: what is below an element comes after it.
    private static func maxima(of draft: TemplateDraft) -> [Int64?] {
        var result = [Int64?](repeating: nil, count: draft.elements.count)
        for number in draft.elements.indices.reversed() {
            let element = draft.elements[number]
            if let own = element.recordType.flatMap({ draft.recordTypes[$0].maximum }) {
                result[number] = own
            } else if element.sum != nil || element.recordType.flatMap({ draft.recordTypes[$0].sum }) != nil {
                let below = draft.elements.indices.filter { draft.elements[$0].parent == number }
                let parts = below.compactMap { draft.elements[$0].repeats ? nil : result[$0] }
                if !below.isEmpty, parts.count == below.count { result[number] = parts.reduce(0, +) }
            }
        }
        return result
    }
}

/// A template while it is read.
struct TemplateDraft {
    var id = ""
    var title = ""
    var language = "en"
    var elements: [Element] = []
    var recordTypes: [RecordType] = []
    var anchors: [AnchorDraft] = []
    var sentences: [Sentence] = []
    var units: [Unit] = []
    var choices: [Choice] = []
    /// Identifiers of attributes, by the index in ``Role/attribute(type:attribute:)``.
    var attributes: [String] = []
    var furniture: [String] = []
    var pageEdges = PageEdges()
    var columns: [ColumnsLayout] = []
}

/// A section or a record of the template.
struct Element: Sendable {
    var id: String
    /// What the output calls it: the template's `name`, or else its `title`.
    var name: String
    /// The index of its record type; `nil` for a section.
    var recordType: Int?
    /// Index of the element that holds it; -1 at the top.
    var parent: Int
    /// Depth from 1.
    var level: Int
    /// Index of the last element below it, itself when it has none.
    var lastDescendant: Int
    /// The key under which an indicator below it repeats its name, e.g. `theme`.
    var role: String?
    /// Constants given to the records below (sections) or to the record itself.
    var constants: [(key: String, value: Scalar)] = []
    /// The key of the object that the output opens for it.
    var object: String?
    var beginsProfile = false
    /// Index into ``CompiledTemplate/columns`` when the section is laid out in columns.
    var columns: Int?
    var lines: [LineRule] = []
    var sum: SumRule?
    /// Whether it has a heading of its own to find. A record made of free entries has none.
    var hasHeading = true
    /// Whether the record's name is its heading with the slots filled.
    var isNamedByHeading = false
    /// Whether the form prints the record once for each thing that it lists, as in `Action 1`, `Action 2`.
    var repeats = false
    /// Index of the anchor of its (last) heading.
    var headingAnchor: Int = -1

    var isRecord: Bool { recordType != nil }
}

/// What the records of one kind have in common.
struct RecordType: Sendable {
    var id: String
    /// The output's list that collects the records.
    var collection: String
    var fields: [FieldRule] = []
    /// Output keys and what they repeat.
    var members: [(key: String, source: MemberSource)] = []
    var defaults: [(key: String, value: Scalar)] = []
    var lines: [LineRule] = []
    var items: ItemsRule?
    var entry: EntryRule?
    /// Whether the heading line ends with the record's points.
    var scored = false
    /// The most points that it can have, where the form prints the same for each.
    var maximum: Int64?
    var sum: SumRule?

    /// Indicators are every record's own list and have fields.
    var isIndicator: Bool { collection == "indicators" && !fields.isEmpty }
    var hasTypedFields: Bool { fields.contains { $0.type != nil } }
}

enum MemberSource: String, Sendable, CaseIterable { case title, section, id }

struct FieldRule: Sendable {
    var id: String
    /// Whether a label stands before it. A field without one is the text right under the record's heading.
    var hasLabel = true
    /// Whether its text may follow on the label's line.
    var isInline = false
    /// Whether its text may follow on the label's line where the page sets all labels of the type so (``InlineLabels``).
    var mayBeInline = false
    var attributes: [AttributeRule] = []
    /// Whether the template's sentences are looked for in its text.
    var readsSentences = false
    /// The type of its text when it is a value and not prose.
    var type: SlotType?
    /// The unit of its value, for numbers.
    var unit: Unit?
}

struct AttributeRule: Sendable {
    /// The key of the value of a field that has a type.
    static let valueKey = "value"
    var id: String
    var type: SlotType
}

/// A line with slots that belongs to a section or to every record of a type.
struct LineRule: Sendable {
    var pattern: Pattern
    /// The key under which `value` and `maximum` are written together.
    var score: String?
    /// Whether the points slot's value and maximum go straight into the object.
    var merges = false
    var constants: [(key: String, value: Scalar)] = []
    /// Where the values of its slots go.
    var target: LineTarget?
    /// For each slot identifier: its name and unit, where the template gives them.
    var quantities: [(slot: String, name: String?, unit: Unit?)] = []
}

/// Where the values of a line's slots go: to the head of the record, or to the object that the line stands in.
enum LineTarget: String, Sendable, CaseIterable { case profile, object }

/// Free lines under a record's heading.
struct ItemsRule: Sendable {
    var key: String
}

/// A record without a heading of its own: a free title over a line of a known shape.
struct EntryRule: Sendable {
    var titleKey: String
    var pattern: Pattern
}

/// `value` must equal the sum of `member` over the records in `list`.
struct SumRule: Sendable {
    var value: String
    var list: String
    var member: String
}

/// A sentence of a field, with slots for its numbers.
struct Sentence: Sendable {
    var id: String
    var pattern: Pattern
    /// For each slot identifier: its name and, if it differs from the unit word's, its unit.
    var quantities: [(slot: String, name: String?, unit: Unit?)]
}

struct Unit: Sendable, Hashable {
    /// As people write it.
    var symbol: String
    /// UCUM code.
    var ucum: String
    /// The words that stand for it in sentences.
    var words: [String]
}

struct Choice: Sendable {
    var id: String
    var values: [(text: String, key: Key)]
    /// The keys of ``values``.
    let keys: [Key]
    /// The classes of the first bytes of ``keys``, a bit each: most words begin as none of them.
    private let beginnings: UInt32

    init(id: String, values: [(text: String, key: Key)]) {
        self.id = id
        self.values = values
        keys = values.map(\.key)
        beginnings = keys.reduce(0) { set, key in key.plain.first.map { set | 1 << UInt32($0 & 31) } ?? .max }
    }

    /// Whether a value may begin with a key byte.
    func mayBegin(with byte: UInt8) -> Bool { beginnings & 1 << UInt32(byte & 31) != 0 }
}

/// A section printed as cards in columns, whose reading order OCR does not keep.
struct ColumnsLayout: Sendable {
    struct Bare: Sendable {
        var key: String
        var type: SlotType
        /// What a number can be; others are doubted.
        var range: ClosedRange<Int64>?
    }
    struct Matrix: Sendable {
        var key: String
        var groupKey: String
        var groups: [(id: String, title: String, key: Key)]
        var rowKey: String
        /// With the keys of their words.
        var rows: [(id: String, key: Key, words: [[UInt8]])]
        /// The slot of the cell, and the literal after it.
        var cellSlot: Slot
        var cellLiteral: Key
    }
    var lines: [LineRule] = []
    var bareHeading: Key?
    var bare: [Bare] = []
    var matrix: Matrix?
    /// Standing texts of the section: index into ``CompiledTemplate/furniture``, and key.
    var furniture: [(id: Int, key: Key)] = []
}

/// A line that the form prints.
struct AnchorDraft: Sendable {
    var role: Role
    var pattern: Pattern
    /// Whether the template's words end with a colon.
    var endsWithColon: Bool
    /// Whether text may follow the literal on its line.
    var isOpen: Bool
    /// The units of a heading's number slots.
    var quantities: [(slot: String, name: String?, unit: Unit?)] = []
}

/// An anchor made ready: what is asked for it again and again is worked out once.
final class Anchor: Sendable {
    let role: Role
    let pattern: Pattern
    let endsWithColon: Bool
    let isOpen: Bool
    let quantities: [(slot: String, name: String?, unit: Unit?)]
    /// The slots of the pattern, in order.
    let slots: [Slot]
    /// The number of key bytes of all literals.
    let literalLength: Int
    /// The ASCII marks before the first and after the last letter, digit or slot of the template's words.
    let marks: (leading: [UInt8], trailing: [UInt8])

    init(_ draft: AnchorDraft) {
        role = draft.role
        pattern = draft.pattern
        endsWithColon = draft.endsWithColon
        isOpen = draft.isOpen
        quantities = draft.quantities
        slots = draft.pattern.slots
        literalLength = draft.pattern.literalLength
        marks = draft.pattern.marks
    }
}

/// What it means when an anchor is found.
enum Role: Sendable, Hashable {
    /// The heading of an element; `part` 0 is the kicker ("Action area 1") when there are two parts.
    case heading(element: Int, part: Int)
    /// The label of a field, by record type and field.
    case label(type: Int, field: Int)
    /// The label of an attribute of a field, by record type and index into ``CompiledTemplate/attributes``; every field that
    /// has it shares the anchor.
    case attribute(type: Int, attribute: Int)
    /// A line rule of an element.
    case line(element: Int, rule: Int)
    /// A line rule of every record of a type.
    case typeLine(type: Int, rule: Int)
    /// The sentence that says that a record has no items.
    case noItems(type: Int)
    /// A free entry of a record type.
    case entry(type: Int, element: Int)
    case furniture(Int)
    /// A heading, label or sentence inside a section laid out in columns.
    case card(element: Int)
}
