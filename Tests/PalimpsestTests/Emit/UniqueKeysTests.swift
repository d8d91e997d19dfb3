import Testing
@testable import Palimpsest

@Suite struct UniqueKeysTests {
    @Test func differentKeysStayAsTheyAre() {
        #expect(UniqueKeys.renamed(["a", "b", "a_2"], key: \.self) == nil)
        #expect(UniqueKeys.renamed([String](), key: \.self) == nil)
    }

    @Test(arguments: [
        (["a", "a", "a"], [], ["a", "a_2", "a_3"]),
        (["a", "a", "a_2"], [], ["a", "a_3", "a_2"]),
        (["a_2", "a", "a"], [], ["a_2", "a", "a_3"]),
        (["x", "span"], ["span"], ["x", "span_2"]),
        (["span", "span"], ["span", "span_2"], ["span_3", "span_4"]),
    ])
    func repeatedKeysGetNumbers(keys: [String], reserved: [String], expected: [String]) {
        #expect(UniqueKeys.renamed(keys, reserved: UniqueKeys.Reserved(reserved), key: \.self) == expected)
    }

    @Test func keysAreUniqueWhateverIsAsked() throws {
        var generator = SplitMix(state: 5)
        let words = ["a", "a_2", "a_2_2", "b", "a_3", "span"]
        for _ in 0..<500 {
            let keys = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                words[Int.random(in: 0..<words.count, using: &generator)]
            }
            let names = UniqueKeys.renamed(keys, reserved: ["span"], key: \.self) ?? keys
            #expect(Set(names).count == keys.count && !names.contains("span"))
        }
    }
}
