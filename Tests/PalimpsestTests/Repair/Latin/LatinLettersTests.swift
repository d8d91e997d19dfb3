import Foundation
import Testing

@testable import Palimpsest

/// The letter tables against Unicode's own.
@Suite struct LatinLettersTests {
    private static let letters = (UInt32(0x41)...0x24F).map { $0 } + (UInt32(0x1E00)...0x1EFF).map { $0 }

    @Test func smallLettersAreUnicodes() {
        for scalar in Self.letters.compactMap(Unicode.Scalar.init) where scalar.properties.isUppercase {
            let expected = scalar.properties.lowercaseMapping.unicodeScalars
            guard expected.count == 1, let small = expected.first, small.value < 0x250 || small.value >= 0x1E00, LatinLetters.kind(scalar.value) == .capital else { continue }
            #expect(LatinLetters.small(scalar.value) == small.value, "\(scalar)")
        }
    }

    @Test func capitalsGoBackToTheirSmallLetters() {
        for scalar in Self.letters where LatinLetters.kind(scalar) == .small {
            let capital = LatinLetters.capital(scalar)
            if capital != scalar, scalar != 0x131 { #expect(LatinLetters.small(capital) == scalar) }
        }
        #expect(LatinLetters.capital(0xE1) == 0xC1 && LatinLetters.capital(0x15B) == 0x15A && LatinLetters.capital(0x17C) == 0x17B)
    }

    @Test func plainLettersAreTheFirstOfTheDecomposition() throws {
        for scalar in "áàâãäåçéèêëíìîïñóòôõöúùûüýÿăąćčďęěğīķńňőřśšșşťțůűźżž".unicodeScalars {
            let base = try #require(String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first)
            #expect(LatinLetters.plain(scalar.value) == base.value, "\(scalar)")
        }
        #expect(LatinLetters.plain(0x142) == 0x6C && LatinLetters.plain(0xDF) == 0xDF && LatinLetters.plain(0x61) == 0x61)
    }
}
