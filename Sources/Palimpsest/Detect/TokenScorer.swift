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
    private let memo: TokenMemo

    /// Characters of a long token that are looked at from either end.
    static let half = 20
    private static let boundary: UInt32 = 1

    /// Folded characters of a token and their classes; the same with boundaries and without the middle of a long token.
    private let codes = Scratch<UInt32>(capacity: 128), characters = Scratch<CharacterClasses.Class>(capacity: 128)
    private let framed = Scratch<UInt32>(capacity: 2 * half + 2), shapes = Scratch<UInt32>(capacity: 2 * half + 2)

    init(model: GarbleModel, classes: CharacterClasses, mode: CaseMode, memo: TokenMemo) {
        self.model = model
        self.classes = classes
        self.mode = mode
        self.memo = memo
    }

    /// Fills in the token's kind, length and own scores.
    @inline(__always)
    func score(_ token: inout Token, in text: UnsafeBufferPointer<UInt8>) {
        let count = Int(token.end - token.start)
        guard count <= TokenMemo.Key.longest else { return compute(&token, in: text) }
        let key = TokenMemo.Key(text, Int(token.start), count: count), tag = TokenMemo.tag(count: count, mode)
        if memo.recall(key, tag, into: &token) { return }
        compute(&token, in: text)
        memo.keep(token, key, tag)
    }

    @inline(never)
    private func compute(_ token: inout Token, in text: UnsafeBufferPointer<UInt8>) {
        let count = decode(UnsafeBufferPointer(rebasing: text[Int(token.start)..<Int(token.end)]))
        token.kind = TokenKind.of(UnsafeBufferPointer(codes.buffer(count)), UnsafeBufferPointer(characters.buffer(count)), model: model)
        let letters = mode == .normal ? letterCase(count) : .small
        token.cue = TokenCue.of(token.kind, letters)
        token.length = Int32(count)
        let size = frame(count)
        token.letters = letterScore(UnsafeBufferPointer(framed.buffer(size)), seed: letters.seed)
        token.shape = shapeScore(UnsafeBufferPointer(shapes.buffer(size)))
        token.odds = exponential(token.letters + token.shape)
    }

    private func letterCase(_ count: Int) -> TokenCue.Case {
        var capitals = 0, small = 0, beginsWithCapital = false
        for index in 0..<count {
            let shape = characters.base[index].shape
            if shape == CharacterClasses.Shape.upper {
                if capitals + small == 0 { beginsWithCapital = true }
                capitals += 1
            } else if shape == CharacterClasses.Shape.lower {
                small += 1
            }
        }
        return TokenCue.Case(capitals: capitals, small: small, beginsWithCapital: beginsWithCapital)
    }

    /// The folded n-gram codes of a token with its boundaries, for other tables over the same features. They hold until the
    /// next token.
    func framedCodes(of bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(framed.buffer(frame(decode(bytes))))
    }

    /// Fills in codes and characters, but for those that nobody sees; gives their number.
    private func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        codes.reserve(bytes.count)
        characters.reserve(bytes.count)
        let codes = codes.base, characters = characters.base
        var at = 0, count = 0
        while at < bytes.count {
            let (scalar, length) = UTF8Bytes.scalar(bytes, at: at)
            at += length
            let character = classes[scalar]
            codes[count] = character.folded
            characters[count] = character
            count += character.shape == CharacterClasses.Shape.nothing ? 0 : 1
        }
        // A token of nothing else is a sign by itself.
        return count == 0 && !bytes.isEmpty ? 1 : count
    }

    /// Fills in what has boundaries; gives its number.
    private func frame(_ count: Int) -> Int {
        let framed = framed.base, shapes = shapes.base
        framed[0] = Self.boundary
        shapes[0] = Self.boundary
        var size = 1, index = 0
        while index < count {
            if index == Self.half, count > 2 * Self.half { index = count - Self.half }
            framed[size] = codes.base[index]
            shapes[size] = UInt32(characters.base[index].shape)
            size += 1
            index += 1
        }
        framed[size] = Self.boundary
        shapes[size] = Self.boundary
        return size + 1
    }

    private func letterScore(_ codes: UnsafeBufferPointer<UInt32>, seed: UInt32) -> Float {
        let table = model.ngrams
        var sum: Int32 = 0
        var whole = TokenHash.seed
        for start in 0..<codes.count {
            var hash = seed
            let orders = min(4, codes.count - start)
            for order in 0..<orders {
                hash = TokenHash.step(hash, codes[start + order])
                if order == 0, codes[start] == Self.boundary { continue }
                sum &+= table[TokenHash.mixed(hash ^ (UInt32(order + 1) &* TokenHash.order))]
            }
            if start > 0, start < codes.count - 1 { whole = TokenHash.step(whole, codes[start]) }
        }
        sum &+= table[TokenHash.mixed(whole ^ TokenHash.wholeWord)]
        return Float(sum) * table.scale
    }

    private func shapeScore(_ codes: UnsafeBufferPointer<UInt32>) -> Float {
        let table = model.shapes
        var sum: Int32 = 0
        for start in 0..<codes.count {
            var hash = TokenHash.step(TokenHash.step(TokenHash.seed, codes[start]), mode.rawValue + 7)
            for order in 1..<max(2, min(4, codes.count - start)) where start + order < codes.count {
                hash = TokenHash.step(hash, codes[start + order])
                sum &+= table[TokenHash.mixed(hash ^ (UInt32(order + 1) &* TokenHash.order))]
            }
        }
        return Float(sum) * table.scale
    }
}
