/// What is known of the languages that are written with Latin letters: their words, what the OCR makes of their letters, and the
/// networks that make a probability of the evidence.
///
/// `Dictionaries/make/latin` builds it and writes `Dictionaries/models/latin.bin`; ``ModelFile`` tells the container. All tables
/// stay in the mapped file.
struct LatinModel: Sendable {
    static let revision: UInt32 = 1
    static let fileName = "models/latin.bin"

    /// English first.
    let languages: [LatinLanguage]
    /// Whether a word is misread, and whether its likeliest candidate is what the page said.
    let misread: HanNetwork, right: HanNetwork
    let contexts: LatinContexts
    private let file: ModelFile

    /// - Throws: ``ModelError``.
    init(path: String) throws(ModelError) {
        let file = try ModelFile(path: path, revision: Self.revision)
        let names = try file.lines("langs")
        let directory = try file.numbers("direct", as: Int32.self, count: names.count * LatinLanguage.entryWidth)
        let tables = LatinLanguage.Tables(
            edges: try file.numbers("edges", as: UInt32.self), letters: try file.numbers("letters", as: UInt16.self),
            shares: try file.numbers("zipf", as: Float.self, count: names.count * 8), channel: try file.numbers("channel", as: UInt16.self))
        var languages: [LatinLanguage] = []
        for (index, name) in names.enumerated() {
            let entry = directory[(index * LatinLanguage.entryWidth)..<((index + 1) * LatinLanguage.entryWidth)].map { Int($0) }
            guard let language = LatinLanguage(name, index, entry, tables) else {
                throw ModelError(path: path, message: "the tables of the language \(name) do not lie within the file")
            }
            languages.append(language)
        }
        guard languages.first?.code == "en" else { throw ModelError(path: path, message: "the first language is not English") }
        self.languages = languages
        misread = try HanNetwork(file, "misread", path)
        right = try HanNetwork(file, "right", path)
        contexts = try LatinContexts(file, path)
        guard misread.inputs == LatinFeatures.count, right.inputs == LatinFeatures.count else {
            throw ModelError(path: path, message: "the networks take other features than this program has; rebuild it with the command in Dictionaries/SOURCES.md")
        }
        self.file = file
    }
}

/// A language: its letters, its words with the class of their frequency, and what the OCR makes of its letters.
struct LatinLanguage: @unchecked Sendable {
    struct Tables: @unchecked Sendable {
        let edges: UnsafeBufferPointer<UInt32>, letters: UnsafeBufferPointer<UInt16>
        let shares: UnsafeBufferPointer<Float>, channel: UnsafeBufferPointer<UInt16>
    }

    static let entryWidth = 8

    /// Languages that write compounds as one word.
    private static let compounding: Set<String> = ["de", "nl", "sv", "nb", "da", "fi", "hu"]

    /// BCP 47.
    let code: String
    let isCompounding: Bool
    let index: Int
    /// Whether its words are repaired; of the other languages so little is known that they are only told apart.
    let isRepaired: Bool
    let letters: UnsafeBufferPointer<UInt16>
    /// Rows of five numbers: two letter codes (a byte each), three signs, and the cost in twentieths of a nat; ascending by the signs.
    let channel: UnsafeBufferPointer<UInt16>
    /// The automaton's edges: letter code, whether it is its state's last, class of the word that ends here, target.
    let edges: UnsafeBufferPointer<UInt32>
    let start: Int
    /// log p(word) of each class.
    let shares: [Float]
    /// Code of each letter below U+0250 and from U+1E00 to U+1EFF.
    private let codes: [UInt8]

    init?(_ code: String, _ index: Int, _ entry: [Int], _ tables: Tables) {
        func part<Number>(_ table: UnsafeBufferPointer<Number>, _ at: Int, _ count: Int) -> UnsafeBufferPointer<Number>? {
            guard at >= 0, count >= 0, at <= table.count, count <= table.count - at else { return nil }
            return UnsafeBufferPointer(rebasing: table[at..<at + count])
        }
        guard let edges = part(tables.edges, entry[0], entry[1]), let letters = part(tables.letters, entry[3], entry[4]), letters.count < 64,
            let channel = part(tables.channel, entry[5] * 5, entry[6] * 5), entry[2] > 0, entry[2] < edges.count
        else { return nil }
        self.code = code
        self.index = index
        isCompounding = Self.compounding.contains(code)
        self.edges = edges
        self.letters = letters
        self.channel = channel
        start = entry[2]
        isRepaired = entry[7] != 0
        shares = Array(tables.shares[(index * 8)..<(index * 8 + 8)])
        var codes = [UInt8](repeating: 0, count: 0x350)
        for (number, letter) in letters.enumerated() {
            if let slot = Self.slot(UInt32(letter)) { codes[slot] = UInt8(number + 1) }
        }
        self.codes = codes
    }

    private static func slot(_ scalar: UInt32) -> Int? {
        if scalar < 0x250 { return Int(scalar) }
        return (0x1E00..<0x1F00).contains(scalar) ? Int(scalar) - 0x1E00 + 0x250 : nil
    }

    /// The code of a small letter; 0 when the language has it not.
    @inline(__always)
    func code(_ scalar: UInt32) -> UInt8 { Self.slot(scalar).map { codes[$0] } ?? 0 }

    /// The edge from the state whose first edge is `state` over the letter; 0 when there is none.
    @inline(__always)
    func edge(_ state: Int, _ code: UInt8) -> UInt32 {
        var at = state
        while at > 0, at < edges.count {
            let edge = edges[at]
            if edge & 63 == UInt32(code) { return edge }
            if edge & 64 != 0 { return 0 }
            at += 1
        }
        return 0
    }

    /// Letters that a language may have, with 0 for none.
    static let mostLetters = 64

    /// The edges from the state where all words begin, by the code of the letter; 0 where there is none.
    func beginnings() -> [UInt32] {
        var table = [UInt32](repeating: 0, count: Self.mostLetters)
        var at = start
        while at > 0, at < edges.count {
            let code = Int(edges[at] & 63)
            if code != 0, table[code] == 0 { table[code] = edges[at] }
            if edges[at] & 64 != 0 { break }
            at += 1
        }
        return table
    }

    /// log p of a word whose first letter led over an edge; `nil` when it is no word of the language.
    func share(_ rest: ArraySlice<UInt32>, after edge: UInt32) -> Float? {
        var edge = edge
        for scalar in rest {
            let code = code(scalar)
            guard code != 0, edge >> 10 != 0 else { return nil }
            edge = self.edge(Int(edge >> 10), code)
            guard edge != 0 else { return nil }
        }
        let kind = Int(edge >> 7 & 7)
        return kind == 0 ? nil : shares[kind]
    }

    /// log p(word) of small letters; `nil` when it is no word of the language.
    func share(_ word: some Sequence<UInt32>) -> Float? {
        var state = start, kind = 0
        for scalar in word {
            let code = code(scalar)
            guard code != 0, state != 0 else { return nil }
            let edge = edge(state, code)
            guard edge != 0 else { return nil }
            kind = Int(edge >> 7 & 7)
            state = Int(edge >> 10)
        }
        return kind == 0 ? nil : shares[kind]
    }
}
