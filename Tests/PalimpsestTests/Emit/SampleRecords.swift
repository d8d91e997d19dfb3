@testable import Palimpsest

/// Two hand-made records with every kind of content that a record can have.
enum SampleRecords {
    static let text = """
        CitiesWithNature
        Congjiang County
        395000
        China

        Action area 1
        Protect and rest0re nature
        Increase connectivity between natural areas
        Baseline:
        Currently, the connectivity is42432.88 hectares, "measured" as
        effective mesh size, or 0.5 %
        Page 2 of 5
        of the land (从江县).
        Last update: 07 April 2026
        Target:
        =10 campaigns \\ by 2030
        Last update: 23 December 2025
        Target:
        Conserve and restore fauna
        1 Commit & mobilize
        Total score 30 of 112
        @ o0
        31 February 2024
        Second profile

        """

    /// A document whose text is in NFC and UTF-8 already, so that offsets in the text are offsets in the file.
    static func document(_ text: String, path: [UInt8] = Array("dumps/congjiang \"1\".txt".utf8)) -> Document {
        let bytes = Array(text.utf8)
        var lines: [LineTable.Line] = []
        var start = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            lines.append(LineTable.Line(
                content: TextRange(start, start + line.count), origin: start, number: lines.count + 1, page: 0,
                isASCII: line.allSatisfy { $0 < 0x80 }))
            start += line.count + 1
        }
        let source = SourceInfo(
            path: path, sha256: String(repeating: "0123456789abcdef", count: 4), byteCount: bytes.count,
            lineCount: lines.count - 1, pageCount: 1, encoding: "UTF-8", encodingConfidence: 1)
        return Document(source: source, text: AlignedText(identity: bytes), lines: LineTable(lines: lines))
    }

    /// The place of the `number`th occurrence of `words`.
    static func range(_ words: String, _ number: Int = 1) -> TextRange {
        let text = Array(text.utf8), words = Array(words.utf8)
        let starts = (0...(text.count - words.count)).filter { text[$0..<($0 + words.count)].elementsEqual(words) }
        return TextRange(starts[number - 1], starts[number - 1] + words.count)
    }

    static func passage(_ words: String, _ number: Int = 1) -> Passage { Passage(range(words, number)) }

    static var full: Record {
        var document = document(text)
        document.diagnostics = [Diagnostic(.info, .controlCharacters, "The file has 1 control character.")]
        var record = Record(
            document: document, profileIndex: 0, template: TemplateMatch(id: "sample", confidence: 0.98),
            range: TextRange(0, range("Second profile").start))
        record.confidence = 0.93456
        record.profile = [
            Member("name", .value(Value(.asRead(passage("Congjiang County")), text: passage("Congjiang County"), confidence: 0.99))),
            Member("population", .value(Value(.integer(395_000), text: passage("395000"), confidence: 0.9))),
            Member("country", .value(Value(.string("China"), text: passage("China"), confidence: 0.999))),
            Member("awards", .list([.object([
                Member("group", .scalar(.string("Action Platform"))), Member("tier", .scalar(.null)),
                Member("share", .probability(0.5)), Member("span", .span(range("China"))),
            ])])),
        ]
        record.sections = [
            SectionRecord(
                id: "action_area_1", title: "Action area 1", level: 1, parent: nil, confidence: 1,
                heading: passage("Action area 1")),
            SectionRecord(
                id: nil, title: "Protect and restore nature", level: 2, parent: "action_area_1", confidence: 0.75,
                heading: passage("Protect and rest0re nature")),
        ]
        record.indicators = [connectivity, unknown]
        record.collections = [
            Member("pathway", .list([.object([
                Member("step", .scalar(.integer(1))), Member("title", .scalar(.string("Commit & mobilize"))),
                Member("uploads", .list([])),
            ])])),
            Member("biodiversity_index", .object([
                Member("total", .value(Value(.integer(30), text: passage("30 of 112"), confidence: 0.8, maximum: 112))),
                Member("started", .scalar(.boolean(true))),
            ])),
        ]
        record.unmatched = [range("@ o0")]
        record.furniture = [Furniture(id: "page_number", text: passage("Page 2 of 5"))]
        record.diagnostics = [
            Diagnostic(.warning, .impossibleDate, "\"31 February 2024\" is not in the calendar.", at: range("31 February 2024"))
        ]
        return record
    }

    private static var connectivity: IndicatorRecord {
        let first = range("Currently, the connectivity is42432.88 hectares, \"measured\" as\neffective mesh size, or 0.5 %")
        let baseline = FieldRecord(
            id: "baseline", text: Passage([first, range("of the land (从江县).")]), label: passage("Baseline:"),
            confidence: 0.98, structureConfidence: 0.9912, attributes: [update("07 April 2026", 2026, 4, 7)],
            quantities: [
                Value(
                    .decimal(DecimalNumber(digits: 4_243_288, scale: 2)), text: passage("42432.88 hectares"),
                    confidence: 0.97, unit: "ha", ucum: "har", name: "effective mesh size"),
                Value(.decimal(DecimalNumber(digits: 5, scale: 1)), text: passage("0.5 %"), confidence: 0.9, unit: "%", ucum: "%"),
            ])
        let target = FieldRecord(
            id: "target", text: passage("=10 campaigns \\ by 2030"), label: passage("Target:"), confidence: 0.96,
            structureConfidence: 0.97, attributes: [update("23 December 2025", 2025, 12, 23)],
            quantities: [Value(.integer(10), text: passage("10 campaigns"), confidence: 0.9, ucum: "1", name: "campaigns")])
        let second = FieldRecord(
            id: "target", text: Passage([]), label: passage("Target:", 2), confidence: 0.4, structureConfidence: 0.4,
            attributes: [], quantities: [])
        return IndicatorRecord(
            id: "increase_connectivity", title: "Increase connectivity between natural areas",
            path: ["Protect and restore nature", "Protect, connect and restore ecosystems"],
            attributes: [("action_area", .integer(1)), ("theme", .string("Protect, connect and restore ecosystems"))],
            confidence: 0.97, heading: passage("Increase connectivity between natural areas"),
            range: TextRange(range("Increase connectivity").start, range("Target:", 2).end), fields: [baseline, target, second])
    }

    private static var unknown: IndicatorRecord {
        IndicatorRecord(
            id: nil, title: "Conserve and restore fauna", path: [], attributes: [], confidence: 0.3, heading: nil,
            range: range("Conserve and restore fauna"), fields: [])
    }

    private static func update(_ text: String, _ year: Int, _ month: Int, _ day: Int) -> (key: String, value: Value) {
        let scalar = CivilDate(year: year, month: month, day: day).map(Scalar.date) ?? .null
        return ("last_update", Value(scalar, text: passage(text), confidence: 0.99))
    }

    /// A profile that no template fits, from a file whose name is not UTF-8.
    static var bare: Record {
        let document = document(text, path: [0x64, 0xFF, 0x2F, 0x61])
        var record = Record(
            document: document, profileIndex: 1, template: TemplateMatch(id: "unknown", confidence: .nan),
            range: range("Second profile"))
        record.unmatched = [record.range]
        return record
    }

    static var keys: TemplateKeys {
        TemplateKeys(
            id: "sample",
            profile: [
                DeclaredKey("name", .value(.text), description: "Name of the place."),
                DeclaredKey("population", .value(.integer), description: "Number of people."),
                DeclaredKey("country", .value(.text), description: "Name of the country."),
                DeclaredKey("awards", .list(.object([
                    DeclaredKey("group", .scalar(.text), isRequired: true),
                    DeclaredKey("tier", .optional(.scalar(.text)), isRequired: true),
                    DeclaredKey("share", .probability), DeclaredKey("span", .span),
                ])), description: "Awards by group and tier."),
            ],
            attributes: [
                DeclaredKey("action_area", .scalar(.integer), description: "Number of the action area."),
                DeclaredKey("theme", .scalar(.text), description: "Title of the theme."),
            ],
            fields: ["baseline", "target"].map {
                DeclaredField($0, attributes: [DeclaredKey("last_update", .value(.date), description: "Day of the last update.")])
            },
            collections: [
                DeclaredKey("pathway", .list(.object([
                    DeclaredKey("step", .scalar(.integer)), DeclaredKey("title", .scalar(.text)),
                    DeclaredKey("uploads", .list(.value(.any))),
                ])), description: "Steps of the pathway."),
                DeclaredKey("biodiversity_index", .object([
                    DeclaredKey("total", .value(.integer)), DeclaredKey("started", .scalar(.boolean)),
                ]), description: "The index."),
            ])
    }
}
