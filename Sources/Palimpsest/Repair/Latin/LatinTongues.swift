/// Which language each word of a text is of.
///
/// A hidden Markov model whose states are the languages and "another": each word is evidence by its share in the word lists, and the
/// language seldom changes from one word to the next (token-level language identification as in King and Abney 2013, "Labeling the
/// Languages of Words in Mixed-Language Documents"). What the whole text is in is the prior of each passage, so that a Spanish field
/// in an English form is Spanish, and Galician is not taken for Portuguese.
struct LatinTongues {
    /// For each word the index of its likeliest language in ``LatinModel/languages``, or -1 where it is of none.
    private(set) var language: [Int]
    /// The probability of that.
    private(set) var probability: [Float]

    /// log p(word) where a language's list has it not: of a language with a large list, of one with a small one, of "another".
    private static let unknown: Float = -15.5, unlisted: Float = -12.6, foreign: Float = -12.8
    /// Words that are looked up in all languages; fewer words than the least that stand in English text are taken for names.
    private static let sample = 96, smallSample = 32, leastWords = 12
    /// −log p(a word is misread); languages in which the words that are none are looked up with what they may have been.
    private static let misread: Float = 1
    private static let searched = 3
    /// Nats that a word which is none speaks against a language, against English, when it is asked whether a text may be in another language at all.
    private static let misreadAgainst: Float = 0.25
    /// Chances that the language changes within a line, from one line to the next, and over a blank line.
    private static let changes: [Float] = [0.004, 0.03, 0.12]
    /// Languages that are weighed against one another word by word.
    private static let most = 8
    /// From this mean of log p(word) on a line is taken for English without a look at the other languages.
    private static let plainlyEnglish: Float = -9.8, perhapsEnglish: Float = -12.5

    init(_ text: LatinText, english: [Float?], model: LatinModel, _ memory: LatinMemory) {
        language = [Int](repeating: 0, count: text.words.count)
        probability = [Float](repeating: 1, count: text.words.count)
        let isEnglish = Self.englishLines(text, english)
        if !isEnglish.allSatisfy({ $0 }) { weigh(text, model, isEnglish, memory) }
    }

    /// The lines whose words are common in English. That they are in the list proves little: it holds `ville` and `forêt` too. A line of a few words
    /// that may be English is taken to go on with the line before.
    private static func englishLines(_ text: LatinText, _ english: [Float?]) -> [Bool] {
        var result: [Bool] = []
        result.reserveCapacity(text.lines.count)
        for line in text.lines {
            var total: Float = 0, count: Float = 0
            for word in text.words[line] where !word.isSign {
                total += english[word.entry] ?? unknown
                count += 1
            }
            if count >= 4 || count == 0 {
                result.append(total >= count * plainlyEnglish)
            } else {
                result.append(total >= count * perhapsEnglish && (result.last ?? true))
            }
        }
        return result
    }

    private mutating func weigh(_ text: LatinText, _ model: LatinModel, _ isEnglish: [Bool], _ memory: LatinMemory) {
        var places: [Int] = []
        for (index, line) in text.lines.enumerated() where !isEnglish[index] { places += line }
        guard places.count >= Self.leastWords || places.count * 4 > text.words.count else {
            for place in places { language[place] = -1 }
            return
        }
        guard Self.isForeign(text, places, model, memory) else {
            for place in places { language[place] = -1 }
            return
        }
        let (chosen, searched) = Self.likeliest(text, places, model, memory)
        var shares = Self.shares(text, places, chosen, model, memory)
        // In a text that was misread, half of the words may be none; what they may have been tells the language.
        for (column, language) in chosen.enumerated() where searched.contains(language) {
            for place in places {
                let word = text.words[place]
                guard let share = shares[word.entry]?[column], share <= Self.unknown, !word.shape.contains(.allCapitals) else { continue }
                if let best = memory.candidates(word, of: text, in: model.languages[language]).first {
                    shares[word.entry]?[column] = max(best.score - Self.misread, Self.unknown + 0.001)
                }
            }
        }
        let states = chosen.count + 1
        var prior = [Float](repeating: 1 / Float(states), count: states)
        let columns = Self.columns(text, places, shares, chosen.count)
        var weights: [Float] = []
        for _ in 0..<2 {
            weights = forwardBackward(places.map { text.words[$0].line }, columns, states, prior)
            var sums = [Float](repeating: 0.02 * Float(text.words.count) + 1, count: states)
            sums[0] += Float(text.words.count - places.count)
            for (index, weight) in weights.enumerated() { sums[index % states] += weight }
            let total = sums.reduce(0, +)
            prior = sums.map { $0 / total }
        }
        for (index, place) in places.enumerated() {
            let row = weights[index * states..<(index + 1) * states]
            let best = row.indices.max { row[$0] < row[$1] } ?? row.startIndex
            let state = best - row.startIndex
            language[place] = state < chosen.count ? chosen[state] : -1
            probability[place] = row[best]
        }
    }

    /// log p(word) where the language's list has it not.
    private static func missing(_ language: LatinLanguage) -> Float { language.isRepaired ? unknown : unlisted }

    /// For each distinct word at the places log p(word) in each of the chosen languages.
    private static func shares(_ text: LatinText, _ places: [Int], _ chosen: [Int], _ model: LatinModel, _ memory: LatinMemory) -> [[Float]?] {
        let missing = chosen.map { Self.missing(model.languages[$0]) }
        var columns = [Int?](repeating: nil, count: model.languages.count)
        for (column, language) in chosen.enumerated() { columns[language] = column }
        var shares = [[Float]?](repeating: nil, count: text.distinct.count)
        for place in places where shares[text.words[place].entry] == nil {
            let word = text.words[place]
            if word.isSign {
                shares[word.entry] = chosen.map { _ in foreign }
                continue
            }
            var row = missing
            memory.forEachLanguage(of: word, in: text, model) { found in
                if let column = columns[Int(found.language)] { row[column] = found.share }
            }
            shares[word.entry] = row
        }
        return shares
    }

    /// The sums of log p(word) over about `count` of the words, in every language. A word that a language has not may be a name.
    private static func totals(
        _ text: LatinText, _ places: [Int], count: Int, least floor: Float = foreign - 1, _ model: LatinModel, _ memory: LatinMemory
    ) -> [Float] {
        let least = model.languages.map { max(missing($0), floor) }
        var gains = [Float](repeating: 0, count: model.languages.count), words: Float = 0, signs: Float = 0
        for index in stride(from: 0, to: places.count, by: max(1, places.count / count)) {
            let word = text.words[places[index]]
            if word.isSign {
                signs += 1
                continue
            }
            words += 1
            memory.forEachLanguage(of: word, in: text, model) { found in
                gains[Int(found.language)] += max(found.share, floor) - least[Int(found.language)]
            }
        }
        return zip(gains, least).map { $0 + words * $1 + signs * foreign }
    }

    /// Whether a sample of the words is likelier in one of the languages that are repaired than in English or none.
    private static func isForeign(_ text: LatinText, _ places: [Int], _ model: LatinModel, _ memory: LatinMemory) -> Bool {
        // Words that are none are words of either, misread: they speak against neither.
        let totals = totals(text, places, count: smallSample, least: foreign - misreadAgainst, model, memory)
        var english: Float = 0
        for index in stride(from: 0, to: places.count, by: max(1, places.count / smallSample)) {
            let word = text.words[places[index]]
            var share = foreign
            if !word.isSign {
                memory.forEachLanguage(of: word, in: text, model) { found in
                    if found.language == 0 { share = max(share, found.share) }
                }
            }
            english += share
        }
        return model.languages.contains { $0.isRepaired && $0.index > 0 && totals[$0.index] > english }
    }

    /// English and the other languages that the words are likeliest of, by a sample of them, likeliest first; and those of them that are looked up
    /// with what the words may have been.
    ///
    /// A word that was misread costs a language with a large list more than one with a small list, of which nobody expects to have it. Where most are
    /// misread (Turkish, Czech) those of small lists come first; then the likeliest of the large ones is looked up all the same.
    private static func likeliest(_ text: LatinText, _ places: [Int], _ model: LatinModel, _ memory: LatinMemory) -> (chosen: [Int], searched: [Int]) {
        let totals = totals(text, places, count: sample, model, memory)
        let order = (1..<totals.count).sorted { (totals[$1], $0) < (totals[$0], $1) }
        let first = order.prefix(Self.searched).filter { model.languages[$0].isRepaired }
        guard first.isEmpty, let other = order.first(where: { model.languages[$0].isRepaired }) else { return ([0] + order.prefix(most - 1), first) }
        return ([0] + order.filter { $0 != other }.prefix(most - 2) + [other], [other])
    }

    /// For each place p(word) in each of the chosen languages and in another, relative to the likeliest.
    private static func columns(_ text: LatinText, _ places: [Int], _ shares: [[Float]?], _ count: Int) -> [Float] {
        var table: [Float] = []
        table.reserveCapacity(places.count * (count + 1))
        for place in places {
            let all = shares[text.words[place].entry] ?? []
            var top = foreign
            for share in all { top = max(top, share) }
            // A single word proves little: a name, a word that the lists of two languages hold by chance.
            for share in all { table.append(exponential(max(share - top, -7))) }
            table.append(exponential(max(foreign - top, -7)))
        }
        return table
    }

    private func forwardBackward(_ lines: [Int], _ columns: [Float], _ states: Int, _ prior: [Float]) -> [Float] {
        // The chance of a change before each word; before the first one nothing is known.
        let chances = lines.indices.map { $0 == 0 ? 1 : Self.changes[min(lines[$0] - lines[$0 - 1], 2)] }
        return [Float](unsafeUninitializedCapacity: lines.count * states) { weights, count in
            columns.withUnsafeBufferPointer { columns in
                prior.withUnsafeBufferPointer { prior in
                    Self.forward(chances, columns, prior, to: weights)
                    Self.backward(chances, columns, prior, to: weights)
                }
            }
            count = lines.count * states
        }
    }

    /// Fills in the weights of each word's states in view of the words before it.
    private static func forward(
        _ chances: [Float], _ columns: UnsafeBufferPointer<Float>, _ prior: UnsafeBufferPointer<Float>, to weights: UnsafeMutableBufferPointer<Float>
    ) {
        let states = prior.count
        for (index, chance) in chances.enumerated() {
            let column = index * states
            var total: Float = 0
            for state in 0..<states {
                let before = index == 0 ? 0 : weights[column - states + state]
                let value = ((1 - chance) * before + chance * prior[state]) * columns[column + state]
                weights[column + state] = value
                total += value
            }
            let scale = max(total, 1e-30)
            for state in 0..<states { weights[column + state] /= scale }
        }
    }

    /// Multiplies the weights by those in view of the words after.
    private static func backward(
        _ chances: [Float], _ columns: UnsafeBufferPointer<Float>, _ prior: UnsafeBufferPointer<Float>, to weights: UnsafeMutableBufferPointer<Float>
    ) {
        let states = prior.count
        withUnsafeTemporaryAllocation(of: Float.self, capacity: states) { backward in
            backward.initialize(repeating: 1)
            for index in chances.indices.reversed() {
                let column = index * states, chance = chances[index]
                var total: Float = 0
                for state in 0..<states {
                    weights[column + state] *= backward[state]
                    total += weights[column + state]
                }
                let scale = max(total, 1e-30)
                for state in 0..<states { weights[column + state] /= scale }
                guard index > 0 else { break }
                var mixed: Float = 0
                for state in 0..<states { mixed += prior[state] * columns[column + state] * backward[state] }
                var top: Float = 0
                for state in 0..<states {
                    backward[state] = (1 - chance) * columns[column + state] * backward[state] + chance * mixed
                    top = max(top, backward[state])
                }
                let most = max(top, 1e-30)
                for state in 0..<states { backward[state] /= most }
            }
        }
    }
}
