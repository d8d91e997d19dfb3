import Testing

@testable import Palimpsest

struct IngestTests {
    private func refusal(_ bytes: [UInt8]) -> IngestError? {
        do throws(IngestError) {
            _ = try Ingest(language: "en").document(from: bytes, path: [])
            return nil
        } catch {
            return error
        }
    }

    @Test func factsAboutTheFile() throws {
        let document = try document("abc\nd\u{0C}e\r\n")
        #expect(document.source.sha256 == "b37a2b0366fc55675fb3b9438a8df6db6422be7d7bbf68cf547ebe5be0d1199c")
        #expect(document.source.byteCount == 9)
        #expect(document.source.lineCount == 2)
        #expect(document.source.pageCount == 2)
        #expect(document.source.encoding == "UTF-8")
        #expect(document.source.encodingConfidence == 1)
        #expect(document.source.path == Array("test.txt".utf8))
        #expect(document.diagnostics.isEmpty)
        #expect(document.text.alignment.isIdentity)
    }

    /// The example of FIPS 180-4.
    @Test func digest() {
        #expect(
            SourceDigest.sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func emptyAndBlankFiles() throws {
        #expect(refusal([])?.code == .empty)
        let blank = try document(" \n\t\r\n")
        #expect(blank.source.lineCount == 2)
        #expect(blank.source.pageCount == 1)
        #expect(blank.lines.lines.allSatisfy { $0.isBlank })
    }

    @Test(arguments: [
        ("PNG", "89504e470d0a1a0a0000000d49484452"), ("JPEG", "ffd8ffe000104a46494600"), ("PDF", "255044462d312e370a25e2e3cfd3"),
        ("ZIP", "504b030414000600080000002100"), ("gzip", "1f8b0800000000000003"), ("ELF", "7f454c46020101000000"),
        ("TIFF", "49492a0008000000"), ("GIF", "474946383961"), ("Windows program", "4d5a90000300000004000000"),
        ("Word", "d0cf11e0a1b11ae1"), ("RTF", "7b5c727466315c616e7369"), ("7z", "377abcaf271c0004"), ("xz", "fd377a585a000004"),
    ])
    func binaryFilesAreRefusedByName(_ name: String, _ hexadecimal: String) throws {
        let error = try #require(refusal(hexadecimal.hexadecimal))
        #expect(error.code == .binary)
        #expect(error.message.contains(name))
        #expect(error.message.contains(": "))
    }

    @Test func textThatBeginsLikeABinaryFormat() throws {
        #expect(refusal(Array("MZ is the sign of a program".utf8)) == nil)
        #expect(refusal(Array("BMW drives to RIFF".utf8)) == nil)
        #expect(refusal(Array("PK and %PDF".utf8)) == nil)
    }

    @Test(arguments: [
        ("<!DOCTYPE html>\n<p>Target:</p>", "HTML"), ("\n <html lang=\"en\">", "HTML"), ("<?xml version=\"1.0\"?><alto/>", "XML"),
        ("<50 hectares", nil), ("Target: <html>", nil),
    ])
    func savedPagesAreTold(_ text: String, _ name: String?) throws {
        let found = try document(text).diagnostics.filter { $0.code == .markup }
        #expect(found.count == (name == nil ? 0 : 1))
        #expect(found.allSatisfy { $0.message.contains("The file is \(name ?? "") ") || $0.message.contains("The file is \(name ?? ""),") })
    }

    @Test func noiseIsRefused() throws {
        var random = SplitMix64(seed: 3)
        let noise = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &random) }
        #expect(refusal(noise)?.code == .binary)
        #expect(refusal([UInt8](repeating: 0, count: 100))?.code == .binary)
    }

    @Test func controlCharactersAreKeptAndReportedOnce() throws {
        let document = try document("Profile\0 of\u{1}\u{7F} a\u{9B} city\n\t\u{0C}more")
        #expect(document.text.bytes == Array("Profile\0 of\u{1}\u{7F} a\u{9B} city\n\t\u{0C}more".utf8))
        let found = try #require(document.diagnostics.first)
        #expect(document.diagnostics.count == 1)
        #expect(found.code == .controlCharacters)
        #expect(found.message.contains("4 control characters") && found.message.contains("byte 7"))
        #expect(found.range == TextRange(7, 8))
        #expect(try document2("a\0b\nc").diagnostics.map(\.code) == [.controlCharacters])
    }

    private func document2(_ text: String) throws -> Document { try document(bytes: Array(text.utf8)) }

    @Test func damagedUTF8() throws {
        var bytes = Array("Aménagement des forêts à côté de la rivière : préserver l’écosystème, protéger.\nFin é".utf8)
        bytes.insert(0xFF, at: 20)
        bytes.insert(contentsOf: [0xE2, 0x80], at: 40)
        let document = try document(bytes: bytes)
        #expect(document.source.encoding == "UTF-8")
        #expect(document.source.encodingConfidence > 0.8 && document.source.encodingConfidence < 1)
        let text = String(decoding: document.text.bytes, as: UTF8.self)
        #expect(text == String(decoding: bytes, as: UTF8.self))
        let found = try #require(document.diagnostics.first { $0.code == .invalidBytes })
        #expect(found.message.contains("2 byte sequences") && found.message.contains("20, 40"))
        let range = try #require(found.range)
        #expect(document.string(of: Passage(range)) == "\u{FFFD}")
        #expect(document.span(of: range).start == 20 && document.span(of: range).end == 21)
        try SpanProperty(document: document, source: bytes) { String(decoding: $0, as: UTF8.self) }.check()
    }

    @Test(arguments: ["é", "日", "🌳"])
    func sequencesCutOffAtTheEnd(_ character: String) throws {
        let whole = Array("naïve 日本 text, x\(character)".utf8)
        let length = character.utf8.count
        for missing in 1..<length {
            let bytes = Array(whole.dropLast(missing))
            let document = try document(bytes: bytes)
            #expect(document.source.encoding == "UTF-8")
            #expect(String(decoding: document.text.bytes, as: UTF8.self) == "naïve 日本 text, x\u{FFFD}")
            #expect(document.diagnostics.map(\.code) == [.invalidBytes])
            #expect(document.span(of: TextRange(document.text.bytes.count - 3, document.text.bytes.count)).end == bytes.count)
        }
    }

    /// Whatever the bytes are, there is a document or a refusal, and every place in the text is a place in the file.
    @Test func anyBytesAtAll() throws {
        var random = SplitMix64(seed: 11)
        let example = try #require(try cases("ingest-encodings", as: EncodingTests.Case.self).first)
        for round in 0..<150 {
            var bytes = round % 2 == 0 ? Array("从江 é, nature’s e\u{301}\r\n".utf8) + Array("text ".utf8) : example.source
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0...bytes.count, using: &random)
                bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            }
            bytes.removeLast(Int.random(in: 0..<4, using: &random))
            guard let document = try? document(bytes: bytes, language: "zh-Hans") else { continue }
            #expect(document.text.sourceEnd(document.text.bytes.count) == bytes.count)
            var last = 0
            for offset in 0...document.text.bytes.count {
                let (start, end) = (document.text.sourceStart(offset), document.text.sourceEnd(offset))
                #expect(start <= bytes.count && end <= bytes.count && start >= last)
                last = start
            }
            // A cut-off sequence of four bytes in GB18030 is ill-formed as a whole, before other text only its first byte is.
            if document.source.encoding == "GB18030", document.diagnostics.contains(where: { $0.code == .invalidBytes }) { continue }
            let converter = try CharsetConverter(document.source.encoding)
            try SpanProperty(document: document, source: bytes) { try converter.string($0) }.check()
        }
    }
}
