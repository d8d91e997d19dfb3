/// What it costs, in nats, that letters follow each other in some language of the world.
///
/// Pairs of letters, in lower case and with the beginnings and ends of words, from the Universal Declaration of Human Rights in
/// some 450 languages; for Han characters and Hangul syllables only their frequency, or their level in the national standards
/// where no text shows them. Read from `Dictionaries/models/mojibake-letters.txt`.
public struct LetterModel: Sendable {
    /// Of a pair that no text shows, and of a letter.
    static let unseen: UInt8 = 255
    /// Number of a letter in lower case, from 2; 1 for a letter that is in no pair; 0 for what is no letter. 65,536 elements.
    private(set) var number: [UInt16]
    /// Half nats by scalar; ``unseen`` where the texts say nothing.
    private(set) var frequency: [UInt8]
    /// A hash table with open addressing: pairs of numbers, and half nats.
    private var keys: [UInt32]
    private var values: [UInt8]
    private let mask: Int

    static let fileName = "models/mojibake-letters.txt"

    /// Number of the boundary of a word.
    static let boundary: UInt16 = 1

    /// Number of a letter that no text shows.
    static let unknown: UInt16 = .max

    /// - Parameter text: the model file's content.
    /// - Throws: ``MojibakeModelError`` that names the first line that is not one of a model.
    public init(text: [UInt8]) throws(MojibakeModelError) {
        var number = [UInt16](repeating: 0, count: 0x10000)
        var frequency = [UInt8](repeating: Self.unseen, count: 0x10000)
        var pairs: [(UInt32, UInt8)] = []
        var next: UInt16 = 2
        func numbered(_ scalar: UInt32, _ mark: Unicode.Scalar) -> UInt16 {
            if scalar == mark.value { return Self.boundary }
            let place = Int(scalar)
            if number[place] == 0 {
                number[place] = next
                next += 1
            }
            return number[place]
        }
        var scalars: [UInt32] = []
        try text.withUnsafeBufferPointer { bytes throws(MojibakeModelError) in
            var start = 0, lineNumber = 0
            while start < bytes.count {
                let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
                defer { start = end + 1 }
                lineNumber += 1
                if end == start || bytes[start] == 0x23 { continue }
                guard Self.decode(bytes, start, end, to: &scalars) else { throw MojibakeModelError(line: lineNumber) }
                for at in stride(from: 2, to: scalars.count, by: 2) {
                    guard case 0x41...0x5A = scalars[at + 1] else { throw MojibakeModelError(line: lineNumber) }
                    let cost = UInt8(scalars[at + 1] - 0x41)
                    if scalars[0] == 0x3D {
                        frequency[Int(scalars[at])] = cost
                    } else {
                        let key = UInt32(numbered(scalars[0], "^")) << 16 | UInt32(numbered(scalars[at], "$"))
                        pairs.append((key, cost))
                    }
                }
            }
        }
        guard pairs.count > 100 else { throw MojibakeModelError(line: 1) }
        var size = 1024
        while size < pairs.count * 2 { size *= 2 }
        mask = size - 1
        keys = [UInt32](repeating: 0, count: size)
        values = [UInt8](repeating: Self.unseen, count: size)
        self.number = number
        self.frequency = frequency
        for (key, cost) in pairs {
            var slot = Self.hash(key) & mask
            while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
            keys[slot] = key
            values[slot] = cost
        }
    }

    /// Decodes a line of the model; `false` when it is none: a letter, a tab, and pairs of a letter and its cost.
    private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, to scalars: inout [UInt32]) -> Bool {
        scalars.removeAll(keepingCapacity: true)
        var at = start
        while at < end {
            let (scalar, length) = UTF8Bytes.scalar(bytes, at: at)
            scalars.append(scalar)
            at += max(1, length)
        }
        return at == end && scalars.count >= 2 && scalars[1] == 0x09 && scalars.count % 2 == 0 && scalars.allSatisfy { $0 < 0x10000 }
    }

    @inline(__always)
    private static func hash(_ key: UInt32) -> Int { Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 40) }

    /// Half nats for the letter numbered `second` after the one numbered `first`; ``unseen`` when no text shows the pair.
    @inline(__always)
    func pair(_ first: UInt16, _ second: UInt16) -> UInt8 {
        let key = UInt32(first) << 16 | UInt32(second)
        var slot = Self.hash(key) & mask
        while keys[slot] != 0 {
            if keys[slot] == key { return values[slot] }
            slot = (slot + 1) & mask
        }
        return Self.unseen
    }
}

/// A model file that is none: the number of its first bad line, from 1.
public struct MojibakeModelError: Error, Hashable, Sendable, CustomStringConvertible {
    public var line: Int
    public var description: String { "line \(line) of the letter model is not `letter TAB (letter cost)…`: build it again" }
}
