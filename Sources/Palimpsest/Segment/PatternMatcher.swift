/// Matches patterns with text: first as they stand, by a search for each literal; then, if that fails, with errors.
struct PatternMatcher {
    let folding: KeyFolding
    let aligner: PatternAligner
    let distance: KeyDistance

    struct Match {
        /// Nats of OCR error.
        var cost: Float
        /// For each slot of the pattern: its place in the text, without white space at either end; empty when nothing is there.
        var slots: [TextRange]
    }

    /// Matches the whole of `text` with `pattern`.
    ///
    /// - Parameter limit: the most that errors may cost; 0 allows only confusions of one class.
    func match(_ pattern: Pattern, _ text: KeyedText, bytes: UnsafeBufferPointer<UInt8>, limit: Float) -> Match? {
        if let slots = literally(pattern, text.plain) {
            return Match(cost: confusions(pattern, text.plain, slots), slots: slots.map { place($0, text, bytes) })
        }
        guard limit > 0, plausible(pattern, text) else { return nil }
        if pattern.parts.count == 1 {
            let cost = distance(pattern.prefix.plain, text.plain, limit: limit)
            return cost <= limit ? Match(cost: cost, slots: []) : nil
        }
        let result = aligner.align(pattern, text.plain, limit: limit)
        guard result.cost <= limit else { return nil }
        return Match(cost: result.cost, slots: result.slots.map { place($0, text, bytes) })
    }

    /// Whether a key is a pattern without errors, confusions of one class aside.
    func stands(_ pattern: Pattern, _ plain: [UInt8]) -> Bool { literally(pattern, plain) != nil }

    /// Finds each literal in turn, byte classes compared; `nil` when one is missing or text is left over.
    private func literally(_ pattern: Pattern, _ plain: [UInt8]) -> [Range<Int>]? {
        var slots: [Range<Int>] = []
        var position = 0
        var slotStart: Int? = nil
        for (number, part) in pattern.parts.enumerated() {
            switch part {
            case .slot: slotStart = position
            case .literal(let key):
                let isLast = number == pattern.parts.count - 1
                guard let found = find(key.plain, in: plain, from: position, anchored: slotStart == nil, atEnd: isLast) else { return nil }
                if let start = slotStart { slots.append(start..<found) }
                slotStart = nil
                position = found + key.count
            }
        }
        if let start = slotStart {
            slots.append(start..<plain.count)
            return slots
        }
        return position == plain.count ? slots : nil
    }

    private func find(_ needle: [UInt8], in text: [UInt8], from start: Int, anchored: Bool, atEnd: Bool) -> Int? {
        guard needle.count <= text.count - start else { return nil }
        return needle.withUnsafeBufferPointer { needle in
            text.withUnsafeBufferPointer { text in
                if anchored { return isAlike(needle, text, start) ? start : nil }
                if atEnd { return isAlike(needle, text, text.count - needle.count) ? text.count - needle.count : nil }
                for place in start...(text.count - needle.count) where isAlike(needle, text, place) { return place }
                return nil
            }
        }
    }

    /// Whether `needle` stands at `place` of `text`, classes of bytes compared.
    @inline(__always)
    private func isAlike(_ needle: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        let fold = folding.fold.base
        for i in 0..<needle.count where fold[Int(needle[i])] != fold[Int(text[place + i])] { return false }
        return true
    }

    /// The cost of confusions within a class, which a literal match lets pass.
    private func confusions(_ pattern: Pattern, _ plain: [UInt8], _ slots: [Range<Int>]) -> Float {
        var cost: Float = 0
        var position = 0
        var slot = 0
        for part in pattern.parts {
            switch part {
            case .slot:
                position = slots[slot].upperBound
                slot += 1
            case .literal(let key):
                for byte in key.plain {
                    if plain[position] != byte { cost += aligner.costs.substitute(byte, plain[position]) }
                    position += 1
                }
            }
        }
        return cost
    }

    /// A cheap look before the dynamic program: the text must be about as long as the literals, and hold their letters.
    private func plausible(_ pattern: Pattern, _ text: KeyedText) -> Bool {
        let length = pattern.literalLength
        guard text.count * 10 >= length * 7, text.count < 4096 else { return false }
        guard pattern.parts.count == 1 else { return holdsLetters(of: pattern, text) }
        guard text.count <= length + 2 + length / 4 else { return false }
        return pattern.prefix.letters.isNear(LetterCounts(text.plain), edits: 2 + length / 4)
    }

    /// Whether nearly all letters of each literal are somewhere in the text.
    private func holdsLetters(of pattern: Pattern, _ text: KeyedText) -> Bool {
        let present = LetterCounts(text.plain).present
        return pattern.parts.allSatisfy { part in
            guard case .literal(let key) = part else { return true }
            return (key.letters.present & ~present).nonzeroBitCount <= 1 + key.count / 8
        }
    }

    /// The place of a slot in the text: from its first character to just after its last, with punctuation that belongs to
    /// numbers and brackets, trimmed of white space.
    private func place(_ slot: Range<Int>, _ text: KeyedText, _ bytes: UnsafeBufferPointer<UInt8>) -> TextRange {
        guard slot.lowerBound < text.count || slot.isEmpty else { return TextRange(text.end, text.end) }
        var start = slot.lowerBound == 0 ? (text.offsets.first ?? text.end) : text.offset(slot.lowerBound - 1)
        if slot.lowerBound > 0 { start += UTF8Bytes.length(lead: bytes[start]) }
        var end = slot.upperBound < text.count ? text.offset(slot.upperBound) : text.end
        while start < end, ASCII.isSpace(bytes[start]) { start += 1 }
        while end > start, ASCII.isSpace(bytes[end - 1]) { end -= 1 }
        return TextRange(start, end)
    }
}
