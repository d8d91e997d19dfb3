/// The names that Tesseract's models have for languages: `lexicons/tesseract-languages.tsv`.
public struct TesseractLanguages: Sendable {
    static let fileName = "lexicons/tesseract-languages.tsv"
    private let codes: [String: String]

    /// - Parameter directory: the folder of dictionaries.
    /// - Throws: ``ModelError`` when the file cannot be read.
    public init(directory: String) throws(ModelError) {
        let file = try MappedFile(path: directory + "/" + Self.fileName)
        var codes: [String: String] = [:]
        for line in file.bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            let cells = line.split(separator: UInt8(ascii: "\t")).map { String(decoding: $0, as: UTF8.self) }
            if cells.count == 2 { codes[cells[0]] = cells[1] }
        }
        self.codes = codes
    }

    /// The model for a BCP 47 tag; a tag that is not in the table is shortened from its end as RFC 4647 (section 3.4) does.
    public func code(for tag: String) -> String? {
        var parts = tag.split(separator: "-")
        while !parts.isEmpty {
            if let code = codes[parts.joined(separator: "-")] { return code }
            parts.removeLast()
        }
        return nil
    }
}
