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

    private struct Node: BitwiseCopyable {
        var state: AlignmentState
        var packed: UInt64
        /// Log of the summed probability of all ways here.
        var forward: Float
        var viterbi: Float
        /// The best arc into this node.
        var best: Int32
        var backward: Float = -.infinity
    }

    private struct Arc: BitwiseCopyable {
        var from: Int32
        var to: Int32
        /// Index of the candidate; -1 when the line is passed over.
        var candidate: Int32
        var weight: Float
    }

    /// Nodes at a position that candidates of several lines lead to.
    private struct Waiting {
        var position: Int
        var nodes: [Int32]
    }

    /// The chosen candidates, in order.
    func choices(_ candidates: [Candidate]) -> [Choice] {
        guard !candidates.isEmpty else { return [] }
        var lattice = Lattice(transitions: transitions, candidates: candidates)
        lattice.build()
        return lattice.bestPath()
    }

    private struct Lattice: ~Copyable {
        let transitions: TransitionModel
        let candidates: [Candidate]
        private var nodes: GrowingBuffer<Node>
        private var arcs: GrowingBuffer<Arc>
        /// In ascending order of position.
        var waiting: [Waiting] = []
        var active: [Int32] = []
        /// The nodes that were active before the line in hand.
        var sources: [Int32] = []

        init(transitions: TransitionModel, candidates: [Candidate]) {
            self.transitions = transitions
            self.candidates = candidates
            nodes = GrowingBuffer(capacity: candidates.count * 4)
            arcs = GrowingBuffer(capacity: candidates.count * 6)
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
            guard let first = waiting.first else { return }
            if first.position <= line {
                var count = 0
                while count < waiting.count, waiting[count].position <= line {
                    for node in waiting[count].nodes { merge(node) }
                    count += 1
                }
                waiting.removeFirst(count)
            }
            prune()
        }

        /// Joins a waiting node with an active one of the same state.
        private mutating func merge(_ node: Int32) {
            let packed = nodes[node].packed
            for other in active where nodes[other].packed == packed {
                connect(node, to: other, candidate: -1, weight: 0)
                return
            }
            active.append(node)
        }

        private mutating func advance(_ line: Int, _ range: Range<Int>) {
            // The two sets change places line by line, so that their memory is used again.
            swap(&sources, &active)
            active.removeAll(keepingCapacity: true)
            for source in sources {
                passOver(from: source)
            }
            for number in range {
                let role = transitions.template.anchors[candidates[number].anchor].role
                let weight = candidates[number].weight, endLine = candidates[number].lastLine
                for source in sources {
                    let (state, cost) = transitions.step(nodes[source].state, role)
                    reach(state, from: source, candidate: Int32(number), weight: weight - cost, endLine: endLine, current: line)
                }
            }
            prune()
        }

        /// Adds an arc that takes no candidate; the states before a line differ from each other.
        private mutating func passOver(from source: Int32) {
            let place = nodes[source]
            nodes.append(Node(state: place.state, packed: place.packed, forward: -.infinity, viterbi: -.infinity, best: -1))
            let number = Int32(nodes.count - 1)
            connect(source, to: number, candidate: -1, weight: 0)
            active.append(number)
        }

        /// Adds an arc to the node of `state` after `endLine`, made if need be.
        private mutating func reach(_ state: AlignmentState, from source: Int32, candidate: Int32, weight: Float, endLine: Int, current: Int) {
            let packed = state.packed
            let place = endLine == current ? nil : placeOfWaiting(endLine + 1)
            if let known = node(packed, in: place) {
                connect(source, to: known, candidate: candidate, weight: weight)
                return
            }
            nodes.append(Node(state: state, packed: packed, forward: -.infinity, viterbi: -.infinity, best: -1))
            let number = Int32(nodes.count - 1)
            connect(source, to: number, candidate: candidate, weight: weight)
            if let place { waiting[place].nodes.append(number) } else { active.append(number) }
        }

        /// The node of a state among those that wait at a place, or among the active ones.
        private func node(_ packed: UInt64, in place: Int?) -> Int32? {
            if let place {
                for other in waiting[place].nodes where nodes[other].packed == packed { return other }
            } else {
                for other in active where nodes[other].packed == packed { return other }
            }
            return nil
        }

        /// Index into ``waiting`` of a position, made if need be.
        private mutating func placeOfWaiting(_ position: Int) -> Int {
            var place = waiting.count
            while place > 0, waiting[place - 1].position >= position { place -= 1 }
            if place == waiting.count || waiting[place].position != position { waiting.insert(Waiting(position: position, nodes: []), at: place) }
            return place
        }

        private mutating func connect(_ source: Int32, to target: Int32, candidate: Int32, weight: Float) {
            arcs.append(Arc(from: source, to: target, candidate: candidate, weight: weight))
            let from = nodes.place(source), to = nodes.place(target)
            to.pointee.forward = logSum(to.pointee.forward, from.pointee.forward + weight)
            let viterbi = from.pointee.viterbi + weight
            if viterbi > to.pointee.viterbi {
                to.pointee.viterbi = viterbi
                to.pointee.best = Int32(arcs.count - 1)
            }
        }

        private mutating func prune() {
            guard active.count > 1 else { return }
            var best = -Float.infinity
            for node in active { best = max(best, nodes[node].viterbi) }
            // By hand: a closure would capture the whole lattice.
            var kept = 0
            for index in active.indices where nodes[active[index]].viterbi >= best - TemplateAlignment.beam {
                active[kept] = active[index]
                kept += 1
            }
            active.removeLast(active.count - kept)
        }

        mutating func bestPath() -> [Choice] {
            guard var last = active.first else { return [] }
            for node in active where nodes[node].viterbi > nodes[last].viterbi { last = node }
            runBackward()
            let path = path(to: last)
            let posteriors = posteriors(path)
            return path.map { arc in
                Choice(
                    candidate: candidates[Int(arc.candidate)], role: transitions.template.anchors[candidates[Int(arc.candidate)].anchor].role,
                    posterior: min(1, posteriors[Int(arc.candidate)]), before: nodes[arc.from].state, after: nodes[arc.to].state
                )
            }
        }

        /// The arcs of the best way to a node that take a candidate, in order.
        private func path(to last: Int32) -> [Arc] {
            var path: [Arc] = []
            var node = last
            while nodes[node].best >= 0 {
                let arc = arcs[nodes[node].best]
                if arc.candidate >= 0 { path.append(arc) }
                node = arc.from
            }
            path.reverse()
            return path
        }

        /// For each candidate of a path: the probability that it stands under the element that it has there. A label is only
        /// right in the right record.
        private func posteriors(_ path: [Arc]) -> [Double] {
            var total = -Float.infinity
            for node in active { total = logSum(total, nodes[node].forward) }
            var owners = [Int32](repeating: -1, count: candidates.count)
            for arc in path { owners[Int(arc.candidate)] = owner(of: arc) }
            var posteriors = [Double](repeating: 0, count: candidates.count)
            for number in 0..<Int32(arcs.count) {
                let arc = arcs[number]
                guard arc.candidate >= 0, owners[Int(arc.candidate)] == owner(of: arc) else { continue }
                let log = nodes[arc.from].forward + arc.weight + nodes[arc.to].backward - total
                if log > -20 { posteriors[Int(arc.candidate)] += Double(exp(log)) }
            }
            return posteriors
        }

        /// Identifies the element that an arc leads under, and whether its record is known.
        private func owner(of arc: Arc) -> Int32 {
            let state = nodes[arc.to].state
            return Int32(UInt16(bitPattern: state.element)) << 1 | (state.isUnknown ? 1 : 0)
        }

        /// Backward sums. Arcs are stored in an order in which every arc comes after the arcs into its source.
        private mutating func runBackward() {
            for node in active { nodes[node].backward = 0 }
            for number in (0..<Int32(arcs.count)).reversed() {
                let arc = arcs[number]
                let from = nodes.place(arc.from)
                from.pointee.backward = logSum(from.pointee.backward, nodes[arc.to].backward + arc.weight)
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

