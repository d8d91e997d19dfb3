import Foundation
@testable import Palimpsest

/// The labelled dumps of the repository and records made from them by hand.
enum EvaluateSupport {
    /// `Corpus/profiles`, found from this file's place in the repository.
    static var profiles: String {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.appendingPathComponent("Corpus/profiles").path
    }

    static func dump(_ name: String) throws -> LabelledDump { try LabelledDump(textPath: "\(profiles)/\(name).txt") }

    static func document(_ dump: LabelledDump) -> Document {
        let source = SourceInfo(
            path: Array(dump.name.utf8), sha256: "", byteCount: dump.text.count, lineCount: 0, pageCount: 1, encoding: "UTF-8",
            encodingConfidence: 1)
        return Document(source: source, text: AlignedText(identity: dump.text), lines: LineTable(lines: []))
    }

    static func passage(_ place: RangeSet<Int>?) -> Passage {
        Passage((place?.ranges.map { TextRange($0.lowerBound, $0.upperBound) }) ?? [])
    }

    static func value(_ scalar: Scalar, unit: String? = nil, maximum: Int64? = nil, confidence: Double = 1) -> Value {
        Value(scalar, text: Passage([]), confidence: confidence, unit: unit, maximum: maximum)
    }

    static func date(_ iso: String) -> CivilDate? {
        let parts = iso.split(separator: "-").compactMap { Int($0) }
        return parts.count == 3 ? CivilDate(year: parts[0], month: parts[1], day: parts[2]) : nil
    }

    /// A record that says exactly what the labels say.
    static func perfectRecord(of dump: LabelledDump) -> Record {
        var record = Record(
            document: document(dump), profileIndex: 0, template: TemplateMatch(id: "citieswithnature", confidence: 1),
            range: TextRange(0, dump.text.count))
        record.indicators = zip(dump.truth.indicators, dump.indicators).map { truth, placed in
            IndicatorRecord(
                id: nil, title: truth.title, path: [truth.actionAreaTitle ?? "", truth.theme],
                attributes: [("action_area", .integer(truth.actionArea)), ("theme", .string(truth.theme))], confidence: 1,
                heading: passage(placed.heading), range: TextRange(0, 0), fields: placed.fields.map(field))
        }
        record.profile = profile(dump)
        record.collections = collections(dump.truth)
        return record
    }

    private static func field(_ placed: LabelledDump.PlacedField) -> FieldRecord {
        let numbers = (placed.truth.numbers ?? []).map { number -> Value in
            let units = ["hectares": "ha", "tonnes per year": "t/a"]
            return value(scalar(number.value), unit: number.unit == "count" ? nil : units[number.unit] ?? number.unit)
        }
        let date = placed.truth.lastUpdate.flatMap(date).map { (key: "last_update", value: value(.date($0))) }
        return FieldRecord(
            id: placed.id, text: passage(placed.place), label: Passage([]), confidence: 1, structureConfidence: 1,
            attributes: date.map { [$0] } ?? [], quantities: numbers)
    }

    /// `number` with at most two decimals.
    private static func scalar(_ number: Double) -> Scalar {
        number == number.rounded()
            ? .integer(Int64(number)) : .decimal(DecimalNumber(digits: Int64((number * 100).rounded()), scale: 2))
    }

    private static func profile(_ dump: LabelledDump) -> [Member] {
        let truth = dump.truth.profile
        let texts = [("name", truth.city), ("mayor", truth.mayor), ("country", truth.country), ("region", truth.region)]
        var members = texts.compactMap { key, text in text.map { Member(key, .value(value(.string($0)))) } }
        if let population = truth.population { members.append(Member("population", .value(value(.integer(population))))) }
        let awards = dump.truth.awards.map { award in
            Node.object([
                Member("group", award.group.map { .scalar(.string($0)) } ?? .scalar(.null)),
                Member("tier", .scalar(.string(award.tier))), Member("percent", .value(value(.integer(award.percent)))),
            ])
        }
        return members + [Member("awards", .list(awards))]
    }

    private static func collections(_ truth: Truth) -> [Member] {
        let steps = truth.naturePathway.map { step in
            Node.object([
                Member("step", .scalar(.integer(step.step))), Member("title", .scalar(.string(step.title))),
                Member("uploads", .list(step.uploads.map { .object([Member("title", .value(value(.string($0))))]) })),
            ])
        }
        let components = (truth.cbi?.components ?? []).map { component in
            Node.object([
                Member("title", .scalar(.string(component.name))),
                Member("score", .value(value(.integer(component.score), maximum: component.max))),
                Member("started", .scalar(.boolean(component.started))),
                Member("indicators", .list(component.indicators.map { row in
                    .object([
                        Member("title", .scalar(.string(row.title))), Member("value", .scalar(.integer(row.score))),
                        Member("maximum", .scalar(.integer(row.max))),
                    ])
                })),
            ])
        }
        let total = truth.cbi.map { Node.value(value(.integer($0.total), maximum: $0.outOf)) } ?? .scalar(.null)
        let resources = truth.toolsResources.map { resource in
            Node.object([
                Member("title", .value(value(.string(resource.title)))), Member("kind", .scalar(.string(resource.type))),
                Member("date", .value(value(resource.date.flatMap(date).map { .date($0) } ?? .null))),
            ])
        }
        return [
            Member("pathway", .list(steps)),
            Member("biodiversity_index", .object([Member("total", total), Member("components", .list(components))])),
            Member("resources", .list(resources)),
        ]
    }

    static func score(_ measure: Judgement.Measure, _ findings: Findings) -> EvaluationReport.Score {
        var report = EvaluationReport(files: [])
        report.add(findings)
        return report.score(measure)
    }
}
