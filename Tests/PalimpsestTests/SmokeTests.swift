import Testing
@testable import Palimpsest
@Test func dates() { #expect(CivilDate(year: 2025, month: 2, day: 31) == nil) }
