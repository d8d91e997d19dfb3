/// How well probabilities match what happened.
///
/// - Cuts between bins of equal size lie between different confidences only: a run of ties split over two bins makes the
///   error depend on the order of the rows (found and fixed in m-sanchez/calibrated 2.0.0).
/// - The expected calibration error of a finite sample is above zero even for perfect probabilities (Roelofs et al., "Mitigating
///   bias in calibration error estimation", 2020), so the error that chance alone gives is stated beside it: ``floor``.
/// - Without samples there is no error: it is `nil`, not 0.
public struct Reliability: Sendable {
    /// Samples with similar confidence.
    public struct Bin: Codable, Hashable, Sendable {
        public var lowest: Double
        public var highest: Double
        public var count: Int
        public var meanConfidence: Double
        /// Share of the samples that were right.
        public var rightShare: Double
    }

    public var count: Int
    /// Ten bins of equal width; empty ones left out.
    public var bins: [Bin]
    /// Up to ten bins of about equal size.
    public var adaptiveBins: [Bin]
    /// Expected calibration error over ``bins``: the mean distance of confidence and share of right, weighted by size.
    public var error: Double?
    /// The same over ``adaptiveBins``.
    public var adaptiveError: Double?
    /// What ``error`` would be on average if every probability were true.
    public var floor: Double?
    /// Mean squared distance of confidence and outcome (Brier, 1950).
    public var brier: Double?

    /// Samples of one confidence.
    struct Tally: Hashable, Sendable {
        var confidence: Double
        var count: Int
        var right: Int
    }

    public init(_ samples: [ConfidenceSample], binCount: Int = 10) {
        var book = ConfidenceBook()
        for sample in samples { book.add(sample.confidence, right: sample.right) }
        self.init(book, binCount: binCount, areIndependent: true)
    }

    /// - Parameter areIndependent: whether each sample may be right or wrong by itself, so that ``floor`` can be told. The
    ///   characters of one passage may not.
    init(_ book: ConfidenceBook, binCount: Int = 10, areIndependent: Bool) {
        let tallies = book.tallies
        count = tallies.reduce(0) { $0 + $1.count }
        let widths = Self.equalWidth(tallies, binCount)
        bins = Self.bins(tallies, widths)
        adaptiveBins = Self.bins(tallies, Self.equalSize(tallies, binCount))
        error = Self.error(bins)
        adaptiveError = Self.error(adaptiveBins)
        floor = areIndependent ? Self.simulatedFloor(tallies, widths) : nil
        brier = tallies.isEmpty ? nil : tallies.reduce(0) { sum, tally in
            let miss = 1 - tally.confidence
            return sum + Double(tally.right) * miss * miss + Double(tally.count - tally.right) * tally.confidence * tally.confidence
        } / Double(count)
    }

    /// Groups of indices into the tallies.
    private static func equalWidth(_ tallies: [Tally], _ count: Int) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = 0
        for bin in 0..<count {
            var end = start
            while end < tallies.count, bin == count - 1 || tallies[end].confidence < Double(bin + 1) / Double(count) { end += 1 }
            if end > start { result.append(start..<end) }
            start = end
        }
        return result
    }

    private static func equalSize(_ tallies: [Tally], _ count: Int) -> [Range<Int>] {
        let total = tallies.reduce(0) { $0 + $1.count }
        var result: [Range<Int>] = []
        var start = 0, end = 0, taken = 0
        for bin in 1...max(1, count) {
            while end < tallies.count, taken < total * bin / count {
                taken += tallies[end].count
                end += 1
            }
            if end > start { result.append(start..<end) }
            start = end
        }
        return result
    }

    private static func bins(_ tallies: [Tally], _ groups: [Range<Int>]) -> [Bin] {
        groups.map { group in
            let size = tallies[group].reduce(0) { $0 + $1.count }
            return Bin(
                lowest: tallies[group.lowerBound].confidence, highest: tallies[group.upperBound - 1].confidence, count: size,
                meanConfidence: tallies[group].reduce(0) { $0 + $1.confidence * Double($1.count) } / Double(size),
                rightShare: Double(tallies[group].reduce(0) { $0 + $1.right }) / Double(size))
        }
    }

    private static func error(_ bins: [Bin]) -> Double? {
        let total = bins.reduce(0) { $0 + $1.count }
        guard total > 0 else { return nil }
        return bins.reduce(0) { $0 + Double($1.count) * abs($1.meanConfidence - $1.rightShare) } / Double(total)
    }

    private static func simulatedFloor(_ tallies: [Tally], _ groups: [Range<Int>]) -> Double? {
        let total = tallies.reduce(0) { $0 + $1.count }
        guard total > 0 else { return nil }
        let rounds = 200
        var random = SplitMix64(seed: 1)
        var sum = 0.0
        for _ in 0..<rounds {
            for group in groups {
                var gap = 0.0
                for tally in tallies[group] {
                    for _ in 0..<tally.count { gap += tally.confidence - (random.unit() < tally.confidence ? 1 : 0) }
                }
                sum += abs(gap)
            }
        }
        return sum / Double(rounds) / Double(total)
    }
}

/// Confidences and how often each was right.
struct ConfidenceBook: Sendable {
    private var entries: [Double: (count: Int, right: Int)] = [:]

    /// Notes `count` samples of one confidence; one that is no probability is left out.
    mutating func add(_ confidence: Double, right: Bool, count: Int = 1) {
        guard (0...1).contains(confidence), count > 0 else { return }
        let entry = entries[confidence] ?? (0, 0)
        entries[confidence] = (entry.count + count, entry.right + (right ? count : 0))
    }

    mutating func add(_ other: ConfidenceBook) {
        for (confidence, entry) in other.entries {
            let own = entries[confidence] ?? (0, 0)
            entries[confidence] = (own.count + entry.count, own.right + entry.right)
        }
    }

    /// By confidence, ascending.
    var tallies: [Reliability.Tally] {
        entries.map { Reliability.Tally(confidence: $0.key, count: $0.value.count, right: $0.value.right) }
            .sorted { $0.confidence < $1.confidence }
    }
}
