import ICUShim
import Testing

@testable import Palimpsest

struct ScalarPropertiesTests {
    @Test func scripts() throws {
        #expect(UnicodeScript(of: "a") == .latin)
        #expect(UnicodeScript(of: "县") == .han)
        #expect(UnicodeScript(of: "한") == .hangul)
        #expect(UnicodeScript(of: "1") == .common)
        #expect(UnicodeScript(of: "\u{301}") == .inherited)
        #expect(UnicodeScript(of: "\u{378}") == .unknown)
        #expect(UnicodeScript(of: "ж").description == "Cyrl")
        #expect(UnicodeScript("Latn") == .latin && UnicodeScript("latin") == nil)
    }

    @Test func scriptExtensions() throws {
        #expect(Set(try UnicodeScript.extensions(of: "ー")) == [.hiragana, .katakana])
        #expect(try UnicodeScript.extensions(of: "a") == [.latin])
        #expect(UnicodeScript.hiragana.isUsed(with: "ー"))
        #expect(UnicodeScript.han.isUsed(with: "。"))
        #expect(!UnicodeScript.latin.isUsed(with: "。"))
        #expect(UnicodeScript("Qqqq")?.isUsed(with: "a") == false)
    }

    @Test func scriptsWithoutSpaces() {
        for scalar in "县かカㄅกລ".unicodeScalars { #expect(UnicodeScript.breaksBetweenLetters(scalar)) }
        for scalar in "aж한א1。".unicodeScalars { #expect(!UnicodeScript.breaksBetweenLetters(scalar)) }
        for scalar in "县ー々。，（".unicodeScalars { #expect(ScalarProperties.needsNoSpace(scalar)) }
        for scalar in "a1한.,🌳“".unicodeScalars { #expect(!ScalarProperties.needsNoSpace(scalar)) }
    }

    /// The standard library has its own tables; for characters that have long been in Unicode they must agree.
    @Test func categoriesAgreeWithTheStandardLibrary() {
        // U+0295 became another letter in Unicode 16.
        for value in UInt32(0)..<0x3000 where value != 0x295 {
            guard let scalar = Unicode.Scalar(value), scalar.properties.age.map({ $0.major < 15 }) ?? false else { continue }
            let (ours, theirs) = (ScalarProperties.generalCategory(scalar), scalar.properties.generalCategory)
            if "\(ours)".lowercased() != "\(theirs)".lowercased() { Issue.record("U+\(String(value, radix: 16)) \(ours) \(theirs)") }
            #expect(ScalarProperties.isWhiteSpace(scalar) == scalar.properties.isWhitespace)
            #expect(ScalarProperties.isLetter(scalar) == (ours.isLetter || ours.isMark))
            #expect(ScalarProperties.isLowerCase(scalar) == (theirs == .lowercaseLetter))
        }
    }

    @Test func categoriesHaveGroups() {
        #expect(ScalarProperties.generalCategory("“").isPunctuation && ScalarProperties.generalCategory("-").isPunctuation)
        #expect(ScalarProperties.generalCategory("€").isSymbol && ScalarProperties.generalCategory("Ⅳ").isNumber)
        #expect(ScalarProperties.generalCategory("\u{301}").isMark && !ScalarProperties.generalCategory("\u{301}").isLetter)
    }

    @Test func digits() {
        #expect(ScalarProperties.digitValue("7") == 7)
        #expect(ScalarProperties.digitValue("７") == 7)
        #expect(ScalarProperties.digitValue("٧") == 7)
        for scalar in "²½七aⅣ".unicodeScalars { #expect(ScalarProperties.digitValue(scalar) == nil) }
    }

    /// White space that is not ASCII begins with one of four lead bytes: the trimming of lines rests on that.
    @Test func whiteSpaceOfAllUnicode() {
        for value in UInt32(0x80)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value), icu_shim_is_white_space(Int32(value)) != 0 else { continue }
            var bytes: [UInt8] = []
            UTF8Bytes.append(scalar, to: &bytes)
            bytes.withUnsafeBufferPointer { buffer in
                #expect(WhiteSpace.length(buffer, at: 0) == bytes.count)
                #expect(WhiteSpace.length(buffer, before: bytes.count) == bytes.count)
            }
        }
        #expect((UInt8(0)..<0x80).filter(WhiteSpace.isASCII) == [9, 10, 11, 12, 13, 32])
    }

    @Test func errorsHaveNames() {
        #expect(throws: ICUError(1)) { try ICU.check(-1) }
        #expect(ICUError(-1).description == "ICU: U_ILLEGAL_ARGUMENT_ERROR")
        #expect(String(cString: icu_shim_version()).contains("."))
    }
}
