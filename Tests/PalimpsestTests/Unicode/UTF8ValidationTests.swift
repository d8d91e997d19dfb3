import Testing

@testable import Palimpsest

struct UTF8ValidationTests {
    private func isValid(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBufferPointer { UTF8Validation.isValid($0, from: 0) } }
    private func validPrefix(_ bytes: [UInt8]) -> Int { bytes.withUnsafeBufferPointer { UTF8Validation.validPrefix($0) } }

    @Test func scalarsAreValid() {
        for plane in [0, 1, 2, 16] {
            var bytes: [UInt8] = []
            // Every seventh one, which meets every lead byte and every last byte.
            for value in stride(from: UInt32(plane) << 16, to: (UInt32(plane) + 1) << 16, by: 7) {
                if let scalar = Unicode.Scalar(value) { UTF8Bytes.append(scalar, to: &bytes) }
            }
            #expect(isValid(bytes))
            #expect(validPrefix(bytes) == bytes.count)
        }
    }

    /// Sequences of up to four bytes that begin with any byte from 80 on and go on with those at the edges of table 3-7.
    @Test func agreesWithTheStandardLibrary() {
        let interesting: [UInt8] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
        for lead in UInt8(0x80)...0xFF {
            for second in interesting {
                for third in [UInt8(0x41), 0x80, 0xBF, 0xC2] {
                    for fourth in [UInt8(0x41), 0xBF] {
                        for bytes in [[lead], [lead, second], [lead, second, third], [lead, second, third, fourth]] {
                            let expected = String(validating: bytes, as: UTF8.self) != nil
                            if isValid(bytes) != expected || (validPrefix(bytes) == bytes.count) != expected {
                                Issue.record("\(bytes)")
                            }
                        }
                    }
                }
            }
        }
    }

    @Test func placeDoesNotMatter() {
        for before in 0..<70 {
            let bytes = [UInt8](repeating: 0x61, count: before) + [0xE6, 0x97] + [UInt8](repeating: 0x62, count: 40)
            #expect(!isValid(bytes))
            #expect(validPrefix(bytes) == before)
            #expect(!isValid(Array(bytes.prefix(before + 2))))
            #expect(isValid(Array(bytes.prefix(before)) + Array("日🌳é".utf8)))
        }
    }

    @Test func censusCountsMaximalSubparts() {
        // The example of table 3-11 in the Unicode Standard: six U+FFFD among the letters, less those of whole sequences.
        let bytes: [UInt8] = [0x61, 0xF1, 0x80, 0x80, 0xE1, 0x80, 0xC2, 0x62, 0x80, 0x63, 0x80, 0xBF, 0x64, 0xC3, 0xA9]
        let census = bytes.withUnsafeBufferPointer { UTF8Validation.census($0) }
        #expect(census.illFormed == 6)
        #expect(census.sequences == 1)
        #expect(String(decoding: bytes, as: UTF8.self).unicodeScalars.count { $0 == "\u{FFFD}" } == 6)
    }

    @Test func scalarsAreCountedAndRead() {
        let text = "plain text, 日本語 🌳 é and so on\u{301}"
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { buffer in
            var offset = 0
            for (index, scalar) in text.unicodeScalars.enumerated() {
                #expect(UTF8Bytes.scalarCount(buffer, 0, offset) == index)
                let found = UTF8Bytes.scalar(buffer, at: offset)
                #expect(found.value == scalar.value)
                offset += found.length
                #expect(UTF8Bytes.scalar(buffer, before: offset).value == scalar.value)
            }
            #expect(offset == bytes.count)
            #expect(!UTF8Bytes.isASCII(buffer, 0, bytes.count))
            #expect(UTF8Bytes.isASCII(buffer, 0, 12))
        }
    }
}
