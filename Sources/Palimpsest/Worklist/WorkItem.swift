/// One profile as a piece of work for who runs the OCR: how much clean text another reading would bring, and in which languages.
public struct WorkItem: Sendable {
    public struct Page: Sendable {
        /// 1-based page of the file.
        public var number: Int
        /// Characters of clean text that one may expect.
        public var gain: Double
        /// BCP 47 tags, the one with most text first; empty where they cannot be told.
        public var languages: [String]
    }

    /// The path as the user gave it, any bytes.
    public var path: [UInt8]
    public var profileIndex: Int
    public var name: String?
    public var template: String
    public var verdict: Verdict?
    public var languages: [String]
    /// Characters, white space apart, and those of them outside unmended suspects.
    public var characters: Int
    public var cleanCharacters: Int
    /// Pages with something to gain, the most rewarding first.
    public var pages: [Page]

    /// Characters of clean text that one may expect of all pages.
    public var gain: Double { pages.reduce(0) { $0 + $1.gain } }
    public var cleanShare: Double { characters == 0 ? 1 : Double(cleanCharacters) / Double(characters) }

    /// A language with less of the text to be gained than this is left out: each model more costs time and errors.
    private static let leastShare = 0.1

    public init(of record: Record) {
        path = record.document.source.path
        profileIndex = record.profileIndex
        name = record.displayName
        template = record.template.id
        verdict = record.verdict
        characters = record.characters(in: record.range)
        var doubtful = 0
        var gains: [Int: [String: Double]] = [:]
        for suspect in record.suspects where !suspect.isMended {
            doubtful += record.characters(in: suspect.range)
            let gain = record.gain(of: suspect)
            guard gain > 0 else { continue }
            gains[record.document.page(of: suspect.range.start), default: [:]][suspect.language ?? "", default: 0] += gain
        }
        cleanCharacters = max(0, characters - doubtful)
        pages = gains.map { page, shares in
            Page(number: page, gain: shares.values.reduce(0, +), languages: Self.languages(shares))
        }.sorted { ($1.gain, $0.number) < ($0.gain, $1.number) }
        let total = gains.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
        languages = record.reocrLanguages.isEmpty ? Self.languages(total) : record.reocrLanguages
    }

    private static func languages(_ shares: [String: Double]) -> [String] {
        let total = shares.values.reduce(0, +)
        return shares.filter { !$0.key.isEmpty && $0.value >= leastShare * total }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }
}

extension Document {
    /// The 1-based page that a text offset lies on.
    func page(of offset: Int) -> Int {
        let next = lines.lines.partitioningIndex { $0.content.start > offset }
        return next == 0 ? 1 : lines.lines[next - 1].page + 1
    }
}
