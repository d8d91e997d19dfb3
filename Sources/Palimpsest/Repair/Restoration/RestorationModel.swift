/// What was learnt of how an English OCR model misreads Han, and of the words that official Chinese uses: `restoration.bin`, mapped.
///
/// Unchecked: the buffers point into the mapped file, which `file` keeps and nobody writes to.
///
/// Written by `Dictionaries/make/restoration/pack.py`, where the layout is explained. Costs and gains are in bits.
struct RestorationModel: @unchecked Sendable {
    static let revision: UInt32 = 3
    /// Costs of pieces and of the background are sixteenths of a bit.
    static let costUnit: Float = 1.0 / 16
    /// Gains of contexts and costs of words are eighths of a bit.
    static let gainUnit: Float = 1.0 / 8
    /// The piece that stands for every piece not listed with a pair of characters.
    static let anyPiece: UInt64 = 1 << 28 - 1
    static let groundSymbols = 64

    /// Which OCR model read the page: they misread differently.
    struct Channel {
        let pieces: UnsafeBufferPointer<UInt32>
        let starts: UnsafeBufferPointer<UInt32>
        let characters: UnsafeBufferPointer<UInt16>
        let costs: UnsafeBufferPointer<UInt8>
        let left: GainTable
        let ground: UnsafeBufferPointer<UInt8>
        /// Cost of reading nothing for a character, by character; infinite where that was never seen.
        let silence: [Float]

        /// Bits by which the character before makes a piece of a character likelier.
        @inline(__always)
        func gain(after neighbour: UInt16, _ character: UInt16, _ piece: UInt32) -> Float {
            let key = UInt64(neighbour) << 45 | UInt64(character) << 28
            guard let gain = left.gain(key | UInt64(piece)) ?? left.gain(key | RestorationModel.anyPiece) else { return 0 }
            return Float(gain) * RestorationModel.gainUnit
        }
    }

    let file: ModelFile
    let channels: [Channel]
    let letters: [UInt32]
    let symbolOf: [UInt32: UInt8]
    let simplified: WordTrie
    let traditional: WordTrie
    let grams: CharacterGrams
    let calibration: UnsafeBufferPointer<Float>

    init(path: String) throws(ModelError) {
        let file = try ModelFile(path: path, revision: Self.revision)
        let letters = Array(try file.numbers("letters", as: UInt32.self))
        var channels: [Channel] = []
        for model in 0..<2 {
            let pieces = try file.numbers("pieces\(model)", as: UInt32.self)
            let starts = try file.numbers("starts\(model)", as: UInt32.self, count: pieces.count + 1)
            let characters = try file.numbers("chars\(model)", as: UInt16.self)
            let costs = try file.numbers("costs\(model)", as: UInt8.self, count: characters.count)
            guard Int(starts.last ?? 0) == characters.count, characters.allSatisfy({ Int($0) <= letters.count }) else {
                throw ModelError(path: path, message: "the pieces of channel \(model) do not fit together")
            }
            var silence = [Float](repeating: .infinity, count: letters.count + 1)
            if pieces.first == 0 {
                for i in Int(starts[0])..<Int(starts[1]) { silence[Int(characters[i])] = Float(costs[i]) * Self.costUnit }
            }
            channels.append(Channel(
                pieces: pieces, starts: starts, characters: characters, costs: costs,
                left: try GainTable(file, "left\(model)"),
                ground: try file.numbers("ground\(model)", as: UInt8.self, count: Self.groundSymbols * Self.groundSymbols * Self.groundSymbols),
                silence: silence
            ))
        }
        self.file = file
        self.channels = channels
        self.letters = letters
        var symbolOf: [UInt32: UInt8] = [:]
        for (i, scalar) in try file.numbers("symbols", as: UInt32.self).enumerated() where i < 126 { symbolOf[scalar] = UInt8(i + 1) }
        self.symbolOf = symbolOf
        simplified = try WordTrie(file, path: path, suffix: "", letters: letters.count)
        traditional = try WordTrie(file, path: path, suffix: "t", letters: letters.count)
        grams = try CharacterGrams(file, path: path, letters: letters.count)
        calibration = try file.numbers("calib", as: Float.self)
        guard calibration.count == 2 * RestorationCalibration.weights else { throw ModelError(path: path, message: "the calibration is cut off") }
    }
}

/// Signed gains by 64-bit key: open addressing over cells of 24 bits of tag and 8 of value.
struct GainTable {
    private let cells: UnsafeBufferPointer<UInt32>
    private let mask: Int
    static let free = UInt32.max

    init(_ file: ModelFile, _ name: String) throws(ModelError) {
        cells = try file.numbers(name, as: UInt32.self)
        guard cells.count > 0, cells.count & (cells.count - 1) == 0 else { throw ModelError(path: name, message: "the table has no power of two of cells") }
        mask = cells.count - 1
    }

    /// The gain of a key in units of ``RestorationModel/gainUnit``, or `nil` where none is kept.
    @inline(__always)
    func gain(_ key: UInt64) -> Int8? {
        var hash = key &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
        hash = hash &* 0xD6E8_FEB8_6659_FD93
        hash ^= hash >> 32
        var tag = UInt32(truncatingIfNeeded: hash >> 40)
        if tag == 0xFF_FFFF { tag = 0xFF_FFFE }
        var slot = Int(truncatingIfNeeded: hash) & mask
        var steps = 0
        while cells[slot] != Self.free {
            if cells[slot] >> 8 == tag { return Int8(bitPattern: UInt8(truncatingIfNeeded: cells[slot])) }
            slot = (slot + 1) & mask
            steps += 1
            if steps > mask { return nil }
        }
        return nil
    }
}

/// The words that can be read, as a trie whose children lie together, sorted by character.
struct WordTrie {
    let first: UnsafeBufferPointer<UInt32>
    let letter: UnsafeBufferPointer<UInt16>
    let parent: UnsafeBufferPointer<UInt32>
    /// Cost of a word in eighths of a bit; 255: the node ends no word.
    let cost: UnsafeBufferPointer<UInt8>
    let kind: UnsafeBufferPointer<UInt8>
    /// The least cost of a word at or below a node.
    let ahead: UnsafeBufferPointer<UInt8>
    let rootChild: [UInt32]

    init(_ file: ModelFile, path: String, suffix: String, letters: Int) throws(ModelError) {
        letter = try file.numbers("letter" + suffix, as: UInt16.self)
        let count = letter.count
        first = try file.numbers("first" + suffix, as: UInt32.self, count: count + 1)
        parent = try file.numbers("parent" + suffix, as: UInt32.self, count: count)
        cost = try file.numbers("cost" + suffix, as: UInt8.self, count: count)
        kind = try file.numbers("kind" + suffix, as: UInt8.self, count: count)
        ahead = try file.numbers("ahead" + suffix, as: UInt8.self, count: count)
        var rootChild = [UInt32](repeating: 0, count: letters + 1)
        for node in 0..<count {
            guard first[node] <= first[node + 1], Int(first[node + 1]) <= count, Int(letter[node]) <= letters, node == 0 || parent[node] < node else {
                throw ModelError(path: path, message: "the words do not form a trie")
            }
        }
        for node in Int(first[0])..<Int(first[1]) { rootChild[Int(letter[node])] = UInt32(node) }
        self.rootChild = rootChild
    }

    /// The child of a node by a character, or 0.
    @inline(__always)
    func child(_ node: Int, _ character: UInt16) -> Int {
        var low = Int(first[node]), high = Int(first[node + 1])
        while low < high {
            let middle = (low + high) / 2
            if letter[middle] < character { low = middle + 1 } else { high = middle }
        }
        return low < Int(first[node + 1]) && letter[low] == character ? low : 0
    }

    /// The characters of a word, by their numbers.
    func spelling(_ node: Int) -> [UInt16] {
        var result: [UInt16] = [], at = node
        while at > 0 {
            result.append(letter[at])
            at = Int(parent[at])
        }
        return result.reversed()
    }
}
