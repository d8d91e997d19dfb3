/// Writes records in one of the formats that users ask for.
///
/// A batch is `prologue`, then the `body` of each file's records with `separator` between bodies, then `epilogue`.
public struct Emitter: Sendable {
    public enum Format: String, Sendable, CaseIterable { case ndjson, json, csv }
    public var format: Format
    /// Whether a UTF-8 byte order mark is written first, so that Excel reads CSV as UTF-8.
    public var byteOrderMark: Bool

    public init(format: Format, byteOrderMark: Bool = false) {
        self.format = format
        self.byteOrderMark = byteOrderMark
    }

    public func prologue() -> [UInt8] { [] }
    public func separator() -> [UInt8] { [] }
    public func epilogue() -> [UInt8] { [] }
    /// Appends the records of one file.
    public func append(_ records: [Record], to output: inout [UInt8]) {}
}
