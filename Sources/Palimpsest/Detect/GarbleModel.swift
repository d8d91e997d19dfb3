/// The weights of the detector of unreadable text: a linear-chain conditional random field over tokens.
///
/// `Dictionaries/make/detector` trains it and writes `Dictionaries/models/garble.bin`; ``ModelFile`` tells the container. All
/// weights are log-odds of "garbled". The n-gram and shape tables are quantised to 8 bits.
struct GarbleModel: Sendable {
    static let revision: UInt32 = 3
    static let fileName = "models/garble.bin"

    /// How a token hangs on the one before.
    enum Link: UInt8, BitwiseCopyable {
        case sameLine, nextLine, afterBlank, fused
        static let count = 4
    }

    /// A table of 8-bit weights, indexed by a hash.
    struct Table: @unchecked Sendable {
        let weights: UnsafeBufferPointer<Int8>
        let scale: Float
        let mask: UInt32

        @inline(__always)
        subscript(_ bucket: UInt32) -> Int32 { Int32(weights[Int(bucket & mask)]) }
    }

    let ngrams: Table
    let shapes: Table
    let kind: [Float], previous: [Float], next: [Float]
    let bias: Float
    /// `[step][from][to]` as weights, by ``TokenCue/step(_:from:to:)``: the recursion multiplies them.
    let transitions: [Float]
    /// Slope and intercept that make a posterior's log-odds a calibrated probability (Platt scaling).
    let calibration: (slope: Float, intercept: Float)
    /// The same for the mean of the words of a passage beside others that are surely lost.
    let passages: (slope: Float, intercept: Float)
    /// The English word list as 32-bit hashes, open addressing; 0 is an empty slot.
    private let words: Words
    /// Hashes of the function words of ``FusedWords``.
    private let functionWords: Set<UInt32>
    let language: LostLanguageModel
    private let file: ModelFile

    private struct Words: @unchecked Sendable { let slots: UnsafeBufferPointer<UInt32> }

    /// - Throws: ``ModelError``.
    init(path: String) throws(ModelError) {
        let file = try ModelFile(path: path, revision: Self.revision)
        ngrams = try Self.table("ngrams", file, path)
        shapes = try Self.table("shapes", file, path)
        let kinds = TokenKind.count
        kind = Array(try file.numbers("kind", as: Float.self, count: kinds))
        previous = Array(try file.numbers("previous", as: Float.self, count: kinds * kinds))
        next = Array(try file.numbers("next", as: Float.self, count: kinds * kinds))
        let chain = Array(try file.numbers("chain", as: Float.self, count: 3 + 4 * TokenCue.steps))
        bias = chain[0]
        calibration = (chain[1], chain[2])
        transitions = Array(chain[3...])
        let passage = try file.numbers("passage", as: Float.self, count: 2)
        passages = (passage[0], passage[1])
        let slots = try file.numbers("words", as: UInt32.self)
        guard slots.count.nonzeroBitCount == 1 else { throw ModelError(path: path, message: "the word list's size is no power of two") }
        words = Words(slots: slots)
        functionWords = Set(try file.numbers("function", as: UInt32.self))
        language = try LostLanguageModel(file, path)
        self.file = file
    }

    private static func table(_ name: String, _ file: ModelFile, _ path: String) throws(ModelError) -> Table {
        let weights = try file.numbers(name, as: Int8.self)
        guard weights.count.nonzeroBitCount == 1 else { throw ModelError(path: path, message: "the size of table \(name) is no power of two") }
        let scale = try file.numbers(name + "_s", as: Float.self, count: 1)[0]
        return Table(weights: weights, scale: scale, mask: UInt32(weights.count - 1))
    }

    /// Whether the word list holds a word with this hash (``TokenHash/word(_:)``).
    @inline(__always)
    func knows(_ hash: UInt32) -> Bool {
        let slots = words.slots
        let mask = slots.count - 1
        var at = Int(TokenHash.mixed(hash)) & mask
        while slots[at] != 0 {
            if slots[at] == hash { return true }
            at = (at + 1) & mask
        }
        return false
    }
}

extension GarbleModel {
    func isFunctionWord(_ hash: UInt32) -> Bool { functionWords.contains(hash) }
}

/// FNV-1a over code points, and the mixing that picks a bucket.
///
/// <http://www.isthe.com/chongo/tech/comp/fnv/>: the low bits of FNV-1a mix badly, so the high ones are folded in.
enum TokenHash {
    static let seed: UInt32 = 0x811C_9DC5
    static let prime: UInt32 = 0x0100_0193
    static let order: UInt32 = 0x9E37_79B1
    static let wholeWord: UInt32 = 0x5BD1_E995

    @inline(__always)
    static func step(_ hash: UInt32, _ code: UInt32) -> UInt32 { (hash ^ code) &* prime }

    @inline(__always)
    static func mixed(_ hash: UInt32) -> UInt32 {
        var mixed = hash ^ (hash >> 15)
        mixed = mixed &* 0x2C1B_3C6D
        return mixed ^ (mixed >> 12)
    }

    /// The hash of a word of folded code points; never 0.
    @inline(__always)
    static func word(_ codes: Slice<UnsafeBufferPointer<UInt32>>) -> UInt32 {
        var hash = seed
        for code in codes { hash = step(hash, code) }
        return hash == 0 ? 1 : hash
    }
}
