#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// From the evidence of a word or term to the probability that it is right: two small networks of one hidden layer, fitted by
/// `Dictionaries/make/restoration/calibrate.py` on regulations, prose and made dumps that neither the channel nor the word model has seen.
enum RestorationCalibration {
    static let inputs = 18, hidden = 12
    /// Weights of one network: of the hidden units, each with its constant; of the output, with its constant; and by how much the surest have to
    /// be surer than they say.
    static let weights = (inputs + 1) * hidden + hidden + 2

    static func word(_ e: LostHanReading.Evidence, _ weights: UnsafeBufferPointer<Float>) -> Double { chance(features(e), weights, 0) }
    static func term(_ e: LostHanReading.Evidence, _ weights: UnsafeBufferPointer<Float>) -> Double { chance(features(e), weights, Self.weights) }

    /// The inputs of the networks, in their order, all of about the size of one.
    static func features(_ e: LostHanReading.Evidence) -> [Float] {
        [e.mean / 3, e.least, log2f(1.001 - min(1, e.least)) / 5, e.support / 6, e.support * e.length / 20, min(e.length, 8) / 4, e.prior / 16, e.sequence / 8,
         e.fluency / 8, e.near, e.around, e.passage, e.kind == 0 ? 1 : 0, e.kind == 6 ? 1 : 0, e.kind == 2 ? 1 : 0, e.length == 1 ? 1 : 0, e.fast ? 1 : 0,
         e.traditional ? 1 : 0]
    }

    /// What counts as sure: repairs of so much confidence are applied.
    static let sure = 0.95

    private static func chance(_ features: [Float], _ weights: UnsafeBufferPointer<Float>, _ base: Int) -> Double {
        var at = base, sum: Float = 0
        let output = base + (inputs + 1) * hidden
        for unit in 0..<hidden {
            var activation = weights[at + inputs]
            for (i, feature) in features.enumerated() { activation += feature * weights[at + i] }
            sum += tanhf(activation) * weights[output + unit]
            at += inputs + 1
        }
        sum += weights[output + hidden]
        let chance = Double(1 / (1 + expf(-sum)))
        guard chance >= sure else { return chance }
        // The surest have to be sure by a margin, which was set where they began to be right as often as they say.
        return Double(1 / (1 + expf(weights[output + hidden + 1] - sum))) >= sure ? chance : 0.949
    }
}
