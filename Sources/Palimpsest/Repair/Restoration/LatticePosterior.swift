#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Posterior probabilities of the arcs of a word lattice, and of single characters.
///
/// Twice forward-backward: first with the words by themselves, to find the arcs that are worth a second look; then over those arcs with the
/// characters of up to four places before as history (lattice rescoring with a longer-span model; Ortmanns, Ney and Aubert, "A word graph
/// algorithm for large vocabulary continuous speech recognition", 1997). Ways that end in the same history at the same place are one state.
struct LatticePosterior {
    /// How much the channel, the characters in sequence and the words by themselves count. Below one as the pieces of neighbours are not as
    /// independent as the channel takes them to be.
    static let channelWeight: Float = 0.85
    static let sequenceWeight: Float = 0.8
    static let wordWeight: Float = 0.2
    /// Of the arcs from a place as many are looked at again, if they are as likely as this.
    static let arcsRescored = 20
    static let leastFirst: Float = 2e-4
    /// States of a place, and by how many bits they may be worse than its best.
    static let states = 32
    static let width: Float = 14

    let arcs: [[LatticeArc]]
    /// Posterior of each arc, as ``arcs`` is laid out.
    private(set) var posterior: [[Float]]
    /// Posterior of a character at a place: key is place << 16 | character.
    private(set) var ofCharacter: [Int: Float] = [:]

    init(_ lattice: WordLattice, grams: CharacterGrams) {
        let likely = Self.likely(lattice.arcs()), trie = lattice.trie
        self.arcs = likely
        posterior = likely.map { Array(repeating: 0, count: $0.count) }
        var search = HistorySearch(likely, lattice: lattice, grams: grams)
        search.forward()
        search.backward { start, index, value in posterior[start][index] += value }
        for start in likely.indices {
            for (index, arc) in likely[start].enumerated() where arc.node > 0 && posterior[start][index] > 1e-3 {
                var at = start, lengths = arc.lengths
                for character in trie.spelling(arc.node) {
                    ofCharacter[at << 16 | Int(character), default: 0] += posterior[start][index]
                    at += Int(lengths & 7)
                    lengths >>= 3
                }
            }
        }
    }

    static let never: Float = -1e30

    @inline(__always)
    static func sum(_ a: Float, _ b: Float) -> Float {
        let high = max(a, b), low = min(a, b)
        return low <= never || high - low > 24 ? high : high + log2f(1 + exp2f(low - high))
    }

    /// The arcs that words by themselves make likely.
    private static func likely(_ arcs: [[LatticeArc]]) -> [[LatticeArc]] {
        let count = arcs.count
        guard count > 0 else { return [] }
        func own(_ arc: LatticeArc) -> Float { -(arc.bits * channelWeight + arc.prior) }
        var forward = [Float](repeating: never, count: count + 1), backward = forward
        forward[0] = 0
        for start in 0..<count where forward[start] > never {
            for arc in arcs[start] { forward[arc.end] = sum(forward[arc.end], forward[start] + own(arc)) }
        }
        backward[count] = 0
        for start in (0..<count).reversed() {
            for arc in arcs[start] where backward[arc.end] > never { backward[start] = sum(backward[start], backward[arc.end] + own(arc)) }
        }
        let least = log2f(leastFirst)
        return arcs.indices.map { start in
            var kept: [(value: Float, arc: LatticeArc)] = []
            for arc in arcs[start] where forward[start] > never && backward[arc.end] > never {
                let value = forward[start] + own(arc) + backward[arc.end] - forward[count]
                if value > least || arc.node == 0 { kept.append((arc.node == 0 ? 0 : value, arc)) }
            }
            kept.sort { $0.value > $1.value }
            return kept.prefix(arcsRescored).map(\.arc)
        }
    }

    /// The way through the lattice with the most characters expected right: minimum Bayes risk. Each character has to earn more than `least`.
    func bestPath(trie: WordTrie, least: Float = 0.02) -> [LatticeArc] {
        let count = arcs.count
        var value = [Float](repeating: -1e30, count: count + 1), from = [(Int, Int)](repeating: (-1, -1), count: count + 1)
        value[0] = 0
        for start in 0..<count where value[start] > -1e29 {
            for (index, arc) in arcs[start].enumerated() where arc.node == 0 || posterior[start][index] > 1e-3 {
                var gain: Float = 0
                if arc.node > 0 {
                    var at = start, lengths = arc.lengths
                    for character in trie.spelling(arc.node) {
                        gain += (ofCharacter[at << 16 | Int(character)] ?? 0) - least
                        at += Int(lengths & 7)
                        lengths >>= 3
                    }
                    // Of two ways to cut the same characters the likelier arcs are taken.
                    gain += 0.01 * posterior[start][index]
                }
                if value[start] + gain > value[arc.end] {
                    value[arc.end] = value[start] + gain
                    from[arc.end] = (start, index)
                }
            }
        }
        var path: [LatticeArc] = [], at = count
        while at > 0, from[at].0 >= 0 {
            path.append(arcs[from[at].0][from[at].1])
            at = from[at].0
        }
        return path.reversed()
    }
}
