/// Compares texts of one indicator that say nearly the same: Description and Target are often copies of one another, so that one
/// page holds two readings of one text.
///
/// What decided the design: aligned outputs that vote word by word beat each of them alone (Lund and Ringger, "Improving Optical
/// Character Recognition through Efficient Multiple System Alignment", JCDL 2009); with two voters the tie is broken by
/// which of the two is doubted. For a lost script neither is text: there the agreement of the two readings is told, as evidence.
struct ReadingsRepairer: Repairer {
    static let method = RepairMethod.readings

    /// Words that a text must have to be compared.
    private static let fewest = 4
    /// Bytes that a text has at least that is worth comparing.
    private static let fewestBytes = 8
    /// The share of common words from which on two texts are readings of one.
    private static let alike = 0.6
    /// The longest text that is compared, in words: the alignment takes time by the words that differ.
    private static let most = 2000

    func findings(for record: Record) -> RepairFindings {
        var found = RepairFindings()
        let isLost = record.suspects.contains { $0.kind == .wrongScript }
        compare(record) { first, second in
            if let pair = Self.pair(first, second) { found.proposals += Self.proposals(pair, record) }
            if isLost { found.remarks += Self.remarks(first, second, record) }
        }
        return found
    }

    /// Two texts that are readings of one.
    private struct Pair {
        var first: Reading
        var second: Reading
        var hunks: [SequenceDifference.Hunk]
    }

    private struct Reading {
        var field: String
        var words: [TextRange] = []
        /// A hash of each word, and its length.
        var texts: [UInt64] = []
        /// The number of its characters without white space.
        var count = 0
        /// Which hashes its runs of ``runLength`` characters have, a bit each.
        var runs = [UInt64](repeating: 0, count: 1 << (ReadingsRepairer.runBits - 6))

        /// Whether the two have so many runs of characters in common as no two texts have by chance.
        ///
        /// Readings that agree in 72 of 100 characters have a quarter of their runs of four in common, others next to none: so that few
        /// texts need to be aligned (Broder 1997, "On the resemblance and containment of documents").
        ///
        /// The characters themselves are needed where texts do alone.
        func resembles(_ other: Reading) -> Bool {
            var (all, common) = (0, 0)
            for index in runs.indices {
                all += (runs[index] | other.runs[index]).nonzeroBitCount
                common += (runs[index] & other.runs[index]).nonzeroBitCount
            }
            return common * 20 >= all
        }
    }

    private static let runLength = 4, runBits = 12

    private func compare(_ record: Record, _ body: (Reading, Reading) -> Void) {
        record.document.text.bytes.withUnsafeBufferPointer { bytes in
            for indicator in record.indicators where indicator.fields.count > 1 && !record.suspectIndices(touching: indicator.range).isEmpty {
                let readings = indicator.fields.filter { $0.text.extent.count >= Self.fewestBytes }.map { Self.reading($0, bytes) }
                for first in readings.indices {
                    for second in readings.indices where second > first { body(readings[first], readings[second]) }
                }
            }
        }
    }

    private static func reading(_ field: FieldRecord, _ bytes: UnsafeBufferPointer<UInt8>) -> Reading {
        var reading = Reading(field: field.id)
        reading.words.reserveCapacity(field.text.extent.count / 4)
        reading.texts.reserveCapacity(field.text.extent.count / 4)
        var run: UInt64 = 0, count = 0
        for piece in field.text.eachPiece {
            var at = piece.start
            while at < piece.end {
                let gap = WhiteSpace.length(bytes, at: at)
                if gap > 0 {
                    at += gap
                    continue
                }
                let start = at
                var hash = TokenHash.seed
                reading.runs.withUnsafeMutableBufferPointer { runs in
                    while at < piece.end {
                        var value = UInt32(bytes[at]), length = 1
                        if value < 0x80 {
                            if WhiteSpace.isASCII(bytes[at]) { break }
                        } else {
                            if WhiteSpace.length(bytes, at: at) > 0 { break }
                            (value, length) = UTF8Bytes.scalar(bytes, at: at)
                        }
                        count += 1
                        hash = TokenHash.step(hash, value)
                        run = run << 16 | UInt64(value & 0xFFFF)
                        if count >= runLength {
                            let hash = (run &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - runBits)
                            runs[Int(truncatingIfNeeded: hash >> 6)] |= 1 << (hash & 63)
                        }
                        at += max(1, length)
                    }
                }
                reading.words.append(TextRange(start, min(at, piece.end)))
                reading.texts.append(UInt64(hash) << 32 | UInt64(at - start))
            }
        }
        reading.count = count
        return reading
    }

    private static func pair(_ first: Reading, _ second: Reading) -> Pair? {
        let (a, b) = (first.words.count, second.words.count)
        guard min(a, b) >= fewest, max(a, b) <= most, 3 * min(a, b) >= 2 * max(a, b) else { return nil }
        guard let difference = SequenceDifference(first.texts, second.texts, most: Int(Double(a + b) * (1 - alike))) else { return nil }
        return Pair(first: first, second: second, hunks: difference.hunks)
    }

    // MARK: What differs

    /// The other reading's words for doubted ones, where the other's are not doubted.
    private static func proposals(_ pair: Pair, _ record: Record) -> [RepairProposal] {
        pair.hunks.flatMap { hunk -> [RepairProposal] in
            guard !hunk.first.isEmpty, !hunk.second.isEmpty, hunk.first.count <= 4, hunk.second.count <= 4 else { return [] }
            let a = extent(pair.first.words[hunk.first]), b = extent(pair.second.words[hunk.second])
            return [proposal(a, b, pair.second.field, record), proposal(b, a, pair.first.field, record)].compactMap { $0 }
        }
    }

    private static func proposal(_ place: TextRange, _ other: TextRange, _ field: String, _ record: Record) -> RepairProposal? {
        guard let index = record.suspectIndex(around: place), record.suspectIndices(touching: other).isEmpty else { return nil }
        let bytes = record.document.text.bytes
        let text = String(decoding: bytes[other.start..<other.end], as: UTF8.self)
        let distance = WordAlignment.distance(scalars(bytes, place), scalars(bytes, other))
        let ratio = Double(distance) / Double(max(1, max(place.count, other.count)))
        guard ratio < 0.7 else { return nil }
        // Two texts may differ on purpose (the one such change that the made dumps led to was wrong), so that this is for a reviewer.
        let confidence = record.suspects[index].confidence * (ratio <= 0.34 ? 0.8 : 0.6)
        return RepairProposal(
            range: place, text: text, confidence: confidence, explanation: "The field “\(field)” says nearly the same and has this here.")
    }

    private static func scalars(_ bytes: [UInt8], _ range: TextRange) -> [UInt32] {
        String(decoding: bytes[range.start..<range.end], as: UTF8.self).unicodeScalars.map(\.value)
    }

    private static func extent(_ words: ArraySlice<TextRange>) -> TextRange {
        TextRange(words.first?.start ?? 0, words.last?.end ?? 0)
    }

    // MARK: What agrees

    /// The characters of a reading without white space, and where each stands.
    private struct Characters {
        private(set) var values: [UInt32] = []
        private(set) var offsets: [Int] = []

        init(_ reading: Reading, in document: Document) {
            values.reserveCapacity(reading.count)
            offsets.reserveCapacity(reading.count)
            document.text.bytes.withUnsafeBufferPointer { bytes in
                for word in reading.words {
                    var at = word.start
                    while at < word.end {
                        let (value, length) = UTF8Bytes.scalar(bytes, at: at)
                        values.append(value)
                        offsets.append(at)
                        at += max(1, length)
                    }
                }
            }
        }
    }

    /// The share of common characters from which on two texts, lost or not, are readings of one. Texts that have nothing to do
    /// with each other share about half of theirs in order.
    private static let alikeByCharacter = 0.72
    /// The longest text that is compared by character.
    private static let mostCharacters = 3000

    /// For each lost passage that stands in two fields: how much of it was read the same both times.
    private static func remarks(_ first: Reading, _ second: Reading, _ record: Record) -> [RepairRemark] {
        let (shorter, longer) = (min(first.count, second.count), max(first.count, second.count))
        guard shorter >= 20, longer <= mostCharacters, 3 * shorter >= 2 * longer, first.resembles(second) else { return [] }
        let (a, b) = (Characters(first, in: record.document), Characters(second, in: record.document))
        guard let difference = SequenceDifference(a.values, b.values, most: Int(Double(shorter + longer) * (1 - alikeByCharacter))) else { return [] }
        return remarks(a, other: second.field, difference.hunks.map(\.first), record)
            + remarks(b, other: first.field, difference.hunks.map(\.second), record)
    }

    /// - Parameter different: the characters of the reading that the other has not, ascending.
    private static func remarks(_ reading: Characters, other: String, _ different: [Range<Int>], _ record: Record) -> [RepairRemark] {
        guard let first = reading.offsets.first, let last = reading.offsets.last else { return [] }
        var isSame = [Bool](repeating: true, count: reading.offsets.count)
        for index in different.joined() { isSame[index] = false }
        var at = 0
        return record.suspectIndices(touching: TextRange(first, last + 1)).compactMap { index in
            let suspect = record.suspects[index]
            while at < reading.offsets.count, reading.offsets[at] < suspect.range.start { at += 1 }
            let start = at
            while at < reading.offsets.count, reading.offsets[at] < suspect.range.end { at += 1 }
            guard suspect.kind == .wrongScript, at > start else { return nil }
            let percent = Int((100 * Double(isSame[start..<at].count(where: \.self)) / Double(at - start)).rounded())
            return RepairRemark(suspect: index, text: "The field “\(other)” repeats this text: \(percent) % of its characters were read the same both times.")
        }
    }
}
