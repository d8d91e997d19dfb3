import Foundation
import Testing

@testable import Palimpsest

/// Unicode's own test of normalisation, `NormalizationTest.txt` (UAX #15; UAX #44), through ours.
///
/// It comes with Debian's package `unicode-data`, which `make deps` installs; without it the test says that it did not run.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: normalizationTest), "Debian's package unicode-data is not installed"))
struct NormalizationTestFileTests {
    /// The five columns of each line: source, NFC, NFD, NFKC, NFKD.
    private static func rows() throws -> [[String]] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["bzcat", normalizationTest]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
            guard let first = line.utf8.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "@") else { return nil }
            return line.split(separator: ";", maxSplits: 5).prefix(5).map { column in
                String(String.UnicodeScalarView(column.split(separator: " ").compactMap { UInt32($0, radix: 16).flatMap(Unicode.Scalar.init) }))
            }
        }
    }

    private func nfc(_ text: String) -> AlignedText { Normalizer().normalize(AlignedText(identity: Array(text.utf8))) }

    /// The invariants that the file names: c2 = NFC(c1) = NFC(c2) = NFC(c3), c4 = NFC(c4) = NFC(c5). Each by itself, and in the
    /// midst of text, where other ways are taken.
    @Test func everyLineHolds() throws {
        let rows = try Self.rows()
        #expect(rows.count > 18_000)
        var wrong: [String] = []
        for row in rows {
            for (text, expected) in [(row[0], row[1]), (row[1], row[1]), (row[2], row[1]), (row[3], row[3]), (row[4], row[3])] {
                for (before, after) in [("", ""), ("plain text\n", " and more text"), ("日本é", "\n語")] {
                    let (source, whole) = (before + text + after, before + expected + after)
                    let result = nfc(source)
                    if result.bytes != Array(whole.utf8) || result.sourceEnd(result.bytes.count) != source.utf8.count {
                        wrong.append(source.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " "))
                    }
                }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.count) wrong, first: \(wrong.prefix(5))")
    }

    /// Every character that Part 1 of the file does not list stays as it is. Those of a later Unicode than the file's are left out.
    @Test func everyOtherCharacterStays() throws {
        let listed = Set(try Self.rows().filter { $0[0].unicodeScalars.count == 1 }.compactMap { $0[0].unicodeScalars.first })
        var wrong: [UInt32] = []
        for value in 0...UInt32(0x10FFFF) {
            guard let scalar = Unicode.Scalar(value), !listed.contains(scalar), let age = scalar.properties.age, age <= (15, 0) else { continue }
            let text = String(scalar)
            if nfc(text).bytes != Array(text.utf8) { wrong.append(value) }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(5).map { String($0, radix: 16) })")
    }
}

/// Where Debian puts it.
private let normalizationTest = "/usr/share/unicode/NormalizationTest.txt.bz2"
