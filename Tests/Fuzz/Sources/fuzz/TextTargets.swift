import Foundation

@testable import Palimpsest

/// Decoding, normalisation and the way back to the file, for bytes in any encoding.
struct IngestTarget: FuzzTarget {
    init(dictionaries: String) {}

    func run(_ input: [UInt8]) {
        guard let document = try? Ingest(language: "en").document(from: input, path: Array("f".utf8)) else { return }
        Self.check(document, byteCount: input.count)
    }

    static func check(_ document: Document, byteCount: Int) {
        let text = document.text
        let isValid = text.bytes.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) != nil }
        fuzz.check(isValid, "the text is not UTF-8")
        fuzz.check(Normalizer().normalize(AlignedText(identity: text.bytes)).bytes == text.bytes, "the text is not in NFC")
        var last = 0
        for offset in 0...text.bytes.count where offset == text.bytes.count || text.bytes[offset] & 0xC0 != 0x80 {
            let start = text.sourceStart(offset)
            fuzz.check(start >= last && start <= byteCount, "the way back to the file leaps at \(offset)")
            last = start
        }
        fuzz.check(text.sourceEnd(text.bytes.count) <= byteCount, "the text ends after the file")
        var end = 0
        for index in document.lines.lines.indices {
            let line = document.lines.lines[index].content
            fuzz.check(line.start >= end && line.end >= line.start && line.end <= text.bytes.count, "line \(index) is out of order")
            end = line.end
        }
        let span = document.span(of: TextRange(0, text.bytes.count))
        fuzz.check(span.start >= 0 && span.start <= span.end && span.end <= byteCount && span.startLine <= span.endLine, "\(span)")
    }
}

/// Our normalisation against Foundation's, which has tables of its own.
struct NormalizationTarget: FuzzTarget {
    init() {}
    init(dictionaries: String) {}

    func run(_ input: [UInt8]) {
        let text = String(decoding: input, as: UTF8.self)
        let ours = Normalizer().normalize(AlignedText(identity: Array(text.utf8)))
        // ICU and Foundation may know different versions of Unicode: what one of them does not know is left out.
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .unassigned && $0.properties.age.map { $0 <= (15, 0) } ?? false }) else { return }
        check(ours.bytes == Array(text.precomposedStringWithCanonicalMapping.utf8), "NFC of \(text.unicodeScalars.map { String($0.value, radix: 16) })")
        check(ours.sourceEnd(ours.bytes.count) == text.utf8.count, "the alignment ends elsewhere")
    }
}

/// The template language: any YAML is read or refused with places.
struct TemplateTarget: FuzzTarget {
    let folding = KeyFolding()
    init(dictionaries: String) {}

    func run(_ input: [UInt8]) {
        do throws(TemplateErrors) {
            _ = try TemplateReader.read(yaml: String(decoding: input, as: UTF8.self), path: "t.yaml", folding: folding)
        } catch {
            check(!error.issues.isEmpty, "refused without a reason")
            for issue in error.issues { check(issue.line >= 1 && issue.column >= 1 && !issue.message.isEmpty, "\(issue)") }
        }
    }
}

/// The reader of JSON, and that what it reads can be written and read again.
struct JSONTarget: FuzzTarget {
    init(dictionaries: String) {}

    func run(_ input: [UInt8]) {
        let value = try? JSONReader.value(of: input)
        // Foundation reads some things that are no JSON, but all that is, except for numbers that no Double holds.
        if value != nil, !Self.hasLongNumber(input) { check(Self.foundationReads(input), "Foundation refuses it") }
        do throws(RepairPlanError) {
            let plan = try RepairPlan(json: input)
            let again = try RepairPlan(json: plan.json)
            check(again.json == plan.json, "a plan changes when it is written")
        } catch {
            check(!error.message.isEmpty, "refused without a reason")
        }
    }

    /// Whether there is an exponent, or more digits in a row than a Double has.
    private static func hasLongNumber(_ input: [UInt8]) -> Bool {
        var digits = 0
        for byte in input {
            if (0x30...0x39).contains(byte) {
                digits += 1
                if digits > 15 { return true }
            } else {
                if digits > 0, byte | 0x20 == UInt8(ascii: "e") { return true }
                digits = 0
            }
        }
        return false
    }

    private static func foundationReads(_ input: [UInt8]) -> Bool {
        (try? JSONSerialization.jsonObject(with: Data(input), options: .fragmentsAllowed)) != nil
    }
}
