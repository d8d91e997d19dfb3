/// Writes records in one of the formats that users ask for.
///
/// A batch is ``prologue()``, then what ``append(_:to:)`` makes of each file's records with ``separator()`` between two
/// files, then ``epilogue()``. The bytes depend on nothing but the records and the options.
///
/// * `ndjson`: one JSON object per profile and line, LF, UTF-8, without a byte order mark.
/// * `json`: the same objects as one array.
/// * `csv`: one row per field of an indicator; see ``CSVTable``.
///
/// What decided the design: paths that are not UTF-8 are written as ripgrep's JSON printer writes them,
/// `{"bytes": "<base64>"}` (grep-printer's documentation); U+2028 and U+2029 are escaped because readers that split lines
/// as ECMAScript does would cut a record at them (Ruby's json and others had to add this, ruby/json#215); CSV cells are made
/// safe after OWASP's "CSV Injection", which has widened its list of leading characters over time (TAB and CR, see
/// CVE-2021-41270; later LF and the full-width forms).
public struct Emitter: Sendable {
    public enum Format: String, Sendable, CaseIterable { case ndjson, json, csv }
    public var format: Format
    /// Whether CSV begins with a UTF-8 byte order mark, so that Excel reads it as UTF-8. JSON never has one: RFC 8259,
    /// section 8.1, forbids it.
    public var byteOrderMark: Bool
    /// CSV only: keys of the profile's head that become columns `profile_<key>`.
    public var profileColumns: [String] = []
    /// CSV only: keys that the template derives for an indicator (`theme` …) and that become columns.
    public var attributeColumns: [String] = []
    /// CSV only: keys of a field's labelled values (`last_update` …) that become columns.
    public var fieldColumns: [String] = []

    public init(format: Format, byteOrderMark: Bool = false) {
        self.format = format
        self.byteOrderMark = byteOrderMark
    }

    /// An emitter whose CSV has the columns of all templates that a batch may use, in the order of the templates.
    ///
    /// The header is thereby known before the first file is read and is the same for every batch with these templates.
    public init(format: Format, byteOrderMark: Bool = false, templates: [TemplateKeys]) {
        self.init(format: format, byteOrderMark: byteOrderMark)
        for template in templates {
            add(template.profile.filter(\.shape.isPlain).map(\.key), to: \.profileColumns)
            add(template.attributes.filter(\.shape.isPlain).map(\.key), to: \.attributeColumns)
            for field in template.fields {
                add(field.attributes.filter(\.shape.isPlain).map(\.key), to: \.fieldColumns)
            }
        }
    }

    private mutating func add(_ keys: [String], to columns: WritableKeyPath<Emitter, [String]>) {
        for key in keys where !self[keyPath: columns].contains(key) { self[keyPath: columns].append(key) }
    }

    /// What comes before the first file.
    public func prologue() -> [UInt8] {
        switch format {
        case .ndjson: []
        case .json: Array("[\n".utf8)
        case .csv: (byteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + CSVTable(self).header()
        }
    }

    /// What comes between the records of two files.
    public func separator() -> [UInt8] {
        format == .json ? Array(",\n".utf8) : []
    }

    /// What comes after the last file.
    public func epilogue() -> [UInt8] {
        format == .json ? Array("\n]\n".utf8) : []
    }

    /// Appends the records of one file.
    ///
    /// - Parameter records: at least one; a file without records has neither a body nor a separator.
    public func append(_ records: [Record], to output: inout [UInt8]) {
        var buffer = ByteWriter()
        append(records, to: &output, through: &buffer)
    }

    /// As ``append(_:to:)``, with memory that is used for file after file.
    func append(_ records: [Record], to output: inout [UInt8], through buffer: inout ByteWriter) {
        switch format {
        case .ndjson:
            for record in records {
                JSONRecordWriter.append(record, to: &output, through: &buffer)
                output.append(UInt8(ascii: "\n"))
            }
        case .json:
            for (index, record) in records.enumerated() {
                if index > 0 { output += separator() }
                JSONRecordWriter.append(record, to: &output, through: &buffer)
            }
        case .csv:
            let table = CSVTable(self)
            for record in records { table.append(record, to: &output) }
        }
    }
}
