/// Finds words in English and other languages of Latin script that the OCR misread, and what the page may have said.
///
/// A noisy channel (Kernighan, Church and Gale 1990; Brill and Moore 2000): the words of the language by their frequency times the
/// OCR's confusions, learnt from known pages. What decided the design, measured on pages that `Corpus/make/pairs.py` made:
/// * An English model loses accents by rule, not by chance: it reads `á` as `a` in 87 of 100 cases, `ó` as `é` in 54, and `í` never as
///   itself. So a word list with frequencies finds nearly all, and a text that holds such letters was not read by such a model: how many
///   of a text's fragile letters are kept is the strongest sign of whether the next word may be changed (``LatinTally``).
/// * Overcorrection is the disease of the field (HIPE-OCRepair 2026): clean text of a language that has no word list is full of words
///   that are none. Each word therefore gets the language of its passage first, from among 80 of which most are only left alone (``LatinTongues``).
/// * Where both are words (`esta`, `está`) only the words beside it tell (Yarowsky 1994, ``LatinContexts``).
///
/// Names, capitals, digits, addresses and the names of species are left alone (``LatinFeatures/isOpen(_:)``, ``LatinText``).
public struct LatinReader: Sendable {
    /// The method that candidates name.
    public static let method = "latin"
    /// Words whose probability of being misread is below this are not told.
    static let least: Float = 0.3

    let model: LatinModel
    private let memories: Pool<LatinMemory>

    /// - Parameter directory: the folder of dictionaries, which holds `models/latin.bin`.
    /// - Throws: ``ModelError`` when it is missing or broken.
    public init(directory: String) throws(ModelError) {
        model = try LatinModel(path: directory + "/" + LatinModel.fileName)
        memories = Pool { LatinMemory() }
    }

    /// Whether a text of ASCII, without the marks behind it, is a word of any of the languages.
    func knows(_ text: some BidirectionalCollection<UInt8>) -> Bool {
        let count = text.count - text.reversed().prefix { !ASCII.isLetter($0) && !ASCII.isDigit($0) }.count
        let word = text.prefix(count).map { UInt32($0 | 0x20) }
        return model.languages.contains { $0.share(word) != nil }
    }

    /// The doubtful words of a part of a document, in the order in which they stand.
    ///
    /// - Parameter excluded: places that are not looked at, ascending: passages found doubtful already, text of the template.
    public func readings(in document: Document, range: TextRange, excluding excluded: [TextRange]) -> [LatinReading] {
        document.text.bytes.withUnsafeBufferPointer { bytes in
            let evidence = evidence(in: document, range: range, excluding: excluded, bytes)
            return evidence.doubts.doubts.compactMap { doubt in
                guard evidence.isOpen(doubt) else { return nil }
                let (misread, right) = evidence.probabilities(doubt)
                guard misread >= Self.least else { return nil }
                return LatinReport(evidence: evidence, bytes: bytes).reading(doubt, misread: misread, right: right)
            }
        }
    }

    func evidence(in document: Document, range: TextRange, excluding excluded: [TextRange], _ bytes: UnsafeBufferPointer<UInt8>) -> LatinFeatures {
        let text = LatinText(lines: Self.lines(of: document, in: range), excluding: excluded, in: bytes)
        let language = model.languages[0]
        return memories.lend { memory in
            let english = text.distinct.map { memory.share(text.words[$0], of: text, in: language) }
            let tongues = LatinTongues(text, english: english, model: model, memory)
            let doubts = LatinDoubts(text, tongues, english: english, model: model, memory)
            return LatinFeatures(text: text, tongues: tongues, doubts: doubts, english: english, model: model)
        }
    }

    /// The lines that overlap the range, cut to it.
    private static func lines(of document: Document, in range: TextRange) -> [TextRange] {
        document.lines.lines(touching: range).map { TextRange(max($0.content.start, range.start), min($0.content.end, range.end)) }
    }
}
