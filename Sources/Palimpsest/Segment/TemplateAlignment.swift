#if canImport(Glibc)
import Glibc
#endif

/// Chooses, among all candidates of a document, those that together tell the likeliest story, and says how sure that is.
///
/// A token-passing Viterbi search with forward-backward posteriors over the lattice of candidates (Rabiner, "A tutorial on
/// hidden Markov models", Proc. IEEE 77, 1989; lattice posteriors as in Wessel et al., "Confidence measures for large
/// vocabulary continuous speech recognition", 2001). The states are places in the template; an arc either takes a candidate
/// or passes over its lines as running text. States more than ``beam`` nats behind the best are dropped, so the work is
/// linear in the length of the document.
struct TemplateAlignment {
    let transitions: TransitionModel

    /// States that are this many nats less likely than the best are given up.
    static let beam: Float = 16

    /// One candidate that was chosen.
    struct Choice: Sendable {
        var candidate: Candidate
        var role: Role
        /// Probability that these lines are this anchor in this place of the template.
        var posterior: Double
        var before: AlignmentState
        var after: AlignmentState
    }

    private struct Node {
        var state: AlignmentState
        var packed: UInt64
        /// Log of the summed probability of all ways here.
        var forward: Float
        var viterbi: Float
        /// The best arc into this node.
        var best: Int32
        var backward: Float = -.infinity
    }

    private struct Arc {
        var from: Int32
        var to: Int32
        /// Index of the candidate; -1 when the line is passed over.
        var candidate: Int32
        var weight: Float
    }

    /// The chosen candidates, in order.
    func choices(_ candidates: [Candidate]) -> [Choice] {
        guard !candidates.isEmpty else { return [] }
        var lattice = Lattice(transitions: transitions, candidates: candidates)
        lattice.build()
        return lattice.bestPath()
    }

    private struct Lattice {
        let transitions: TransitionModel
        let candidates: [Candidate]
        var nodes: [Node] = []
        var arcs: [Arc] = []
        /// The nodes that wait at a position that candidates of several lines lead to.
        var waiting: [Int: [Int32]] = [:]
        var active: [Int32] = []

        init(transitions: TransitionModel, candidates: [Candidate]) {
            self.transitions = transitions
            self.candidates = candidates
            nodes.reserveCapacity(candidates.count * 4)
            arcs.reserveCapacity(candidates.count * 6)
        }

        mutating func build() {
            let start = AlignmentState()
            nodes.append(Node(state: start, packed: start.packed, forward: 0, viterbi: 0, best: -1))
            active = [0]
            var i = 0
            while i < candidates.count {
                let line = candidates[i].firstLine
                var end = i
                while end < candidates.count, candidates[end].firstLine == line { end += 1 }
                settle(upTo: line)
                advance(line, i..<end)
                i = end
            }
            settle(upTo: .max)
        }

        /// Brings the nodes that wait at or before `line` into the active set.
        private mutating func settle(upTo line: Int) {
            guard !waiting.isEmpty else { return }
            for position in waiting.keys.sorted() where position <= line {
                for node in waiting[position] ?? [] { merge(node) }
                waiting[position] = nil
            }
            prune()
        }

        /// Joins a waiting node with an active one of the same state.
        private mutating func merge(_ node: Int32) {
            for other in active where nodes[Int(other)].packed == nodes[Int(node)].packed {
                connect(node, to: other, candidate: -1, weight: 0)
                return
            }
            active.append(node)
        }

        private mutating func advance(_ line: Int, _ range: Range<Int>) {
            let sources = active
            active = []
            for source in sources {
                reach(nodes[Int(source)].state, from: source, candidate: -1, weight: 0, endLine: line, current: line)
            }
            for number in range {
                let candidate = candidates[number]
                let role = transitions.template.anchors[candidate.anchor].role
                for source in sources {
                    let (state, cost) = transitions.step(nodes[Int(source)].state, role)
                    reach(state, from: source, candidate: Int32(number), weight: candidate.weight - cost, endLine: candidate.lastLine, current: line)
                }
            }
            prune()
        }

        /// Adds an arc to the node of `state` after `endLine`, made if need be.
        private mutating func reach(_ state: AlignmentState, from source: Int32, candidate: Int32, weight: Float, endLine: Int, current: Int) {
            let packed = state.packed
            let pool = endLine == current ? active : waiting[endLine + 1] ?? []
            for other in pool where nodes[Int(other)].packed == packed {
                connect(source, to: other, candidate: candidate, weight: weight)
                return
            }
            nodes.append(Node(state: state, packed: packed, forward: -.infinity, viterbi: -.infinity, best: -1))
            let number = Int32(nodes.count - 1)
            connect(source, to: number, candidate: candidate, weight: weight)
            if endLine == current { active.append(number) } else { waiting[endLine + 1, default: []].append(number) }
        }

        private mutating func connect(_ source: Int32, to target: Int32, candidate: Int32, weight: Float) {
            arcs.append(Arc(from: source, to: target, candidate: candidate, weight: weight))
            let from = nodes[Int(source)]
            let forward = from.forward + weight
            nodes[Int(target)].forward = logSum(nodes[Int(target)].forward, forward)
            if from.viterbi + weight > nodes[Int(target)].viterbi {
                nodes[Int(target)].viterbi = from.viterbi + weight
                nodes[Int(target)].best = Int32(arcs.count - 1)
            }
        }

        private mutating func prune() {
            guard active.count > 1 else { return }
            var best = -Float.infinity
            for node in active { best = max(best, nodes[Int(node)].viterbi) }
            active.removeAll { nodes[Int($0)].viterbi < best - TemplateAlignment.beam }
        }

        mutating func bestPath() -> [Choice] {
            guard let last = active.max(by: { nodes[Int($0)].viterbi < nodes[Int($1)].viterbi }) else { return [] }
            runBackward()
            let total = active.reduce(-Float.infinity) { logSum($0, nodes[Int($1)].forward) }
            var posteriors: [UInt64: Double] = [:]
            for arc in arcs where arc.candidate >= 0 {
                let log = nodes[Int(arc.from)].forward + arc.weight + nodes[Int(arc.to)].backward - total
                if log > -20 { posteriors[owner(of: arc), default: 0] += Double(exp(log)) }
            }
            var choices: [Choice] = []
            var node = last
            while nodes[Int(node)].best >= 0 {
                let arc = arcs[Int(nodes[Int(node)].best)]
                if arc.candidate >= 0 {
                    let candidate = candidates[Int(arc.candidate)]
                    choices.append(
                        Choice(
                            candidate: candidate, role: transitions.template.anchors[candidate.anchor].role,
                            posterior: min(1, posteriors[owner(of: arc)] ?? 0),
                            before: nodes[Int(arc.from)].state, after: nodes[Int(arc.to)].state
                        )
                    )
                }
                node = arc.from
            }
            return choices.reversed()
        }

        /// Identifies a candidate together with the element that it is put under: a label is only right in the right record.
        private func owner(of arc: Arc) -> UInt64 {
            let state = nodes[Int(arc.to)].state
            return UInt64(UInt32(bitPattern: arc.candidate)) << 32 | UInt64(UInt16(bitPattern: state.element)) << 1 | (state.isUnknown ? 1 : 0)
        }

        /// Backward sums. Arcs are stored in an order in which every arc comes after the arcs into its source.
        private mutating func runBackward() {
            for node in active { nodes[Int(node)].backward = 0 }
            for arc in arcs.reversed() {
                let value = nodes[Int(arc.to)].backward + arc.weight
                nodes[Int(arc.from)].backward = logSum(nodes[Int(arc.from)].backward, value)
            }
        }
    }
}

/// `log(exp(a) + exp(b))`.
@inline(__always)
func logSum(_ a: Float, _ b: Float) -> Float {
    if a == -.infinity { return b }
    if b == -.infinity { return a }
    let high = max(a, b), difference = min(a, b) - high
    return difference < -16 ? high : high + log1p(exp(difference))
}

