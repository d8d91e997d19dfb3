/// A word that the page may have said in the place of one that was read.
struct LatinCandidate: Sendable {
    /// Small letters.
    var word: [UInt32]
    /// For each letter the number of the sign that it was read as (the first, where it was read as several).
    var origins: [Int]
    /// log p(word).
    var share: Float
    /// −log p(signs read | word).
    var cost: Float
    /// Letters that were read as something else.
    var changes: Int
    var score: Float { share - cost }
}

/// Finds the words of a language that the OCR may have read as a given run of signs.
///
/// The automaton of the words is walked with the run, each step over a letter (or two) that is read as the next signs (one to three);
/// this is the noisy-channel decoder of Kernighan, Church and Gale 1990 with the confusions of letter groups of Brill and Moore 2000
/// ("An Improved Error Model for Noisy Channel Spelling Correction"), over a lexicon automaton as in Oflazer 1996.
struct LatinSearch {
    private struct Option {
        var length: Int
        var first: UInt8, second: UInt8
        var cost: Float
        var isChange: Bool
    }

    private let language: LatinLanguage
    private let length: Int
    /// What the signs from each place on may have been, place by place, and where those of a place begin.
    private var options: [Option] = []
    private var first: [Int] = [0]
    /// The least cost of what follows each place.
    private var rest: [Float]
    private var word: [UInt8] = [], origins: [Int] = []
    private var found: [LatinCandidate] = []
    private var steps = 0
    private var limit: Float
    /// Where the second part of a compound begins.
    private var breakPlace = 0

    /// Candidates that are kept.
    static let most = 4
    /// Walks are given up after so many steps.
    private static let patience = 20_000
    /// Letters of each part of a compound at least, and log p that two words are made one.
    private static let leastPart = 4, compoundChance: Float = -1
    /// The dearest misreading that is looked for, in nats.
    private static let dearest: Float = 17
    /// The same in English, which has no accents to lose: a single confusion.
    private static let dearestEnglish: Float = 12

    /// The likeliest words, the one that was read among them where it is a word; likeliest first.
    static func candidates(of signs: ArraySlice<UInt32>, in language: LatinLanguage) -> [LatinCandidate] {
        var search = LatinSearch(signs, language)
        guard search.rest[0] < search.limit else { return [] }
        search.visit(0, language.start, Path())
        return search.found.sorted { $0.score > $1.score }
    }

    private init(_ signs: ArraySlice<UInt32>, _ language: LatinLanguage) {
        self.language = language
        length = signs.count
        limit = language.index == 0 ? Self.dearestEnglish : Self.dearest
        rest = [Float](repeating: .infinity, count: signs.count + 1)
        rest[signs.count] = 0
        options.reserveCapacity(signs.count * 8)
        for at in signs.indices {
            append(signs[at...])
            first.append(options.count)
        }
        for at in stride(from: length - 1, through: 0, by: -1) {
            for option in options[first[at]..<first[at + 1]] { rest[at] = min(rest[at], option.cost + rest[at + option.length]) }
        }
    }

    /// Adds what the signs at the beginning may have been.
    private mutating func append(_ signs: ArraySlice<UInt32>) {
        let rows = language.channel, start = signs.startIndex
        let sign = signs[start]
        guard sign <= 0xFFFF else { return }
        var first = (0..<rows.count / 5).partitioningIndex { UInt32(rows[$0 * 5 + 1]) >= sign }
        while first < rows.count / 5, UInt32(rows[first * 5 + 1]) == sign {
            let row = first * 5
            first += 1
            var length = 1
            while length < 3, rows[row + 1 + length] != 0, length < signs.count, UInt32(rows[row + 1 + length]) == signs[start + length] { length += 1 }
            if length < 3, rows[row + 1 + length] != 0 { continue }
            let letter = UInt8(rows[row] & 0xFF), second = UInt8(rows[row] >> 8)
            let isChange = length > 1 || second != 0 || language.code(sign) != letter
            options.append(Option(length: length, first: letter, second: second, cost: Float(rows[row + 4]) / 20, isChange: isChange))
        }
    }

    /// What a walk has come by.
    private struct Path {
        var cost: Float = 0
        var changes = 0
        /// log p of the first part of a compound.
        var first: Float = 0
        var isCompound = false
    }

    private mutating func visit(_ place: Int, _ state: Int, _ path: Path) {
        for index in first[place]..<first[place + 1] {
            let option = options[index]
            guard path.cost + option.cost + rest[place + option.length] < limit else { continue }
            steps += 1
            guard steps < Self.patience else { return }
            var edge = language.edge(state, option.first)
            guard edge != 0 else { continue }
            word.append(option.first)
            origins.append(place)
            if option.second != 0 {
                edge = language.edge(Int(edge >> 10), option.second)
                word.append(option.second)
                origins.append(place)
            }
            if edge != 0 { arrive(place + option.length, edge, path, option) }
            word.removeLast(option.second == 0 ? 1 : 2)
            origins.removeLast(option.second == 0 ? 1 : 2)
        }
    }

    private mutating func arrive(_ place: Int, _ edge: UInt32, _ path: Path, _ option: Option) {
        var path = path
        path.cost += option.cost
        path.changes += option.isChange ? 1 : 0
        let kind = Int(edge >> 7 & 7)
        if place == length {
            if kind != 0, !path.isCompound || word.count - origins.count(where: { $0 < breakPlace }) >= Self.leastPart {
                keep(path.first + language.shares[kind], path.cost, path.changes)
            }
            return
        }
        if edge >> 10 != 0 { visit(place, Int(edge >> 10), path) }
        guard language.isCompounding, kind != 0, !path.isCompound, place >= Self.leastPart, length - place >= Self.leastPart else { return }
        path.first = language.shares[kind] + Self.compoundChance
        path.isCompound = true
        let outer = breakPlace
        breakPlace = place
        visit(place, language.start, path)
        breakPlace = outer
    }

    private mutating func keep(_ share: Float, _ cost: Float, _ changes: Int) {
        let letters = word.map { UInt32(language.letters[Int($0) - 1]) }
        let candidate = LatinCandidate(word: letters, origins: origins, share: share, cost: cost, changes: changes)
        if let same = found.firstIndex(where: { $0.word == letters }) {
            if found[same].cost > cost { found[same] = candidate }
            return
        }
        if changes > 0, found.count(where: { $0.changes > 0 }) >= Self.most {
            guard let worst = found.indices.filter({ found[$0].changes > 0 }).min(by: { found[$0].score < found[$1].score }), found[worst].score < candidate.score else { return }
            found.remove(at: worst)
        }
        found.append(candidate)
    }
}
