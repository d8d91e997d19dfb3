#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Forward-backward over a lattice whose states are a place and the characters read last.
struct HistorySearch {
    private struct State {
        var history: CharacterGrams.History
        /// The letter read last; 0: a gap.
        var letter: UInt16
        var forward: Float
        var firstEdge: Int32 = 0
        var edgesEnd: Int32 = 0
        var place: Int32
        var backward: Float = LatticePosterior.never
    }

    private struct Edge {
        var to: Int32
        var arc: Int32
        var bits: Float
    }

    /// What an arc begins and ends with.
    private struct Ends {
        var spelling: [UInt16] = []
        var firstPiece: UInt32 = 0
    }

    private let arcs: [[LatticeArc]]
    private let ends: [[Ends]]
    private let channel: RestorationModel.Channel
    private let grams: CharacterGrams
    private var states: [State] = []
    private var edges: [Edge] = []
    /// Where a state is found by its place and history: open addressing; negative: free.
    private var table = [Int32](repeating: -1, count: 1 << 12)
    /// The states of each place, by their number.
    private var at: [[Int32]]
    /// The best way to each place, in bits.
    private var peak: [Float]

    init(_ arcs: [[LatticeArc]], lattice: WordLattice, grams: CharacterGrams) {
        self.arcs = arcs
        self.grams = grams
        channel = lattice.channel
        let symbols = lattice.input.symbols
        func piece(_ range: Range<Int>) -> UInt32 { symbols[range].reduce(0) { $0 << 7 | UInt32($1) } }
        ends = arcs.map { $0.map { arc in
            guard arc.node > 0 else { return Ends() }
            return Ends(spelling: lattice.trie.spelling(arc.node), firstPiece: piece(arc.start..<arc.start + Int(arc.lengths & 7)))
        } }
        at = Array(repeating: [], count: arcs.count + 1)
        peak = Array(repeating: LatticePosterior.never, count: arcs.count + 1)
    }

    mutating func forward() {
        guard !arcs.isEmpty else { return }
        states.append(State(history: CharacterGrams.History(), letter: 0, forward: 0, place: 0))
        at[0] = [0]
        peak[0] = 0
        for place in arcs.indices {
            prune(place)
            for number in at[place] {
                states[Int(number)].firstEdge = Int32(edges.count)
                follow(number, from: place)
                states[Int(number)].edgesEnd = Int32(edges.count)
            }
        }
    }

    /// Keeps the better states of a place.
    private mutating func prune(_ place: Int) {
        guard let best = at[place].map({ states[Int($0)].forward }).max() else { return }
        at[place] = at[place].filter { states[Int($0)].forward > best - LatticePosterior.width }.sorted { states[Int($0)].forward > states[Int($1)].forward }
        if at[place].count > LatticePosterior.states { at[place].removeLast(at[place].count - LatticePosterior.states) }
    }

    private mutating func follow(_ number: Int32, from place: Int) {
        let state = states[Int(number)]
        for (index, arc) in arcs[place].enumerated() {
            var bits = -arc.bits * LatticePosterior.channelWeight - arc.prior * (arc.node > 0 ? LatticePosterior.wordWeight : 1)
            // What follows can only cost more.
            guard state.forward + bits > peak[arc.end] - LatticePosterior.width else { continue }
            var history = state.history
            let ends = ends[place][index]
            if let first = ends.spelling.first, state.letter > 0 {
                bits += channel.gain(after: state.letter, first, ends.firstPiece) * LatticePosterior.channelWeight
                guard state.forward + bits > peak[arc.end] - LatticePosterior.width else { continue }
            }
            for letter in ends.spelling {
                let (cost, next) = grams.cost(of: letter, after: history)
                bits -= cost * LatticePosterior.sequenceWeight
                history = next
            }
            let value = state.forward + bits
            guard value > peak[arc.end] - LatticePosterior.width else { continue }
            peak[arc.end] = max(peak[arc.end], value)
            edges.append(Edge(to: reach(arc.end, history, value, ends), arc: Int32(index), bits: bits))
        }
    }

    /// The state of a place, history and last letter, with one more way to it.
    private mutating func reach(_ place: Int, _ history: CharacterGrams.History, _ value: Float, _ ends: Ends) -> Int32 {
        let letter = ends.spelling.last ?? 0
        var slot = Self.slot(place, history) & (table.count - 1)
        while table[slot] >= 0 {
            let number = Int(table[slot])
            if states[number].place == place, states[number].history == history, states[number].letter == letter {
                states[number].forward = LatticePosterior.sum(states[number].forward, value)
                return table[slot]
            }
            slot = (slot + 1) & (table.count - 1)
        }
        table[slot] = Int32(states.count)
        states.append(State(history: history, letter: letter, forward: value, place: Int32(place)))
        at[place].append(Int32(states.count - 1))
        if states.count * 2 > table.count { grow() }
        return Int32(states.count - 1)
    }

    @inline(__always)
    private static func slot(_ place: Int, _ history: CharacterGrams.History) -> Int {
        let hash = (history.characters ^ UInt64(place) << 48) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: hash >> 33)
    }

    private mutating func grow() {
        table = Array(repeating: -1, count: table.count * 2)
        for (number, state) in states.enumerated() {
            var slot = Self.slot(Int(state.place), state.history) & (table.count - 1)
            while table[slot] >= 0 { slot = (slot + 1) & (table.count - 1) }
            table[slot] = Int32(number)
        }
    }

    /// Gives each arc's share of all ways through the lattice, by its place and its index there; an arc comes once for each history before it.
    mutating func backward(_ give: (_ place: Int, _ index: Int, _ share: Float) -> Void) {
        guard let last = at.last, !last.isEmpty, !arcs.isEmpty else { return }
        var total = LatticePosterior.never
        for number in last {
            states[Int(number)].backward = 0
            total = LatticePosterior.sum(total, states[Int(number)].forward)
        }
        for place in arcs.indices.reversed() {
            for number in at[place] {
                let state = states[Int(number)]
                var sum = LatticePosterior.never
                for edge in edges[Int(state.firstEdge)..<Int(state.edgesEnd)] {
                    let after = states[Int(edge.to)].backward
                    guard after > LatticePosterior.never else { continue }
                    sum = LatticePosterior.sum(sum, after + edge.bits)
                    let share = state.forward + edge.bits + after - total
                    if share > -14 { give(place, Int(edge.arc), exp2f(min(0, share))) }
                }
                states[Int(number)].backward = sum
            }
        }
    }
}
