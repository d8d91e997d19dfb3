/// What to read again, ranked by the clean text to be gained.
///
/// The ranking needs all profiles, so a few hundred bytes are kept for each that has something to gain, and nothing of its text.
public struct Worklist: Sendable {
    private var items: [WorkItem] = []
    /// Profiles that were looked at.
    public private(set) var profiles = 0

    public init() {}

    public mutating func add(_ new: [WorkItem]) {
        profiles += new.count
        items += new.filter { $0.gain >= 0.5 }
    }

    /// Most to be gained first; as they came where that is equal.
    public var ranked: [WorkItem] {
        items.enumerated().sorted { ($1.element.gain, $0.offset) < ($0.element.gain, $1.offset) }.map(\.element)
    }

    /// A table for people, nothing in it that could drive a terminal.
    public func table(_ languages: TesseractLanguages) -> String {
        guard !items.isEmpty else { return "Nothing to read again in \(profiles) profile\(profiles == 1 ? "" : "s").\n" }
        var table = TextTable(["file", "gain", "clean", "pages", "languages", "models"])
        for item in ranked {
            let pages = item.pages.map(\.number).sorted().map(String.init)
            table.add([
                SafeText.line(item.path) + (item.profileIndex > 0 ? " #\(item.profileIndex + 1)" : ""), TextTable.decimals(item.gain, 0),
                TextTable.decimals(100 * item.cleanShare, 1) + " %", pages.joined(separator: ","),
                item.languages.isEmpty ? "unknown" : item.languages.joined(separator: ","),
                item.languages.compactMap { languages.code(for: $0) }.joined(separator: "+"),
            ])
        }
        return table.text
    }

    /// CSV as the other tables: byte order mark, CRLF, no formulas.
    public func csv(_ languages: TesseractLanguages) -> [UInt8] {
        var row = CSVRow()
        let columns = ["rank", "path", "profile_index", "profile", "verdict", "expected_gain", "clean_share", "characters", "pages", "languages", "tesseract"]
        row.begin()
        for column in columns { row.cell(column) }
        row.end()
        for (rank, item) in ranked.enumerated() {
            row.begin()
            row.integer(rank + 1)
            row.cell(item.path)
            row.integer(item.profileIndex)
            row.cell(item.name ?? "")
            row.cell(item.verdict?.rawValue ?? "")
            row.integer(Int(item.gain.rounded()))
            row.probability(item.cleanShare)
            row.integer(item.characters)
            row.cell(item.pages.map { String($0.number) }.joined(separator: " "))
            row.cell(item.languages.joined(separator: " "))
            row.cell(item.languages.compactMap { languages.code(for: $0) }.joined(separator: "+"))
            row.end()
        }
        var output: [UInt8] = [0xEF, 0xBB, 0xBF]
        row.append(to: &output)
        return output
    }
}
