import Testing

@testable import Palimpsest

@Suite struct LabelledDumpTests {
    @Test func everyFieldAndDateOfEveryDumpIsLocated() throws {
        let dumps = try LabelledDump.all(in: EvaluateSupport.profiles)
        #expect(dumps.count >= 9)
        for dump in dumps {
            for (truth, placed) in zip(dump.truth.indicators, dump.indicators) {
                #expect(placed.heading != nil, "\(dump.name): \(truth.title)")
                for field in placed.fields {
                    #expect(field.place != nil, "\(dump.name): \(truth.title)/\(field.id)")
                    #expect((field.date != nil) == (field.truth.lastUpdate != nil), "\(dump.name): \(truth.title)/\(field.id)")
                }
            }
        }
    }

    @Test func placesAreInDocumentOrderAndDoNotOverlap() throws {
        for dump in try LabelledDump.all(in: EvaluateSupport.profiles) {
            var end = 0
            for indicator in dump.indicators {
                let parts = [indicator.heading?.ranges.map { $0 } ?? []]
                    + indicator.fields.map { ($0.place?.ranges.map { $0 } ?? []) + ($0.date.map { [$0] } ?? []) }
                for part in parts.joined() {
                    #expect(part.lowerBound >= end, "\(dump.name) at byte \(part.lowerBound)")
                    end = part.upperBound
                }
            }
        }
    }

    /// A place is right when the line before its text is the label of the field.
    @Test func everyPlaceStandsUnderItsLabel() throws {
        let labels = ["description": "descriptionofhowcityistakingaction", "baseline": "baseline:", "target": "target:"]
        for dump in try LabelledDump.all(in: EvaluateSupport.profiles) {
            for field in dump.indicators.flatMap(\.fields) {
                let start = try #require(field.place?.ranges.first?.lowerBound)
                let line = dump.labelLines.last { $0.range.upperBound <= start }
                let label = line.map { Folding.scalars(dump.string($0.range)).compactMap(Unicode.Scalar.init) }
                #expect(label.map { String(String.UnicodeScalarView($0)) } == labels[field.id], "\(dump.name) at byte \(start)")
            }
        }
    }

    /// In one dump the OCR read the second line of a description after its date.
    @Test func oneLineOfOneDumpIsOutOfOrder() throws {
        for dump in try LabelledDump.all(in: EvaluateSupport.profiles) {
            let lines = dump.displaced.ranges.map(dump.string).joined(separator: " ")
            let expected = dump.name == "12_cheongha_city" ? "4x 2" : ""
            #expect(lines.isEmpty == expected.isEmpty, "\(dump.name): \(lines)")
            #expect(lines.hasPrefix(expected), "\(dump.name): \(lines)")
        }
    }

    @Test func everyCharacterOfTheActionPlatformIsAccountedFor() throws {
        for dump in try LabelledDump.all(in: EvaluateSupport.profiles) {
            let start = try #require(dump.labelLines.first { $0.kind == .area }?.range.lowerBound)
            let end = try #require(dump.indicators.last?.fields.last?.place?.ranges.last?.upperBound)
            var covered = RangeSet(dump.labelLines.map(\.range)).union(dump.unjudged)
            for field in dump.indicators.flatMap(\.fields) { covered.formUnion(field.place ?? RangeSet()) }
            let rest = RangeSet(start..<end).subtracting(covered)
            let left = rest.ranges.map(dump.string).joined().filter { !$0.isWhitespace }
            #expect(left.isEmpty, "\(dump.name): \(left)")
        }
    }

    @Test func theRealDumpHasItsFieldsOnTheirLines() throws {
        let dump = try EvaluateSupport.dump("congjiang-county")
        #expect(dump.indicators.count == 26)
        #expect(dump.indicators.flatMap(\.fields).filter { $0.id == "baseline" }.count == 11)
        #expect(dump.indicators.flatMap(\.fields).filter { $0.id == "target" && $0.date != nil }.count == 9)
        let place = try #require(dump.indicators[14].fields.first { $0.id == "baseline" }?.place)
        let text = place.ranges.map(dump.string).joined(separator: " ")
        #expect(text.hasPrefix("Currently, the city has230000 hectares"))
        #expect(text.hasSuffix("people living in the city."))
    }

    @Test func labelsOutsideTheTextAreRefused() {
        let labels = """
            {"name": "x", "profile": {}, "awards": {}, "indicators": [],
             "spans": [{"start": 0, "end": 99, "label": "clean", "ocr": "x"}]}
            """
        #expect(throws: LabelError.self) {
            try LabelledDump(name: "x", text: Array("short".utf8), labels: Array(labels.utf8))
        }
    }

    @Test func readableIsWhatStandsOutsideGarble() throws {
        let dump = try EvaluateSupport.dump("s01_danxi_district")
        #expect(dump.isReadable("Danxi District"))
        #expect(!dump.isReadable("乡村建设三年行动方案"))
    }
}
