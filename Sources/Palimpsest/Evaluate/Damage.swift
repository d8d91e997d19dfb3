/// Puts the slips of an OCR engine into the label lines of a dump.
///
/// The kinds are those that the real dump shows (`@ = Actionarea3`, `lll. Accelerate`, `Polnts`) and those that the literature
/// counts as the most frequent: single substitutions by shape, one letter for two, and word boundaries (Nguyen et al.,
/// "Deep statistical analysis of OCR errors for effective post-OCR processing", JCDL 2019).
/// Digits are left as they are: a record cannot know a date whose digits are lost.
public struct Damage: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case eToC = "e_to_c"
        case lToOne = "l_to_1"
        case oToZero = "o_to_0"
        case iToL = "i_to_l"
        case rnToM = "rn_to_m"
        case mToRn = "m_to_rn"
        case lostSpace = "lost_space"
        case extraSpace = "extra_space"
        case splitLine = "split_line"
        case droppedCharacter = "dropped_character"
        /// An icon in front of the line, read as letters.
        case iconNoise = "icon_noise"
    }

    /// One slip and what it made.
    public struct Slip: Sendable {
        public var dump: LabelledDump
        public var edit: Edit
        /// The label line as it was, and what kind of line it is.
        public var line: String
        public var lineKind: LabelledDump.LabelLine.Kind
    }

    /// Every label line in turn, each with every kind of slip that it has a place for.
    ///
    /// Where a line has several places for a slip, one is drawn; the same seed gives the same slips.
    public static func everyLabelLine(
        in dump: LabelledDump, kinds: [Kind] = Kind.allCases, seed: UInt64 = 1
    ) -> some Sequence<Slip> {
        dump.labelLines.enumerated().lazy.flatMap { index, line in
            kinds.lazy.compactMap { kind -> Slip? in
                var random = SplitMix64(seed: seed &+ UInt64(index) &* 131 &+ UInt64(kind.number))
                guard let edit = edit(kind, line.range, of: dump.text, &random) else { return nil }
                return Slip(dump: dump.applying(edit), edit: edit, line: dump.string(line.range), lineKind: line.kind)
            }
        }
    }

    /// Slips all over the document: each label line gets one with the probability `rate`, then another one with the same
    /// probability, and so on, at most eight.
    public static func random(rate: Double, seed: UInt64, in dump: LabelledDump) -> LabelledDump {
        var random = SplitMix64(seed: seed)
        var result = dump
        for index in dump.labelLines.indices {
            var slips = 0
            while slips < 8, random.unit() < rate {
                slips += 1
                let kind = Kind.allCases[random.index(below: Kind.allCases.count)]
                if let edit = edit(kind, result.labelLines[index].range, of: result.text, &random) {
                    result = result.applying(edit)
                }
            }
        }
        return result
    }

    /// A slip of `kind` in the line at `line`, or `nil` when the line has no place for one.
    static func edit(_ kind: Kind, _ line: Range<Int>, of text: [UInt8], _ random: inout SplitMix64) -> Edit? {
        func pick(_ places: [Range<Int>]) -> Range<Int>? {
            places.isEmpty ? nil : places[random.index(below: places.count)]
        }
        func occurrences(_ pattern: String) -> [Range<Int>] {
            let bytes = Array(pattern.utf8)
            guard line.count >= bytes.count else { return [] }
            return (line.lowerBound...line.upperBound - bytes.count).lazy
                .map { $0..<$0 + bytes.count }.filter { text[$0].elementsEqual(bytes) }
        }
        func replace(_ pattern: String, _ replacement: String) -> Edit? {
            pick(occurrences(pattern)).map { Edit(range: $0, replacement: Array(replacement.utf8), kind: kind) }
        }
        let letters = line.filter(isLetter(text))
        let ink = line.first { text[$0] > 0x20 }
        switch kind {
        case .eToC: return replace("e", "c")
        case .lToOne: return replace("l", "1")
        case .oToZero: return replace("o", "0")
        case .iToL: return replace("i", "l")
        case .rnToM: return replace("rn", "m")
        case .mToRn: return replace("m", "rn")
        case .lostSpace, .splitLine:
            let inner = occurrences(" ").filter { place in
                guard let ink else { return false }
                return place.lowerBound > ink && line.contains(place.upperBound) && text[place.upperBound] > 0x20
            }
            return pick(inner).map { Edit(range: $0, replacement: kind == .lostSpace ? [] : [0x0A], kind: kind) }
        case .extraSpace:
            let inner = letters.filter { line.contains($0 - 1) && isLetter(text)($0 - 1) }
            return pick(inner.map { $0..<$0 }).map { Edit(range: $0, replacement: [0x20], kind: kind) }
        case .droppedCharacter:
            return pick(letters.map { $0..<$0 + 1 }).map { Edit(range: $0, replacement: [], kind: kind) }
        case .iconNoise:
            let icons = ["@ ", "02 ", "A\\ "]
            return ink.map { Edit(range: $0..<$0, replacement: Array(icons[random.index(below: icons.count)].utf8), kind: kind) }
        }
    }

    private static func isLetter(_ text: [UInt8]) -> (Int) -> Bool {
        { (0x41...0x5A).contains(text[$0]) || (0x61...0x7A).contains(text[$0]) }
    }
}

extension Damage.Kind {
    var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
