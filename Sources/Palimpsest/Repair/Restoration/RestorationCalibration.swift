#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// From the evidence of a word or term to the probability that it is right: two logistic models, fitted by
/// `Dictionaries/make/restoration/calibrate.py` on prose that neither the channel nor the word model has seen.
enum RestorationCalibration {
    static func word(_ e: LostHanReading.Evidence, _ weights: UnsafeBufferPointer<Float>) -> Double { chance(features(e), weights, 0) }
    static func term(_ e: LostHanReading.Evidence, _ weights: UnsafeBufferPointer<Float>) -> Double { chance(features(e), weights, 16) }

    /// The inputs of the models, in their order; the first is the constant.
    static func features(_ e: LostHanReading.Evidence) -> [Float] {
        [1, e.mean, e.least, e.support, e.length, e.prior / 10, e.around, e.around * e.around, e.mean * e.around, log2f(1.001 - min(1, e.least)),
         e.support * e.length / 10, e.kind == 6 ? 1 : 0, e.kind == 0 ? 1 : 0, e.fast ? 1 : 0, e.traditional ? 1 : 0]
    }

    /// What counts as sure: repairs of so much confidence are applied.
    static let sure = 0.95

    private static func chance(_ features: [Float], _ weights: UnsafeBufferPointer<Float>, _ base: Int) -> Double {
        var sum: Float = 0
        for (i, feature) in features.enumerated() { sum += feature * weights[base + i] }
        let chance = Double(1 / (1 + expf(-sum)))
        guard chance >= sure else { return chance }
        // The surest have to be sure by a margin, which was set where they began to be right as often as they say.
        return Double(1 / (1 + expf(weights[base + 15] - sum))) >= sure ? chance : 0.949
    }
}
