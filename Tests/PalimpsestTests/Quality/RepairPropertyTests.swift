import Foundation
import Testing

@testable import Palimpsest

/// What holds for every repair of every file of the corpus.
@Suite struct RepairPropertyTests {
    static let files: [String] = ["profiles", "profiles-made"].flatMap { folder in
        let path = QualitySupport.root.appending(path: "Corpus/\(folder)").path(percentEncoded: false)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().map { "\(folder)/\($0)" }
    }

    private func bytes(_ file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: QualitySupport.root.appending(path: "Corpus/\(file)")))
    }

    private func records(_ file: String) throws -> [Record] { try QualitySupport.records(bytes(file)) }

    private func repaired(_ bytes: [UInt8]) throws -> [UInt8] {
        try #require(RepairedFile(try QualitySupport.records(bytes), source: bytes)).text
    }

    @Test(arguments: files)
    func repairingAgainChangesNothing(_ file: String) throws {
        let once = try repaired(bytes(file))
        #expect(try repaired(once) == once)
    }

    /// Only flagged text changes, and white space.
    @Test(arguments: files)
    func whatNothingDoubtsStays(_ file: String) throws {
        for record in try records(file) {
            let bytes = record.document.text.bytes
            for edit in record.edits.edits {
                let isFlagged = record.suspects.contains { $0.range.start <= edit.range.start && edit.range.end <= $0.range.end }
                let isSpace = bytes[edit.range.start..<edit.range.end].allSatisfy { $0 <= 0x20 } && edit.replacement.allSatisfy { $0 <= 0x20 }
                #expect(isFlagged || isSpace)
            }
        }
    }

    /// Digits change only where the form's types, a second reading or the bytes themselves speak for it.
    @Test(arguments: files)
    func digitsStay(_ file: String) throws {
        let mayChange = [RepairMethod.encoding, .template, .readings].map(\.rawValue)
        func digits(_ text: some Sequence<UInt8>) -> [UInt8] { text.filter { (0x30...0x39).contains($0) } }
        for record in try records(file) {
            for suspect in record.suspects {
                for candidate in suspect.candidates where candidate.isApplied && !mayChange.contains(candidate.method) {
                    let range = candidate.range ?? suspect.range
                    #expect(digits(record.document.text.bytes[range.start..<range.end]) == digits(candidate.text.utf8))
                }
            }
        }
    }

    /// The text as read is never touched.
    @Test func theTextStaysAsRead() throws {
        for file in Self.files {
            let bytes = try bytes(file)
            #expect(try QualitySupport.records(bytes)[0].document.text.bytes == bytes)
        }
    }

    /// Clean text in many languages and scripts, capitals, names, addresses and tables: nothing changes, each line by itself and all together.
    @Test func cleanTextStays() throws {
        let text = try String(contentsOf: QualitySupport.root.appending(path: "Corpus/cases/repair-negatives.txt"), encoding: .utf8)
        for line in text.split(separator: "\n") { #expect(try RepairCases.repaired(String(line)) == String(line)) }
        #expect(try RepairCases.repaired(text) == text)
    }
}
