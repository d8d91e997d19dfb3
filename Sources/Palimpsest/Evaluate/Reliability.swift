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

    public init(_ samples: [ConfidenceSample], binCount: Int = 10) {
        let pairs = samples.filter { (0...1).contains($0.confidence) }
            .map { (confidence: $0.confidence, outcome: $0.right ? 1.0 : 0.0) }
            .sorted { $0.confidence < $1.confidence }
        count = pairs.count
        let widths = Self.equalWidth(pairs.map(\.confidence), binCount)
        bins = Self.bins(pairs, widths)
        adaptiveBins = Self.bins(pairs, Self.equalSize(pairs.map(\.confidence), binCount))
        error = Self.error(bins)
        adaptiveError = Self.error(adaptiveBins)
        floor = Self.simulatedFloor(pairs.map(\.confidence), widths)
        brier = pairs.isEmpty ? nil : pairs.reduce(0) { sum, pair in
            sum + (pair.confidence - pair.outcome) * (pair.confidence - pair.outcome)
        } / Double(pairs.count)
    }

    private typealias Pair = (confidence: Double, outcome: Double)

    /// Groups of indices into the sorted confidences.
    private static func equalWidth(_ confidences: [Double], _ count: Int) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = 0
        for bin in 0..<count {
            var end = start
            while end < confidences.count, bin == count - 1 || confidences[end] < Double(bin + 1) / Double(count) { end += 1 }
            if end > start { result.append(start..<end) }
            start = end
        }
        return result
    }

    private static func equalSize(_ confidences: [Double], _ count: Int) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = 0
        for bin in 1...max(1, count) {
            var end = max(start, confidences.count * bin / count)
            while end > start, end < confidences.count, confidences[end] == confidences[end - 1] { end += 1 }
            if end > start { result.append(start..<end) }
            start = end
        }
        return result
    }

    private static func bins(_ pairs: [Pair], _ groups: [Range<Int>]) -> [Bin] {
        groups.map { group in
            let size = Double(group.count)
            return Bin(
                lowest: pairs[group.lowerBound].confidence, highest: pairs[group.upperBound - 1].confidence,
                count: group.count,
                meanConfidence: pairs[group].reduce(0) { $0 + $1.confidence } / size,
                rightShare: pairs[group].reduce(0) { $0 + $1.outcome } / size)
        }
    }

    private static func error(_ bins: [Bin]) -> Double? {
        let total = bins.reduce(0) { $0 + $1.count }
        guard total > 0 else { return nil }
        return bins.reduce(0) { $0 + Double($1.count) * abs($1.meanConfidence - $1.rightShare) } / Double(total)
    }

    private static func simulatedFloor(_ confidences: [Double], _ groups: [Range<Int>]) -> Double? {
        guard !confidences.isEmpty else { return nil }
        let rounds = 200
        var random = SplitMix64(seed: 1)
        var sum = 0.0
        for _ in 0..<rounds {
            for group in groups {
                var gap = 0.0
                for index in group { gap += confidences[index] - (random.unit() < confidences[index] ? 1 : 0) }
                sum += abs(gap)
            }
        }
        return sum / Double(rounds) / Double(confidences.count)
    }
}
