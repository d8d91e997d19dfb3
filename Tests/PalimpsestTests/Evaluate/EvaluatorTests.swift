import Testing

@testable import Palimpsest

@Suite struct EvaluatorTests {
    @Test func aPerfectRecordIsRightInEverything() throws {
        for dump in try LabelledDump.all(in: EvaluateSupport.profiles) {
            let findings = Evaluator.compare(EvaluateSupport.perfectRecord(of: dump), with: dump)
            for judgement in findings.judgements where judgement.outcome != .right {
                Issue.record("\(judgement)")
            }
            #expect(EvaluateSupport.score(.fields, findings).rightShare == 1)
            #expect(EvaluateSupport.score(.dates, findings).rightShare == 1)
            #expect(findings.samples.allSatisfy { $0.right })
        }
    }

    @Test func theRealDumpHas92ThingsToFind() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        let findings = Evaluator.compare(EvaluateSupport.perfectRecord(of: dump), with: dump)
        #expect(EvaluateSupport.score(.indicators, findings).expected == 26)
        #expect(EvaluateSupport.score(.fields, findings).expected == 46)
        #expect(EvaluateSupport.score(.dates, findings).expected == 20)
        #expect(EvaluateSupport.score(.quantities, findings).expected == 5)
        #expect(EvaluateSupport.score(.awards, findings).expected == 12)
    }

    @Test func anEmptyRecordMissesEverythingAndInventsNothing() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        let record = Record(
            document: EvaluateSupport.document(dump), profileIndex: 0, template: TemplateMatch(id: "unknown", confidence: 0),
            range: TextRange(0, dump.text.count))
        let findings = Evaluator.compare(record, with: dump)
        #expect(EvaluateSupport.score(.fields, findings).missing == 46)
        #expect(EvaluateSupport.score(.indicators, findings).missing == 26)
        #expect(EvaluateSupport.score(.scores, findings).right == 0)
        #expect(!findings.judgements.contains { $0.outcome == .invented })
    }

    @Test func aMovedFieldIsWrongOnce() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        var record = EvaluateSupport.perfectRecord(of: dump)
        // The third indicator's target goes to the fourth, which has none.
        let target = record.indicators[2].fields.removeLast()
        record.indicators[3].fields.append(target)
        let findings = Evaluator.compare(record, with: dump)
        let score = EvaluateSupport.score(.fields, findings)
        #expect(score.wrong == 1)
        #expect(score.invented == 0)
        #expect(score.right == 45)
        #expect(EvaluateSupport.score(.dates, findings).missing == 1)
        #expect(findings.samples.filter { $0.group == .fields && !$0.right }.count == 1)
    }

    @Test func anInventedFieldIsCounted() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        var record = EvaluateSupport.perfectRecord(of: dump)
        var field = record.indicators[0].fields[0]
        field.id = "baseline"
        field.text = Passage(TextRange(0, 17))
        record.indicators[0].fields.append(field)
        let score = EvaluateSupport.score(.fields, Evaluator.compare(record, with: dump))
        #expect(score.invented == 1)
        #expect(score.right == 46)
    }

    @Test func aFieldThatTakesInTheNextLabelHasTheWrongExtent() throws {
        let dump = try EvaluateSupport.dump("20_aberllanfair")
        var record = EvaluateSupport.perfectRecord(of: dump)
        let extent = record.indicators[0].fields[0].text.extent
        record.indicators[0].fields[0].text = Passage(TextRange(extent.start, extent.end + 29))
        record.indicators[1].fields[0].text = Passage(TextRange(
            record.indicators[1].fields[0].text.extent.start, record.indicators[1].fields[0].text.extent.end - 3))
        let findings = Evaluator.compare(record, with: dump)
        #expect(EvaluateSupport.score(.extents, findings).wrong == 1)
        #expect(EvaluateSupport.score(.fields, findings).wrong == 0)
    }

    @Test func aWrongThemeIsAWrongIndicatorAndItsFieldsAreNotRight() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        var record = EvaluateSupport.perfectRecord(of: dump)
        record.indicators[3].path[1] = "Control Pollution"
        record.indicators[3].attributes[1].value = .string("Control Pollution")
        let findings = Evaluator.compare(record, with: dump)
        #expect(EvaluateSupport.score(.themes, findings).wrong == 1)
        #expect(EvaluateSupport.score(.areas, findings).wrong == 0)
        #expect(EvaluateSupport.score(.fields, findings).wrong == 1)
    }

    @Test func wrongAndInventedDatesAreCounted() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        var record = EvaluateSupport.perfectRecord(of: dump)
        let other = try #require(CivilDate(year: 2025, month: 12, day: 28))
        record.indicators[0].fields[1].attributes[0].value = EvaluateSupport.value(.date(other))
        record.indicators[0].fields[0].attributes = [("last_update", EvaluateSupport.value(.date(other)))]
        record.indicators[1].fields[1].attributes = []
        let score = EvaluateSupport.score(.dates, Evaluator.compare(record, with: dump))
        #expect(score.wrong == 1)
        #expect(score.invented == 1)
        #expect(score.missing == 1)
        #expect(score.right == 18)
    }

    @Test func quantitiesNeedTheirUnit() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        var record = EvaluateSupport.perfectRecord(of: dump)
        let baseline = try #require(record.indicators[14].fields.firstIndex { $0.id == "baseline" })
        record.indicators[14].fields[baseline].quantities[0].unit = "km2"
        record.indicators[14].fields[baseline].quantities.append(EvaluateSupport.value(.integer(7)))
        let score = EvaluateSupport.score(.quantities, Evaluator.compare(record, with: dump))
        #expect(score.wrong == 1)
        #expect(score.invented == 1)
        #expect(score.right == 4)
    }

    @Test func anOpenAwardMayNotBeGivenAsFact() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        func wrong(confidence: Double) -> Int {
            var record = EvaluateSupport.perfectRecord(of: dump)
            let awards = dump.truth.awards.map { award in
                Node.object([
                    Member("group", .scalar(.string(award.group ?? award.mayBe?.first ?? ""))),
                    Member("tier", .scalar(.string(award.tier))),
                    Member("percent", .value(EvaluateSupport.value(.integer(award.percent), confidence: confidence))),
                ])
            }
            record.profile[record.profile.count - 1] = Member("awards", .list(awards))
            let score = EvaluateSupport.score(.awards, Evaluator.compare(record, with: dump))
            return score.expected - score.right
        }
        #expect(wrong(confidence: 0.6) == 0)
        #expect(wrong(confidence: 0.99) == 8)
    }

    /// `star` is the beginning of `starter`: neither may take the other's award.
    @Test func tiersAreNotMixedUp() throws {
        let dump = try EvaluateSupport.dump("20_aberllanfair")
        var record = EvaluateSupport.perfectRecord(of: dump)
        let awards = try #require(record.profile.last?.node.items)
        record.profile[record.profile.count - 1] = Member("awards", .list(awards.reversed()))
        let score = EvaluateSupport.score(.awards, Evaluator.compare(record, with: dump))
        #expect(score.right == 12)
        #expect(score.invented == 0)
    }

    @Test func headingsAreRightWhereThePageSaysThem() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        var record = EvaluateSupport.perfectRecord(of: dump)
        let title = try #require(dump.labelLines.first { $0.kind == .theme }?.range)
        func section(_ title: String, _ range: Range<Int>) -> SectionRecord {
            SectionRecord(
                id: nil, title: title, level: 2, parent: nil, confidence: 0.9,
                heading: Passage(TextRange(range.lowerBound, range.upperBound)))
        }
        record.sections = [
            section("Protect, connect and restore ecosystems", title), section("Control Pollution", title),
        ]
        let samples = Evaluator.compare(record, with: dump).samples.filter { $0.group == .headings }
        #expect(samples.prefix(2).map(\.right) == [true, false])
        #expect(samples.dropFirst(2).allSatisfy { $0.right })
    }

    @Test func theReportSaysWhatIsWrongAndIsJSON() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        var record = EvaluateSupport.perfectRecord(of: dump)
        record.indicators[1].fields[1].quantities = []
        var report = EvaluationReport(files: [dump.name])
        report.add(Evaluator.compare(record, with: dump))
        #expect(report.text(verbose: true).contains("42432.88 hectares"))
        #expect(!report.text().contains("42432.88 hectares"))
        #expect(try report.json().contains("\"expected\" : \"42432.88 hectares\""))
    }
}
