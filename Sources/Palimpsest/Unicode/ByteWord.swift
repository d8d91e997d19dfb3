/// Eight bytes at a time: tests on all bytes of a 64-bit word at once.
///
/// Every test gives a word in which the highest bit of each byte says whether that byte passes. All of them are exact: no
/// carry or borrow crosses from one byte to the next. The words are little-endian, so that the first byte in memory is the
/// one that `trailingZeroBitCount` finds first.
enum ByteWord {
    static let high: UInt64 = 0x8080_8080_8080_8080
    private static let low7: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    @inline(__always)
    static func load(_ base: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// Bytes 00–1F.
    @inline(__always)
    static func controls(_ word: UInt64) -> UInt64 {
        ~(((word & low7) &+ ones &* 0x60) | word) & high
    }

    /// Bytes equal to `byte`.
    @inline(__always)
    static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
        let difference = word ^ (ones &* UInt64(byte))
        return ~(((difference & low7) &+ low7) | difference) & high
    }

    /// How many bytes passed, of the result of a test.
    @inline(__always)
    static func count(_ passed: UInt64) -> Int { Int(((passed >> 7) &* ones) >> 56) }

    /// Whether `count` bytes at two places are the same.
    @inline(__always)
    static func areEqual(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard count >= 8 else {
            for offset in 0..<count where a[offset] != b[offset] { return false }
            return true
        }
        var offset = 0
        while offset + 8 < count {
            if load(a, offset) != load(b, offset) { return false }
            offset += 8
        }
        return load(a, count - 8) == load(b, count - 8)
    }

    /// UTF-8 continuation bytes, 80–BF.
    @inline(__always)
    static func continuations(_ word: UInt64) -> UInt64 {
        word & ~(word << 1) & high
    }
}

/// What can be read off UTF-8 bytes without making strings of them. The bytes must be valid UTF-8 unless said otherwise.
enum UTF8Bytes {
    /// Number of Unicode scalars in `bytes[start..<end]`, which must start and end at a scalar.
    static func scalarCount(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        guard let base = bytes.baseAddress, start < end else { return 0 }
        var offset = start
        var count = end - start
        while offset + 8 <= end {
            count -= ByteWord.count(ByteWord.continuations(ByteWord.load(base, offset)))
            offset += 8
        }
        while offset < end {
            if base[offset] & 0xC0 == 0x80 { count -= 1 }
            offset += 1
        }
        return count
    }

    /// Whether `bytes[start..<end]` is ASCII.
    static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        var offset = start
        while offset + 8 <= end {
            if ByteWord.load(base, offset) & ByteWord.high != 0 { return false }
            offset += 8
        }
        while offset < end {
            if base[offset] >= 0x80 { return false }
            offset += 1
        }
        return true
    }

    /// Length in bytes of the scalar whose first byte is `lead`.
    @inline(__always)
    static func length(lead: UInt8) -> Int {
        lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    }

    /// The scalar that begins at `offset`, and its length in bytes. Bytes that are cut off give U+FFFD.
    static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> (value: UInt32, length: Int) {
        let lead = bytes[offset]
        guard lead >= 0x80 else { return (UInt32(lead), 1) }
        let length = length(lead: lead)
        guard offset + length <= bytes.count else { return (0xFFFD, bytes.count - offset) }
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        for next in offset + 1..<offset + length { value = value << 6 | UInt32(bytes[next] & 0x3F) }
        return (value, length)
    }

    /// The scalar that ends just before `offset`, which must be more than 0, and its length in bytes.
    static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, before offset: Int) -> (value: UInt32, length: Int) {
        var start = offset - 1
        while start > 0, offset - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return (scalar(bytes, at: start).value, offset - start)
    }

    /// Appends the UTF-8 of `scalar`.
    static func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
