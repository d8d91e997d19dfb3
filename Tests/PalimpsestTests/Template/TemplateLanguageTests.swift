import Testing

@testable import Palimpsest

/// What the template language can say, each by a small template of its own.
struct TemplateLanguageTests {
    private static let yaml = """
        template: t
        title: A form of the test
        language: en
        units:
          ha: {ucum: har, words: [hectares]}
        choices:
          level: [High, Medium High, Low]
        furniture:
          - {id: foot, text: "Sheet {sheet:integer} of {sheets:integer}"}
        record_types:
          question:
            collection: indicators
            fields:
              - {id: answer, type: choice level}
              - {id: reason, label: "Reason for the answer:", inline: true}
          measure:
            collection: indicators
            fields:
              - {id: area, label: "Area covered (in hectares):", inline: true, type: decimal hectares}
              - {id: year, label: "Year of completion:", inline: true, type: year}
              - {id: share, label: "Share of the budget:", inline: true, type: percent}
              - {id: start, label: "Day of the beginning:", inline: true, type: date}
              - {id: count, label: "Number of people involved:", inline: true, type: integer}
              - {id: summary, label: Summary of what was done}
          part:
            collection: parts
            members: {name: title}
        sections:
          - id: head
            title: Questionnaire of the water board
            begins_profile: true
            lines:
              - {text: "Name of the town: {town:place}", to: profile}
              - {text: "Inhabitants of the town: {people:integer}", to: profile}
          - id: body
            title: Questions about the waters
            as: chapter
            set: {kind: water}
            parts:
              - {type: question, id: quality, title: How good is the water of the rivers?, name: Water quality}
              - id: measures
                title: What has been done for the waters?
                records:
                  - {type: measure, id: measure, title: "Measure {number:integer}", repeats: true}
          - id: balance
            title: Balance of the waters
            object: balance
            sum: {value: total, of: parts.amount}
            lines:
              - {text: "Amount in total: {total:integer}", to: object}
            records:
              - {type: part, id: part, title: "Amount of {source:text} water: {amount:integer}", repeats: true}
        """

    private static let text = """
        Questionnaire of the water board
        Name of the town: Ober Linden
        Inhabitants of the town: 12,480

        Questions about the waters

        How good is the water of the rivers?
        Medium
        High
        Reason for the answer: The mill was closed.

        What has been done for the waters?

        Measure 1
        Area covered (in hectares): 1,240.5
        Year of completion: 2019
        Share of the budget: 12.5 %
        Sheet 1 of 2
        Day of the beginning: 3 May 2017
        Number of people involved: 34
        Summary of what was done
        Measures of 2018 were put off until there was money. Then the dyke was moved.

        Measure 2
        Year of completion: 19
        Summary of what was done
        Nothing yet.

        Balance of the waters
        Amount of river water: 300
        Amount of rain water: 45
        Amount in total: 346
        """

    private func record() throws -> Record { try #require(try TemplateSupport.records(of: Self.text, yaml: Self.yaml).first) }

    private func scalar(_ field: FieldRecord) -> Scalar? { field.attributes.first { $0.key == "value" }?.value.scalar }

    @Test func aFieldWithoutLabelIsTheTextUnderTheHeading() throws {
        let question = try #require(try record().indicators.first)
        #expect(question.id == "quality")
        #expect(question.title == "Water quality")
        let answer = try #require(question.fields.first)
        #expect(answer.id == "answer")
        #expect(answer.label.isEmpty)
        #expect(scalar(answer) == .string("Medium High"))
        #expect(question.fields.map(\.id) == ["answer", "reason"])
    }

    @Test func repeatedRecordsAreToldApartByTheirNumber() throws {
        let record = try record()
        let measures = record.indicators.filter { $0.id == "measure" }
        #expect(measures.map(\.title) == ["Measure 1", "Measure 2"])
        #expect(measures.map { $0.attributes.first { $0.key == "number" }?.value } == [.integer(1), .integer(2)])
        #expect(measures.allSatisfy { $0.attributes.contains { $0.key == "kind" && $0.value == .string("water") } })
        #expect(measures.allSatisfy { $0.attributes.contains { $0.key == "chapter" && $0.value == .string("Questions about the waters") } })
        #expect(!record.diagnostics.contains { $0.code == .repeatedRecord })
    }

    @Test func aNumberTwiceIsReported() throws {
        let text = Self.text.replacing("Measure 2", with: "Measure 1")
        let record = try #require(try TemplateSupport.records(of: text, yaml: Self.yaml).first)
        #expect(record.indicators.count { $0.id == "measure" } == 2)
        #expect(record.diagnostics.count { $0.code == .repeatedRecord } == 1)
    }

    @Test func aRepeatedRecordIsKnownWithoutItsHeading() throws {
        let text = Self.text.replacing("Measure 2", with: "M~~~ #")
        let record = try #require(try TemplateSupport.records(of: text, yaml: Self.yaml).first)
        let second = try #require(record.indicators.last)
        #expect(second.id == "measure")
        #expect(second.title == "M~~~ #")
        #expect(!second.attributes.contains { $0.key == "number" })
        #expect(second.fields.map(\.id) == ["year", "summary"])
        #expect(record.diagnostics.contains { $0.code == .unknownHeading })
    }

    @Test func typedFieldsHaveValues() throws {
        let record = try record()
        let measure = try #require(record.indicators.first { $0.id == "measure" })
        let values = Dictionary(uniqueKeysWithValues: measure.fields.map { ($0.id, scalar($0)) })
        #expect(values["area"] == .decimal(DecimalNumber(digits: 12405, scale: 1)))
        #expect(values["year"] == .integer(2019))
        #expect(values["share"] == .decimal(DecimalNumber(digits: 125, scale: 1)))
        #expect(values["start"] == CivilDate(year: 2017, month: 5, day: 3).map { .date($0) })
        #expect(values["count"] == .integer(34))
        #expect(values["summary"] == .some(nil))
        let area = try #require(measure.fields.first { $0.id == "area" }?.attributes.first?.value)
        #expect(area.unit == "ha")
        #expect(area.ucum == "har")
        #expect(record.document.string(of: try #require(measure.fields.first).text) == "1,240.5")
    }

    @Test func aValueThatIsNoneIsReportedAndNotStored() throws {
        let record = try record()
        let second = try #require(record.indicators.last { $0.id == "measure" })
        let year = try #require(second.fields.first { $0.id == "year" })
        #expect(scalar(year) == nil)
        #expect(record.document.string(of: year.text) == "19")
        #expect(record.diagnostics.contains { $0.code == .outOfRange && $0.range == year.text.extent })
    }

    @Test func runningTextIsNoNumberedHeading() throws {
        let record = try record()
        let summary = try #require(record.indicators.first { $0.id == "measure" }?.fields.last)
        #expect(record.document.string(of: summary.text) == "Measures of 2018 were put off until there was money. Then the dyke was moved.")
    }

    @Test func linesFillTheHeadAndTheirObject() throws {
        let record = try record()
        let json = try TemplateSupport.json(record)
        let head = try #require(json["profile"] as? [String: [String: Any]])
        #expect(head["town"]?["value"] as? String == "Ober Linden")
        #expect(head["people"]?["value"] as? Int == 12480)
        let balance = try #require(json["balance"] as? [String: Any])
        #expect((balance["total"] as? [String: Any])?["value"] as? Int == 346)
        let parts = try #require(balance["parts"] as? [[String: Any]])
        #expect(parts.map { $0["name"] as? String } == ["Amount of river water: 300", "Amount of rain water: 45"])
        #expect(parts.map { ($0["amount"] as? [String: Any])?["value"] as? Int } == [300, 45])
        #expect(record.diagnostics.contains { $0.code == .sumMismatch })
    }

    @Test func standingTextWithSlotsIsNoContent() throws {
        let record = try record()
        #expect(record.furniture.contains { $0.id == "foot" })
        #expect(record.unmatched.isEmpty)
        #expect(record.indicators.first { $0.id == "measure" }?.fields.count == 6)
    }
}
