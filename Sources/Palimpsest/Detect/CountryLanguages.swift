/// The languages that a country's people write in other scripts than Latin: `lexicons/languages-of-countries.tsv`, from CLDR.
struct CountryLanguages: Sendable {
    static let fileName = "lexicons/languages-of-countries.tsv"
    private let tags: [String: [String]]

    /// - Throws: ``ModelError`` when the file cannot be read.
    init(path: String) throws(ModelError) {
        let file = try MappedFile(path: path)
        var tags: [String: [String]] = [:]
        for line in file.bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            let cells = line.split(separator: UInt8(ascii: "\t")).map { String(decoding: $0, as: UTF8.self) }
            if cells.count == 2 { tags[cells[0]] = cells[1].split(separator: " ").map(String.init) }
        }
        self.tags = tags
    }

    /// BCP 47 tags of what is written in the country of this name, most spoken first; empty when that is unknown.
    func languages(of country: String) -> [String] { tags[country] ?? [] }
}
