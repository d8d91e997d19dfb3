/// The stretches of Han of a text, read and weighed.
struct HanScan {
    private(set) var blocks: [(text: HanText, lattice: HanLattice)] = []
    /// Share of the characters that the lattices think wrong.
    private(set) var misreadShare: Float = 0
    /// Whether the spaces within its Han tell that an OCR wrote the text.
    private(set) var isRead = false
    /// What stands beside what in the whole document.
    private(set) var echoes = HanEchoes([], count: 0)

    /// Of a text's Han, the greatest share that may be unknown to the model (traditional characters, names of plants), and of
    /// its letters the greatest that may be kana or Hangul, for it to be read as simplified Chinese.
    private static let mostUnknown = 0.03, mostForeign = 0.03
    /// Fewer Han characters than this say nothing.
    private static let least = 4

    /// - Parameter lines: where the lines stand, ascending; an empty range ends a paragraph.
    init(_ lines: some Sequence<TextRange>, in bytes: UnsafeBufferPointer<UInt8>, grams: HanGrams) {
        var texts: [HanText] = [], text = HanText()
        func finish() {
            if text.han > 0 { texts.append(text) }
            text.removeAll()
        }
        for line in lines {
            if Self.holdsHan(bytes, line) { text.append(bytes, line.start, line.end, grams.model) } else { finish() }
        }
        finish()
        let han = texts.reduce(0) { $0 + $1.han }
        guard Self.isReadable(han, texts.reduce(0) { $0 + $1.unknown }, texts.reduce(0) { $0 + $1.foreign }) else { return }
        for text in texts where text.han >= Self.least && Self.isReadable(text.han, text.unknown, text.foreign) {
            blocks.append((text, HanLattice(text.symbols, grams: grams)))
        }
        echoes = HanEchoes(blocks.lazy.map(\.text.symbols), count: blocks.reduce(0) { $0 + $1.text.symbols.count })
        isRead = Self.isRead(blocks.lazy.map(\.text.neighbours))
        var wrong: Float = 0
        for block in blocks {
            for place in block.lattice.places where block.lattice.symbols[place.index] >= HanSymbol.firstHan { wrong += 1 / (1 + exponential(-place.logOdds)) }
        }
        // A few characters more than there are, so that one doubt in a short text does not make it a bad page.
        misreadShare = wrong / Float(max(han, 1) + 100)
    }

    /// Whether Han characters stand apart often enough for an OCR's text. Tesseract parts a third and more of all neighbours; typed text
    /// hardly any.
    static func isRead(_ neighbours: some Sequence<(apart: Int, together: Int)>) -> Bool {
        let sum = neighbours.reduce((apart: 0, together: 0)) { ($0.apart + $1.apart, $0.together + $1.together) }
        return sum.apart >= fewestApart && Double(sum.apart) >= usualApart * Double(sum.apart + sum.together)
    }

    private static let fewestApart = 4, usualApart = 0.12
    /// The most that a candidate gets in text that nothing tells to be an OCR's: what is unusual there is mostly so meant.
    static let mostInTypedText: Float = 0.9

    private static func isReadable(_ han: Int, _ unknown: Int, _ foreign: Int) -> Bool {
        Double(max(unknown - 1, 0)) <= mostUnknown * Double(han) && Double(foreign) <= mostForeign * Double(han + foreign)
    }

    /// Whether any of the lines holds a Han character.
    static func holdsHan(_ bytes: UnsafeBufferPointer<UInt8>, _ lines: some Sequence<TextRange>) -> Bool {
        lines.contains { holdsHan(bytes, $0) }
    }

    /// Whether a line holds a byte that begins a Han character (U+3000 to U+9FFF).
    private static func holdsHan(_ bytes: UnsafeBufferPointer<UInt8>, _ line: TextRange) -> Bool {
        var at = line.start
        while at < line.end {
            let lead = bytes[at]
            if lead >= 0xE4, lead <= 0xE9 || lead == 0xEF { return true }
            at += 1
        }
        return false
    }
}
