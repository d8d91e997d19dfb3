import Testing

@testable import Palimpsest

struct CharacterPlacesTests {
    private static let text = String(repeating: "Plain, naïve, 从江县 and 👩‍👧 𠀀. ", count: 60)

    @Test func utf16PlacesAreThoseOfTheString() {
        let places = CharacterPlaces(Array(Self.text.utf8), in: TextRange(0, Self.text.utf8.count), counting: .utf16)
        for index in Self.text.unicodeScalars.indices {
            #expect(places[Self.text.utf8.distance(from: Self.text.startIndex, to: index)] == Self.text.utf16.distance(from: Self.text.startIndex, to: index))
        }
        #expect(places[Self.text.utf8.count] == Self.text.utf16.count)
    }

    @Test func codePointsAreCountedFromTheRange() {
        let bytes = Array(Self.text.utf8)
        let start = "Plain, naïve, 从".utf8.count
        let places = CharacterPlaces(bytes, in: TextRange(start, bytes.count), counting: .codePoint)
        var count = 0
        for offset in start..<bytes.count where bytes[offset] & 0xC0 != 0x80 {
            #expect(places[offset] == count)
            count += 1
        }
        #expect(places[0] == 0)
        #expect(places[bytes.count + 100] == count)
    }
}
