/// How much a decoded text looks like one that somebody wrote.
///
/// Bytes read in the wrong encoding give themselves away at their words: scripts mixed within one word (`cafИ`), capitals
/// after small letters (`пРИВЕТ`), words of accented letters only (`àåéîå`), symbols between letters (`caf¤s`).
struct TextPlausibility {
    enum Weight {
        static let odd = -3.0
        static let symbolInWord = -1.8
        static let mixedScripts = -2.3
        static let caseFlip = -1.6
        static let denseAccents = -2.2
        static let rareCharacters = -1.4
    }

    /// Scalars that are not ASCII.
    private(set) var scalars = 0
    private var odd = 0.0
    private var symbolsInWords = 0
    private var caseFlips = 0
    /// Words that are not all ASCII.
    private var words = 0
    private var mixed = 0.0
    private var dense = 0
    private var word = Word()

    private struct Word {
        var letters = 0
        var notASCII = 0
        var hasLatin = false
        /// A script of two cases or of consonants: Greek, Cyrillic, Hebrew, Arabic …
        var alphabet: UnicodeScript?
        var hasManyAlphabets = false
        /// Han, kana or Hangul.
        var hasIdeographs = false
        var previous: GeneralCategory = .unassigned
        var previousIsASCII = true
    }

    init(_ utf8: [UInt8]) {
        utf8.withUnsafeBufferPointer { bytes in
            var offset = 0
            while offset < bytes.count {
                let (value, length) = UTF8Bytes.scalar(bytes, at: offset)
                offset += length
                let next = offset < bytes.count ? UTF8Bytes.scalar(bytes, at: offset).value : 0x20
                add(value, next: next)
            }
        }
        endWord()
    }

    /// Log-odds for the text being right, always 0 or less.
    var score: Double {
        let (scalars, words) = (Double(max(scalars, 1)), Double(max(words, 1)))
        return Weight.odd * min(1, 3 * odd / scalars)
            + Weight.symbolInWord * min(1, 4 * Double(symbolsInWords) / scalars)
            + Weight.mixedScripts * mixed / words
            + Weight.caseFlip * min(1, 4 * Double(caseFlips) / scalars)
            + Weight.denseAccents * Double(dense) / words
    }

    private mutating func add(_ value: UInt32, next: UInt32) {
        guard let scalar = Unicode.Scalar(value) else { return }
        let category = ScalarProperties.generalCategory(scalar)
        let isASCII = value < 0x80
        if !isASCII { scalars += 1 }
        if category.isLetter || category.isMark {
            addLetter(scalar, category)
            return
        }
        switch category {
        case _ where isASCII || category.isPunctuation || value == 0xFFFD: endWord()
        case .control, .unassigned, .privateUse: odd += 1
        default: odd += category.isSymbol || category == .otherNumber || category == .format ? 0.5 : 0
        }
        guard !isASCII, word.letters > 0, !category.isPunctuation, value != 0xFFFD else { return }
        if let next = Unicode.Scalar(next), ScalarProperties.isLetter(next) { symbolsInWords += 1 }
        word.previous = category
    }

    private mutating func addLetter(_ scalar: Unicode.Scalar, _ category: GeneralCategory) {
        let isASCII = scalar.isASCII
        if category == .uppercaseLetter, word.previous == .lowercaseLetter, !isASCII || !word.previousIsASCII { caseFlips += 1 }
        word.previous = category
        word.previousIsASCII = isASCII
        word.letters += 1
        if !isASCII { word.notASCII += 1 }
        let script = isASCII ? .latin : UnicodeScript(of: scalar)
        switch script {
        case .latin: word.hasLatin = true
        case .han, .hiragana, .katakana, .bopomofo, .hangul: word.hasIdeographs = true
        case .common, .inherited, .unknown: break
        default:
            if let other = word.alphabet, other != script { word.hasManyAlphabets = true }
            word.alphabet = script
        }
    }

    private mutating func endWord() {
        defer { word = Word() }
        guard word.notASCII > 0 else { return }
        words += 1
        if word.hasManyAlphabets || (word.hasLatin && word.alphabet != nil) { mixed += 1 }
        if word.hasIdeographs, word.hasLatin || word.alphabet != nil { mixed += 0.5 }
        let isLatinOnly = word.hasLatin && word.alphabet == nil && !word.hasIdeographs
        if isLatinOnly, word.letters >= 3, word.notASCII * 2 > word.letters { dense += 1 }
    }
}
