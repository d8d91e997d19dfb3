/// What each stage found.
extension ExplanationPage {
    mutating func source(_ document: Document) {
        let source = document.source
        heading("Source", SafeText.line(source.path))
        line(["\(source.byteCount) bytes, \(source.lineCount) lines, \(source.pageCount) pages"], indent: 1)
        line([paint("encoding", .key), source.encoding, confidence(source.encodingConfidence)], indent: 1)
        line([paint("sha256", .key), source.sha256], indent: 1)
    }

    mutating func template(_ record: Record, of count: Int) {
        let number = count > 1 ? "profile \(record.profileIndex + 1) of \(count)" : ""
        heading("Template", number)
        line([paint(record.template.id, .value), confidence(record.template.confidence)], indent: 1)
        line([paint("confidence of the record", .key), confidence(record.confidence)], indent: 1)
    }

    /// Sections and indicators as they stand in the document, each under the one it belongs to.
    mutating func outline(of record: Record) {
        guard !record.sections.isEmpty || !record.indicators.isEmpty else { return }
        heading("Outline", "\(record.sections.count) sections, \(record.indicators.count) indicators")
        let document = record.document
        var level = 0
        var sections = record.sections[...]
        for indicator in record.indicators {
            while let section = sections.first, section.heading.extent.start <= indicator.range.start {
                self.section(section, in: document)
                level = section.level
                sections = sections.dropFirst()
            }
            self.indicator(indicator, indent: level + 1, in: document)
        }
        for section in sections { self.section(section, in: document) }
    }

    private mutating func section(_ section: SectionRecord, in document: Document) {
        line(
            [
                paint(section.title, .heading), paint(section.id ?? "unknown heading", .quiet),
                confidence(section.confidence), place(section.heading, in: document),
            ], indent: max(1, section.level))
    }

    private mutating func indicator(_ indicator: IndicatorRecord, indent: Int, in document: Document) {
        line(
            [
                paint(indicator.title, .key), paint(indicator.id ?? "unknown heading", .quiet),
                confidence(indicator.confidence), place(indicator.range, in: document),
            ], indent: indent)
        for attribute in indicator.attributes {
            line([attribute.key, paint(scalar(attribute.value, in: document), .value)], indent: indent + 1)
        }
        for field in indicator.fields { self.field(field, indent: indent + 1, in: document) }
    }

    private mutating func field(_ field: FieldRecord, indent: Int, in document: Document) {
        let text = field.text.isEmpty
            ? paint("nothing under the label", .warning) : quote(field.text, in: document, used: 2 * indent + field.id.count + 30)
        line(
            [paint(field.id, .key), confidence(field.confidence), place(field.text, in: document), text], indent: indent)
        for attribute in field.attributes {
            line([attribute.key, value(attribute.value, in: document)], indent: indent + 1)
        }
        for quantity in field.quantities { line([value(quantity, in: document)], indent: indent + 1) }
    }

    mutating func collections(of record: Record) {
        for member in record.collections { members([member], title: "Collection", in: record.document) }
    }

    /// Texts with their places, one a line.
    mutating func passages(_ passages: [(text: Passage, id: String?)], title: String, in document: Document) {
        guard !passages.isEmpty else { return }
        heading(title, "\(passages.count)")
        for passage in passages {
            let id = passage.id ?? ""
            line(
                [place(passage.text, in: document), id, quote(passage.text, in: document, used: 24 + id.count)], indent: 1)
        }
    }

    mutating func diagnostics(of record: Record) {
        let found = record.allDiagnostics
        guard !found.isEmpty else { return }
        heading("Diagnostics", "\(found.count)")
        for diagnostic in found {
            let role: Role = switch diagnostic.level {
            case .info: .quiet
            case .warning: .warning
            case .error: .error
            }
            line(
                [
                    paint(diagnostic.level.rawValue, role), diagnostic.code.rawValue,
                    diagnostic.range.map { place($0, in: record.document) } ?? "", diagnostic.message,
                ], indent: 1)
        }
    }
}
