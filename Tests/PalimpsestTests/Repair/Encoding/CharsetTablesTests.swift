import Testing

@testable import Palimpsest

struct CharsetTablesTests {
    /// The other way to ICU, through a converter, gives the same characters.
    @Test(arguments: CharsetTables.singleByteNames)
    func bytesAreThoseOfTheConverter(_ name: String) throws {
        let charset = try SingleByteCharset(name)
        let converter = try CharsetConverter(name)
        for byte in UInt8(0x80)...0xFF {
            let text = try converter.string([byte])
            guard let scalar = text.unicodeScalars.first, scalar != "\u{FFFD}", !(0xE000...0xF8FF).contains(scalar.value) else { continue }
            #expect(UInt32(charset.scalars[Int(byte)]) == scalar.value)
            var bytes: [UInt16] = []
            #expect(charset.appendBytes(of: scalar.value, to: &bytes))
            #expect(bytes == [UInt16(byte)])
        }
    }

    @Test(arguments: CharsetTables.wideNames)
    func eastAsianTextGoesThereAndBack(_ name: String) throws {
        let charset = try WideCharset(name)
        let text = Array("日本 abc 人工".unicodeScalars.map(\.value))
        var bytes: [UInt16] = []
        for scalar in text { #expect(charset.appendBytes(of: scalar, to: &bytes)) }
        #expect(try CharsetConverter(name).string(bytes.map { UInt8($0) }) == "日本 abc 人工")
        #expect(charset.scalars(of: bytes[...]) == text)
    }

    @Test func unknownNamesAreRefused() {
        #expect(throws: ICUError.self) { _ = try SingleByteCharset("no-such-encoding") }
        #expect(throws: ICUError.self) { _ = try WideCharset("no-such-encoding") }
    }
}
