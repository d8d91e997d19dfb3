/// What is known of Chinese and of the OCR's mistakes in it: an n-gram model of characters, which characters are taken for
/// which, and the networks that make a probability of the evidence.
///
/// `Dictionaries/make/han` builds it and writes `Dictionaries/models/han.bin`; ``ModelFile`` tells the container. The n-grams
/// (order 4, modified Kneser-Ney, pruned) lie in buckets of one cache line each: 16 fingerprints of 16 bits, 16 probabilities
/// and 16 back-off weights of 8 bits. A fingerprint that is not there is taken for another once in some 5,000 look-ups, which
/// costs nothing that can be measured (Talbot and Osborne 2007, "Randomised Language Modelling for Statistical Machine
/// Translation", do the same with fewer bits).
final class HanModel: @unchecked Sendable {
    static let revision: UInt32 = 2
    static let fileName = "models/han.bin", pairsFileName = "models/han-pairs.bin"
    static let order = 4
    /// Nats per step of a stored number, and the least back-off weight.
    static let step: Float = 1 / 15, floor: Float = -3

    /// Candidates that are kept for each character that was read.
    let candidateCount: Int
    let vocabulary: Int
    let candidates: UnsafeBufferPointer<UInt16>
    let channel: UnsafeBufferPointer<UInt8>
    /// log p(character read | something was misread).
    let output: UnsafeBufferPointer<Float>
    let characters: HanNetwork, strays: HanNetwork, options: HanNetwork
    private let unigram: UnsafeBufferPointer<Float>
    private let buckets: UnsafeBufferPointer<Bucket>
    private let codes: UnsafeBufferPointer<UInt16>
    /// Symbol of each code point from U+3400 to U+9FFF.
    private let symbols: [UInt16]
    /// A bit for each hash of a pair of symbols: whether the model has seen a pair of this hash. `make/han/pairs.py` writes it.
    private let pairs: UnsafeBufferPointer<UInt64>
    private let files: [ModelFile]

    private struct Bucket {
        /// Four fingerprints in each word.
        var marks: (UInt64, UInt64, UInt64, UInt64)
        var probabilities: SIMD16<UInt8>
        var backoffs: SIMD16<UInt8>
    }

    /// - Parameters:
    ///   - path: the model.
    ///   - pairsPath: the table of its pairs.
    /// - Throws: ``ModelError``.
    init(path: String, pairsPath: String) throws(ModelError) {
        let file = try ModelFile(path: path, revision: Self.revision)
        codes = try file.numbers("codes", as: UInt16.self)
        let vocabulary = codes.count + Int(HanSymbol.firstHan)
        self.vocabulary = vocabulary
        unigram = try file.numbers("unigram", as: Float.self, count: 2 * vocabulary)
        let buckets = try file.numbers("ngrams", as: Bucket.self)
        self.buckets = buckets
        let candidates = try file.numbers("cands", as: UInt16.self)
        self.candidates = candidates
        channel = try file.numbers("channel", as: UInt8.self, count: candidates.count)
        output = try file.numbers("output", as: Float.self, count: codes.count)
        guard !codes.isEmpty, !buckets.isEmpty, candidates.count % codes.count == 0, vocabulary < 1 << HanHistory.bits,
            candidates.allSatisfy({ $0 >= HanSymbol.firstHan && Int($0) < vocabulary })
        else { throw ModelError(path: path, message: "the tables of characters do not fit each other") }
        candidateCount = candidates.count / codes.count
        characters = try HanNetwork(file, "net", path)
        strays = try HanNetwork(file, "strays", path)
        options = try HanNetwork(file, "options", path)
        var symbols = [UInt16](repeating: HanSymbol.unknown, count: 0xA000 - 0x3400)
        for (index, code) in codes.enumerated() where (0x3400..<0xA000).contains(code) {
            symbols[Int(code) - 0x3400] = HanSymbol.firstHan + UInt16(index)
        }
        self.symbols = symbols
        let pairsFile = try ModelFile(path: pairsPath, revision: 1)
        pairs = try pairsFile.numbers("pairs", as: UInt64.self, count: 1 << 16)
        let step = buckets.count / Self.samples
        let sum = (0..<Self.samples).reduce(UInt64(0)) { $0 &+ buckets[$1 * step].marks.0 }
        guard try pairsFile.numbers("of", as: UInt64.self, count: 1)[0] == sum else {
            throw ModelError(path: pairsPath, message: "the pairs are those of another model; rebuild them with the command in Dictionaries/SOURCES.md")
        }
        files = [file, pairsFile]
    }

    /// How many n-grams tell a model from another.
    private static let samples = 64

    /// The symbol of a Han character.
    @inline(__always)
    func symbol(_ scalar: UInt32) -> UInt16 {
        (0x3400..<0xA000).contains(scalar) ? symbols[Int(scalar) - 0x3400] : HanSymbol.unknown
    }

    /// The code point of a symbol that is a Han character.
    func scalar(_ symbol: UInt16) -> UInt32 { UInt32(codes[Int(symbol - HanSymbol.firstHan)]) }

    /// log p(symbol) where nothing is known of what stands before.
    @inline(__always)
    func logProbability(_ symbol: UInt16) -> Float { unigram[Int(symbol)] }

    /// The back-off weight of a symbol as a context.
    @inline(__always)
    func backoff(_ symbol: UInt16) -> Float { unigram[vocabulary + Int(symbol)] }

    /// Whether the model may have seen a pair of symbols; it has not where this is `false`.
    @inline(__always)
    func mayKnow(_ pair: UInt64) -> Bool { mayKnow(hash: UInt32(truncatingIfNeeded: pair) &* Self.pairFactor) }

    /// The same by ``hash(ofFirst:)`` of the one symbol and ``hash(ofSecond:)`` of the other, added: of a row of pairs each costs an addition.
    @inline(__always)
    func mayKnow(hash: UInt32) -> Bool {
        let place = Int(hash >> 10)
        return pairs[place >> 6] >> UInt64(place & 63) & 1 != 0
    }

    static func hash(ofFirst symbol: UInt16) -> UInt32 { UInt32(truncatingIfNeeded: HanHistory.pair(symbol, 0)) &* pairFactor }
    static func hash(ofSecond symbol: UInt16) -> UInt32 { UInt32(symbol) &* pairFactor }

    private static let pairFactor: UInt32 = 0x9E37_79B1

    /// What the model knows of an n-gram.
    struct Gram: BitwiseCopyable, Sendable {
        var isKnown: Bool
        /// As they are stored.
        fileprivate var probability: UInt8, weight: UInt8
        static let none = Gram(isKnown: false, probability: 0, weight: 0)

        /// Minus ``logProbability``, in ``HanModel/step``s.
        @inline(__always)
        var cost: UInt8 { probability }

        /// Of its last symbol after the others.
        @inline(__always)
        var logProbability: Float { -Float(probability) * HanModel.step }

        /// Of all of its symbols as a context.
        @inline(__always)
        var backoff: Float { Float(weight) * HanModel.step + HanModel.floor }
    }

    /// The highest bit of each lane of a word that equals the pattern's; right for the first of them (Warren, "Hacker's Delight",
    /// 6-1: finding a zero field).
    @inline(__always)
    private static func equal(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
        let difference = word ^ pattern
        return (difference &- 0x0001_0001_0001_0001) & ~difference & 0x8000_8000_8000_8000
    }

    /// Looks an n-gram up.
    ///
    /// - Parameter key: its symbols, ``HanHistory/bits`` bits each, the last one lowest, and its order from bit 56 on.
    func find(_ key: UInt64) -> Gram {
        var hash = key &* 0x9E37_79B9_7F4A_7C15
        hash = (hash ^ hash >> 29) &* 0x9E37_79B9_7F4A_7C15
        var at = Int(((hash >> 32) &* UInt64(buckets.count)) >> 32)
        let pattern = max(hash & 0xFFFF, 1) &* 0x0001_0001_0001_0001
        for _ in 0..<buckets.count {
            let marks = buckets[at].marks
            let first = Self.equal(marks.0, pattern), second = Self.equal(marks.1, pattern)
            let third = Self.equal(marks.2, pattern), fourth = Self.equal(marks.3, pattern)
            if first | second | third | fourth != 0 {
                // Which of them it is cannot be foreseen, so that choosing beats branching.
                let (lower, inLower) = first != 0 ? (first, 0) : (second, 4)
                let (upper, inUpper) = third != 0 ? (third, 8) : (fourth, 12)
                let (lanes, slot) = lower != 0 ? (lower, inLower) : (upper, inUpper)
                return gram(at, slot + lanes.trailingZeroBitCount >> 4)
            }
            // The slots of a bucket are filled in order.
            if marks.3 >> 48 == 0 { return .none }
            at = at + 1 == buckets.count ? 0 : at + 1
        }
        return .none
    }

    @inline(__always)
    private func gram(_ bucket: Int, _ slot: Int) -> Gram {
        Gram(isKnown: true, probability: buckets[bucket].probabilities[slot], weight: buckets[bucket].backoffs[slot])
    }
}

/// A small network: one layer of `tanh` units over standardised features, and the log-odds.
final class HanNetwork: Sendable {
    let inputs: Int
    private let mean: [Float], scale: [Float]
    /// The weights of four units at a time, input by input: each unit's sum is made in the order of the inputs, and four at once.
    private let first: [SIMD4<Float>], bias: [SIMD4<Float>]
    private let second: [Float]
    private let last: Float

    init(_ file: ModelFile, _ name: String, _ path: String) throws(ModelError) {
        let numbers = Array(try file.numbers(name, as: Float.self))
        guard numbers.count >= 2, numbers[0] >= 1, numbers[1] >= 1, numbers[0] < 1000, numbers[1] < 1000,
            numbers.count == 2 + 2 * Int(numbers[0]) + Int(numbers[0]) * Int(numbers[1]) + 2 * Int(numbers[1]) + 1
        else { throw ModelError(path: path, message: "the network \(name) has not the size that it tells") }
        let inputs = Int(numbers[0]), units = Int(numbers[1])
        self.inputs = inputs
        var at = 2
        func take(_ count: Int) -> [Float] {
            defer { at += count }
            return Array(numbers[at..<at + count])
        }
        mean = take(inputs)
        scale = take(inputs)
        let first = take(inputs * units), bias = take(units)
        let blocks = stride(from: 0, to: units, by: 4)
        func four(_ block: Int, _ value: (Int) -> Float) -> SIMD4<Float> {
            SIMD4((block..<block + 4).map { $0 < units ? value($0) : 0 })
        }
        self.first = blocks.flatMap { block in (0..<inputs).map { input in four(block) { first[$0 * inputs + input] } } }
        self.bias = blocks.map { four($0) { bias[$0] } }
        second = take(units)
        last = numbers[at]
    }

    /// The log-odds for `inputs` features.
    func logOdds(_ features: [Float]) -> Float {
        var features = features
        return features.withUnsafeMutableBufferPointer { logOdds($0) }
    }

    /// The log-odds for `inputs` features, which are standardised in place.
    func logOdds(_ features: UnsafeMutableBufferPointer<Float>) -> Float {
        var total = last
        for input in 0..<inputs { features[input] = (features[input] - mean[input]) * scale[input] }
        return first.withUnsafeBufferPointer { first in
            for block in bias.indices {
                var sums = bias[block]
                for input in 0..<inputs { sums += first[block * inputs + input] * features[input] }
                for unit in 4 * block..<min(4 * block + 4, second.count) {
                    // tanh by the exponential; beyond 9 it is 1 in single precision.
                    let power = exponential(2 * min(max(sums[unit & 3], -9), 9))
                    total += second[unit] * (power - 1) / (power + 1)
                }
            }
            return total
        }
    }
}
