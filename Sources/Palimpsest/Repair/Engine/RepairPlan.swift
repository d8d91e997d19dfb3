import FoundationEssentials

/// What is to be changed in a file, and on what grounds: the value behind `extract repair --plan`.
///
/// A plan holds every candidate, applied or not, so that a reviewer may set `applied` and have the plan replayed. Replaying
/// it on the same file gives the same bytes as the repair that made it.
public struct RepairPlan: Sendable {
    public struct Edit: Sendable, Codable {
        /// Bytes `[start, end)` of the file as it lies on disk.
        public var start: Int
        public var end: Int
        /// From 1.
        public var startLine: Int
        /// What stands there, as read: NFC, lines as they are.
        public var text: String
        /// What is put in its place.
        public var replacement: String
        /// Probability that the page said ``replacement``.
        public var confidence: Double
        /// The repairer.
        public var method: String
        public var explanation: String?
        /// What is wrong with the passage that the place lies in; `nil` for white space.
        public var kind: String?
        /// The passage's identifier in the record; `nil` for white space.
        public var suspect: String?
        /// The number of the record in the file.
        public var profileIndex: Int
        public var applied: Bool
    }

    public static let version = 1

    /// SHA-256 of the file that the plan is for, in hexadecimal digits.
    public var sha256: String
    public var encoding: String
    public var edits: [Edit]

    /// The plan of the repairs of one file's records.
    public init(of records: [Record]) {
        sha256 = records.first?.document.source.sha256 ?? ""
        encoding = records.first?.document.source.encoding ?? "UTF-8"
        edits = []
        for record in records {
            for (number, suspect) in record.suspects.enumerated() {
                for candidate in suspect.candidates {
                    edits.append(Self.edit(candidate, at: candidate.range ?? suspect.range, (suspect, number), in: record))
                }
            }
            for repair in record.spaceRepairs {
                if let range = repair.range { edits.append(Self.edit(repair, at: range, nil, in: record)) }
            }
        }
    }

    private static func edit(_ candidate: RepairCandidate, at range: TextRange, _ of: (suspect: Suspect, number: Int)?, in record: Record) -> Edit {
        let span = record.document.span(of: range)
        return Edit(
            start: span.start, end: span.end, startLine: span.startLine,
            text: String(decoding: record.document.text.bytes[range.start..<range.end], as: UTF8.self),
            replacement: candidate.text, confidence: candidate.confidence, method: candidate.method,
            explanation: candidate.explanation.isEmpty ? nil : candidate.explanation, kind: of?.suspect.kind.rawValue,
            suspect: of.map { "s\($0.number + 1)" }, profileIndex: record.profileIndex, applied: candidate.isApplied)
    }

    /// The file with the plan's applied edits made.
    ///
    /// - Parameters:
    ///   - document: the file's text.
    ///   - source: the file's bytes.
    /// - Throws: ``RepairPlanError`` when the plan is not for this document.
    public func replay(on document: Document, source: [UInt8]) throws(RepairPlanError) -> RepairedFile {
        guard sha256 == document.source.sha256 else {
            throw RepairPlanError(message: "the plan is for another file, or the file has changed since: make the plan anew with extract repair --plan")
        }
        var changes: [(number: Int, change: Replacement)] = []
        for (number, edit) in edits.enumerated() where edit.applied {
            changes.append((number, Replacement(range: try range(of: edit, number, in: document), replacement: Array(edit.replacement.utf8))))
        }
        changes.sort { ($0.change.range.start, $0.number) < ($1.change.range.start, $1.number) }
        try refuseOverlaps(changes)
        return RepairedFile(document: document, edits: EditedText(changes.map(\.change)), source: source)
    }

    /// - Parameter changes: in the order of their places.
    private func refuseOverlaps(_ changes: [(number: Int, change: Replacement)]) throws(RepairPlanError) {
        guard var farthest = changes.first else { return }
        for next in changes.dropFirst() {
            if farthest.change.range.overlaps(next.change.range) {
                let (earlier, later) = farthest.number < next.number ? (farthest, next) : (next, farthest)
                throw RepairPlanError(
                    message: "edits[\(later.number)] (line \(edits[later.number].startLine)) changes what another edit changes to “\(String(decoding: earlier.change.replacement, as: UTF8.self))”: set applied to false in one of them")
            }
            if next.change.range.end > farthest.change.range.end { farthest = next }
        }
    }

    private func range(of edit: Edit, _ number: Int, in document: Document) throws(RepairPlanError) -> TextRange {
        let misfit = RepairPlanError(message: "edits[\(number)]: “\(edit.text)” does not stand at bytes \(edit.start) to \(edit.end) of the file")
        guard edit.start >= 0, edit.start <= edit.end, edit.end <= document.source.byteCount else { throw misfit }
        let start = document.text.alignment.textOffset(ofSource: edit.start)
        let text = Array(edit.text.utf8)
        let end = start + text.count
        guard end <= document.text.bytes.count, document.text.bytes[start..<end].elementsEqual(text) else { throw misfit }
        return TextRange(start, end)
    }
}

/// Why a plan cannot be read or replayed.
public struct RepairPlanError: Error, CustomStringConvertible {
    public var message: String
    public var description: String { message }
}

extension RepairPlan {
    private struct Stored: Decodable {
        var planVersion: Int
        var sha256: String
        var encoding: String
        var edits: [Edit]
    }

    /// Reads a plan as ``json`` writes it.
    ///
    /// - Throws: ``RepairPlanError`` when it is none.
    public init(json: [UInt8]) throws(RepairPlanError) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let stored: Stored
        do {
            stored = try decoder.decode(Stored.self, from: Data(json))
        } catch {
            throw RepairPlanError(message: "this is no repair plan as extract repair --plan writes it: \(Self.describe(error))")
        }
        guard stored.planVersion == Self.version else {
            throw RepairPlanError(message: "the plan has version \(stored.planVersion), this program reads version \(Self.version)")
        }
        sha256 = stored.sha256
        encoding = stored.encoding
        edits = stored.edits
    }

    private static func describe(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context): "\(path(context)) has no \(key.stringValue)"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context): "\(path(context)) is of the wrong type"
        default: "it is not JSON"
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        return path.isEmpty ? "the object" : path
    }

    /// The plan as JSON, one edit a line, keys in fixed order.
    public var json: [UInt8] {
        var out = ByteWriter()
        out.literal("{\"plan_version\":")
        out.integer(Self.version)
        out.literal(",\"sha256\":")
        out.string(sha256)
        out.literal(",\"encoding\":")
        out.string(encoding)
        out.literal(",\"edits\":[")
        for (number, edit) in edits.enumerated() {
            out.literal(number == 0 ? "\n" : ",\n")
            Self.append(edit, to: &out)
        }
        out.literal(edits.isEmpty ? "]}\n" : "\n]}\n")
        var bytes: [UInt8] = []
        out.append(to: &bytes)
        return bytes
    }

    private static func append(_ edit: Edit, to out: inout ByteWriter) {
        out.literal("{\"start\":")
        out.integer(edit.start)
        out.literal(",\"end\":")
        out.integer(edit.end)
        out.literal(",\"start_line\":")
        out.integer(edit.startLine)
        out.literal(",\"text\":")
        out.string(edit.text)
        out.literal(",\"replacement\":")
        out.string(edit.replacement)
        out.literal(",\"confidence\":")
        out.probability(edit.confidence)
        out.literal(",\"method\":")
        out.string(edit.method)
        if let explanation = edit.explanation {
            out.literal(",\"explanation\":")
            out.string(explanation)
        }
        if let kind = edit.kind, let suspect = edit.suspect {
            out.literal(",\"kind\":")
            out.string(kind)
            out.literal(",\"suspect\":")
            out.string(suspect)
        }
        out.literal(",\"profile_index\":")
        out.integer(edit.profileIndex)
        out.literal(",\"applied\":")
        edit.applied ? out.literal("true") : out.literal("false")
        out.literal("}")
    }
}
