/// Which language a garbled passage was in, by the shape of its garble: misread Chinese is made of other letters than misread
/// Cyrillic or Arabic.
///
/// A softmax over the n-grams that ``TokenScorer`` uses, trained on pairs of known languages. The passages of a profile share
/// their languages, so that the mixture of the whole profile is estimated by expectation-maximisation (Dempster et al. 1977)
/// and weighs on each passage; the country of the profile gives the first guess.
struct LostLanguageModel: @unchecked Sendable {
    struct Language: Sendable {
        /// BCP 47, e.g. `zh-Hans`.
        var tag: String
        /// ISO 15924, e.g. `Hans`.
        var script: String
    }

    let languages: [Language]
    private let weights: UnsafeBufferPointer<Int8>
    private let biases: [Float]
    private let scale: Float
    private let mask: UInt32

    init(_ file: ModelFile) throws(ModelError) {
        languages = try file.lines("langs").map { line in
            let cells = line.split(separator: "\t").map(String.init)
            return Language(tag: cells.first ?? "und", script: cells.last ?? "Zyyy")
        }
        weights = try file.numbers("lang_w", as: Int8.self)
        let numbers = Array(try file.numbers("lang_b", as: Float.self, count: languages.count + 1))
        biases = Array(numbers.dropLast())
        scale = numbers[languages.count]
        mask = UInt32(weights.count / max(1, languages.count) - 1)
    }

    /// Log-likelihoods, up to a constant, of a passage under each language.
    ///
    /// - Parameter tokens: the folded codes of its tokens with their boundaries.
    func scores(of tokens: [[UInt32]]) -> [Double] {
        var sums = [Int32](repeating: 0, count: languages.count)
        var count = 0
        for codes in tokens {
            for start in codes.indices {
                var hash = TokenHash.seed
                for order in 0..<min(3, codes.count - start) {
                    hash = TokenHash.step(hash, codes[start + order])
                    if order == 0, codes[start] == 1 { continue }
                    let row = Int(TokenHash.mixed(hash ^ (UInt32(order + 1) &* TokenHash.order)) & mask) * languages.count
                    for language in languages.indices { sums[language] += Int32(weights[row + language]) }
                    count += 1
                }
            }
        }
        let root = Double(max(1, count)).squareRoot()
        return sums.indices.map { Double(biases[$0]) + Double(sums[$0]) * Double(scale) / root }
    }

    /// The probabilities of the languages for each passage of a profile.
    ///
    /// - Parameters:
    ///   - scores: the passages' log-likelihoods.
    ///   - sizes: their numbers of characters.
    ///   - expected: languages that the profile's country speaks, as BCP 47 tags.
    func posteriors(_ scores: [[Double]], sizes: [Int], expected: [String]) -> [[Double]] {
        let pseudo = languages.map { expected.contains($0.tag) ? 40.0 : 1.0 }
        var mixture = pseudo.map { $0 / pseudo.reduce(0, +) }
        var result = scores
        for _ in 0..<4 {
            result = scores.map { Self.softmax(zip($0, mixture).map { $0 + logarithm($1) }) }
            var totals = pseudo
            for (posterior, size) in zip(result, sizes) {
                for index in totals.indices { totals[index] += posterior[index] * Double(size) }
            }
            let sum = totals.reduce(0, +)
            mixture = totals.map { $0 / sum }
        }
        return result
    }

    private static func softmax(_ scores: [Double]) -> [Double] {
        let most = scores.max() ?? 0
        let weights = scores.map { exponential($0 - most) }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }
}
