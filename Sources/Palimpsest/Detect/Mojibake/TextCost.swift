/// How unlikely a text is, in nats: the language model of the noisy channel.
///
/// A walk over the scalars with the one before as context. Letters cost what ``LetterModel`` says of the pair, and more where
/// the script or the case changes inside a word; signs cost by how rare they are and by whether they stand as they should: a
/// `£` between two letters, or an opening quotation mark after one, is no accident of spelling.
struct TextCost {
    private let letters: LetterModel
    private let kinds: ScalarKinds
    private(set) var total: Float = 0
    private var before = ScalarKinds.Kind.space
    private var last: UInt32 = 0x20
    private var number = LetterModel.boundary
    private var script: UInt8 = 0
    /// Letters of the word so far, and how many of the last ones were capitals.
    private var length = 0
    private var capitals = 0

    init(_ letters: LetterModel, _ kinds: ScalarKinds) {
        self.letters = letters
        self.kinds = kinds
    }

    enum Weight {
        static let unseenPair: Float = 5.5
        static let unknownLetter: Float = 10
        static let scriptChange: Float = 6
        static let greekAmongLatin: Float = 1.5
        /// For each capital after another one: most text is not in capitals.
        static let capitals: Float = 0.5
        static let capitalInside: Float = 5
        static let strangeCapitalInside: Float = 10
        static let smallAfterCapitals: Float = 7
        static let outOfPlace: Float = 5
        static let signInside: Float = 3
        /// A capital that is not ASCII right before a sign, as in `Â£` and `Ã©`.
        static let capitalBeforeSign: Float = 3
        static let strangeDigit: Float = 5
        /// For a kana that the texts do not show after the one before it: one of some eighty. They hold no katakana at all.
        static let kanaAfterKana: Float = 4.8
        static let firstKatakana: Float = 8
    }

    @inline(__always)
    mutating func add(_ scalar: UInt32) {
        guard scalar < 0x10000 else { return addBeyond(scalar) }
        let place = Int(scalar)
        guard let kind = ScalarKinds.Kind(rawValue: kinds.kinds[place]) else { return }
        switch kind {
        case .letter: addLetter(place)
        case .dense: addDense(place)
        default: addSign(scalar, kind, Float(kinds.costs[place]) / 4)
        }
        before = kind
        last = scalar
    }

    /// Ends the text, as a space would.
    mutating func finish() { add(0x20) }

    private mutating func addLetter(_ place: Int) {
        let low = Int(kinds.lower[place])
        let own = letters.number[low]
        let ownScript = kinds.scripts[place]
        let isUpper = kinds.isUpper[place]
        let isInside = before == .letter
        if !isInside { enterWord() }
        // Scripts 0 and 1 are common and inherited ones.
        let changesScript = (isInside || before == .dense) && ownScript > 1 && script > 1 && ownScript != script
        let cost = before == .dense || own == 0 ? LetterModel.unseen : letters.pair(isInside ? number : LetterModel.boundary, own)
        if cost != LetterModel.unseen {
            total += Float(cost) / 2
        } else if changesScript, isGreekAmongLatin(ownScript, script) {
            // γ-globulin, IL2Rγc, µm: science writes so.
            total += frequency(low) + Weight.greekAmongLatin
        } else if let cost = kanaCost(UInt32(place)) {
            total += cost
        } else {
            total += frequency(low) + (before == .dense ? 0 : Weight.unseenPair)
            if changesScript, !areEastAsian(ownScript, script) { total += Weight.scriptChange }
        }
        if isUpper {
            if isInside, capitals == 0, length > 0 { total += place < 0x80 ? Weight.capitalInside : Weight.strangeCapitalInside }
            if isInside, capitals > 0 { total += Weight.capitals }
            capitals += 1
        } else {
            if isInside, capitals >= 2, low != place || kinds.isUpper[Int(last)] { total += Weight.smallAfterCapitals }
            capitals = 0
        }
        length += 1
        number = own == 0 ? LetterModel.unknown : own
        if ownScript > 1 { script = ownScript }
    }

    /// What a kana costs whose pair the model does not have; `nil` for another letter, and for a hiragana that stands alone.
    private func kanaCost(_ scalar: UInt32) -> Float? {
        switch scalar {
        case 0x3041...0x3096: (0x3041...0x3096).contains(last) ? Weight.kanaAfterKana : nil
        // With the prolonged sound mark and the middle dot, after which a word goes on.
        case 0x30A1...0x30FA: (0x30A1...0x30FC).contains(last) ? Weight.kanaAfterKana : Weight.firstKatakana
        default: nil
        }
    }

    private func frequency(_ place: Int) -> Float {
        let cost = letters.frequency[place]
        return cost == LetterModel.unseen ? Weight.unknownLetter : min(Float(cost) / 2, Weight.unknownLetter)
    }

    private mutating func addDense(_ place: Int) {
        if before == .letter { endWord() } else if before != .dense { enterWord() }
        let own = kinds.scripts[place]
        let cost = letters.frequency[place]
        total += cost == LetterModel.unseen ? 13 : Float(cost) / 2
        if before == .letter || before == .dense, script > 1, own != script {
            total += areEastAsian(own, script) ? (before == .dense ? 3 : 0) : Weight.scriptChange
        }
        script = own
        length = 0
        capitals = 0
    }

    /// UScriptCode of Bopomofo, Han, Hangul, Hiragana, Katakana.
    @inline(__always)
    private func areEastAsian(_ first: UInt8, _ second: UInt8) -> Bool {
        func isOne(_ script: UInt8) -> Bool { [5, 17, 18, 20, 22].contains(script) }
        return isOne(first) && isOne(second)
    }

    /// UScriptCode of Greek and Latin.
    @inline(__always)
    private func isGreekAmongLatin(_ first: UInt8, _ second: UInt8) -> Bool {
        (first == 14 && second == 25) || (first == 25 && second == 14)
    }

    private mutating func endWord() {
        let cost = letters.pair(number, LetterModel.boundary)
        total += cost == LetterModel.unseen ? 4 : Float(cost) / 2
        length = 0
        capitals = 0
    }

    /// What it costs that a word begins after what came before.
    private mutating func enterWord() {
        switch before {
        case .trailing: total += Weight.outOfPlace
        case .apart, .odd: total += Weight.signInside
        case .digit where last >= 0x80: total += Weight.strangeDigit
        default: break
        }
    }

    private mutating func addSign(_ scalar: UInt32, _ kind: ScalarKinds.Kind, _ cost: Float) {
        let afterWord = before == .letter || before == .dense
        let endsInStrangeCapital = before == .letter && scalar >= 0xA1 && !(0x2010...0x203A).contains(scalar) && last >= 0xC0 && capitals > 0
        if before == .letter { endWord() }
        total += cost + (endsInStrangeCapital ? Weight.capitalBeforeSign : 0)
        if scalar < 0x80 {
            if before == .leading, scalar == 0x20 { total += Weight.signInside }
            return
        }
        switch kind {
        case .leading where afterWord: total += Weight.outOfPlace
        case .apart where afterWord: total += Weight.signInside
        case .trailing where last == 0x20: total += Weight.signInside
        case .digit where afterWord: total += Weight.strangeDigit
        default: break
        }
        // Signs come in rows: ¬¬¬, ══╗, ♥♥.
        if scalar == last || (scalar >> 7 == last >> 7 && scalar >= 0x2500) { total -= cost * 0.6 }
    }

    /// Beyond the Basic Multilingual Plane there are emoji, rare Han and rare scripts.
    private mutating func addBeyond(_ scalar: UInt32) {
        if before == .letter { endWord() }
        total += (0x1F000...0x1FAFF).contains(scalar) ? (last >> 10 == scalar >> 10 ? 4 : 7) : 12
        before = .either
        last = scalar
    }
}
