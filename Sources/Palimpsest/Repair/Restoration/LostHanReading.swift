#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The best reading of a passage: its characters with their posteriors, cut into words, with the terms of the lexicon in it.
struct LostHanReading {
    /// One character of the reading.
    struct Sign {
        var character: UInt16
        /// Symbols it was read from.
        var symbols: Range<Int>
        var posterior: Float
        /// Bits by which the channel explains the letters of its word better than the background, a character.
        var support: Float
        /// Bits of the character after those read before it.
        var sequence: Float
    }

    /// What a word or a term is judged by.
    struct Evidence {
        /// Of its posteriors: mean of the logarithms, and the least; what the channel says for it and the characters in sequence against it, in bits a
        /// character; its characters, and its bits by itself.
        var mean: Float = 0, least: Float = 0, support: Float = 0, sequence: Float = 0, length: Float = 0, prior: Float = 0
        /// Mean posterior of the characters within three, within ten, and in the whole passage, and bits in sequence within ten.
        var near: Float = 0, around: Float = 0, passage: Float = 0, fluency: Float = 0
        var kind = 0
        /// Which OCR model read the page, and whether the characters are traditional: the channel knows less of some.
        var fast = false, traditional = false
    }

    var signs: [Sign] = []
    var text = ""
    var confidence = 0.0
    var words: [ProposedWord] = []
    var terms: [LostHanTerm] = []
    var wordEvidence: [Evidence] = []
    var termEvidence: [Evidence] = []

    static let kinds = ["word", "term", "law", "place", "species", "name", "phrase"]

    init() {}

    init(_ lattice: LatticePosterior, input: GibberishSymbols, trie: WordTrie, model: RestorationModel, traditional: Bool) {
        let path = lattice.bestPath(trie: trie)
        var history = CharacterGrams.History()
        var wordSpans: [(Range<Int>, LatticeArc)] = []
        for arc in path where arc.node > 0 {
            var at = arc.start, lengths = arc.lengths
            let first = signs.count
            for character in trie.spelling(arc.node) {
                let length = Int(lengths & 7)
                lengths >>= 3
                let (sequence, next) = model.grams.cost(of: character, after: history)
                history = next
                signs.append(Sign(character: character, symbols: at..<at + length, posterior: min(1, lattice.ofCharacter[at << 16 | Int(character)] ?? 0),
                                  support: -arc.bits / Float(arc.characters), sequence: sequence))
                at += length
            }
            wordSpans.append((first..<signs.count, arc))
        }
        guard !signs.isEmpty else { return }
        let signs = signs
        let fast = input.likelierChannel == 1
        let near = Self.smoothed(signs.map(\.posterior), 3), around = Self.smoothed(signs.map(\.posterior), 10), fluency = Self.smoothed(signs.map(\.sequence), 10)
        let passage = signs.reduce(0) { $0 + $1.posterior } / Float(signs.count)
        func evidence(_ span: Range<Int>, prior: Float, kind: Int) -> Evidence {
            let middle = span.lowerBound + span.count / 2
            var result = Evidence(length: Float(span.count), prior: prior, near: near[middle], around: around[middle], passage: passage, fluency: fluency[middle], kind: kind, fast: fast, traditional: traditional)
            result.least = 1
            for sign in signs[span] {
                result.mean += log2f(max(sign.posterior, 1e-3))
                result.least = min(result.least, sign.posterior)
                result.support += sign.support
                result.sequence += sign.sequence
            }
            result.mean /= Float(span.count)
            result.support /= Float(span.count)
            result.sequence /= Float(span.count)
            return result
        }
        func bytes(_ span: Range<Int>) -> Range<Int> {
            let start = signs[span.lowerBound].symbols.lowerBound, end = signs[span.upperBound - 1].symbols.upperBound
            return input.starts[start]..<(end > start ? input.ends[end - 1] : input.starts[start])
        }
        func spelled(_ characters: some Sequence<UInt16>) -> String {
            var result = ""
            for c in characters { if let scalar = UnicodeScalar(model.letters[Int(c) - 1]) { result.unicodeScalars.append(scalar) } }
            return result
        }
        for (span, arc) in wordSpans {
            let judged = evidence(span, prior: arc.prior, kind: Int(trie.kind[arc.node]))
            wordEvidence.append(judged)
            let sure = RestorationCalibration.word(judged, model.calibration)
            var others: [(text: String, confidence: Double)] = []
            for (index, other) in lattice.arcs[arc.start].enumerated() where other.node > 0 && other.node != arc.node && abs(other.end - arc.end) <= 1 {
                let value = lattice.posterior[arc.start][index]
                if value > 0.01 { others.append((spelled(trie.spelling(other.node)), min(Double(value), 1 - sure))) }
            }
            others.sort { $0.confidence > $1.confidence }
            words.append(ProposedWord(range: bytes(span), text: spelled(signs[span].map(\.character)), confidence: sure, alternatives: Array(others.prefix(4))))
        }
        spotTerms(trie: trie, evidence: evidence, bytes: bytes, spelled: spelled, model: model)
        compose(wordSpans.map(\.0))
    }

    /// The mean over so many characters on either side: where all is doubtful, a lone sure word is no surer.
    private static func smoothed(_ values: [Float], _ reach: Int) -> [Float] {
        var sums: [Float] = [0]
        for value in values { sums.append(sums[sums.count - 1] + value) }
        return values.indices.map { i in
            let low = max(0, i - reach), high = min(values.count, i + reach + 1)
            return (sums[high] - sums[low]) / Float(high - low)
        }
    }

    /// Terms of the lexicon in the reading; of those that overlap, the best total is kept (weighted interval scheduling).
    private mutating func spotTerms(trie: WordTrie, evidence: (Range<Int>, Float, Int) -> Evidence, bytes: (Range<Int>) -> Range<Int>,
                                    spelled: ([UInt16]) -> String, model: RestorationModel) {
        var best = [Double](repeating: 0, count: signs.count + 1)
        var taken = [(start: Int, evidence: Evidence, sure: Double)?](repeating: nil, count: signs.count + 1)
        var endingAt = [[(start: Int, evidence: Evidence, sure: Double)]](repeating: [], count: signs.count + 1)
        for start in signs.indices {
            var node = 0, end = start
            while end < signs.count, end == start || signs[end].symbols.lowerBound == signs[end - 1].symbols.upperBound {
                node = node == 0 && end == start ? Int(trie.rootChild[Int(signs[end].character)]) : trie.child(node, signs[end].character)
                if node == 0 { break }
                end += 1
                guard trie.cost[node] != 255, trie.kind[node] > 0, end - start >= 3 else { continue }
                let judged = evidence(start..<end, Float(trie.cost[node]) * RestorationModel.gainUnit, Int(trie.kind[node]))
                endingAt[end].append((start, judged, RestorationCalibration.term(judged, model.calibration)))
            }
        }
        for end in 1...signs.count {
            best[end] = best[end - 1]
            for candidate in endingAt[end] {
                let value = best[candidate.start] + candidate.sure * Double(end - candidate.start) - 0.3
                if value > best[end] {
                    best[end] = value
                    taken[end] = candidate
                }
            }
        }
        var end = signs.count
        var found: [LostHanTerm] = [], judged: [Evidence] = []
        while end > 0 {
            if let term = taken[end] {
                let span = term.start..<end
                found.append(LostHanTerm(range: bytes(span), text: spelled(signs[span].map(\.character)), confidence: term.sure, source: Self.kinds[term.evidence.kind]))
                judged.append(term.evidence)
                end = term.start
            } else {
                end -= 1
            }
        }
        terms = found.reversed()
        termEvidence = judged.reversed()
    }

    /// The text with doubtful stretches as gaps, and the chance that all the rest is right.
    private mutating func compose(_ spans: [Range<Int>]) {
        var sure = 1.0, gap = false, end = 0
        for (word, span) in zip(words, spans) {
            let skipped = signs[span.lowerBound].symbols.lowerBound > end
            end = signs[span.upperBound - 1].symbols.upperBound
            if word.confidence >= Self.shown {
                if (skipped || gap), !text.hasSuffix(LostHanProposal.gap) { text += LostHanProposal.gap }
                gap = false
                text += word.text
                sure *= word.confidence
            } else {
                gap = true
            }
        }
        if gap, !text.hasSuffix(LostHanProposal.gap) { text += LostHanProposal.gap }
        confidence = text == LostHanProposal.gap ? 0 : sure
    }

    /// A word less sure than this is a gap in the text.
    static let shown = 0.5
}
