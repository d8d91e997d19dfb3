/// Scores a token by its own characters.
///
/// Character n-grams of order 1 to 4 in a hashed table, as in fastText (Joulin et al. 2017, "Bag of Tricks for Efficient Text
/// Classification") and King and Abney 2013 ("Labeling the Languages of Words in Mixed-Language Documents using Weakly
/// Supervised Methods"), who found a conditional random field over character n-grams the best of the methods for telling the
/// languages of the words of a mixed document. The hash is computed on from each start, so that an order costs one step.
struct TokenScorer {
    let model: GarbleModel
    let classes: CharacterClasses
    let mode: CaseMode

    /// Characters of a long token that are looked at from either end.
    static let half = 20
    private static let boundary: UInt32 = 1

    private struct Cached { var key: UInt64 = 0, letters: Float = 0, shape: Float = 0, kind = TokenKind.none, length: Int32 = 0 }
    private var cache: [Cached]
    private static let cacheSize = 2048
    private var codes = [UInt32](), characters = [CharacterClasses.Class](), framed = [UInt32](), shapes = [UInt32]()

    init(model: GarbleModel, classes: CharacterClasses, mode: CaseMode) {
        self.model = model
        self.classes = classes
        self.mode = mode
        cache = Array(repeating: Cached(), count: Self.cacheSize)
    }

    /// Fills in the token's kind, length and own scores. Words repeat, so that about half of them come from a cache.
    mutating func score(_ token: inout Token, in text: UnsafeBufferPointer<UInt8>) {
        let bytes = UnsafeBufferPointer(rebasing: text[Int(token.start)..<Int(token.end)])
        var key: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { key = (key ^ UInt64(byte)) &* 0x100_0000_01B3 }
        key ^= key >> 29
        let slot = Int(truncatingIfNeeded: key &* 0x9E37_79B9_7F4A_7C15 >> 48) & (Self.cacheSize - 1)
        if cache[slot].key == key {
            let cached = cache[slot]
            (token.letters, token.shape, token.kind, token.length) = (cached.letters, cached.shape, cached.kind, cached.length)
            return
        }
        decode(bytes)
        codes.withUnsafeBufferPointer { codes in
            characters.withUnsafeBufferPointer { token.kind = TokenKind.of(codes, $0, model: model) }
        }
        token.length = Int32(codes.count)
        frame()
        token.letters = letterScore()
        token.shape = shapeScore()
        cache[slot] = Cached(key: key, letters: token.letters, shape: token.shape, kind: token.kind, length: token.length)
    }

    /// The folded n-gram codes of a token with its boundaries, for other tables over the same features.
    mutating func framedCodes(of bytes: UnsafeBufferPointer<UInt8>) -> [UInt32] {
        decode(bytes)
        frame()
        return framed
    }

    private mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>) {
        codes.removeAll(keepingCapacity: true)
        characters.removeAll(keepingCapacity: true)
        var at = 0
        while at < bytes.count {
            let (scalar, length) = UTF8Bytes.scalar(bytes, at: at)
            at += length
            let character = classes[scalar]
            codes.append(character.folded)
            characters.append(character)
        }
    }

    private mutating func frame() {
        framed.removeAll(keepingCapacity: true)
        shapes.removeAll(keepingCapacity: true)
        framed.append(Self.boundary)
        shapes.append(Self.boundary)
        let skipped = codes.count > 2 * Self.half ? Self.half..<(codes.count - Self.half) : 0..<0
        for index in codes.indices where !skipped.contains(index) {
            framed.append(codes[index])
            shapes.append(UInt32(characters[index].shape))
        }
        framed.append(Self.boundary)
        shapes.append(Self.boundary)
    }

    private func letterScore() -> Float {
        let table = model.ngrams
        return framed.withUnsafeBufferPointer { codes in
            var sum: Int32 = 0
            var whole = TokenHash.seed
            for start in 0..<codes.count {
                var hash = TokenHash.seed
                let orders = min(4, codes.count - start)
                for order in 0..<orders {
                    hash = TokenHash.step(hash, codes[start + order])
                    if order == 0, codes[start] == Self.boundary { continue }
                    sum += table[TokenHash.mixed(hash ^ (UInt32(order + 1) &* TokenHash.order))]
                }
                if start > 0, start < codes.count - 1 { whole = TokenHash.step(whole, codes[start]) }
            }
            sum += table[TokenHash.mixed(whole ^ TokenHash.wholeWord)]
            return Float(sum) * table.scale
        }
    }

    private func shapeScore() -> Float {
        let table = model.shapes
        return shapes.withUnsafeBufferPointer { codes in
            var sum: Int32 = 0
            for start in 0..<codes.count {
                var hash = TokenHash.step(TokenHash.step(TokenHash.seed, codes[start]), mode.rawValue + 7)
                for order in 1..<max(2, min(4, codes.count - start)) where start + order < codes.count {
                    hash = TokenHash.step(hash, codes[start + order])
                    sum += table[TokenHash.mixed(hash ^ (UInt32(order + 1) &* TokenHash.order))]
                }
            }
            return Float(sum) * table.scale
        }
    }
}
