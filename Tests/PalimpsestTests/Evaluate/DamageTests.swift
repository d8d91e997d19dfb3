import Testing

@testable import Palimpsest

@Suite struct DamageTests {
    /// The words that a field's place holds, whatever the white space between them.
    private func words(_ dump: LabelledDump) -> [[String]] {
        dump.indicators.flatMap(\.fields).map { field in
            field.place?.ranges.flatMap { dump.string($0).split(whereSeparator: \.isWhitespace).map(String.init) } ?? []
        }
    }

    @Test func theSameSeedGivesTheSameDamage() throws {
        let dump = try EvaluateSupport.dump("20_aberllanfair")
        let a = Damage.random(rate: 0.5, seed: 9, in: dump)
        #expect(a.text == Damage.random(rate: 0.5, seed: 9, in: dump).text)
        #expect(a.text != Damage.random(rate: 0.5, seed: 10, in: dump).text)
        #expect(a.text != dump.text)
        #expect(Damage.random(rate: 0, seed: 9, in: dump).text == dump.text)
    }

    @Test func thePlacesMoveAlong() throws {
        for dump in try LabelledDump.all(in: EvaluateSupport.profiles) {
            let damaged = Damage.random(rate: 0.7, seed: 4, in: dump)
            #expect(words(damaged) == words(dump), "\(dump.name)")
        }
    }

    @Test func aPerfectRecordOfADamagedDumpIsStillPerfect() throws {
        let dump = Damage.random(rate: 0.7, seed: 5, in: try EvaluateSupport.dump("01_danyang_district"))
        let findings = Evaluator.compare(EvaluateSupport.perfectRecord(of: dump), with: dump)
        #expect(!findings.judgements.contains { $0.outcome != .right })
    }

    @Test func everyLineAndEveryKindHasItsTurn() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        let slips = Array(Damage.everyLabelLine(in: dump))
        #expect(Set(slips.map(\.edit.kind)).count >= Damage.Kind.allCases.count - 1)
        #expect(Set(slips.map(\.line)).count == Set(dump.labelLines.map { dump.string($0.range) }).count)
        #expect(Set(slips.map(\.lineKind)) == Set(LabelledDump.LabelLine.Kind.allCases))
        for slip in slips {
            #expect(slip.dump.text.count == dump.text.count + slip.edit.replacement.count - slip.edit.range.count)
            #expect(slip.dump.text != dump.text)
        }
        // Counting characters from the start gives what the moved counts say.
        for slip in slips.prefix(40) {
            let text = String(decoding: slip.dump.text, as: UTF8.self)
            #expect(slip.dump.ink(in: 0..<slip.dump.text.count) == text.unicodeScalars.filter { !$0.properties.isWhitespace }.count)
        }
    }

    @Test func digitsStayAsTheyAre() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        let digits = { (text: [UInt8]) in text.filter { (0x30...0x39).contains($0) } }
        for slip in Damage.everyLabelLine(in: dump, kinds: [.droppedCharacter, .lostSpace, .splitLine, .extraSpace, .eToC]) {
            #expect(digits(slip.dump.text) == digits(dump.text))
        }
    }

    @Test func aSplitLineIsTwoLinesAndItsHeadingBoth() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        let slip = try #require(Damage.everyLabelLine(in: dump, kinds: [.splitLine]).first { $0.line == "Increase protected areas" })
        let heading = try #require(slip.dump.indicators[0].heading?.ranges.first)
        #expect(slip.dump.string(heading).split(whereSeparator: \.isNewline).count == 2)
    }

    @Test func iconNoiseStaysOutsideTheHeading() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        let slip = try #require(Damage.everyLabelLine(in: dump, kinds: [.iconNoise]).first { $0.line == "Increase protected areas" })
        let heading = try #require(slip.dump.indicators[0].heading?.ranges.first)
        #expect(slip.dump.string(heading) == "Increase protected areas")
        #expect(slip.dump.noise.contains(heading.lowerBound - 2))
    }

    @Test func offsetsMoveWithAnEdit() {
        let edit = Edit(range: 10..<12, replacement: [1, 2, 3, 4, 5], kind: .eToC)
        #expect(edit.move(0..<10) == 0..<10)
        #expect(edit.move(12..<20) == 15..<23)
        #expect(edit.move(5..<20) == 5..<23)
        #expect(edit.move(11..<12) == 10..<15)
    }

    @Test func theGeneratorIsSplitMix64() {
        // The first numbers for seed 1234567 in the reference implementation.
        var random = SplitMix64(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
    }
}
