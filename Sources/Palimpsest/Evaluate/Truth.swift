/// What a profile's pages really say: the content of a `NAME.truth.json`. `Corpus/README.md` documents the format.
public struct Truth: Decodable, Sendable {
    public var name: String
    /// BCP 47 tag of the language of the free text.
    public var language: String?
    /// What the OCR engine was told to read, e.g. `eng+chi_sim`.
    public var ocrLangs: String?
    /// The version of its model, e.g. `fast` or `standard`; `model` in the labels' `layout`.
    public var ocrModel: String?
    /// Whether the labels say what the page holds, and not only how it was read.
    public var hasStructure: Bool
    public var profile: Profile
    public var awards: [Award]
    public var indicators: [Indicator]
    public var naturePathway: [Step]
    public var cbi: Index?
    public var toolsResources: [Resource]
    var spans: [Span]

    public struct Profile: Decodable, Sendable {
        public var city: String?
        public var mayor: String?
        public var population: Int64?
        public var country: String?
        public var region: String?
    }

    public struct Award: Decodable, Hashable, Sendable {
        /// `nil` where the column order of the OCR leaves open whose award it is.
        public var group: String?
        /// The groups that it may belong to, where that is open.
        public var mayBe: [String]?
        public var tier: String
        public var percent: Int64
    }

    public struct Indicator: Decodable, Sendable {
        public var actionArea: Int64
        public var actionAreaTitle: String?
        public var theme: String
        public var title: String
        /// First and last line of the heading, counted from 1.
        public var ocrLines: [Int]?
        public var description: Field?
        public var baseline: Field?
        public var target: Field?

        /// The fields that the page shows, in the order in which it shows them.
        public var fields: [(id: String, field: Field)] {
            [("description", description), ("baseline", baseline), ("target", target)]
                .compactMap { id, field in field.map { (id, $0) } }
        }
    }

    public struct Field: Decodable, Sendable {
        /// The true text; `nil` when only its place in the OCR is known.
        public var text: String?
        /// First and last line in the OCR text, counted from 1; takes the place of a search for ``text``.
        public var ocrLines: [Int]?
        /// ISO 8601 date.
        public var lastUpdate: String?
        /// `nil` when the numbers of the field are not labelled.
        public var numbers: [Number]?
    }

    public struct Number: Decodable, Hashable, Sendable {
        public var value: Double
        /// `hectares`, `%`, `count`, `tonnes per year`, a currency code …
        public var unit: String
    }

    public struct Step: Decodable, Sendable {
        public var step: Int64
        public var title: String
        /// The heading of the steps that this one belongs to, e.g. `I. Analyze`.
        public var stage: String?
        public var uploads: [String]
    }

    public struct Index: Decodable, Sendable {
        public var total: Int64
        public var outOf: Int64
        public var components: [Component]

        public struct Component: Decodable, Sendable {
            public var name: String
            public var score: Int64
            public var max: Int64
            public var started: Bool
            public var indicators: [Score]
        }

        public struct Score: Decodable, Sendable {
            public var title: String
            public var score: Int64
            public var max: Int64
        }
    }

    public struct Resource: Decodable, Sendable {
        public var title: String
        public var type: String
        /// ISO 8601 date.
        public var date: String?
    }

    /// Offsets count code points of the OCR text.
    struct Span: Decodable, Sendable {
        var start: Int
        var end: Int
        var label: String
        var trueText: String?
        var noise: Bool?
        var kind: String?
        var language: String?
        var inGarble: Bool?
        var readRight: [[Int]]?

        private enum CodingKeys: String, CodingKey {
            case start, end, label, noise, kind, language, inGarble, readRight
            case trueText = "true"
        }
    }
}

extension Truth {
    private enum CodingKeys: String, CodingKey {
        case name, language, ocrLangs, layout, profile, awards, indicators, naturePathway, cbi, toolsResources, spans
    }

    private enum LayoutKeys: String, CodingKey { case model }

    /// Reads `awards` both as a list and as `{group: {tier: percent}}`.
    public init(from decoder: any Decoder) throws {
        let keyed = try decoder.container(keyedBy: CodingKeys.self)
        name = try keyed.decode(String.self, forKey: .name)
        language = try keyed.decodeIfPresent(String.self, forKey: .language)
        ocrLangs = try keyed.decodeIfPresent(String.self, forKey: .ocrLangs)
        // The layout is the business of whoever made the dump; only the model is read, where there is one.
        ocrModel = try? keyed.nestedContainer(keyedBy: LayoutKeys.self, forKey: .layout).decode(String.self, forKey: .model)
        hasStructure = keyed.contains(.indicators)
        profile = try hasStructure ? keyed.decode(Profile.self, forKey: .profile) : Profile()
        indicators = try hasStructure ? keyed.decode([Indicator].self, forKey: .indicators) : []
        naturePathway = try keyed.decodeIfPresent([Step].self, forKey: .naturePathway) ?? []
        cbi = try keyed.decodeIfPresent(Index.self, forKey: .cbi)
        toolsResources = try keyed.decodeIfPresent([Resource].self, forKey: .toolsResources) ?? []
        spans = try keyed.decode([Span].self, forKey: .spans)
        if let list = try? keyed.decode([Award].self, forKey: .awards) {
            awards = list
        } else {
            let groups = try keyed.decodeIfPresent([String: [String: Int64]].self, forKey: .awards) ?? [:]
            awards = groups.sorted { $0.key < $1.key }.flatMap { group, tiers in
                tiers.sorted { $0.key < $1.key }.map { Award(group: group, tier: $0.key, percent: $0.value) }
            }
        }
    }
}
