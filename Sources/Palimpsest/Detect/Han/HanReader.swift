/// Finds Han characters that the OCR took for others, and signs and letters that it put in their place.
///
/// What decided the design:
/// * Chinese OCR output is too good for thresholds: one character in a hundred is wrong, so a sign of error that is right for
///   99 % of clean characters is wrong half the time. Only the whole sentence tells: a character n-gram model with the OCR's
///   confusions as channel, over a lattice of look-alikes (Tong and Evans 1996; for Chinese, Zhuang et al. 2004, "A Chinese
///   OCR Spelling Check Approach Based on Statistical Language Models").
/// * Most misreadings are of rare characters, of which no sample of pages shows all confusions; likeness of rendered glyphs
///   stands in for those, and "something else" for what looks like nothing (``HanLattice``).
/// * How far unusual text is to be doubted depends on the page: the share of doubtful characters of the document is evidence
///   on each (``HanFeatures``), so that names and terms in clean text are left alone.
///
/// Spaces within Han are read through. Japanese, Korean and traditional Chinese are left alone.
struct HanReader: Sendable {
    private let model: HanModel
    private let memories: Pool<HanGrams>

    /// The probability from which on a character is part of a suspect passage.
    static let threshold: Float = 0.4

    /// - Parameter directory: the folder of dictionaries, which holds `models/han.bin`.
    /// - Throws: ``ModelError``.
    init(directory: String) throws(ModelError) {
        let model = try HanModel(path: directory + "/" + HanModel.fileName, pairsPath: directory + "/" + HanModel.pairsFileName)
        guard model.characters.inputs == HanFeatures.characterCount, model.strays.inputs == HanFeatures.strayCount, model.options.inputs == HanFeatures.optionCount else {
            throw ModelError(path: directory + "/" + HanModel.fileName, message: "the networks take other features than this program has; rebuild it with the command in Dictionaries/SOURCES.md")
        }
        self.model = model
        memories = Pool { HanGrams(model: model) }
    }

    /// The misread passages of a part of a document, in the order in which they stand.
    func suspects(in document: Document, range: TextRange) -> [Suspect] {
        readings(in: document, range: range).map {
            Suspect(
                kind: .misread, range: $0.range, confidence: $0.probability, reasons: [$0.reason], script: "Hans", language: "zh-Hans",
                languageConfidence: 1,
                candidates: $0.candidates.map {
                    RepairCandidate(
                        text: $0.text, confidence: $0.probability, method: RepairMethod.han.rawValue,
                        explanation: "It looks alike and is what Chinese has here.")
                })
        }
    }

    /// The misread passages with what the page may have said.
    func readings(in document: Document, range: TextRange) -> [HanSuspect] {
        document.text.bytes.withUnsafeBufferPointer { bytes in
            let lines = Self.lines(of: document, in: range)
            guard HanScan.holdsHan(bytes, lines) else { return [] }
            let found = memories.lend { grams in
                let scan = HanScan(lines, in: bytes, grams: grams)
                var found: [HanSuspect] = []
                for (text, lattice) in scan.blocks {
                    let features = HanFeatures(lattice: lattice, text: text, bytes: bytes, misreadShare: scan.misreadShare, echoes: scan.echoes)
                    var doubts: [HanPassages.Doubt] = []
                    for number in lattice.places.indices {
                        if let doubt = features.doubt(number, threshold: Self.threshold, most: scan.isRead ? 1 : HanScan.mostInTypedText) { doubts.append(doubt) }
                    }
                    found += HanPassages(text: text, lattice: lattice, bytes: bytes).suspects(doubts)
                }
                return found
            }
            var words = LatinWords()
            return found.filter { !words.recurs($0.range, in: bytes, lines) }
        }
    }

    /// How often the words in Latin letters of a document stand there: an acronym comes back (`USB`, `CO2`), and what was read for Han
    /// hardly ever does.
    private struct LatinWords {
        private var counts: [ArraySlice<UInt8>: Int]?

        /// Times that a word has to stand in the document, by its length.
        private static let often = 2, oftenShort = 3, short = 2

        mutating func recurs(_ range: TextRange, in bytes: UnsafeBufferPointer<UInt8>, _ lines: some Sequence<TextRange>) -> Bool {
            let word = bytes[range.start..<range.end]
            guard word.count >= Self.short, word.allSatisfy(Self.isPart), word.contains(where: ASCII.isLetter) else { return false }
            if counts == nil { counts = Self.count(bytes, lines) }
            return counts?[ArraySlice(word), default: 0] ?? 0 >= (word.count > Self.short ? Self.often : Self.oftenShort)
        }

        private static func isPart(_ byte: UInt8) -> Bool { ASCII.isLetter(byte) || ASCII.isDigit(byte) }

        private static func count(_ bytes: UnsafeBufferPointer<UInt8>, _ lines: some Sequence<TextRange>) -> [ArraySlice<UInt8>: Int] {
            var counts: [ArraySlice<UInt8>: Int] = [:]
            for line in lines {
                for word in bytes[line.start..<line.end].split(whereSeparator: { !isPart($0) }) where word.count >= short {
                    counts[ArraySlice(word), default: 0] += 1
                }
            }
            return counts
        }
    }

    /// The lines of the range; an empty one for each that is ASCII.
    private static func lines(of document: Document, in range: TextRange) -> some Sequence<TextRange> {
        let lines = document.lines.lines
        return lines[document.lines.index(reaching: range.start)...].lazy.prefix { $0.content.start < range.end }.map { line in
            line.isASCII ? TextRange(line.content.start, line.content.start)
                : TextRange(max(line.content.start, range.start), min(line.content.end, range.end))
        }
    }
}
