/// How good the repairs of a set of labelled dumps are.
public struct RepairReport: Sendable {
    public private(set) var scores: [String: RepairScore] = [:]
    public private(set) var form = FormScore()
    public private(set) var groups: [(group: DumpDetection.Group, errorsBefore: Int, errorsAfter: Int, characters: Int)] = []

    /// What is not right, one line each.
    public private(set) var misses: [String] = []

    public init() {}

    public var isEmpty: Bool { groups.isEmpty }

    mutating func add(_ dump: DumpRepairs, _ group: DumpDetection.Group) {
        for (method, score) in dump.scores { scores[method, default: RepairScore()].add(score) }
        form.add(dump.form)
        misses += dump.mistakes.map { "not right: " + $0 } + dump.unmended.map { "not mended: " + $0 }
        guard let index = groups.firstIndex(where: { $0.group == group }) else {
            groups.append((group, dump.errorsBefore, dump.errorsAfter, dump.characters))
            return
        }
        groups[index].errorsBefore += dump.errorsBefore
        groups[index].errorsAfter += dump.errorsAfter
        groups[index].characters += dump.characters
    }

    /// The score of a repairer; zeros when it did nothing.
    public func score(_ method: RepairMethod) -> RepairScore { scores[method.rawValue] ?? RepairScore() }

    /// How the confidences of a repairer's candidates match what was right.
    public func reliability(_ method: RepairMethod) -> Reliability { Reliability(score(method).confidences, areIndependent: true) }
}

extension RepairReport {
    /// Tables for people.
    var text: String {
        var table = TextTable(["repairs", "proposed", "applied", "right %", "wrong %", "characters mended", "spoilt", "ECE"])
        for method in RepairMethod.allCases {
            guard let score = scores[method.rawValue] else { continue }
            table.add([
                method.rawValue, String(score.proposed), String(score.applied), Self.share(score.right, score.applied),
                Self.share(score.wrong, score.applied), String(score.mended), String(score.spoilt),
                TextTable.decimals(reliability(method).error, 3),
            ])
        }
        var errors = TextTable(["language, OCR, model", "characters", "errors as read", "after repair", "CER %", "after %"])
        for row in groups.sorted(by: { $0.group.title < $1.group.title }) {
            errors.add([
                row.group.title, String(row.characters), String(row.errorsBefore), String(row.errorsAfter),
                Self.share(row.errorsBefore, row.characters), Self.share(row.errorsAfter, row.characters),
            ])
        }
        let lines = "Lines of the form: \(form.lines), damaged \(form.damaged), of these mended \(form.mended) (\(Self.share(form.mended, form.damaged)) %); made worse \(form.spoilt).\n"
        return table.text + "\n" + errors.text + "\n" + lines
    }

    private static func share(_ part: Int, _ whole: Int) -> String {
        whole == 0 ? "–" : TextTable.decimals(100 * Double(part) / Double(whole), 2)
    }
}
