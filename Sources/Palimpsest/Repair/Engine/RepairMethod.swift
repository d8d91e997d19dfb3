/// The repairers, in the order in which they are asked; of two candidates for one place the earlier repairer's comes first.
public enum RepairMethod: String, Sendable, CaseIterable, Codable {
    /// Undoes mojibake.
    case encoding
    /// Puts the form's own words back: headings, labels, standing sentences.
    case template
    /// Parts fused words, joins split ones, folds shapes of the same character.
    case spacing
    /// Mends misread words of languages in Latin script.
    case latin
    /// Mends misread Chinese characters.
    case han
    /// Compares texts that should say nearly the same.
    case readings
    /// Proposes what text of a lost script may have said.
    case restoration
}

/// Which repairers run: what `--repairers` says.
public struct RepairerSelection: Hashable, Sendable {
    public private(set) var methods: Set<RepairMethod>

    public init(_ methods: Set<RepairMethod>) { self.methods = methods }

    /// All repairers.
    public static let all = RepairerSelection(Set(RepairMethod.allCases))

    /// Those that keep up with a batch: all but ``RepairMethod/restoration``, which takes as long for a passage as the others for a file.
    public static let quick = RepairerSelection(Set(RepairMethod.allCases).subtracting([.restoration]))

    public func contains(_ method: RepairMethod) -> Bool { methods.contains(method) }

    /// Reads names parted by commas: `encoding,spacing` runs only those, `-latin` all of `usual` but that, `+restoration` that one
    /// too; `all` and `none` stand for themselves.
    ///
    /// - Throws: ``RepairerNameError`` for a name that is none.
    public init(parsing text: String, usual: RepairerSelection) throws(RepairerNameError) {
        let names = text.split(separator: ",", omittingEmptySubsequences: true).map { $0.trimmingASCIISpace() }
        let isChange = names.first.map { $0.hasPrefix("-") || $0.hasPrefix("+") } ?? false
        var methods = isChange ? usual.methods : []
        for name in names {
            let isRemoved = name.hasPrefix("-")
            let plain = isRemoved || name.hasPrefix("+") ? String(name.dropFirst()) : name
            let named: Set<RepairMethod>
            switch plain {
            case "all": named = Set(RepairMethod.allCases)
            case "none": named = []
            default:
                guard let method = RepairMethod(rawValue: plain) else { throw RepairerNameError(name: plain) }
                named = [method]
            }
            if isRemoved { methods.subtract(named) } else { methods.formUnion(named) }
        }
        self.methods = methods
    }
}

/// There is no repairer of this name.
public struct RepairerNameError: Error, CustomStringConvertible {
    public var name: String
    public var description: String {
        "there is no repairer “\(name)”; known are: \(RepairMethod.allCases.map(\.rawValue).joined(separator: ", ")), all and none"
    }
}

extension Substring {
    fileprivate func trimmingASCIISpace() -> String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
