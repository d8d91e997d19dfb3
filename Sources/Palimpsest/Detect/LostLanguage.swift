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
        /// How likely it is, before anything is known of the profile, against a common language.
        var weight = 1.0
        /// Whether it stands for all that the model cannot tell apart.
        var isOther: Bool { tag == "und" }
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
            let weight = cells.count > 2 ? Double(cells[2]) ?? 1 : 1
            return Language(tag: cells.first ?? "und", script: cells.count > 1 ? cells[1] : "Zzzz", weight: weight > 0 && weight <= 1 ? weight : 1)
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

    /// The likeliest language of each passage of a profile, and its probability; `nil` where it looks like none that is known.
    ///
    /// Few scripts have been seen lost in such number that they can be told apart. The others are one class: what falls into it is named after
    /// the language of such a script that the country writes. Where the country writes another language of a known script, in Bulgaria Cyrillic,
    /// that one is named.
    ///
    /// - Parameters:
    ///   - scores: the passages' log-likelihoods.
    ///   - sizes: their numbers of characters.
    ///   - expected: what is written in the profile's country, most spoken first.
    func likeliest(_ scores: [[Double]], sizes: [Int], expected: [WrittenLanguage]) -> [(language: Language, probability: Double)?] {
        let unseen = expected.filter { other in !languages.contains { $0.script == other.script } }
        let share = unseen.reduce(0) { $0 + $1.share }
        let shares = languages.map { language in language.isOther ? share : expected.first { $0.tag == language.tag }?.share ?? 0 }
        let weights = zip(languages, shares).map { $0.weight + Self.expectedWeight * $1 }
        let most = expected.reduce(0) { max($0, $1.share) }
        let factors = zip(languages, shares).map { language, share in
            let isLocal = share > 0 || expected.contains { $0.isNear(language) && (Self.isChinese(language.tag) || !isKnown($0.tag)) }
            return isLocal ? 1 + Self.localFactor * most * most : 1
        }
        return posteriors(scores, sizes: sizes, weights: weights, factors: factors).map { posteriors in
            guard let best = posteriors.indices.max(by: { posteriors[$0] < posteriors[$1] }) else { return nil }
            guard languages[best].isOther else { return (local(languages[best], expected), posteriors[best]) }
            return unseen.first.map { (Language(tag: $0.tag, script: $0.script), posteriors[best] * $0.share / share) }
        }
    }

    /// How much likelier a language that all of a country write is than any other one, before anything was read.
    private static let expectedWeight = 40.0

    /// How much likelier each passage is to be in a language of the country, or in one that is written like it, than in another, whatever the other passages are. It
    /// grows with the square of the greatest share: a city of a country where nearly all write one language hardly ever reports in a script that nobody there writes.
    private static let localFactor = 1000.0

    private static func isChinese(_ tag: String) -> Bool { tag.hasPrefix("zh-") }

    private func isKnown(_ tag: String) -> Bool { languages.contains { $0.tag == tag } }

    /// The share of its people from which on a country's own language is named for one of the same script.
    private static let leastShare = 0.05

    /// The language of the same script that the country writes most, if the model does not know it: its garble looks like its neighbours'.
    private func local(_ language: Language, _ expected: [WrittenLanguage]) -> Language {
        let share = expected.first { $0.tag == language.tag }?.share ?? Self.leastShare
        let other = expected.first { other in other.script == language.script && other.share > share && !languages.contains { $0.tag == other.tag } }
        return other.map { Language(tag: $0.tag, script: $0.script) } ?? language
    }

    /// The probabilities of the languages for each passage, where each language begins with so many characters, which count so many times.
    private func posteriors(_ scores: [[Double]], sizes: [Int], weights: [Double], factors: [Double]) -> [[Double]] {
        func mixture(of totals: [Double]) -> [Double] {
            let weighed = zip(totals, factors).map { $0 * $1 }
            let sum = weighed.reduce(0, +)
            return weighed.map { $0 / sum }
        }
        var shares = mixture(of: weights)
        var result = scores
        for _ in 0..<4 {
            let prior = shares.map { logarithm($0) }
            var totals = weights
            for passage in scores.indices {
                for index in prior.indices { result[passage][index] = scores[passage][index] + prior[index] }
                Self.softmax(&result[passage])
                for index in totals.indices { totals[index] += result[passage][index] * Double(sizes[passage]) }
            }
            shares = mixture(of: totals)
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
