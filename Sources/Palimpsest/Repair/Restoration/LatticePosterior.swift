#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Posterior probabilities of the arcs of a word lattice under the word bigram model, by the forward-backward algorithm, and of single characters.
struct LatticePosterior {
    /// Sharpness of the posteriors: the pieces of neighbours are not as independent as the channel takes them to be.
    static let channelWeight: Float = 0.85
    static let wordWeight: Float = 0.9

    let arcs: [[LatticeArc]]
    /// Posterior of each arc, as ``arcs`` is laid out.
    private(set) var posterior: [[Float]]
    /// Posterior of a character at a place: key is place << 16 | character.
    private(set) var ofCharacter: [Int: Float] = [:]

    init(_ arcs: [[LatticeArc]], trie: WordTrie, bigrams: GainTable) {
        self.arcs = arcs
        let count = arcs.count
        posterior = arcs.map { Array(repeating: 0, count: $0.count) }
        var forward = posterior, backward = posterior
        /// Arcs ending at a place, by start and index.
        var ending = [[(start: Int, index: Int)]](repeating: [], count: count + 1)
        let table = (0..<256).map { exp2f(Float(Int8(truncatingIfNeeded: $0)) * RestorationModel.gainUnit * Self.wordWeight) }
        @inline(__always) func factor(_ before: LatticeArc, _ after: LatticeArc) -> Float {
            guard before.node > 0, after.node > 0 else { return 1 }
            let tail = trie.tail[before.node]
            let gain = bigrams.gain(UInt64(tail) << 32 | UInt64(trie.head[after.node])) ?? trie.backoff[before.node]
            return table[Int(UInt8(bitPattern: gain))]
        }
        @inline(__always) func own(_ arc: LatticeArc) -> Float { -(arc.bits * Self.channelWeight + arc.prior * Self.wordWeight) }
        let never: Float = -1e30
        // Forward: bits of all ways up to and with an arc.
        var incomingOf = [[(arc: LatticeArc, weight: Float, start: Int, index: Int)]](repeating: [], count: count + 1)
        var peak = [Float](repeating: never, count: count + 1)
        for place in 0..<count {
            var incoming: [(arc: LatticeArc, weight: Float, start: Int, index: Int)] = []
            if place > 0 {
                var most = never
                for (start, index) in ending[place] { most = max(most, forward[start][index]) }
                peak[place] = most
                if most > never {
                    for (start, index) in ending[place] where forward[start][index] > most - 12 {
                        incoming.append((arcs[start][index], exp2f(forward[start][index] - most), start, index))
                    }
                    if incoming.count > 40 {
                        incoming.sort { $0.weight > $1.weight }
                        incoming.removeLast(incoming.count - 40)
                    }
                }
                incomingOf[place] = incoming
            }
            for (index, arc) in arcs[place].enumerated() {
                if place == 0 {
                    forward[0][index] = own(arc)
                } else if incoming.isEmpty {
                    forward[place][index] = never
                } else {
                    var sum: Float = 0
                    for item in incoming { sum += item.weight * factor(item.arc, arc) }
                    forward[place][index] = peak[place] + log2f(max(sum, 1e-30)) + own(arc)
                }
                if forward[place][index] > never { ending[arc.end].append((place, index)) }
            }
        }
        guard count > 0 else { return }
        var most = never
        for (start, index) in ending[count] { most = max(most, forward[start][index]) }
        guard most > never else { return }
        var sum: Float = 0
        for (start, index) in ending[count] { sum += exp2f(forward[start][index] - most) }
        let total = most + log2f(sum)
        // Backward: bits of all ways after an arc. The posterior is known as soon as both are.
        for start in 0..<count { for index in backward[start].indices { backward[start][index] = never } }
        for (start, index) in ending[count] { backward[start][index] = 0 }
        for place in (0..<count).reversed() {
            if place + 1 <= count {
                // Arcs that start here have their backward value by now: give it on to those that end here.
                let after = arcs[place].indices.filter { backward[place][$0] > never }
                guard place > 0, !after.isEmpty else { continue }
                var top = never
                for index in after { top = max(top, backward[place][index] + own(arcs[place][index])) }
                let live = after.compactMap { index -> (LatticeArc, Float)? in
                    let value = backward[place][index] + own(arcs[place][index])
                    return value > top - 14 ? (arcs[place][index], exp2f(value - top)) : nil
                }
                for item in incomingOf[place] {
                    var sum: Float = 0
                    for (arc, weight) in live { sum += weight * factor(item.arc, arc) }
                    backward[item.start][item.index] = top + log2f(max(sum, 1e-30))
                }
            }
        }
        for start in 0..<count {
            for index in arcs[start].indices where forward[start][index] > never && backward[start][index] > never {
                let value = exp2f(min(0, forward[start][index] + backward[start][index] - total))
                posterior[start][index] = value
                guard value > 1e-3, arcs[start][index].node > 0 else { continue }
                let arc = arcs[start][index]
                var at = start, lengths = arc.lengths
                for character in trie.spelling(arc.node) {
                    ofCharacter[at << 16 | Int(character), default: 0] += value
                    at += Int(lengths & 7)
                    lengths >>= 3
                }
            }
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
