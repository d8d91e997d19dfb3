import Foundation
import Testing

@testable import Palimpsest

/// The texts were encoded by Python's codecs, which share no code with ICU.
struct EncodingTests {
    struct Case: Decodable, CustomTestStringConvertible {
        var encoding: String
        var language: String
        var text: String
        /// Hexadecimal.
        var bytes: String
        /// Why a wrong guess is no surprise; it must then be reported as uncertain.
        var hard: String?
        var testDescription: String { "\(language) in \(encoding)" }

        var source: [UInt8] { bytes.hexadecimal }
    }

    @Test(arguments: try cases("ingest-encodings", as: Case.self))
    func convertsAsPythonDoes(_ example: Case) throws {
        let decoded = try TextDecoder(example.encoding).decode(example.source)
        #expect(decoded.invalidCount == 0)
        #expect(String(decoding: decoded.text.bytes, as: UTF8.self) == example.text)
        #expect(try CharsetConverter(example.encoding).string(example.source) == example.text)
    }

    @Test(arguments: try cases("ingest-encodings", as: Case.self), [true, false])
    func isRecognised(_ example: Case, knowingTheLanguage: Bool) throws {
        // Of these ICU's detector knows nothing: only the language can tell them.
        if !knowingTheLanguage, ["lt", "th"].contains(example.language) { return }
        let document = try document(bytes: example.source, language: knowingTheLanguage ? example.language : "en")
        let text = String(decoding: document.text.bytes, as: UTF8.self)
        let confidence = document.source.encodingConfidence
        #expect(confidence > 0 && confidence < 1)
        #expect(text == example.text || (example.hard != nil && confidence < 0.8), "\(document.source.encoding)")
        let isUncertain = document.diagnostics.contains { $0.code == .uncertainEncoding }
        #expect(isUncertain == (document.source.encodingConfidence < 0.8))
    }

    @Test(arguments: try cases("ingest-encodings", as: Case.self))
    func spansLeadBackToTheBytes(_ example: Case) throws {
        let document = try document(bytes: example.source, language: example.language)
        let converter = try CharsetConverter(document.source.encoding)
        try SpanProperty(document: document, source: example.source) { try converter.string($0) }.check()
    }

    @Test(arguments: ["UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"], [true, false])
    func unicodeEncodings(_ encoding: String, withMark: Bool) throws {
        for example in try cases("ingest-encodings", as: Case.self) {
            let text = example.text.decomposedStringWithCanonicalMapping + "\r\n🌳\u{2028}e\u{301}\u{85}\u{0C}x\r각"
            let source = UnicodeBytes.encode((withMark ? "\u{FEFF}" : "") + text, as: encoding)
            let document = try document(bytes: source, language: example.language)
            #expect(document.source.encoding == encoding)
            #expect(withMark ? document.source.encodingConfidence == 1 : document.source.encodingConfidence > 0.9)
            #expect(
                Array(String(decoding: document.text.bytes, as: UTF8.self).unicodeScalars)
                    == Array(text.precomposedStringWithCanonicalMapping.unicodeScalars))
            try SpanProperty(document: document, source: source) { UnicodeBytes.decode($0, as: encoding) }.check()
        }
    }

    @Test func whatOnlyTheMarkTells() throws {
        #expect(throws: IngestError.self) { try document(bytes: [0xEF, 0xBB, 0xBF]) }
        #expect(throws: IngestError.self) { try document(bytes: [0xFF, 0xFE]) }
        let odd = try document(bytes: [0xFF, 0xFE, 0x61, 0x00, 0x62])
        #expect(odd.source.encoding == "UTF-16LE")
        #expect(String(decoding: odd.text.bytes, as: UTF8.self) == "a\u{FFFD}")
        #expect(odd.diagnostics.map(\.code) == [.invalidBytes])
        let nul = try document(bytes: [0xFF, 0xFE, 0x00, 0x00, 0x61, 0x00])
        #expect(nul.source.encoding == "UTF-16LE")
        #expect(nul.text.bytes == [0x00, 0x61])
    }

    @Test func legacyTextAmongEnglishLinesFarDown() throws {
        let english = String(repeating: "The city has engaged with the Nature Pathway to integrate nature.\r\n", count: 300)
        for example in try cases("ingest-encodings", as: Case.self) where ["zh-Hans", "ja", "ko", "fr"].contains(example.language) {
            let document = try document(bytes: Array(english.utf8) + example.source, language: example.language)
            #expect(document.source.encoding == example.encoding)
            #expect(String(decoding: document.text.bytes, as: UTF8.self) == english + example.text)
        }
    }

    @Test func namesAreThoseOfIANA() throws {
        for encoding in LegacyEncoding.all {
            // Of these two the registry has several names, and ICU gives another one.
            if ["KS_C_5601-1987", "TIS-620"].contains(encoding.name) {
                #expect(throws: Never.self) { try CharsetConverter(encoding.name) }
            } else {
                #expect(try CharsetConverter.ianaName(of: encoding.name) == encoding.name)
            }
        }
        for name in ["UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"] {
            #expect(try CharsetConverter.ianaName(of: name) == name)
        }
        #expect(try CharsetConverter.ianaName(of: "latin1") == "ISO-8859-1")
        #expect(throws: ICUError.self) { try CharsetConverter("no-such-encoding") }
        #expect(CharsetConverter.availableNames.contains("UTF-8"))
    }
}

extension String {
    /// The bytes that hexadecimal digits stand for.
    var hexadecimal: [UInt8] {
        let digits = Array(utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
    }
}
