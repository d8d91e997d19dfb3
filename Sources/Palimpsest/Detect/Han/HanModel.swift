/// What is known of Chinese and of the OCR's mistakes in it: an n-gram model of characters, which characters are taken for
/// which, and the networks that make a probability of the evidence.
///
/// `Dictionaries/make/han` builds it and writes `Dictionaries/models/han.bin`; ``ModelFile`` tells the container. The n-grams
/// (order 4, modified Kneser-Ney, pruned) lie in buckets of one cache line each: 16 fingerprints of 16 bits, 16 probabilities
/// and 16 back-off weights of 8 bits. A fingerprint that is not there is taken for another once in some 5,000 look-ups, which
/// costs nothing that can be measured (Talbot and Osborne 2007, "Randomised Language Modelling for Statistical Machine
/// Translation", do the same with fewer bits).
struct HanModel: @unchecked Sendable {
    static let revision: UInt32 = 1
    static let fileName = "models/han.bin"
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
    let characters: HanNetwork, strays: HanNetwork
    private let unigram: UnsafeBufferPointer<Float>
    private let buckets: UnsafeBufferPointer<Bucket>
    private let codes: UnsafeBufferPointer<UInt16>
    /// Symbol of each code point from U+3400 to U+9FFF.
    private let symbols: [UInt16]
    private let file: ModelFile

    private struct Bucket {
        /// Four fingerprints in each word.
        var marks: (UInt64, UInt64, UInt64, UInt64)
        var probabilities: SIMD16<UInt8>
        var backoffs: SIMD16<UInt8>
    }

    /// - Throws: ``ModelError``.
    init(path: String) throws(ModelError) {
        let file = try ModelFile(path: path, revision: Self.revision)
        codes = try file.numbers("codes", as: UInt16.self)
        let vocabulary = codes.count + Int(HanSymbol.firstHan)
        self.vocabulary = vocabulary
        unigram = try file.numbers("unigram", as: Float.self, count: 2 * vocabulary)
        buckets = try file.numbers("ngrams", as: Bucket.self)
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
        var symbols = [UInt16](repeating: HanSymbol.unknown, count: 0xA000 - 0x3400)
        for (index, code) in codes.enumerated() where (0x3400..<0xA000).contains(code) {
            symbols[Int(code) - 0x3400] = HanSymbol.firstHan + UInt16(index)
        }
        self.symbols = symbols
        self.file = file
    }

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

    /// log p(symbol | history).
    @inline(__always)
    func logProbability(_ symbol: UInt16, after history: HanHistory) -> Float {
        if symbol == HanSymbol.boundary { return 0 }
        var total: Float = 0
        var length = history.count
        while length > 0 {
            let context = history.last(length)
            if let (found, slot) = find(context << HanHistory.bits | UInt64(symbol), length + 1) {
                return total - Float(buckets[found].probabilities[slot]) * Self.step
            }
            if length == 1 {
                total += unigram[vocabulary + Int(context)]
            } else if let (found, slot) = find(context, length) {
                total += Float(buckets[found].backoffs[slot]) * Self.step + Self.floor
            }
            length -= 1
        }
        return total + unigram[Int(symbol)]
    }

    /// log p(second | first) where the model has seen the two, else `nil`.
    @inline(__always)
    func pair(_ first: UInt16, _ second: UInt16) -> Float? {
        find(UInt64(first) << HanHistory.bits | UInt64(second), 2).map { -Float(buckets[$0.bucket].probabilities[$0.slot]) * Self.step }
    }

    /// The first of the four lanes of a word that equals the pattern's (Warren, "Hacker's Delight", 6-1: finding a zero field).
    @inline(__always)
    private static func slot(_ word: UInt64, _ pattern: UInt64) -> Int? {
        let difference = word ^ pattern
        let zero = (difference &- 0x0001_0001_0001_0001) & ~difference & 0x8000_8000_8000_8000
        return zero == 0 ? nil : zero.trailingZeroBitCount >> 4
    }

    @inline(__always)
    private func find(_ key: UInt64, _ order: Int) -> (bucket: Int, slot: Int)? {
        var hash = (key | UInt64(order) << 56) &* 0x9E37_79B9_7F4A_7C15
        hash = (hash ^ hash >> 29) &* 0x9E37_79B9_7F4A_7C15
        var at = Int(((hash >> 32) &* UInt64(buckets.count)) >> 32)
        let pattern = max(hash & 0xFFFF, 1) &* 0x0001_0001_0001_0001
        for _ in 0..<buckets.count {
            let marks = buckets[at].marks
            if let slot = Self.slot(marks.0, pattern) { return (at, slot) }
            if let slot = Self.slot(marks.1, pattern) { return (at, slot + 4) }
            if let slot = Self.slot(marks.2, pattern) { return (at, slot + 8) }
            if let slot = Self.slot(marks.3, pattern) { return (at, slot + 12) }
            // The slots of a bucket are filled in order.
            if marks.3 >> 48 == 0 { return nil }
            at = at + 1 == buckets.count ? 0 : at + 1
        }
        return nil
    }
}

/// The symbols before a place, nearest last, at most three.
struct HanHistory {
    static let bits: UInt64 = 13
    private(set) var packed: UInt64 = 0
    private(set) var count = 0

    /// Nothing is known of what stands before.
    init() {}

    /// A text begins here.
    static var start: HanHistory { HanHistory().adding(HanSymbol.boundary) }

    @inline(__always)
    func adding(_ symbol: UInt16) -> HanHistory {
        var next = HanHistory()
        if symbol == HanSymbol.boundary {
            next.count = 1
            return next
        }
        next.packed = (packed << Self.bits | UInt64(symbol)) & (1 << (3 * Self.bits) - 1)
        next.count = min(count + 1, HanModel.order - 1)
        return next
    }

    /// The last `length` symbols as a number.
    @inline(__always)
    func last(_ length: Int) -> UInt64 { packed & (1 << (UInt64(length) * Self.bits) - 1) }
}

/// A small network: one layer of `tanh` units over standardised features, and the log-odds.
struct HanNetwork: Sendable {
    let inputs: Int
    private let units: Int
    private let mean: [Float], scale: [Float], first: [Float], bias: [Float], second: [Float]
    private let last: Float

    init(_ file: ModelFile, _ name: String, _ path: String) throws(ModelError) {
        let numbers = Array(try file.numbers(name, as: Float.self))
        guard numbers.count >= 2, numbers[0] >= 1, numbers[1] >= 1, numbers[0] < 1000, numbers[1] < 1000,
            numbers.count == 2 + 2 * Int(numbers[0]) + Int(numbers[0]) * Int(numbers[1]) + 2 * Int(numbers[1]) + 1
        else { throw ModelError(path: path, message: "the network \(name) has not the size that it tells") }
        inputs = Int(numbers[0])
        units = Int(numbers[1])
        var at = 2
        func take(_ count: Int) -> [Float] {
            defer { at += count }
            return Array(numbers[at..<at + count])
        }
        mean = take(inputs)
        scale = take(inputs)
        first = take(inputs * units)
        bias = take(units)
        second = take(units)
        last = numbers[at]
    }

    /// The log-odds for `inputs` features.
    func logOdds(_ features: ArraySlice<Float>) -> Float {
        var total = last
        let values = zip(features, zip(mean, scale)).map { ($0 - $1.0) * $1.1 }
        for unit in 0..<units {
            var sum = bias[unit]
            for input in 0..<inputs { sum += first[unit * inputs + input] * values[input] }
            // tanh by the exponential; beyond 9 it is 1 in single precision.
            let power = exponential(2 * min(max(sum, -9), 9))
            total += second[unit] * (power - 1) / (power + 1)
        }
        return total
    }
}
