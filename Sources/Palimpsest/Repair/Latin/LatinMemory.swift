/// What was looked up in the word lists before, by the word: most words of a dump stood in the dumps before it.
///
/// Tables of a fixed size, in which a word that falls on the place of another takes it. A word is known by a hash of 64 bits and
/// the number of a language, which for the words that anyone writes is as good as the word itself. Used by one worker at a time.
final class LatinMemory: @unchecked Sendable {
    private struct Share: BitwiseCopyable {
        var key: UInt64 = 0
        /// log p(word); not a number where the language has not the word.
        var value: Float = 0
    }

    /// The lists that have a word: a piece of ``found``.
    private struct Listing: BitwiseCopyable {
        var key: UInt64 = 0
        var start: UInt32 = 0, count: UInt32 = 0
    }

    /// A language, by its index, and log p(word) in it.
    struct Found: BitwiseCopyable {
        var language: UInt32
        var share: Float
    }

    private static let bits: UInt64 = 13, candidateBits: UInt64 = 11, listingBits: UInt64 = 13
    /// What is kept of the lists that have words: a megabyte. Then it begins anew.
    private static let mostFound = 1 << 17
    private let table = Scratch<Share>(capacity: 1 << bits)
    private let shares: UnsafeMutablePointer<Share>
    private var candidates = [(key: UInt64, found: [LatinCandidate])](repeating: (0, []), count: 1 << candidateBits)

    private let listingTable = Scratch<Listing>(capacity: 1 << listingBits)
    private let listings: UnsafeMutablePointer<Listing>
    private var found: [Found] = []
    /// The edges over which the words of each language begin, by the code of their first letter: most words that a language has not are
    /// told by their first letters, and the first one has the most edges to go through. Empty until a word is looked for in all languages.
    private var beginnings: [UInt32] = []

    init() {
        shares = table.base
        shares.initialize(repeating: Share(), count: 1 << Self.bits)
        listings = listingTable.base
        listings.initialize(repeating: Listing(), count: 1 << Self.listingBits)
    }

    @inline(__always)
    private static func key(_ word: LatinWord, _ text: LatinText, _ language: LatinLanguage) -> UInt64 {
        // 0 is the key of an empty place.
        (text.hashes[word.entry] ^ UInt64(truncatingIfNeeded: language.index + 1) &* 0xD6E8_FEB8_6659_FD93) | 1
    }

    @inline(__always)
    private static func slot(_ key: UInt64, _ bits: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> (64 - bits)) }

    /// log p(word); `nil` when it is no word of the language.
    @inline(__always)
    func share(_ word: LatinWord, of text: LatinText, in language: LatinLanguage) -> Float? {
        let key = Self.key(word, text, language)
        let slot = shares + Self.slot(key, Self.bits)
        if slot.pointee.key != key {
            slot.pointee = Share(key: key, value: language.share(text.signs[word.signs]) ?? .nan)
        }
        let value = slot.pointee.value
        return value.isNaN ? nil : value
    }

    /// Calls `body` with each language whose list has the word: most words stand in few of them.
    @inline(__always)
    func forEachLanguage(of word: LatinWord, in text: LatinText, _ model: LatinModel, _ body: (Found) -> Void) {
        let key = text.hashes[word.entry] | 1
        let slot = listings + Self.slot(key, Self.listingBits)
        if slot.pointee.key != key { slot.pointee = listing(key, text.signs[word.signs], model) }
        found.withUnsafeBufferPointer { found in
            for place in Int(slot.pointee.start)..<Int(slot.pointee.start + slot.pointee.count) { body(found[place]) }
        }
    }

    @inline(never)
    private func listing(_ key: UInt64, _ signs: ArraySlice<UInt32>, _ model: LatinModel) -> Listing {
        if found.count > Self.mostFound {
            found.removeAll(keepingCapacity: true)
            listings.update(repeating: Listing(), count: 1 << Self.listingBits)
        }
        if beginnings.isEmpty { beginnings = model.languages.flatMap { $0.beginnings() } }
        let start = found.count
        if let first = signs.first {
            for language in model.languages {
                let edge = beginnings[language.index * LatinLanguage.mostLetters + Int(language.code(first))]
                guard edge != 0, let share = language.share(signs.dropFirst(), after: edge) else { continue }
                found.append(Found(language: UInt32(language.index), share: share))
            }
        }
        return Listing(key: key, start: UInt32(start), count: UInt32(found.count - start))
    }

    /// Words that the page may have said, likeliest first.
    func candidates(_ word: LatinWord, of text: LatinText, in language: LatinLanguage) -> [LatinCandidate] {
        if word.signs.count > Self.longest { return [] }
        let key = Self.key(word, text, language)
        let slot = Self.slot(key, Self.candidateBits)
        if candidates[slot].key != key {
            candidates[slot] = (key, LatinSearch.candidates(of: text.signs[word.signs], in: language))
        }
        return candidates[slot].found
    }

    /// Longer words are not looked up.
    private static let longest = 30
}
