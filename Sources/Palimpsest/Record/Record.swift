/// What the pipeline makes of one profile: the value behind one line of NDJSON.
///
/// Texts are held as places in ``document`` and are only copied when a record is written.
public struct Record: Sendable {
    public var document: Document
    /// 0-based number of this profile within its file.
    public var profileIndex: Int
    public var template: TemplateMatch
    /// Probability that a field of this record, drawn at random, is right.
    public var confidence: Double
    /// The part of the document that this profile takes up.
    public var range: TextRange
    /// The fields of the head, in the template's order: each a ``Node/value(_:)`` or a list.
    public var profile: [Member]
    public var sections: [SectionRecord]
    public var indicators: [IndicatorRecord]
    /// The template's own collections (`pathway`, `biodiversity_index`, `resources` …), in its order.
    public var collections: [Member]
    /// Text that no rule of the template claimed.
    public var unmatched: [TextRange]
    /// Text that belongs to the page or the form and not to the content: running heads, standing sentences.
    public var furniture: [Furniture]
    /// Every doubtful passage, in the order in which they stand; none overlaps another.
    public var suspects: [Suspect]
    /// What the profile's text is worth; `nil` when nothing has looked for doubtful passages, which is not the same as "clean".
    public var verdict: Verdict?
    /// BCP 47 tags of the languages to read the pages again with, most likely first.
    public var reocrLanguages: [String]
    public var diagnostics: [Diagnostic]
    /// Where the form's own words stand, in the order in which they were found.
    var standing: [StandingText]
    /// Repairs of nothing but white space, ascending: nothing that can be seen is doubted there, so that no suspect holds them.
    public var spaceRepairs: [RepairCandidate]

    public init(document: Document, profileIndex: Int, template: TemplateMatch, range: TextRange) {
        self.document = document
        self.profileIndex = profileIndex
        self.template = template
        self.range = range
        confidence = 0
        profile = []
        sections = []
        indicators = []
        collections = []
        unmatched = []
        furniture = []
        suspects = []
        verdict = nil
        reocrLanguages = []
        diagnostics = []
        standing = []
        spaceRepairs = []
    }
}

public struct TemplateMatch: Hashable, Sendable {
    /// The template's identifier; `unknown` when none fits.
    public var id: String
    public var confidence: Double
    public init(id: String, confidence: Double) {
        self.id = id
        self.confidence = confidence
    }
}

/// A heading that was found.
public struct SectionRecord: Sendable {
    /// Stable identifier from the template; `nil` for a heading that the template does not know.
    public var id: String?
    /// The template's words for the heading.
    public var title: String
    /// Depth, from 1.
    public var level: Int
    /// Identifier of the section that holds this one.
    public var parent: String?
    /// Probability that this heading stands here.
    public var confidence: Double
    /// The heading as read.
    public var heading: Passage
}

/// An indicator with its fields.
public struct IndicatorRecord: Sendable {
    /// Stable identifier from the template; `nil` when the heading is unknown or unreadable.
    public var id: String?
    /// The template's words, or the heading as read when the template does not know it.
    public var title: String
    /// Titles of the sections around it, outermost first, without the template's root section.
    public var path: [String]
    /// Further keys that the template derives from the sections around it, e.g. `action_area` and `theme`.
    public var attributes: [(key: String, value: Scalar)]
    public var confidence: Double
    /// The heading as read; `nil` when it was not found.
    public var heading: Passage?
    /// From the heading to the last character of the last field, labels included.
    public var range: TextRange
    /// In the order in which they stand in the document.
    public var fields: [FieldRecord]
}

/// A labelled field of an indicator, e.g. its baseline.
public struct FieldRecord: Sendable {
    /// Identifier from the template, e.g. `baseline`.
    public var id: String
    /// The text as read; empty when the label stands there with nothing under it.
    public var text: Passage
    /// The label as read.
    public var label: Passage
    /// Probability that the field is right: its owner, its label and where its text begins and ends.
    public var confidence: Double
    public var structureConfidence: Double
    /// Values that stand under labels of their own, e.g. `last_update`, in the template's order.
    public var attributes: [(key: String, value: Value)]
    /// Numbers read from the field's sentence.
    public var quantities: [Value]
}

/// A standing text of the form or the page.
public struct Furniture: Sendable {
    /// Identifier from the template.
    public var id: String
    public var text: Passage
}
