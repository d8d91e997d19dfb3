/// A word that may have been read over a run of symbols.
struct LatticeArc {
    var start: Int
    var end: Int
    /// Node of the trie; 0: a symbol that no word explains.
    var node: Int
    /// Bits by which the channel explains the symbols worse than the background does; negative is better.
    var bits: Float
    /// Bits of the word by itself.
    var prior: Float
    /// How many symbols each character took, three bits each, the first character lowest.
    var lengths: UInt64
    var characters: Int
}

/// All words that a stretch of gibberish may be misread from, found by walking the trie of words from every place.
///
/// Terms with a common beginning share the work. The characters that a piece of gibberish may come from are looked up by the piece, so that a state
/// meets only those children that the letters at hand suggest; a beam with the cost of the best word ahead keeps the number of states small.
final class WordLattice {
    /// What one walk of the trie has come to.
    private struct State {
        var node: Int32
        var end: Int32
        var bits: Float
        var lengths: UInt64
        var unseen: Int8
    }

    /// What a character may take at a place.
    private struct Option {
        var character: UInt16
        var length: Int8
        var piece: UInt32
        var bits: Float
    }

    static let beam = 220
    static let arcsKept = 48
    static let longest = 21
    static let unseenBits: Float = 7
    static let gapBits: Float = 7
    static let window = 64
    static let mostOptions = 2048
    /// A word may cost more than the background: so many bits, and so many more a symbol that it explains.
    static let slack: Float = 8, slackOfSymbol: Float = 2

    let model: RestorationModel
    let channel: RestorationModel.Channel
    let trie: WordTrie
    let input: GibberishSymbols
    let ground: [Float]
    /// What may stand at each place of the window, sorted by character, and where a character's options begin (from 1; 0: none).
    private let options: UnsafeMutablePointer<Option>
    private let optionCount: UnsafeMutablePointer<Int>
    private let optionOf: UnsafeMutablePointer<UInt16>
    private var filled: Int
    private let alphabet: Int
    private var isDigitLetter: [Bool]
    /// The character of a symbol that is an ASCII digit.
    private var digitLetters = [UInt16](repeating: 0, count: 128)

    /// The first characters that most likely leave nothing, with the cost of that.
    private let silent: [(node: Int32, bits: Float)]
    static let silentKept = 24
    static let mostSilent: Float = 4.5

    init(_ input: GibberishSymbols, model: RestorationModel, channel number: Int, trie: WordTrie) {
        self.model = model
        self.channel = model.channels[number]
        self.trie = trie
        self.input = input
        ground = input.ground[number]
        alphabet = model.letters.count + 1
        options = .allocate(capacity: Self.window * Self.mostOptions)
        optionCount = .allocate(capacity: Self.window)
        optionCount.initialize(repeating: 0, count: Self.window)
        optionOf = .allocate(capacity: Self.window * alphabet)
        optionOf.initialize(repeating: 0, count: Self.window * alphabet)
        filled = 0
        let channel = channel
        silent = Array(trie.rootChild.indices.compactMap { letter -> (node: Int32, bits: Float, value: Float)? in
            let node = trie.rootChild[letter], bits = channel.silence[letter]
            return node > 0 && bits < Self.mostSilent && trie.first[Int(node)] < trie.first[Int(node) + 1] ? (Int32(node), bits, bits + Float(trie.ahead[Int(node)]) * RestorationModel.gainUnit) : nil
        }.sorted { $0.value < $1.value }.prefix(Self.silentKept).map { ($0.node, $0.bits) })
        isDigitLetter = [false] + model.letters.map { $0 >= 0x30 && $0 <= 0x39 }
        for (i, letter) in model.letters.enumerated() where letter >= 0x30 && letter <= 0x39 {
            if let symbol = model.symbolOf[letter] { digitLetters[Int(symbol)] = UInt16(i + 1) }
        }
    }

    deinit {
        options.deallocate()
        optionCount.deallocate()
        optionOf.deallocate()
    }

    /// The arcs from every place, in order of their start.
    func arcs() -> [[LatticeArc]] {
        let count = input.symbols.count
        var result: [[LatticeArc]] = []
        result.reserveCapacity(count)
        for start in 0..<count { result.append(arcs(from: start)) }
        return result
    }

    /// What may stand at a place: filled once, kept while the window passes over it.
    private func fill(_ position: Int) {
        while filled <= position {
            let slot = filled % Self.window
            for i in 0..<optionCount[slot] { optionOf[slot * alphabet + Int(options[slot * Self.mostOptions + i].character)] = 0 }
            var found: [Option] = []
            var piece: UInt32 = 0
            for length in 1...4 where filled + length <= input.symbols.count {
                // A digit is left as it is: it comes from the page only as that digit, alone.
                if length > 1, input.isDigit[filled] || input.isDigit[filled + length - 1] { break }
                piece = piece << 7 | UInt32(input.symbols[filled + length - 1])
                guard let range = rows(of: piece) else { continue }
                let base = ground[filled + length] - ground[filled]
                let digit = length == 1 && input.isDigit[filled]
                for row in range {
                    let character = channel.characters[row]
                    if isDigitLetter[Int(character)] != digit || digit && character != digitLetters[Int(input.symbols[filled])] { continue }
                    found.append(Option(character: character, length: Int8(length), piece: piece, bits: Float(channel.costs[row]) * RestorationModel.costUnit - base))
                }
            }
            found.sort { $0.character < $1.character }
            optionCount[slot] = min(found.count, Self.mostOptions)
            for i in (0..<optionCount[slot]).reversed() {
                (options + slot * Self.mostOptions + i).initialize(to: found[i])
                optionOf[slot * alphabet + Int(found[i].character)] = UInt16(i + 1)
            }
            filled += 1
        }
    }

    /// The rows of a piece in the inverted channel.
    private func rows(of piece: UInt32) -> Range<Int>? {
        var low = 0, high = channel.pieces.count
        while low < high {
            let middle = (low + high) / 2
            if channel.pieces[middle] < piece { low = middle + 1 } else { high = middle }
        }
        guard low < channel.pieces.count, channel.pieces[low] == piece else { return nil }
        return Int(channel.starts[low])..<Int(channel.starts[low + 1])
    }

    private func arcs(from start: Int) -> [LatticeArc] {
        var found: [LatticeArc] = []
        fill(start)
        var states: [State] = []
        let base = start % Self.window
        for i in 0..<optionCount[base] {
            let option = options[base * Self.mostOptions + i]
            let node = Int(trie.rootChild[Int(option.character)])
            if node > 0, option.bits + Float(trie.ahead[node]) * RestorationModel.gainUnit < Self.slack + Self.slackOfSymbol * Float(option.length) + 1 {
                states.append(State(node: Int32(node), end: Int32(start + Int(option.length)), bits: option.bits,
                                    lengths: UInt64(option.length), unseen: 0))
            }
        }
        states += silentStarts(start)
        var depth = 1
        while !states.isEmpty, depth <= Self.longest {
            prune(&states)
            for state in states where trie.cost[Int(state.node)] != 255 && state.end > start && state.bits + Float(trie.cost[Int(state.node)]) * RestorationModel.gainUnit < limit(Int(state.end) - start) {
                found.append(LatticeArc(start: start, end: Int(state.end), node: Int(state.node), bits: state.bits,
                                        prior: Float(trie.cost[Int(state.node)]) * RestorationModel.gainUnit, lengths: state.lengths, characters: depth))
            }
            if depth == Self.longest { break }
            var next: [State] = []
            for state in states { extend(state, from: start, depth: depth, into: &next) }
            states = next
            depth += 1
        }
        if found.count > Self.arcsKept {
            found.sort { $0.bits + $0.prior < $1.bits + $1.prior }
            found.removeLast(found.count - Self.arcsKept)
        }
        found.append(LatticeArc(start: start, end: start + 1, node: 0, bits: 0, prior: Self.gapBits, lengths: 1, characters: 0))
        return found
    }

    /// Words whose first character left nothing: only the likeliest, as nothing bears them out yet.
    private func silentStarts(_ start: Int) -> [State] {
        silent.map { State(node: $0.node, end: Int32(start), bits: $0.bits, lengths: 0, unseen: 0) }
    }

    /// Keeps the states that may still end in one of the better arcs.
    private func prune(_ states: inout [State]) {
        guard states.count > Self.beam else { return }
        func value(_ s: State) -> Float { s.bits + Float(trie.ahead[Int(s.node)]) * RestorationModel.gainUnit }
        var histogram = [Int](repeating: 0, count: 128)
        @inline(__always) func bucket(_ s: State) -> Int { max(0, min(127, Int((value(s) + 40) * 1.6))) }
        for s in states { histogram[bucket(s)] += 1 }
        var sum = 0, limit = 0
        while limit < 127, sum + histogram[limit] <= Self.beam {
            sum += histogram[limit]
            limit += 1
        }
        states.removeAll { bucket($0) >= max(limit, 1) }
    }

    private func extend(_ state: State, from start: Int, depth: Int, into next: inout [State]) {
        let node = Int(state.node), end = Int(state.end)
        let from = Int(trie.first[node]), to = Int(trie.first[node + 1])
        guard from < to else { return }
        let own = trie.letter[node]
        let more = end < input.symbols.count
        if more { fill(end) }
        let slot = end % Self.window
        let letters = trie.letter, aheads = trie.ahead
        let row = optionOf + slot * alphabet, list = options + slot * Self.mostOptions, count = optionCount[slot]
        let most = limit(end - start)
        let rare = depth >= 2 && state.unseen == 0 && state.bits < -6 && more && !input.isDigit[end]
        for child in from..<to {
            let character = letters[child]
            let ahead = state.bits + Float(aheads[child]) * RestorationModel.gainUnit
            var at = more ? Int(row[Int(character)]) : 0
            if at > 0 {
                at -= 1
                while at < count, list[at].character == character {
                    let option = list[at]
                    at += 1
                    guard ahead + option.bits < most + Self.slackOfSymbol * Float(option.length) + 3 else { continue }
                    let bits = state.bits + option.bits - channel.gain(after: own, character, option.piece)
                    if bits - state.bits + ahead < most + Self.slackOfSymbol * Float(option.length) {
                        push(state, child, depth, Int(option.length), bits, 0, &next)
                    }
                }
            }
            // A piece that was never seen for this character, where the word so far is well borne out.
            if rare, ahead + Self.unseenBits < most + Self.slackOfSymbol {
                push(state, child, depth, 1, state.bits + Self.unseenBits, 1, &next)
            }
            let silence = channel.silence[Int(character)]
            if ahead + silence < most + 2 {
                let bits = state.bits + silence - channel.gain(after: own, character, 0)
                if bits - state.bits + ahead < most { push(state, child, depth, 0, bits, 0, &next) }
            }
        }
    }

    /// What a word over so many symbols may cost at most.
    @inline(__always)
    private func limit(_ symbols: Int) -> Float { Self.slack + Self.slackOfSymbol * Float(symbols) }

    @inline(__always)
    private func push(_ state: State, _ child: Int, _ depth: Int, _ length: Int, _ bits: Float, _ unseen: Int8, _ next: inout [State]) {
        next.append(State(node: Int32(child), end: state.end + Int32(length), bits: bits,
                          lengths: state.lengths | UInt64(length) << UInt64(3 * depth), unseen: state.unseen + unseen))
    }
}
