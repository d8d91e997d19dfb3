import Testing

@testable import Palimpsest

struct TextServicesTests {
    private func pieces(_ text: String, _ unit: TextBreaker.Unit, _ language: String) throws -> [(text: String, isWord: Bool)] {
        let bytes = Array(text.utf8)
        return try TextBreaker(unit, language: language).pieces(of: text).map {
            (String(decoding: bytes[$0.range.start..<$0.range.end], as: UTF8.self), $0.isWord)
        }
    }

    @Test func words() throws {
        let found = try pieces("The city’s 42.5 ha – 保护自然。", .word, "en")
        #expect(found.filter(\.isWord).map(\.text) == ["The", "city’s", "42.5", "ha", "保护", "自然"])
        #expect(found.map(\.text).joined() == "The city’s 42.5 ha – 保护自然。")
        #expect(try pieces("", .word, "en").isEmpty)
    }

    @Test func manyPiecesFit() throws {
        let text = String(repeating: "a,", count: 1000)
        #expect(try pieces(text, .word, "en").count == 2000)
        #expect(try TextBreaker(.word, language: "en").pieces(of: text).last?.range.end == 2000)
    }

    @Test func sentences() throws {
        #expect(
            try pieces("It is 4.5 ha. We will go on. 从江县。自然。", .sentence, "en").map(\.text)
                == ["It is 4.5 ha. ", "We will go on. ", "从江县。", "自然。"])
    }

    @Test func skeletons() throws {
        let confusables = try Confusables()
        #expect(try confusables.skeleton(of: "раураl") == confusables.skeleton(of: "paypal"))
        #expect(try confusables.skeleton(of: "modern") == confusables.skeleton(of: "modem"))
        #expect(try confusables.skeleton(of: "paypal") != confusables.skeleton(of: "payroll"))
        #expect(try confusables.skeleton(of: "") == "")
        // One character may become eighteen.
        let long = String(repeating: "\u{FDFA}", count: 50)
        #expect(try confusables.skeleton(of: long).utf8.count > 1000)
    }

    @Test func transliteration() throws {
        #expect(try Transliterator("Latin-ASCII").transliterate("Ærøskøbing – naïve") == "AEroskobing - naive")
        #expect(try Transliterator("Han-Latin; Latin-ASCII").transliterate("从江") == "cong jiang")
        #expect(throws: ICUError.self) { try Transliterator("No-Such") }
    }

    @Test func detectorGivesItsMatches() throws {
        let matches = try CharsetDetector.matches(Array("Город расположен на берегу реки".utf8))
        #expect(matches.first?.name == "UTF-8")
        #expect(matches.allSatisfy { (0...100).contains($0.confidence) })
        #expect(matches.map(\.confidence) == matches.map(\.confidence).sorted(by: >))
    }
}

struct LocaleNamesTests {
    @Test func months() throws {
        let english = LocaleNames(language: "en")
        #expect(try english.months(.wide).first == "January")
        #expect(try english.months(.wide).count == 12)
        #expect(try english.months(.abbreviated)[11] == "Dec")
        let russian = LocaleNames(language: "ru")
        #expect(try russian.months(.wide, .format)[4] == "мая")
        #expect(try russian.months(.wide, .standalone)[4] == "май")
        #expect(try LocaleNames(language: "zh-Hans").months(.wide)[3] == "四月")
        #expect(try LocaleNames(language: "es").months(.wide)[0] == "enero")
    }

    @Test func regions() throws {
        let english = try LocaleNames(language: "en").regions()
        #expect(english.count > 240)
        #expect(english.contains(.init(code: "CN", name: "China")))
        #expect(english.map(\.code) == english.map(\.code).sorted())
        #expect(english.allSatisfy { $0.code.count == 2 && !$0.name.isEmpty })
        #expect(try LocaleNames(language: "es").regions().contains(.init(code: "ES", name: "España")))
        #expect(try LocaleNames(language: "ja").regions().contains(.init(code: "JP", name: "日本")))
    }

    @Test func marks() throws {
        #expect(try LocaleNames(language: "en").decimalMark() == ".")
        #expect(try LocaleNames(language: "en").groupingMark() == ",")
        #expect(try LocaleNames(language: "de").decimalMark() == ",")
        #expect(try LocaleNames(language: "fr").groupingMark() == "\u{202F}")
    }
}
