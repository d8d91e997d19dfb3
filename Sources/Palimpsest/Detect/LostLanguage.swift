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
    /// The last row of which 16 bytes can be read at once.
    private let lastWide: Int

    /// Number of languages that a model may have.
    static let most = 16

    /// - Parameter path: names the file in errors.
    init(_ file: ModelFile, _ path: String) throws(ModelError) {
        languages = try file.lines("langs").map { line in
            let cells = line.split(separator: "\t").map(String.init)
            return Language(tag: cells.first ?? "und", script: cells.last ?? "Zyyy")
        }
        weights = try file.numbers("lang_w", as: Int8.self)
        let numbers = Array(try file.numbers("lang_b", as: Float.self, count: languages.count + 1))
        biases = Array(numbers.dropLast())
        scale = numbers[languages.count]
        guard languages.count <= Self.most, weights.count >= Self.most, weights.count % languages.count == 0,
            (weights.count / languages.count).nonzeroBitCount == 1
        else { throw ModelError(path: path, message: "the table of languages does not fit their number, \(languages.count)") }
        mask = UInt32(weights.count / languages.count - 1)
        lastWide = weights.count - Self.most
    }

    /// What the n-grams of a passage add up to.
    struct Evidence {
        fileprivate var sums = SIMD16<Int32>(), count = 0
    }

    /// Adds a token of a passage.
    ///
    /// - Parameter codes: its folded codes with their boundaries, at most ``TokenScorer/half`` twice.
    func add(_ codes: UnsafeBufferPointer<UInt32>, to evidence: inout Evidence) {
        guard let base = UnsafeRawPointer(weights.baseAddress) else { return }
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * codes.count) { rows in
            // First where the rows are, then the rows, so that the memory is asked for many of them at once.
            var count = 0
            for start in codes.indices {
                var hash = TokenHash.seed
                for order in 0..<min(3, codes.count - start) {
                    hash = TokenHash.step(hash, codes[start + order])
                    if order == 0, codes[start] == 1 { continue }
                    rows[count] = Int(TokenHash.mixed(hash ^ (UInt32(order + 1) &* TokenHash.order)) & mask) * languages.count
                    count += 1
                }
            }
            // Three times 42 weights of 8 bits fit into 16.
            var sums = SIMD16<Int16>()
            for row in rows[..<count] {
                sums &+= row <= lastWide ? SIMD16(truncatingIfNeeded: base.loadUnaligned(fromByteOffset: row, as: SIMD16<Int8>.self)) : narrow(row)
            }
            evidence.sums &+= SIMD16(truncatingIfNeeded: sums)
            evidence.count += count
        }
    }

    /// The weights of one of the last rows, beyond which the table ends.
    private func narrow(_ row: Int) -> SIMD16<Int16> {
        var result = SIMD16<Int16>()
        for language in languages.indices { result[language] = Int16(weights[row + language]) }
        return result
    }

    /// Log-likelihoods, up to a constant, of a passage under each language.
    func scores(of evidence: Evidence) -> [Double] {
        let root = Double(max(1, evidence.count)).squareRoot()
        return languages.indices.map { Double(biases[$0]) + Double(evidence.sums[$0]) * Double(scale) / root }
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
            let prior = mixture.map { logarithm($0) }
            var totals = pseudo
            for passage in scores.indices {
                for index in prior.indices { result[passage][index] = scores[passage][index] + prior[index] }
                Self.softmax(&result[passage])
                for index in totals.indices { totals[index] += result[passage][index] * Double(sizes[passage]) }
            }
            let sum = totals.reduce(0, +)
            mixture = totals.map { $0 / sum }
        }
        return result
    }

    private static func softmax(_ scores: inout [Double]) {
        let most = scores.max() ?? 0
        for index in scores.indices { scores[index] = exponential(scores[index] - most) }
        let sum = scores.reduce(0, +)
        for index in scores.indices { scores[index] /= sum }
    }
}
