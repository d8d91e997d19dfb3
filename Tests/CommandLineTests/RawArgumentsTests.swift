import Testing

@testable import extract

@Suite struct RawArgumentsTests {
    @Test(arguments: [
        Array("plain.txt".utf8), Array("从江县.txt".utf8), [], [0xFF], [0x61, 0xE4, 0xBB, 0x0A], [0xED, 0xA0, 0x80], [0xC0, 0xAF],
        Array("\u{10FE80}\u{10FEFF}\u{10FF00}".utf8), [0xF4, 0x8F, 0xBA, 0x80, 0xF4],
    ] as [[UInt8]])
    func everyArgumentComesBack(_ bytes: [UInt8]) {
        #expect(RawArguments.bytes(from: RawArguments.string(from: bytes)) == bytes)
    }

    @Test func everySingleByteComesBack() {
        for byte in UInt8.min...UInt8.max {
            #expect(RawArguments.bytes(from: RawArguments.string(from: [0x61, byte, 0x62])) == [0x61, byte, 0x62])
        }
    }

    @Test func textIsLeftAsItIs() {
        #expect(RawArguments.string(from: Array("--jobs=2 é 县".utf8)) == "--jobs=2 é 县")
    }
}
