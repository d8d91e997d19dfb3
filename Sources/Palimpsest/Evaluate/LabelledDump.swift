import FoundationEssentials

/// An OCR'd dump of which it is known what its pages say and where each part of that stands in the OCR text.
///
/// All places are ranges of byte offsets into the dump's UTF-8 file.
public struct LabelledDump: Sendable {
    public var name: String
    /// The file's bytes.
    public private(set) var text: [UInt8]
    public var truth: Truth
    /// The labelled stretches of the text, in order.
    public internal(set) var spans: [Span]
    /// Where the parts of each of the truth's indicators stand, in the truth's order.
    public internal(set) var indicators: [PlacedIndicator]
    /// The lines that belong to the form and not to its content, in order: what a template matches.
    public internal(set) var labelLines: [LabelLine]
    /// Text that the OCR put out of its order among the indicators, e.g. a field's second line after its date. A record may
    /// give it to the field that it was or leave it: it is not judged.
    public internal(set) var displaced: RangeSet<Int> = RangeSet()
    /// How many characters other than white space stand before each byte.
    private var inkBefore: [Int]
    /// What the OCR read outside garble, folded, before any damage.
    private let readable: [UInt32]

    public struct Span: Sendable {
        public var range: Range<Int>
        public var isGarbled: Bool
        /// An icon or a stain that was read as letters.
        public var isNoise: Bool
        /// What the page says here; `nil` when that is unknown.
        public var trueText: String?
        /// What happened to the text, where the labels say so; else ``GarbleKinds`` tells it.
        public var kind: SuspectKind?
        /// BCP 47 tag of the text's language, where it is another than the dump's.
        public var language: String?
        /// A clean span that was read right between garbled ones.
        public var isInGarble = false
        /// What was read right inside a garbled span, e.g. its numbers.
        public var readRight: [Range<Int>] = []
    }

    public struct PlacedIndicator: Sendable {
        public var heading: RangeSet<Int>?
        public var fields: [PlacedField]
    }

    public struct PlacedField: Sendable {
        /// `description`, `baseline` or `target`.
        public var id: String
        public var truth: Truth.Field
        /// Where the field's text stands; `nil` when it was not found.
        public var place: RangeSet<Int>?
        public var method: Method
        /// Where its date stands; `nil` when it has none or it was not found.
        public var date: Range<Int>?
    }

    /// How the place of a field was found.
    public enum Method: String, Sendable {
        /// The true text of the spans holds the field's text letter by letter.
        case exact
        /// It holds a text that is nearly the field's.
        case approximate
        /// The field is what stands between its neighbours.
        case neighbours
        /// By hand: the labels give the lines.
        case lines
        case notFound = "not_found"
    }

    /// A line of the form.
    public struct LabelLine: Hashable, Sendable {
        public enum Kind: String, Sendable, CaseIterable { case area, theme, title, label, date, step, component }
        public var kind: Kind
        public var range: Range<Int>
    }

    init(name: String, text: [UInt8], truth: Truth, spans: [Span]) {
        self.name = name
        self.text = text
        self.truth = truth
        self.spans = spans
        indicators = []
        labelLines = []
        inkBefore = Self.countInk(text)
        readable = spans.filter { !$0.isGarbled }.flatMap { Folding.scalars(String(decoding: text[$0.range], as: UTF8.self)) }
    }

    /// Changes the text at one place; the caller moves all places.
    mutating func replaceText(_ range: Range<Int>, by replacement: [UInt8]) {
        let start = inkBefore[range.lowerBound], removed = inkBefore[range.upperBound] - start
        let counts = Self.countInk(replacement)
        let added = counts[replacement.count]
        inkBefore = inkBefore[..<range.lowerBound] + counts.map { $0 + start }
            + inkBefore[(range.upperBound + 1)...].map { $0 - removed + added }
        text.replaceSubrange(range, with: replacement)
    }

    /// Changes the letters of the text, byte for byte: `change` must keep the length of what it is given.
    mutating func changeLetters(_ change: (String) -> String) {
        let changed = Array(change(String(decoding: text, as: UTF8.self)).utf8)
        guard changed.count == text.count else { return }
        text = changed
        for index in spans.indices { spans[index].trueText = spans[index].trueText.map(change) }
    }

    /// The number of characters (code points) other than white space in `place`.
    public func ink(in place: RangeSet<Int>) -> Int {
        place.ranges.reduce(0) { $0 + ink(in: $1) }
    }

    func ink(in range: Range<Int>) -> Int {
        let limits = range.clamped(to: 0..<text.count)
        return inkBefore[limits.upperBound] - inkBefore[limits.lowerBound]
    }

    private static func countInk(_ text: [UInt8]) -> [Int] {
        var result: [Int] = []
        result.reserveCapacity(text.count + 1)
        result.append(0)
        var count = 0
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            if !scalar.properties.isWhitespace { count += 1 }
            for _ in 0..<UTF8.width(scalar) { result.append(count) }
        }
        // Bytes that are not UTF-8 became U+FFFD, which is longer or shorter than they are.
        while result.count <= text.count { result.append(count) }
        return result
    }

    /// The bytes at `range` as text.
    public func string(_ range: Range<Int>) -> String {
        String(decoding: text[range.clamped(to: 0..<text.count)], as: UTF8.self)
    }

    /// What the page says at `place`: the true texts of the spans that it touches, noise left out.
    func trueText(at place: RangeSet<Int>) -> String {
        guard let start = place.ranges.first?.lowerBound, let end = place.ranges.last?.upperBound else { return "" }
        return spans.filter { $0.range.lowerBound < end && $0.range.upperBound > start }
            .filter { span in !span.isNoise && place.ranges.contains { $0.overlaps(span.range) } }
            .compactMap(\.trueText).joined(separator: " ")
    }

    /// Noise, of which nobody can say whether it belongs to a field.
    var noise: RangeSet<Int> { RangeSet(spans.lazy.filter(\.isNoise).map(\.range)) }

    /// What does not count when extents are compared.
    var unjudged: RangeSet<Int> { noise.union(displaced) }

    /// Whether the OCR read `text` right somewhere outside garble, so that it can be asked for.
    func isReadable(_ text: String) -> Bool {
        Folding.contains(readable, Folding.scalars(text))
    }
}

/// Why a labelled dump could not be read.
public struct LabelError: Error, CustomStringConvertible, Sendable {
    public var file: String
    public var description: String
    public init(file: String, _ description: String) {
        self.file = file
        self.description = "\(file): \(description)"
    }
}

extension LabelledDump {
    /// Reads `NAME.txt` and `NAME.truth.json`.
    ///
    /// - Throws: ``LabelError`` when a file is missing, is not of the documented format, or the labels lie outside the text.
    public init(textPath: String) throws {
        let stem = textPath.hasSuffix(".txt") ? String(textPath.dropLast(4)) : textPath
        let labelPath = stem + ".truth.json"
        guard let text = FileManager.default.contents(atPath: stem + ".txt") else {
            throw LabelError(file: stem + ".txt", "cannot be read")
        }
        guard let json = FileManager.default.contents(atPath: labelPath) else {
            throw LabelError(file: labelPath, "cannot be read")
        }
        let name = stem.split(separator: "/").last.map(String.init) ?? stem
        try self.init(name: name, text: Array(text), labels: Array(json), labelPath: labelPath)
    }

    /// Takes the labels from the bytes of a `NAME.truth.json`.
    public init(name: String, text: [UInt8], labels: [UInt8], labelPath: String = "labels") throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let truth: Truth
        do {
            truth = try decoder.decode(Truth.self, from: Data(labels))
        } catch {
            throw LabelError(file: labelPath, "is not in the label format: \(error)")
        }
        let spans = try Self.spans(truth.spans, of: text, labelPath)
        self.init(name: name, text: text, truth: truth, spans: spans)
        if truth.hasStructure { TruthLocator.locate(in: &self) }
    }

    private static func spans(_ labels: [Truth.Span], of text: [UInt8], _ labelPath: String) throws -> [Span] {
        let offsets = byteOffsets(text)
        var spans: [Span] = []
        var end = 0
        for label in labels {
            let shown = "span [\(label.start), \(label.end))"
            guard label.start >= end, label.end >= label.start, label.end < offsets.count else {
                throw LabelError(file: labelPath, "\(shown) overlaps another or lies outside the text")
            }
            guard ["clean", "garbled"].contains(label.label) else {
                throw LabelError(file: labelPath, "\(shown) is labelled \(label.label); known are clean and garbled")
            }
            end = label.end
            let range = offsets[label.start]..<offsets[label.end]
            let garbled = label.label == "garbled"
            let kind = try kind(of: label, labelPath, shown)
            let isNoise = label.noise ?? (kind == .noise)
            let read = garbled ? nil : String(decoding: text[range], as: UTF8.self)
            // Ranges that lie elsewhere are cut off.
            let readRight = (label.readRight ?? []).filter { $0.count == 2 && $0[0] >= label.start && $0[0] <= $0[1] && $0[1] <= label.end }
            spans.append(Span(
                range: range, isGarbled: garbled, isNoise: isNoise, trueText: label.trueText ?? read, kind: kind,
                language: label.language, isInGarble: label.inGarble ?? false, readRight: readRight.map { offsets[$0[0]]..<offsets[$0[1]] }))
        }
        return spans
    }

    private static func kind(of label: Truth.Span, _ labelPath: String, _ shown: String) throws -> SuspectKind? {
        guard let name = label.kind else { return nil }
        guard let kind = SuspectKind(rawValue: name) else {
            let known = SuspectKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw LabelError(file: labelPath, "\(shown) is of kind \(name); known are \(known)")
        }
        guard kind.isGarble == (label.label == "garbled") else {
            throw LabelError(file: labelPath, "\(shown) is \(label.label) and cannot be of kind \(name)")
        }
        return kind
    }

    /// The byte offset of each code point, and of the end.
    private static func byteOffsets(_ text: [UInt8]) -> [Int] {
        text.indices.filter { text[$0] & 0xC0 != 0x80 } + [text.count]
    }

    /// All labelled dumps in a folder, by name.
    public static func all(in directory: String) throws -> [LabelledDump] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            throw LabelError(file: directory, "cannot be listed")
        }
        let suffix = ".truth.json"
        let stems = names.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
        guard !stems.isEmpty else { throw LabelError(file: directory, "holds no NAME\(suffix)") }
        return try stems.map { try LabelledDump(textPath: "\(directory)/\($0).txt") }
    }
}
